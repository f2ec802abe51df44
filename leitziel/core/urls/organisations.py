# SPDX-License-Identifier: EUPL-1.2
"""Addresses for the keepers of organisations."""

from django.urls import path

from leitziel.core.views.organisations import listing, merging, single

urlpatterns = [
    path("arbeit/stellen/", listing.organisations, name="organisations"),
    path("arbeit/stellen/neu/", listing.organisation_new, name="organisation-new"),
    path("arbeit/stellen/dubletten/", listing.organisation_duplicates, name="organisation-duplicates"),
    path("arbeit/stellen/<int:pk>/", single.organisation, name="organisation"),
    path("arbeit/stellen/<int:pk>/namen/", single.organisation_names, name="organisation-names"),
    path("arbeit/stellen/<int:pk>/ende/", single.organisation_ending, name="organisation-ending"),
    path("arbeit/stellen/<int:pk>/zusammenfuehren/", merging.organisation_merge, name="organisation-merge"),
    path("arbeit/stellen/<int:pk>/verlauf/", single.organisation_history, name="organisation-history"),
    path("arbeit/stellen/<int:pk>/verlauf/<int:step>/", single.organisation_undo, name="organisation-undo"),
    path("arbeit/stellen/<int:pk>/loeschen/", single.organisation_delete, name="organisation-delete"),
]
