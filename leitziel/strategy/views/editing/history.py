# SPDX-License-Identifier: EUPL-1.2
"""Histories, the trash, and taking a step back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core import undo
from leitziel.core.access import requires
from leitziel.core.models import UndoStep
from leitziel.strategy.models import ActionField, Edition, Goal, Measure
from leitziel.strategy.queries import history as queries
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import Crumb, address, require_view, shortened, site

from .common import KINDS, done, editor, get_edition, get_entry

PAGE_SIZE = 25
TYPES = {"strategy.measure": Measure, "strategy.goal": Goal, "strategy.actionfield": ActionField}


@require_safe
@requires("strategy.view_history")
def edition_history(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Who changed what of an edition and everything in it."""
    edition = get_edition(slug, label)
    require_view(request, edition)
    page = Paginator(queries.history_of_edition(edition), PAGE_SIZE).get_page(request.GET.get("seite"))
    return _history(request, edition, page, queries.lines(page.object_list, subjects=True), str(edition))


@require_safe
@requires("strategy.view_history")
def entry_history(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """Who changed what of a field of action, a goal or a measure."""
    edition = get_edition(slug, label)
    require_view(request, edition)
    entry = get_entry(edition, kind, short_id)
    page = Paginator(queries.history_of(entry), PAGE_SIZE).get_page(request.GET.get("seite"))
    address_of = {"handlungsfeld": "field", "ziel": "goal-edition", "massnahme": "measure-edition"}[kind]
    parts = [short_id] if kind == "handlungsfeld" else [short_id, label]
    name = str(entry)
    crumb = (shortened(name), address(request, address_of, *parts))
    return _history(request, edition, page, queries.lines(page.object_list), name, crumb)


def _history(
    request: HttpRequest, edition: Edition, page: Any, lines: list[queries.Entry], name: str, *crumbs: Crumb
) -> HttpResponse:
    context = {
        "edition": edition_ref(edition),
        "name": name,
        "page": page,
        "lines": lines,
        "breadcrumb": [
            (shortened(edition.concept.title), address(request, "concept", edition.concept.slug)),
            (edition.label, address(request, "edition", edition.concept.slug, edition.label)),
            *crumbs,
            (_("History"), None),
        ],
    }
    return render(request, "strategy/editing/history.html", context)


@require_safe
@requires("strategy.edit_plan")
def trash(request: HttpRequest) -> HttpResponse:
    """What was deleted and can be brought back."""
    page = Paginator(undo.in_trash().defer("rows", "orders"), PAGE_SIZE).get_page(request.GET.get("seite"))
    editions = Edition.objects.select_related("concept").in_bulk(
        [int(s.scope_id) for s in page.object_list if s.scope_type == "strategy.edition" and s.scope_id.isdigit()]
    )
    rows = [(step, editions.get(int(step.scope_id)) if step.scope_id.isdigit() else None) for step in page.object_list]
    context = {"page": page, "rows": rows, "breadcrumb": [(_("Trash"), None)]}
    return render(request, "strategy/editing/trash.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def undo_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a step back; where something was changed since, say what."""
    step = get_object_or_404(UndoStep.objects.select_related("actor", "municipality"), pk=pk)
    edition = _edition_of(step)
    back = editor(request, edition) if edition else address(request, "undo-trash")
    crumbs: list[Crumb] = [(_("Trash"), address(request, "undo-trash")), (_("Undo"), None)]
    if request.method != "POST":
        restores = step.deleted > 0
        context = {
            "step": step,
            "restores": restores,
            "names": [undo.describe(r) for r in step.rows if undo.known(_model(r)).main][:50],
            "taken_back": UndoStep.objects.filter(undoes=step).exists(),
            "back": back,
            "breadcrumb": crumbs,
        }
        return render(request, "strategy/editing/undo.html", context)
    try:
        new = undo.take_back(actor=request.user, step_=step, site=site(request))  # type: ignore[arg-type]
    except undo.NotUndoableError as problem:
        messages.error(request, str(problem))
        return redirect(back)
    except undo.UndoConflictError as conflict:
        context = {"step": step, "differences": _readable(conflict), "back": back, "breadcrumb": crumbs}
        return render(request, "strategy/editing/undo_conflict.html", context, status=409)
    done(request, _("It is restored.") if step.deleted else _("It was taken back."), new)
    return redirect(back)


def _model(row: dict[str, Any]) -> Any:
    from django.apps import apps

    return apps.get_model(row["model"])


def _edition_of(step: UndoStep) -> Edition | None:
    if step.scope_type != "strategy.edition":
        return None
    return Edition.objects.select_related("concept", "municipality").filter(pk=step.scope_id).first()


def _readable(conflict: undo.UndoConflictError) -> list[dict[str, Any]]:
    """What stands in the way, in words: which entry, which of its fields, what it is now."""
    found = []
    for difference in conflict.differences[:50]:
        model = _model({"model": difference.model})
        label = str(queries.FIELDS.get(difference.column, difference.column)) if difference.column else ""
        found.append(
            {
                "kind": str(model._meta.verbose_name),
                "name": difference.name,
                "field": label,
                "left": difference.left,
                "now": difference.now,
            }
        )
    return found


def kinds() -> dict[str, str]:
    return KINDS
