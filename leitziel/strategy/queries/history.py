# SPDX-License-Identifier: EUPL-1.2
"""Who changed what of a plan, and when, with the differences; from the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import differences
from leitziel.core.conflicts.forms import actor_of
from leitziel.core.models import LogEntry
from leitziel.strategy.enums import EditionState
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

VERBS: dict[str, str | Promise] = {
    "strategy.measure.changed": gettext_lazy("Measure edited"),
    "strategy.measure.added": gettext_lazy("Measure added"),
    "strategy.measure.moved": gettext_lazy("Measure moved"),
    "strategy.measure.split_off": gettext_lazy("Measure split off"),
    "strategy.measure.merged": gettext_lazy("Measures merged"),
    "strategy.goal.changed": gettext_lazy("Goal edited"),
    "strategy.goal.added": gettext_lazy("Goal added"),
    "strategy.goal.moved": gettext_lazy("Goal moved"),
    "strategy.field.changed": gettext_lazy("Field of action edited"),
    "strategy.field.added": gettext_lazy("Field of action added"),
    "strategy.field.moved": gettext_lazy("Field of action moved"),
    "strategy.edition.entry_added": gettext_lazy("Entry added"),
    "strategy.edition.entry_moved": gettext_lazy("Entry moved"),
    "strategy.edition.entries_moved": gettext_lazy("Measures moved"),
    "strategy.edition.entry_deleted": gettext_lazy("Entry deleted"),
    "strategy.edition.lineage_settled": gettext_lazy("Laid against the last edition"),
    "strategy.edition.drafted": gettext_lazy("Draft of the next edition made"),
    "strategy.edition.measure_split": gettext_lazy("Measure split"),
    "strategy.edition.measures_merged": gettext_lazy("Measures merged"),
    "strategy.edition.renumbered": gettext_lazy("Numbered anew"),
    "strategy.edition.changed": gettext_lazy("Facts of the edition changed"),
    "strategy.edition.state_changed": gettext_lazy("State changed"),
    "strategy.edition.published": gettext_lazy("Published"),
    "strategy.edition.unpublished": gettext_lazy("Taken back from the public"),
    "core.undo.done": gettext_lazy("Taken back"),
    "core.undo.redone": gettext_lazy("Done again"),
    "core.undo.put_back": gettext_lazy("Put back"),
}
FIELDS: dict[str, str | Promise] = {
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "guiding_idea": gettext_lazy("Guiding idea"),
    "description": gettext_lazy("Description"),
    "kind": gettext_lazy("Kind"),
    "responsible_text": gettext_lazy("Responsible, as printed"),
    "responsibilities": gettext_lazy("Responsible, one by one"),
    "responsible": gettext_lazy("Responsible"),
    "organisations": gettext_lazy("Organisations"),
    "deadline_text": gettext_lazy("Deadline, as printed"),
    "deadline_kind": gettext_lazy("Deadline, understood as"),
    "deadline_start": gettext_lazy("From"),
    "deadline_end": gettext_lazy("Until"),
    "every_months": gettext_lazy("Every … months"),
    "focus": gettext_lazy("Focus"),
    "examples": gettext_lazy("Practice examples"),
    "attributes": gettext_lazy("Other labels"),
    "target_groups": gettext_lazy("Target groups"),
    "objectives": gettext_lazy("Cross-cutting objectives"),
    "areas": gettext_lazy("Planning areas"),
    "place": gettext_lazy("Place"),
    "name": gettext_lazy("Entry"),
    "of": gettext_lazy("Split off from"),
    "merged": gettext_lazy("Merged into it"),
    "deleted": gettext_lazy("Entry"),
    "step": gettext_lazy("Step"),
    "state": gettext_lazy("State"),
    "published_at": gettext_lazy("published"),
    "council_paper": gettext_lazy("Council paper"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_to": gettext_lazy("Valid to"),
    "as_of": gettext_lazy("As of"),
}
QUIET = frozenset({"version", "reason", "parent_id", "field_id", "goal_id", "thread_id", "deadline_last_day"})


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    markup: SafeString


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history: who (as they were called then; a word for erased names), when, what, the differences."""

    sequence: int
    who: str
    at: dt.datetime
    what: str
    subject: str
    reason: str
    changes: tuple[Change, ...]
    parts: tuple[str, ...]
    erased: bool


