# SPDX-License-Identifier: EUPL-1.2
"""What the pages of organisations share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from leitziel.core.actions.organisations import OrganisationError
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Organisation
from leitziel.core.queries.organisations import tree
from leitziel.core.queries.organisations.page import own_labels

PROBLEMS = (OrganisationError, ChangedMeanwhileError)


def get(pk: int) -> Organisation:
    rows = Organisation.objects.select_related("municipality", "parent", "successor")
    return get_object_or_404(rows, pk=pk)


def link(request: HttpRequest, name: str, *args: Any) -> str:
    return reverse(name, args=[request.municipality.slug, *args])  # type: ignore[attr-defined]


def crumbs(request: HttpRequest, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Organisations"), link(request, "organisations")), *more]


def frame(request: HttpRequest, organisation: Organisation, current: str) -> dict[str, Any]:
    """What every page of one organisation shows: its tabs, and where it stands."""
    labels = own_labels()
    return {
        "organisation": organisation,
        "tabs": [
            {"label": label, "url": link(request, name, organisation.pk), "current": name == current}
            for name, label in labels.items()
        ],
        "breadcrumb": crumbs(request, (Truncator(organisation.name).chars(60), None)),
        "view_title": labels.get(current, ""),
    }


def choices(*without: int) -> list[tuple[int, str]]:
    return tree.options(tree.read(), without)


def blame(form: forms.Form, problem: Exception, names: dict[str, str] | None = None) -> None:
    """Put what an action refused at the field it is about."""
    field = getattr(problem, "field", "")
    field = (names or {}).get(field, field)
    form.add_error(field if field in form.fields else None, str(problem))
