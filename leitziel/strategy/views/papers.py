# SPDX-License-Identifier: EUPL-1.2
"""Council papers and where they are cited."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.queries import papers as queries

from .common import address, found


@require_safe
@requires("strategy.view_public")
def papers(request: HttpRequest) -> HttpResponse:
    """The council papers that plans name."""
    context = {"papers": queries.papers(request.access), "breadcrumb": [(_("Council papers"), None)]}
    return render(request, "strategy/papers/list.html", context)


@require_safe
@requires("strategy.view_public")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """A council paper: its facts, and what cites it."""
    page = found(queries.paper_page(request.access, slug))
    context = {
        "paper": page,
        "may_edit": request.access.may("strategy.edit_plan"),
        "breadcrumb": [(_("Council papers"), address(request, "papers")), (page.entry.number, None)],
    }
    return render(request, "strategy/papers/paper.html", context)