def history_of(target: models.Model) -> QuerySet[LogEntry]:
    """Log entries about a measure, goal or field, newest first."""
    rows = LogEntry.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))
    return rows.select_related("detail").order_by("-sequence")


def history_of_edition(edition: Edition) -> QuerySet[LogEntry]:
    """Log entries about an edition and everything that stands in it, newest first."""
    condition = Q(object_type="strategy.edition", object_id=str(edition.pk))
    for model in (Measure, Goal, ActionField):
        keys = model.objects.filter(edition=edition).order_by().annotate(key=Cast("pk", CharField())).values("key")
        condition |= Q(object_type=model._meta.label_lower, object_id__in=keys)
    return LogEntry.objects.filter(condition).select_related("detail").order_by("-sequence")


def lines(entries: Iterable[LogEntry], *, subjects: bool = False) -> list[Entry]:
    """Entries as a page shows them. `subjects`: name what each is about (three queries more)."""
    found = list(entries)
    names = _names(found) if subjects else {}
    return [_line(entry, names.get((entry.object_type, entry.object_id), "")) for entry in found]


def _names(entries: list[LogEntry]) -> dict[tuple[str, str], str]:
    found = {}
    for model in (Measure, Goal, ActionField):
        label = model._meta.label_lower
        keys = {int(e.object_id) for e in entries if e.object_type == label and e.object_id.isdigit()}
        for pk, row in (
            (model.objects.defer("search_text") if model is Measure else model.objects).in_bulk(keys).items()
        ):
            found[label, str(pk)] = Truncator(f"{row.number} {row}".strip()).chars(120)
    return found


def _line(entry: LogEntry, subject: str) -> Entry:
    detail = getattr(entry, "detail", None)
    payload: dict[str, Any] = detail.payload if detail is not None and isinstance(detail.payload, dict) else {}
    changes = payload.get("changes") or {}
    reason = (changes.get("reason") or [None, ""])[1] or ""
    children = [part for child in payload.get("children") or [] if (part := _part(child))]
    return Entry(
        sequence=entry.sequence,
        who=actor_of(entry),
        at=entry.at,
        what=str(VERBS.get(entry.verb, _("Changed"))),
        subject=subject,
        reason=str(reason),
        changes=tuple(_changes(changes)),
        parts=() if "deleted" in changes else tuple(children[:20]),
        erased=detail is None,
    )


def _changes(changes: dict[str, Any]) -> Iterable[Change]:
    for name, pair in changes.items():
        if name in QUIET or not isinstance(pair, list) or len(pair) != 2:
            continue
        old, new = _words(name, pair[0]), _words(name, pair[1])
        if old != new:
            yield Change(str(FIELDS.get(name, name)), differences.markup(old, new))


def _words(name: str, value: Any) -> str:
    """A logged value as text."""
    if value is None:
        return ""
    if name == "state" and value in EditionState.values:
        return str(EditionState(value).label)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in value.items() if text)
    if isinstance(value, list):
        return "\n".join(
            ", ".join(str(v) for v in item.values() if v) if isinstance(item, dict) else str(item) for item in value
        )
    return str(value)


def _part(child: Any) -> str:
    """What changed along with the thing, in a few words."""
    if not isinstance(child, dict):
        return ""
    if "learned name" in child:
        return _("Name remembered: %(name)s") % {"name": child["learned name"]}
    return str(child.get("name") or child.get("entry") or child.get("merged") or "")
