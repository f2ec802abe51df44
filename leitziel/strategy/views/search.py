# SPDX-License-Identifier: EUPL-1.2
"""Search over everything a municipality has published."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.forms import filters
from leitziel.strategy.queries import catalogue
from leitziel.strategy.queries.search import as_written
from leitziel.strategy.queries.search import search as find
from leitziel.strategy.queries.search_names import search_names

PAGE_SIZE = 20


@require_safe
@requires("strategy.view_public")
def search(request: HttpRequest) -> HttpResponse:
    """Measures by relevance, and fields, goals, concepts, offices, papers and areas by their names."""
    wanted = filters.wanted(request.GET)
    answer = find(wanted.query)
    ids = sorted(answer.scores, key=lambda i: (-answer.scores[i], i))
    page = Paginator(ids, PAGE_SIZE).get_page(wanted.page)
    names = search_names(answer.terms) if page.number == 1 else []
    lines = catalogue.lines(list(page.object_list), answer.terms) if ids else []
    context = {
        "query": wanted.query,
        "answer": answer,
        "found": len(ids),
        "page": page,
        "lines": lines,
        "instead": as_written(answer, lines),
        "names": [(_kinds()[kind], hits) for kind, hits in names],
        "breadcrumb": [(_("Search"), None)],
    }
    return render(request, "strategy/search.html", context)


def _kinds() -> dict[str, str]:
    return {
        "concept": _("Concepts"),
        "field": _("Fields of action"),
        "goal": _("Goals"),
        "office": _("Offices"),
        "paper": _("Council papers"),
        "area": _("Planning areas"),
    }
