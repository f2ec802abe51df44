# SPDX-License-Identifier: EUPL-1.2
"""My measures."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.core.models import SavedFilter
from leitziel.strategy.queries.together.mine import Mine, Wanted, chosen, my_measures
from leitziel.strategy.views.common import address

from .filters import default_query, saved_filters

PARTS = {"federfuehrung": "lead", "mitwirkung": "partner"}
TIMES = {"vorbei": "late", "bald": "soon"}


@requires("core.view_internal")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Measures in which an organisation of mine has a part, next deadline first."""
    if query := default_query(request, SavedFilter.List.MINE):
        return redirect(f"{request.path}?{query}")
    get = request.GET
    wanted = Wanted(
        part=PARTS.get(get.get("rolle", ""), ""),
        time=TIMES.get(get.get("termin", ""), ""),
        concept=get.get("konzept", "")[:100],
        comments=get.get("austausch") == "offen",
        query=get.get("q", "").replace("\x00", "").strip()[:200],
    )
    everything = my_measures(request.access, timezone.localdate())
    rows = chosen(everything, wanted)
    context = {
        "page": Paginator(rows, 50).get_page(get.get("seite")),
        "found": len(rows),
        "total": len(everything),
        "figures": figures(everything),
        "wanted": wanted,
        "concepts": sorted({(m.concept_slug, m.concept) for m in everything}, key=lambda c: c[1]),
        "offices": sorted({name for m in everything for name in m.offices}),
        "has_organisation": bool(request.access.organisations),
        "sees_talk": request.access.may("strategy.view_comments"),
        "saved": saved_filters(request, SavedFilter.List.MINE),
        "breadcrumb": [(_("My work"), address(request, "work")), (_("My measures"), None)],
    }
    return render(request, "strategy/together/mine.html", context)


def figures(rows: list[Mine]) -> dict[str, int]:
    """How many there are of what."""
    return {
        "lead": sum(m.lead for m in rows),
        "partner": sum(not m.lead for m in rows),
        "late": sum(m.late for m in rows),
        "soon": sum(m.soon for m in rows),
        "comments": sum(m.comments for m in rows),
    }
