# SPDX-License-Identifier: EUPL-1.2
"""One entry of a staged plan with everything that can be done to it. Each form carries `do` and the version."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.strategy.actions import staging
from leitziel.strategy.exchange.contract import LISTS, Node
from leitziel.strategy.exchange.staged import spans, tree
from leitziel.strategy.forms.staged import FORMS, EntryForm
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import review as queries

from .common import attempt, crumbs, get_import, in_review, link, seen_version


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def node(request: HttpRequest, pk: int, node: str) -> HttpResponse:
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    try:
        found, kind = tree.holder(plan_import.plan, node)
    except tree.EditError as error:
        if request.method != "POST":
            raise Http404(str(error)) from error
        found, kind = {}, ""
    if request.method == "POST" and request.POST.get("do") == "edit" and kind:
        form = FORMS[kind](request.POST)
        if not form.is_valid():
            return _page(request, plan_import, found, kind, form)
        act = partial(staging.edit_node, node=node, values=form.values())
        return _do(request, plan_import, node, act, _("The entry was saved."))
    if request.method == "POST":
        act, done = _deed(request, node)
        return _do(request, plan_import, node, act, done)
    return _page(request, plan_import, found, kind, FORMS[kind].of(found, plan_import.version))


def _do(
    request: HttpRequest, plan_import: PlanImport, node_id: str, act: Callable[..., PlanImport], done: str
) -> HttpResponse:
    """Do it, then go back to the place in the review where the entry is (or was)."""
    back = _section_address(request, plan_import, node_id)
    result: list[PlanImport] = []

    def run() -> None:
        result.append(act(actor=request.user, plan_import=plan_import, version=seen_version(request)))

    response = attempt(request, plan_import, run, done=done, to=back, back=back)
    if result:
        response["Location"] = _section_address(request, result[0], node_id, fallback=back)
    return response


def _section_address(request: HttpRequest, plan_import: PlanImport, node_id: str, *, fallback: str = "") -> str:
    here = link(request, "plan-import", plan_import)
    try:
        section = queries.section_of(plan_import.plan, node_id)
    except tree.EditError:
        return fallback or here
    return f"{here}?feld={section}#{node_id}"


def _deed(request: HttpRequest, node_id: str) -> tuple[Callable[..., PlanImport], str]:
    """The action that a button stands for, and what to say when it is done."""
    data = request.POST
    step = {"up": -1, "down": 1}.get(data.get("do", ""))
    if step:
        return partial(staging.shift_node, node=node_id, step=step), _("The entry was moved.")
    position = data.get("position", "")
    deeds: dict[str, tuple[Callable[..., PlanImport], str]] = {
        "move": (partial(staging.move_node, node=node_id, target=data.get("target", "")), _("The entry was moved.")),
        "merge": (partial(staging.merge_with_next, node=node_id), _("The two entries are one now.")),
        "split": (
            partial(staging.split_measure, node=node_id, position=int(position) if position.isdigit() else -1),
            _("The measure was split in two."),
        ),
        "kind": (
            partial(staging.change_kind, node=node_id, kind=data.get("kind", "")),
            _("The entry is of another kind now."),
        ),
        "delete": (
            partial(staging.delete_node, node=node_id, keep_children=data.get("children") != "drop"),
            _("The entry was taken out. Its text is among the passages that are not assigned."),
        ),
        "notes": (partial(staging.dismiss_notes, node=node_id), _("The notes are done with.")),
    }
    try:
        return deeds[data.get("do", "")]
    except KeyError:
        raise Http404 from None


def _page(request: HttpRequest, plan_import: PlanImport, found: Node, kind: str, form: EntryForm) -> HttpResponse:
    plan = plan_import.plan
    entry = queries.entry(found, kind)
    context: dict[str, Any] = {
        "plan_import": plan_import,
        "entry": entry,
        "form": form,
        "pieces": queries.source_window(plan, [entry]),
        "back": _section_address(request, plan_import, found["id"]),
        "breadcrumb": crumbs(request, plan_import, (entry.marker, None)),
    }
    if kind != "plan":
        place = tree.find(plan, found["id"])
        children = sum(len(found[name]) for name in LISTS[kind])
        context |= {
            "first": place.index == 0,
            "following": queries.entry(place.siblings[place.index + 1], kind)
            if place.index + 1 < len(place.siblings)
            else None,
            "targets": queries.targets(plan, holding=kind, without=found["id"]) if kind != "reference" else [],
            "parent": place.parent["id"],
            "kinds": [(k, queries.KIND_LABELS[k]) for k in ("field", "goal", "measure") if k != kind]
            if kind != "reference"
            else [],
            "cuts": spans.pieces(plan, found["spans"])[1:] if kind == "measure" else [],
            "children": children,
        }
    return render(request, "strategy/imports/node.html", context)


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def new_node(request: HttpRequest, pk: int) -> HttpResponse:
    """A new entry written by hand (without a passage)."""
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    here = link(request, "plan-import", plan_import)
    parent = request.POST.get("parent") or request.GET.get("unter") or tree.ROOT
    if request.method == "POST":
        kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
        return attempt(
            request,
            plan_import,
            lambda: staging.create_node(
                actor=request.user,  # type: ignore[arg-type]
                plan_import=plan_import,
                version=seen_version(request),
                kind=kind,
                parent=parent,
                text=text,
            ),
            done=_("The entry was added."),
            to=_section_address(request, plan_import, parent),
            back=link(request, "plan-import-new-node", plan_import),
        )
    context = {
        "plan_import": plan_import,
        "parents": [c for c in queries.targets(plan_import.plan) if c.kind in {"plan", "field", "goal"}],
        "parent": parent,
        "kinds": [(k, queries.KIND_LABELS[k]) for k in ("field", "goal", "measure", "reference")],
        "kind": request.GET.get("art", "measure"),
        "back": here,
        "breadcrumb": crumbs(request, plan_import, (_("New entry"), None)),
    }
    return render(request, "strategy/imports/new_node.html", context)
