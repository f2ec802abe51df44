# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: from edition to edition."""

from django.urls import path

from leitziel.strategy.views.lineage import changes, work

WORK = "arbeit/konzepte/<slug:slug>/<slug:label>"
PUBLIC = "konzepte/<slug:slug>/<slug:label>/aenderungen"

urlpatterns = [
    path(f"{WORK}/abgleich/", work.edition_lineage, name="edition-lineage"),
    path(f"{WORK}/abgleich/<slug:kind>/<int:pk>/", work.entry_lineage, name="entry-lineage"),
    path(f"{WORK}/fortschreiben/", work.edition_draft, name="edition-draft"),
    path(f"{PUBLIC}/", changes.edition_changes, name="edition-changes"),
    path(f"{PUBLIC}/<slug:old>/", changes.edition_changes, name="edition-changes-since"),
]
