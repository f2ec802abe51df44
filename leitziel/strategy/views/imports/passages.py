# SPDX-License-Identifier: EUPL-1.2
"""Passages that belong to nothing yet."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.strategy.actions import staging
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import spans, tree, values
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import review as queries

from .common import attempt, crumbs, get_import, in_review, link, seen_version
from .review import PASSAGES, frame


@requires("strategy.review_import")
@require_safe
def passages(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    found = [entry for entry in plan_import.plan["unassigned"] if entry["text"].strip()]
    page = Paginator(found, PASSAGES).get_page(request.GET.get("seite"))
    rows = [
        {"start": entry["span"][0], "text": entry["text"].strip(), "page": page_of(plan_import.plan, entry["span"][0])}
        for entry in page.object_list
    ]
    context = {
        **frame(request, plan_import, "passages"),
        "page": page,
        "rows": rows,
        "breadcrumb": crumbs(request, plan_import, (_("Not assigned"), None)),
    }
    return render(request, "strategy/imports/passages.html", context)


def page_of(plan: Plan, position: int) -> int | None:
    """Number of the page (from 1) on which a position lies; None where the format has no pages."""
    pages = plan["extracted"]["pages"]
    return sum(start <= position for start in pages) if len(pages) > 1 else None


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: HttpRequest, pk: int, start: int) -> HttpResponse:
    """One passage: give it (or a part of it) to an entry, or make a new entry of it."""
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    listing = link(request, "plan-import-passages", plan_import)
    if request.method == "POST":
        return _act(request, plan_import, listing, link(request, "plan-import-passage", plan_import, start))
    plan = plan_import.plan
    found = next((e["span"] for e in plan["unassigned"] if e["span"][0] == start), None)
    if found is None:
        # It was assigned meanwhile, or a link is old: the list says what is left.
        return redirect(listing)
    choices = queries.targets(plan)
    context = {
        "plan_import": plan_import,
        "pieces": spans.pieces(plan, [found]),
        "span": found,
        "source": _window(plan, found),
        "near": queries.near(choices, start),
        "nearest": max((c for c in choices if (c.position or 0) <= start), key=lambda c: c.position or 0).id,
        "choices": choices,
        "parents": [c for c in choices if c.kind in {"plan", "field", "goal"}],
        "parent": _nearest_parent(plan, choices, start),
        "parts": _parts(),
        "kinds": [(k, queries.KIND_LABELS[k]) for k in ("measure", "goal", "field", "reference")],
        "back": listing,
        "breadcrumb": crumbs(request, plan_import, (_("Not assigned"), listing), (_("Passage"), None)),
    }
    return render(request, "strategy/imports/passage.html", context)


def _window(plan: Plan, span: list[int]) -> list[queries.Piece]:
    entry = queries.Entry("", "unassigned", 0, "", "", (), (), ((span[0], span[1]),))
    return queries.source_window(plan, [entry])


def _parts() -> list[tuple[str, str]]:
    """Every part of every kind once; the action refuses one that the chosen entry does not have."""
    return list({name: str(label) for parts in values.PARTS.values() for name, label in parts.items()}.items())


def _nearest_parent(plan: Plan, choices: list[queries.Choice], start: int) -> str:
    """The section of the entry before the passage."""
    before = [c for c in choices if c.position is not None and c.position <= start and c.kind != "reference"]
    if not before:
        return tree.ROOT
    nearest = max(before, key=lambda c: c.position or 0)
    return nearest.id if nearest.kind in {"field", "goal"} else queries.section_of(plan, nearest.id)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdigit() else -1


def _act(request: HttpRequest, plan_import: PlanImport, listing: str, back: str) -> HttpResponse:
    data = request.POST
    span = (_number(request, "from"), _number(request, "to"))
    common = {"actor": request.user, "plan_import": plan_import, "version": seen_version(request), "span": span}
    if data.get("do") == "create":
        return attempt(
            request,
            plan_import,
            lambda: staging.create_node(
                kind=data.get("kind", ""),
                parent=data.get("parent", ""),
                **common,  # type: ignore[arg-type]
            ),
            done=_("The passage is an entry of its own now."),
            to=listing,
            back=back,
        )
    return attempt(
        request,
        plan_import,
        lambda: staging.assign_passage(
            node=data.get("node", ""),
            part=data.get("part", ""),
            **common,  # type: ignore[arg-type]
        ),
        done=_("The passage was assigned."),
        to=listing,
        back=back,
    )
