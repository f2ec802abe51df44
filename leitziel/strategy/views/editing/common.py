# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the editor share: finding things, doing a change of the structure, offering to undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from leitziel.core.conflicts import ChangedMeanwhileError, steps_since
from leitziel.core.conflicts.forms import show
from leitziel.core.models import UndoStep
from leitziel.strategy.actions.editing.permissions import ReasonNeededError, needs_reason
from leitziel.strategy.actions.editing.structure import Editing
from leitziel.strategy.actions.editing.tree import Ref
from leitziel.strategy.actions.editing.values import EditError
from leitziel.strategy.models import ActionField, Edition, Goal, Measure
from leitziel.strategy.views.common import Crumb, address, shortened, site

KINDS = {"handlungsfeld": "field", "ziel": "goal", "massnahme": "measure"}
WORDS = {kind: word for word, kind in KINDS.items()}


def get_edition(slug: str, label: str) -> Edition:
    rows = Edition.objects.select_related("concept", "municipality")
    return get_object_or_404(rows, concept__slug=slug, label=label)


def get_entry(edition: Edition, word: str, short_id: str) -> Any:
    """The field, goal or measure that an address names."""
    kind = KINDS.get(word)
    if kind == "field":
        found: Any = get_object_or_404(ActionField, edition=edition, short_id=short_id)
    elif kind == "goal":
        found = get_object_or_404(Goal.objects.select_related("thread"), edition=edition, thread__short_id=short_id)
    elif kind == "measure":
        rows = Measure.objects.select_related("thread", "goal", "field")
        found = get_object_or_404(rows, edition=edition, thread__short_id=short_id)
    else:
        raise Http404
    found.edition = edition
    return found


def ref(word: str, entry: Any) -> Ref:
    return Ref(KINDS[word], entry.pk)


def editor(request: HttpRequest, edition: Edition, *, at: str = "", field: str = "") -> str:
    """Address of the editor, at an entry."""
    here = address(request, "plan-editor", edition.concept.slug, edition.label)
    return f"{here}{f'?feld={field}' if field else ''}{f'#{at}' if at else ''}"


def back_to(request: HttpRequest, edition: Edition, entry: Any, word: str) -> str:
    """The place in the editor where an entry stands."""
    field = entry if word == "handlungsfeld" else entry.field
    return editor(request, edition, at=f"{KINDS[word]}-{entry.pk}", field=field.short_id if field else "plan")


def trail(request: HttpRequest, edition: Edition, *more: Crumb) -> list[Crumb]:
    return [
        (shortened(edition.concept.title), address(request, "concept", edition.concept.slug)),
        (edition.label, address(request, "edition", edition.concept.slug, edition.label)),
        (_("Edit the plan"), editor(request, edition) if more else None),
        *more,
    ]


def who(request: HttpRequest, edition: Edition, *, version: int | None, reason: str = "") -> Editing:
    return Editing(
        actor=request.user,  # type: ignore[arg-type]
        edition=edition,
        version=version,
        reason=reason,
        site=site(request),
        access=request.access,  # type: ignore[attr-defined]
    )


def done(request: HttpRequest, text: str, step: UndoStep | None) -> None:
    """Say what was done, with the way to undo it."""
    if step is None:
        messages.success(request, text)
        return
    undo = reverse("undo-step", args=[request.municipality.slug, step.pk])  # type: ignore[attr-defined]
    messages.success(request, format_html('{} <a href="{}">{}</a>', text, undo, _("Undo")))


def attempt(
    request: HttpRequest,
    edition: Edition,
    act: Callable[[], tuple[UndoStep | None, str]],
    *,
    text: str,
    form: Any = None,
    breadcrumb: list[Crumb] | None = None,
) -> HttpResponse | None:
    """Do a change of the structure and go where it says; None where the form has to be shown again with what is
    wrong. Somebody else's change in between gives the page that says so, from which it can be done all the same."""
    try:
        step, to = act()
    except ChangedMeanwhileError:
        return structure_conflict(request, edition, breadcrumb or trail(request, edition))
    except ReasonNeededError as problem:
        if form is None or "reason" not in form.fields:
            messages.error(request, str(problem))
            return redirect(editor(request, edition))
        form.add_error("reason", str(problem))
        return None
    except EditError as problem:
        if form is None:
            messages.error(request, str(problem))
            return redirect(editor(request, edition))
        form.add_error(None, str(problem))
        return None
    done(request, text, step)
    return redirect(to)


def structure_conflict(request: HttpRequest, edition: Edition, breadcrumb: list[Crumb]) -> HttpResponse:
    """Somebody else has changed the structure: what they did, and the way to do this all the same."""
    current = Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)
    hidden = {"csrfmiddlewaretoken", "version", "seen"}
    context = {
        "edition": current,
        "version": current.version,
        "sent": [(name, v) for name, values in request.POST.lists() if name not in hidden for v in values],
        "steps": steps_since(current, None),
        "action": request.get_full_path(),
        "back": editor(request, edition),
        "breadcrumb": breadcrumb,
    }
    return show(request, "strategy/editing/conflict.html", context, status=409)


def number(request: HttpRequest, name: str) -> int:
    """A number that a form sends; 0 for anything else."""
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 16 else 0


def asks(edition: Edition) -> bool:
    return needs_reason(edition)
