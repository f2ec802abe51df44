# SPDX-License-Identifier: EUPL-1.2
"""The editor of a plan: its tree, and moving an entry up and down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leitziel.core import undo
from leitziel.core.access import requires
from leitziel.strategy.actions.editing.structure import shift_entry
from leitziel.strategy.actions.editing.tree import MODELS, ref_of
from leitziel.strategy.actions.editing.values import EditError
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.plan_editor import editor_page
from leitziel.strategy.queries.values import edition_ref

from .common import WORDS, asks, attempt, back_to, editor, get_edition, number, trail, who


@require_safe
@requires("strategy.edit_plan")
def plan_editor(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Fields, goals and measures with everything that can be done to them."""
    edition = get_edition(slug, label)
    page = editor_page(edition, request.GET.get("feld", ""))
    context = {
        "edition": edition_ref(edition),
        "version": edition.version,
        "page": page,
        "asks": asks(edition),
        "corrected": edition.corrected_at,
        "steps": undo.last_steps(edition)[:5],
        "breadcrumb": trail(request, edition),
    }
    return render(request, "strategy/editing/plan.html", context)


@require_POST
@requires("strategy.edit_plan")
def plan_shift(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Move an entry up or down among its like: `up` or `down` names it."""
    edition = get_edition(slug, label)
    by = -1 if "up" in request.POST else 1
    try:
        entry = ref_of(request.POST.get("up") or request.POST.get("down") or "")
    except EditError:
        return redirect(editor(request, edition))
    row = MODELS.get(entry.kind) and MODELS[entry.kind].objects.filter(edition=edition, pk=entry.pk).first()
    if row is None:
        return redirect(editor(request, edition))
    back = back_to(request, edition, row, WORDS[entry.kind])
    editing = who(request, edition, version=number(request, "version"))

    def act():  # noqa: ANN202
        return shift_entry(editing, entry=entry, by=by), back

    response = attempt(request, edition, act, text=_("The entry was moved."))
    return response or redirect(back)


def heading(edition: Edition) -> str:
    return f"{edition.concept.title} {edition.label}"
