# SPDX-License-Identifier: EUPL-1.2
"""Offices and what they answer for."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.queries import catalogue
from leitziel.strategy.queries import offices as queries
from leitziel.strategy.queries.office_past import moved_to

from .common import address, found, shortened

PAGE_SIZE = 50


@require_safe
@requires("strategy.view_public")
def offices(request: HttpRequest) -> HttpResponse:
    """All offices as a tree, with the number of their measures."""
    context = {"nodes": queries.office_tree(request.access), "breadcrumb": [(_("Offices"), None)]}
    return render(request, "strategy/offices/list.html", context)


@require_safe
@requires("strategy.view_public")
def office(request: HttpRequest, slug: str) -> HttpResponse:
    """An office: above and below it, the measures it leads, and those it takes part in."""
    page = queries.office_page(request.access, slug)
    if page is None and (new := moved_to(request.access, slug)):
        return redirect("office", request.municipality.slug, new, permanent=True)
    page = found(page)
    measures = Paginator([*page.lead, *page.other], PAGE_SIZE).get_page(request.GET.get("seite"))
    lines = catalogue.lines(list(measures.object_list))
    leads = len(set(measures.object_list) & set(page.lead))
    trail = [(shortened(link.label), address(request, "office", link.key)) for link in page.path]
    context = {
        "office": page,
        "page": measures,
        "lead": lines[:leads],
        "other": lines[leads:],
        "breadcrumb": [
            (_("Offices"), address(request, "offices")),
            *trail,
            (shortened(page.node.link.label), None),
        ],
    }
    return render(request, "strategy/offices/office.html", context)
