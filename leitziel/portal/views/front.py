# SPDX-License-Identifier: EUPL-1.2
"""Front pages: of the house and of a municipality."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.portal import queries


@require_safe
@requires("portal.view")
def home(request: HttpRequest) -> HttpResponse:
    """The municipalities of this installation; with one only, its front page."""
    only = queries.only_municipality(request)
    if only:
        return redirect("municipality", only.slug)
    return render(request, "portal/home.html", {"municipalities": queries.municipalities()})


@require_safe
@requires("portal.view")
def municipality(request: HttpRequest) -> HttpResponse:
    """What a municipality has published."""
    return render(
        request, "portal/municipality.html", {"front": queries.front(timezone.localdate()), "own_search": True}
    )
