# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room, below `<municipality>/`."""

from django.urls import path

from . import resources  # noqa: F401 - registers the operations
from .house import PREFIX, operations
from .views import archive, documentation, feeds, open_data

urlpatterns = [
    path("schnittstelle/", documentation.documentation, name="api"),
    path(f"{PREFIX}/openapi.json", documentation.schema, name="api-openapi"),
    *operations(),
    path("aenderungen.atom", feeds.municipality_feed, name="feed"),
    path("sachstand.atom", feeds.progress_feed, name="progress-feed"),
    path("konzepte/<slug:slug>/aenderungen.atom", feeds.concept_feed, name="concept-feed"),
    path("arbeit/archiv/", archive.archive, name="archive"),
    path("arbeit/archiv/stand/", archive.progress, name="archive-progress"),
    path("arbeit/archiv/datei/", archive.download, name="archive-file"),
    path("arbeit/offene-daten/", open_data.terms, name="open-data"),
]
