# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: settings of concepts, editions and council papers."""

from django.urls import path

from leitziel.strategy.views.planning import concepts, editions, open_names, vocabulary

urlpatterns = [
    path("arbeit/konzepte/neu/", concepts.concept_new, name="concept-new"),
    path("arbeit/konzepte/<slug:slug>/", concepts.concept_settings, name="concept-settings"),
    path("arbeit/konzepte/<slug:slug>/<slug:label>/", editions.edition_settings, name="edition-settings"),
    path("arbeit/konzepte/<slug:slug>/<slug:label>/stand/", editions.edition_state, name="edition-state"),
    path(
        "arbeit/konzepte/<slug:slug>/<slug:label>/veroeffentlichung/",
        editions.edition_publication,
        name="edition-publication",
    ),
    path("arbeit/konzepte/<slug:slug>/<slug:label>/verantwortungen/", open_names.edition_names, name="edition-names"),
    path("arbeit/vokabular/", vocabulary.vocabulary, name="vocabulary"),
    path("arbeit/vokabular/<int:pk>/", vocabulary.vocabulary_term, name="vocabulary-term"),
    path("arbeit/vorlagen/<slug:slug>/", concepts.paper_edit, name="paper-edit"),
]
