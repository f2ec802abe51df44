# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the import share: finding the import, answering an edit, telling of a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.strategy.actions.errors import Conflict, ImportProblem
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.staged.tree import EditError
from leitziel.strategy.forms.staged import FORMS
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries
from leitziel.strategy.views.common import Crumb, address

# What the fields of the review's forms are called on screen: the conflict page gives back what was entered.
NAMES: dict[str, str | Promise] = {
    **{name: field.label for form in FORMS.values() for name, field in form.base_fields.items() if field.label},
    "target": gettext_lazy("Move to"),
    "position": gettext_lazy("Place"),
    "kind": gettext_lazy("Kind"),
    "parent": gettext_lazy("Below"),
    "children": gettext_lazy("What stands below"),
    "concept": gettext_lazy("Concept"),
    "concept_title": gettext_lazy("Concept"),
    "edition_label": gettext_lazy("Edition"),
    "node": gettext_lazy("Entry"),
    "field": gettext_lazy("Part of the entry"),
    "start": gettext_lazy("From"),
    "end": gettext_lazy("Until"),
}


def get_import(pk: int) -> PlanImport:
    return get_object_or_404(PlanImport.objects.select_related("file", "concept", "job", "edition__concept"), pk=pk)


def crumbs(request: HttpRequest, plan_import: PlanImport | None = None, *more: Crumb) -> list[Crumb]:
    found: list[Crumb] = [(_("Imports"), address(request, "plan-imports"))]
    if plan_import is not None:
        found.append((str(plan_import), address(request, "plan-import", str(plan_import.pk))))
    found += more
    return [*found[:-1], (found[-1][0], None)]


def link(request: HttpRequest, name: str, plan_import: PlanImport, *args: object) -> str:
    return address(request, name, str(plan_import.pk), *(str(arg) for arg in args))


def seen_version(request: HttpRequest) -> int:
    """The version the person saw; one that no import has when the form does not say it."""
    value = request.POST.get("version", "")
    return int(value) if value.isdigit() else 0


def attempt(
    request: HttpRequest, plan_import: PlanImport, act: Callable[[], Any], *, done: str, to: str, back: str
) -> HttpResponse:
    """Do an edit and go on; say why it was not done, and what the other person did if somebody was faster."""
    try:
        act()
    except Conflict as conflict:
        return conflict_page(request, plan_import, conflict, back)
    except (ImportProblem, EditError) as problem:
        messages.error(request, str(problem))
        return redirect(back)
    if done:
        messages.success(request, done)
    return redirect(to)


def conflict_page(request: HttpRequest, plan_import: PlanImport, conflict: Conflict, back: str) -> HttpResponse:
    """What the other person did since, and what this person wanted to do (nothing of it is lost)."""
    hidden = {"csrfmiddlewaretoken", "version", "do"}
    context = {
        "plan_import": plan_import,
        "steps": queries.steps_since(plan_import, conflict.expected),
        "entered": [
            (NAMES.get(name, name), value) for name, value in request.POST.items() if name not in hidden and value
        ],
        "back": back,
        "breadcrumb": crumbs(request, plan_import, (_("Changed meanwhile"), None)),
    }
    return render(request, "strategy/imports/conflict.html", context, status=409)


def in_review(request: HttpRequest, plan_import: PlanImport) -> HttpResponse | None:
    """None when the import is in review; else the way to the page that says what it is in."""
    if plan_import.state == ImportState.REVIEW:
        return None
    return redirect(link(request, "plan-import", plan_import))
