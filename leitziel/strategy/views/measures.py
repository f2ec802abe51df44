# SPDX-License-Identifier: EUPL-1.2
"""Measures: the list with its filters, and the fact sheet of one."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.core.models import SavedFilter
from leitziel.strategy.forms import filters
from leitziel.strategy.models import Edition, Measure
from leitziel.strategy.queries import catalogue
from leitziel.strategy.queries.measure_page import measure_page
from leitziel.strategy.queries.merged import leads_on_to
from leitziel.strategy.queries.search import as_written, search
from leitziel.strategy.views.together.filters import default_query

from .common import edition_trail, found, require_view, shortened

PAGE_SIZE = 50


@require_safe
@requires("strategy.view_public")
def measures(request: HttpRequest) -> HttpResponse:
    """The public list: filters with counts, a search word, an order, 50 a page."""
    if query := default_query(request, SavedFilter.List.MEASURES):
        return redirect(f"{request.path}?{query}")
    wanted = filters.wanted(request.GET)
    answer = search(wanted.query)
    searched = bool(answer.terms)
    index = catalogue.read_index()
    selection = catalogue.select(index, wanted.facets, wanted.sort, answer.scores if searched else None)
    page = Paginator(selection.ids, PAGE_SIZE).get_page(wanted.page)
    lines = catalogue.lines(page.object_list, answer.terms if searched else ())
    context = {
        "page": page,
        "lines": lines,
        "instead": as_written(answer, lines),
        "found": len(selection.ids),
        "total": selection.total,
        "query": wanted.query,
        "answer": answer,
        "facets": filters.facets(selection),
        "chips": filters.chips(selection, request.GET),
        "sort": wanted.sort,
        "sorts": _sorts(searched),
        "breadcrumb": [(_("Measures"), None)],
    }
    return render(request, "strategy/measures/list.html", context)


def _sorts(searched: bool) -> list[tuple[str, str]]:
    first = [("", _("Best match"))] if searched else []
    plan = ("plan", _("Order of the plan")) if searched else ("", _("Order of the plan"))
    return [*first, plan, ("termin", _("Deadline, next first")), ("alphabet", _("Alphabet"))]


@require_safe
@requires("strategy.view_public")
def measure(request: HttpRequest, short_id: str, label: str | None = None) -> HttpResponse:
    """The fact sheet of a measure, in the edition that counts or in the one asked for."""
    got = measure_page(request.access, short_id, label)
    if label is None and (got is None or got[0].merged) and (on := leads_on_to(request.access, short_id)):
        return redirect("measure", request.municipality.slug, on)
    page, edition = found(got)
    require_view(request, edition)
    name = _("Measure %(number)s") % {"number": page.number} if page.number else _("Measure")
    context = {
        "measure": page,
        "name": name,
        "short": shortened(page.heading),
        "may_edit": request.access.may("strategy.edit_measure") and _may_edit(request, page.id, edition),
        "may_see_history": request.access.may("strategy.view_history"),
        "breadcrumb": [*edition_trail(request, page.edition, page.fields), (name, None)],
    }
    return render(request, "strategy/measures/measure.html", context)


def _may_edit(request: HttpRequest, pk: int, edition: Edition) -> bool:
    """May this person edit this measure: planners all, an office those it leads (that alone takes a query)?"""
    return request.access.may("strategy.edit_measure", Measure(pk=pk, edition=edition))
