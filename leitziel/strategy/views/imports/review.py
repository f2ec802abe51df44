# SPDX-License-Identifier: EUPL-1.2
"""The review page: what was read, beside the source it was read from."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import review as queries

from .common import crumbs, get_import, in_review, link
from .listing import state_page

PER_PAGE = 60  # entries
PASSAGES = 40


@requires("strategy.review_import")
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries of one section (`feld`), or all entries with notes (`nur=hinweise`), beside the source."""
    plan_import = get_import(pk)
    if plan_import.state != ImportState.REVIEW or plan_import.plan is None:
        return state_page(request, plan_import)
    plan: Plan = plan_import.plan
    only_notes = request.GET.get("nur") == "hinweise"
    sections = queries.sections(plan)
    current = request.GET.get("feld") or _first_section(sections)
    try:
        entries = queries.all_entries(plan, only_notes=True) if only_notes else queries.entries_of(plan, current)
    except tree.EditError as error:
        raise Http404(str(error)) from error
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("seite"))
    index = next((i for i, s in enumerate(sections) if s.id == current), 0)
    context = {
        **frame(request, plan_import, "plan"),
        "only_notes": only_notes,
        "sections": sections,
        "current": current,
        "previous": sections[index - 1] if index else None,
        "next": sections[index + 1] if index + 1 < len(sections) else None,
        "page": page,
        "pieces": queries.source_window(plan, list(page.object_list)),
        "breadcrumb": crumbs(request, plan_import),
    }
    return render(request, "strategy/imports/review.html", context)


def _first_section(sections: list[queries.Section]) -> str:
    """The first that holds something: a plan with fields opens at its first field."""
    return next((s.id for s in sections if s.measures), sections[min(1, len(sections) - 1)].id)


def frame(request: HttpRequest, plan_import: PlanImport, view: str) -> dict[str, object]:
    """What the pages of one import have in common: counts and tabs."""
    plan: Plan = plan_import.plan
    counts = tree.counts(plan)
    counts["unassigned"] = sum(bool(entry["text"].strip()) for entry in plan["unassigned"])
    here = link(request, "plan-import", plan_import)
    tabs = [
        {"label": _("Plan"), "url": here, "current": view == "plan", "count": counts["measure"]},
        {
            "label": _("Not assigned"),
            "url": link(request, "plan-import-passages", plan_import),
            "current": view == "passages",
            "count": counts["unassigned"],
        },
        {
            "label": _("Footnotes"),
            "url": link(request, "plan-import-references", plan_import),
            "current": view == "references",
            "count": counts["reference"],
        },
        {
            "label": _("Responsible offices"),
            "url": link(request, "plan-import-organisations", plan_import),
            "current": view == "organisations",
        },
    ]
    return {"plan_import": plan_import, "plan": plan, "counts": counts, "tabs": tabs}


@requires("strategy.review_import")
@require_safe
def references(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    found = [queries.entry(node, "reference") for node in plan_import.plan["references"]]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        **frame(request, plan_import, "references"),
        "page": page,
        "pieces": queries.source_window(plan_import.plan, list(page.object_list)),
        "breadcrumb": crumbs(request, plan_import, (_("Footnotes"), None)),
    }
    return render(request, "strategy/imports/references.html", context)
