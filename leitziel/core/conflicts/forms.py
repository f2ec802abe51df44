# SPDX-License-Identifier: EUPL-1.2
"""The conflict page: what was there, what somebody else saved, what this person entered; and putting them together."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitziel.core import differences
from leitziel.core.models import LogEntry

MARK = "conflict"  # the conflict page sends it
TAKE = "take."  # take.<group> is "mine" or "theirs"
PRIVATE = frozenset({"csrfmiddlewaretoken", "base", "version", MARK})


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are chosen together (the lines of a table, say) under one name. `prefix`: what the names of all of
    them begin with, where their number differs from form to form."""

    key: str
    label: str
    names: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field (or group) that is not the same on both sides. `kind`: who changed it: "mine", "theirs", or "both"."""

    group: Group
    kind: str
    base: str
    theirs: str
    mine: str
    theirs_markup: SafeString
    mine_markup: SafeString


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did to the thing meanwhile."""

    who: str
    at: dt.datetime


class GuardedForm(forms.Form):
    """A form that carries the version a person saw and, beside it, all values as they were then (`base`).

    `base` is only shown and compared with: whoever changes it changes nothing but their own conflict page.
    """

    beside: ClassVar[frozenset[str]] = frozenset()  # fields about the change, not about the thing (a reason)
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = timezone.now()

    def remember(self) -> None:
        """Keep the values the form shows first; call it when all fields and their initial values are there."""
        if not self.is_bound:
            kept = {"at": self.opened.isoformat(), "values": {name: values_of(self, name) for name in own_names(self)}}
            self.initial["base"] = json.dumps(kept, ensure_ascii=False)

    def groups(self) -> Sequence[Group]:
        """The fields as they are chosen on the conflict page; each alone, unless a form says otherwise."""
        return [Group(name, str(self.fields[name].label or name), (name,)) for name in own_names(self)]


def own_names(form: forms.BaseForm) -> list[str]:
    """Names of the fields that a person fills in."""
    left_out = PRIVATE | getattr(form, "beside", frozenset())
    return [name for name, field in form.fields.items() if name not in left_out and not field.widget.is_hidden]


def values_of(form: forms.BaseForm, name: str) -> list[str]:
    """The value of a field as a form would send it."""
    value = form[name].value()
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple | set):
        return sorted(str(item) for item in value)
    text = "" if value is None else str(value)
    text = text.replace("\r\n", "\n").strip()
    return [text] if text else []


def words_of(form: forms.BaseForm, name: str, values: Sequence[str]) -> str:
    """Values of a field as a reader understands them: the labels of choices, yes or no, the text itself."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if values else _("no")
    choices = getattr(field, "choices", None)
    if choices is None:
        return "\n".join(values)
    labels: dict[str, str] = {}
    for value, label in choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        labels |= {str(v): str(text) for v, text in pairs}
    return ", ".join(labels.get(value, value) for value in values)


def compare(mine: GuardedForm, theirs: GuardedForm) -> list[Difference]:
    """What is not the same in what a person entered and what is there now, in the order of the form."""
    base = base_of(mine).get("values", {})
    found = []
    for group in mine.groups():
        names = [name for name in group.names if name in mine.fields]
        own = {name: values_of(mine, name) for name in names}
        other = {name: values_of(theirs, name) if name in theirs.fields else [] for name in names}
        if own == other:
            continue
        first = {name: [str(v) for v in base[name]] for name in names if isinstance(base.get(name), list)}
        kind = "mine" if first == other else "theirs" if first == own else "both"
        shown = [_shown(mine, names, values) for values in (first, other, own)]
        found.append(
            Difference(
                group,
                kind,
                *shown,
                theirs_markup=differences.markup(shown[0], shown[1]),
                mine_markup=differences.markup(shown[0], shown[2]),
            )
        )
    return found


def _shown(form: forms.BaseForm, names: Sequence[str], values: dict[str, list[str]]) -> str:
    parts = [words_of(form, name, values.get(name, [])) for name in names]
    return (", " if len(names) > 1 else "").join(part for part in parts if part)


def base_of(form: forms.BaseForm) -> dict[str, Any]:
    """What the form says was there when it was opened; empty for something else."""
    try:
        found = json.loads(str(form["base"].value() or "{}"))
    except ValueError:
        return {}
    ok = isinstance(found, dict) and isinstance(found.get("values", {}), dict)
    return found if ok else {}


def steps_since(target: models.Model, at: dt.datetime | None, limit: int = 5) -> list[Done]:
    """Who changed a thing since then, the newest first; erased names are said to be so. One query."""
    rows = LogEntry.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))
    if at is not None:
        rows = rows.filter(at__gte=at)
    return [Done(actor_of(entry), entry.at) for entry in rows.select_related("detail").order_by("-sequence")[:limit]]


def actor_of(entry: LogEntry) -> str:
    """The name of who did it, as it was then; a word for one that was erased."""
    detail = getattr(entry, "detail", None)
    name = detail.payload.get("actor") if detail is not None and isinstance(detail.payload, dict) else ""
    return str(name) if name else _("deleted")


def resolved(data: QueryDict, theirs: forms.BaseForm) -> QueryDict:
    """What was sent, with the choices of the conflict page put together; other data comes back as it is.

    `theirs`: the form of the thing as it is now. Where "theirs" was chosen, its values take the place of what was
    entered. The version that was shown stays: if somebody saves once more in between, that is a conflict again.
    """
    if data.get(MARK) != "1":
        return data
    put = data.copy()
    groups = {group.key: group for group in theirs.groups()} if isinstance(theirs, GuardedForm) else {}
    for key, group in groups.items():
        if data.get(f"{TAKE}{key}") == "theirs":
            for name in [n for n in put if group.prefix and n.startswith(group.prefix)]:
                del put[name]
            for name in group.names:
                put.setlist(name, values_of(theirs, name) if name in theirs.fields else [])
    for name in [name for name in put if name.startswith(TAKE) or name == MARK]:
        del put[name]
    return put


def _sent(data: QueryDict) -> Iterator[tuple[str, str]]:
    for name, values in data.lists():
        if name not in PRIVATE and not name.startswith(TAKE):
            for value in values:
                yield name, str(value)


def conflict_page(
    request: HttpRequest,
    *,
    mine: GuardedForm,
    theirs: GuardedForm,
    target: models.Model,
    back: str,
    name: str = "",
    breadcrumb: Sequence[tuple[Any, str | None]] = (),
) -> HttpResponse:
    """409: both versions side by side, chosen field by field; what was entered goes along in the page.

    `mine` is the bound form that was refused, `theirs` an unbound one of the thing as it is now, `target` the thing
    (for the log), `back` where it can be looked at. Works for any form of this kind.
    """
    at = parse_datetime(str(base_of(mine).get("at", ""))) if base_of(mine) else None
    found = compare(mine, theirs)
    context = {
        "name": name,
        "differences": found,
        "steps": steps_since(target, at),
        "sent": list(_sent(mine.data)),  # type: ignore[arg-type]
        "version": theirs["version"].value(),
        "base": theirs["base"].value() or "",
        "mark": MARK,
        "take": TAKE,
        "action": request.get_full_path(),
        "back": back,
        "breadcrumb": list(breadcrumb),
    }
    return show(request, "ui/conflict.html", context, status=409)


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """A whole page in place of the one that is open, also where only a part of it was asked for (htmx)."""
    response = render(request, template, context, status=status)
    if getattr(request, "htmx", False):
        response.status_code = 200  # htmx puts nothing of an error into the page
        response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = "#content", "#content", "outerHTML"
    return response
