# SPDX-License-Identifier: EUPL-1.2
"""All addresses. A municipality's pages begin with its slug; parts are German and untranslated."""

from django.urls import include, path

urlpatterns = [
    # Addresses of the house come before `<municipality>/`, which would take them for a slug.
    path("", include("leitziel.ui.urls")),
    path("", include("leitziel.portal.urls")),
    path("<slug:municipality>/", include("leitziel.core.urls")),
    path("<slug:municipality>/", include("leitziel.bodies.urls")),
    path("<slug:municipality>/", include("leitziel.strategy.urls")),
    path("<slug:municipality>/", include("leitziel.reports.urls")),
    path("<slug:municipality>/", include("leitziel.api.urls")),
]
handler500 = "leitziel.core.faults.server_error"
