# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: public pages. German, untranslated, and stable: they carry short ids of threads."""

from django.urls import path

from leitziel.strategy.views import abbreviations, areas, concepts, fields, measures, offices, papers, plan_pdf, search

urlpatterns = [
    path("konzepte/", concepts.concepts, name="concepts"),
    path("konzepte/<slug:slug>/", concepts.concept, name="concept"),
    path("konzepte/<slug:slug>/<slug:label>/", concepts.edition, name="edition"),
    path("konzepte/<slug:slug>/<slug:label>/ueberblick/", concepts.overview, name="plan-overview"),
    path("konzepte/<slug:slug>/<slug:label>/plan.pdf", plan_pdf.plan_pdf, name="plan-pdf"),
    path("konzepte/<slug:slug>/<slug:label>/plan.pdf/stand/", plan_pdf.plan_pdf_progress, name="plan-pdf-progress"),
    path("handlungsfelder/<slug:short_id>/", fields.field, name="field"),
    path("ziele/<slug:short_id>/", fields.goal, name="goal"),
    path("ziele/<slug:short_id>/<slug:label>/", fields.goal, name="goal-edition"),
    path("massnahmen/", measures.measures, name="measures"),
    path("massnahmen/<slug:short_id>/", measures.measure, name="measure"),
    path("massnahmen/<slug:short_id>/<slug:label>/", measures.measure, name="measure-edition"),
    path("stellen/", offices.offices, name="offices"),
    path("stellen/<slug:slug>/", offices.office, name="office"),
    path("vorlagen/", papers.papers, name="papers"),
    path("vorlagen/<slug:slug>/", papers.paper, name="paper"),
    path("planungsraeume/", areas.areas, name="areas"),
    path("planungsraeume/<slug:slug>/", areas.area, name="area"),
    path("abkuerzungen/", abbreviations.abbreviations, name="abbreviations"),
    path("suche/", search.search, name="search"),
]
