# SPDX-License-Identifier: EUPL-1.2
"""Planning areas on a map, and the measures in one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.documents.areas import areas_map
from leitziel.strategy.queries import areas as queries
from leitziel.strategy.queries import catalogue

from .common import address, found

PAGE_SIZE = 50


@require_safe
@requires("strategy.view_public")
def areas(request: HttpRequest) -> HttpResponse:
    """The planning areas as a map and as the table that says the same."""
    entries = queries.areas()
    context = {
        "areas": entries,
        "map": areas_map(entries, lambda name, *args: address(request, name, *args)) if entries else "",
        "breadcrumb": [(_("Planning areas"), None)],
    }
    return render(request, "strategy/areas/list.html", context)


@require_safe
@requires("strategy.view_public")
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """A planning area and the measures that name it."""
    entries = queries.areas()
    entry = found(next((a for a in entries if a.slug == slug), None))
    page = Paginator(entry.measures, PAGE_SIZE).get_page(request.GET.get("seite"))
    context = {
        "area": entry,
        "page": page,
        "lines": catalogue.lines(list(page.object_list)),
        "map": areas_map(entries, lambda name, *args: address(request, name, *args), highlighted=entry.slug),
        "breadcrumb": [(_("Planning areas"), address(request, "areas")), (entry.name, None)],
    }
    return render(request, "strategy/areas/area.html", context)
