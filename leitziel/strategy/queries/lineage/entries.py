# SPDX-License-Identifier: EUPL-1.2
"""The entries of editions as the alignment takes them in, and as a page shows them: five queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, IntegerField, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from leitziel.methods.alignment import Entry
from leitziel.strategy.enums import MeasureKind
from leitziel.strategy.models import ActionField, Goal, Measure, MeasureExample, Responsibility
from leitziel.strategy.queries.values import Link, deadline_words

from .values import EntryKind, Side

OWN_LABEL = "label: "  # what an attribute that the document itself names begins with


@dataclass
class EditionEntries:
    """What one edition holds. `entries` in the order of the plan, fields before goals before measures; keys are
    "<kind>-<id of the row>". `threads`: key -> thread; `into`: thread -> the one it was merged into."""

    entries: list[Entry] = field(default_factory=list)
    sides: dict[str, Side] = field(default_factory=dict)
    threads: dict[str, int] = field(default_factory=dict)
    into: dict[tuple[EntryKind, int], int] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)  # of fields

    def of_threads(self, kind: EntryKind) -> dict[int, str]:
        """Thread -> key, of one kind."""
        return {thread: key for key, thread in self.threads.items() if self.sides[key].kind == kind}


def read_editions(editions: Iterable[int], threads: Collection[int] | None = None) -> dict[int, EditionEntries]:
    """The entries of each edition; four queries. `threads`: of measures only those on these threads."""
    ids = list(editions)
    wanted = Measure.objects.filter(edition__in=ids)
    if threads is not None:
        wanted = wanted.filter(thread__in=threads)
    found = {pk: EditionEntries() for pk in ids}
    links: dict[int, Link] = {}
    paths: dict[int | None, tuple[Link, ...]] = {None: ()}
    for row in ActionField.objects.filter(edition__in=ids).order_by("edition", "position"):
        links[row.pk] = Link(row.short_id, row.title, row.number)
        above = paths.get(row.parent_id, ())
        paths[row.pk] = (*above, links[row.pk])
        _add_field(found[row.edition_id], row, above)
    goals: dict[int, Link] = {}
    rows = Goal.objects.filter(edition__in=ids).select_related("thread").order_by("edition", "position")
    for goal in rows:
        goals[goal.pk] = Link(goal.thread.short_id, goal.text, goal.number)
        _add_goal(found[goal.edition_id], goal, paths.get(goal.field_id, ()))
    around = _around(ids, threads)
    measures = wanted.select_related("thread").order_by("edition", "position")
    for measure in measures.defer("search_text", "notes"):
        place = paths.get(measure.field_id, ()), goals.get(measure.goal_id)  # type: ignore[arg-type]
        _add_measure(found[measure.edition_id], measure, place, around.get(measure.pk, {}))
    return found


def _add_field(to: EditionEntries, row: ActionField, above: tuple[Link, ...]) -> None:
    key = f"field-{row.pk}"
    parent = f"field-{row.parent_id}" if row.parent_id else None
    to.entries.append(
        Entry(
            key,
            "field",
            row.title,
            row.guiding_idea,
            row.number,
            parent,
            len(to.entries),
            {"description": row.description},
        )
    )
    to.depths[key] = len(above)
    to.sides[key] = Side(
        key, "field", row.pk, None, row.short_id, row.number, row.title, row.guiding_idea, above, None
    )  # fmt: skip


def _add_goal(to: EditionEntries, row: Goal, above: tuple[Link, ...]) -> None:
    key = f"goal-{row.pk}"
    parent = f"field-{row.field_id}" if row.field_id else None
    said = {"description": row.description}
    to.entries.append(Entry(key, "goal", "", row.text, row.number, parent, len(to.entries), said))
    to.threads[key] = row.thread_id
    if row.thread.merged_into_id:
        to.into["goal", row.thread_id] = row.thread.merged_into_id
    to.sides[key] = Side(key, "goal", row.pk, row.thread_id, row.thread.short_id, row.number, row.text, "", above, None)


def _add_measure(
    to: EditionEntries, row: Measure, place: tuple[tuple[Link, ...], Link | None], around: Mapping[str, Any]
) -> None:
    key = f"measure-{row.pk}"
    parent = f"goal-{row.goal_id}" if row.goal_id else f"field-{row.field_id}" if row.field_id else None
    deadline = deadline_words(row.deadline_text, row.deadline_kind, row.deadline_start, row.deadline_end)
    said = {
        "responsible": parties_in_words(around.get("parties", ())) or row.responsible_text,
        "deadline": deadline,
        "focus": row.focus,
        "examples": tuple(around.get("example", ())),
        "target_groups": tuple(around.get("group", ())),
        "objectives": tuple(around.get("objective", ())),
        "areas": tuple(around.get("area", ())),
        "kind": str(MeasureKind.LOBBYING.label) if row.kind == MeasureKind.LOBBYING else "",
        **{f"{OWN_LABEL}{name}": str(value) for name, value in row.attributes.items() if value},
    }
    to.entries.append(Entry(key, "measure", row.title, row.text, row.number, parent, len(to.entries), said))
    to.threads[key] = row.thread_id
    if row.thread.merged_into_id:
        to.into["measure", row.thread_id] = row.thread.merged_into_id
    text = row.text if row.title else ""
    to.sides[key] = Side(
        key, "measure", row.pk, row.thread_id, row.thread.short_id, row.number, row.heading, text, *place
    )


def _around(editions: Sequence[int], threads: Collection[int] | None) -> dict[int, dict[str, list[Any]]]:
    """What hangs on measures in tables of its own, in its order; one UNION ALL. Parties are (role, name)."""
    text = TextField()
    zero = Value(0, output_field=IntegerField())

    def part(kind: Any, rows: Any, name: str, order: Any = zero) -> Any:
        return rows.order_by().values_list("measure_id", kind, Cast(name, text), order)

    def word(kind: str) -> Value:
        return Value(kind, output_field=text)

    wanted: dict[str, Any] = {"measure__edition__in": editions}
    if threads is not None:
        wanted["measure__thread__in"] = threads
    place = F("position")
    parts = [
        part(Cast("role", text), Responsibility.objects.filter(**wanted), "name", place),
        part(word("example"), MeasureExample.objects.filter(**wanted), "example__name", place),
        part(word("group"), Measure.target_groups.through.objects.filter(**wanted), "term__label"),
        part(word("objective"), Measure.objectives.through.objects.filter(**wanted), "term__label"),
        part(word("area"), Measure.areas.through.objects.filter(**wanted), "planningarea__name"),
    ]
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[0], row[3], row[2]))
    for measure, kind, name, _order in rows:
        if kind in {"example", "group", "objective", "area"}:
            found[measure][kind].append(name)
        else:
            found[measure]["parties"].append((kind, name))
    return found


def parties_in_words(parties: Iterable[tuple[str, str]]) -> str:
    """Who answers for a measure: the lead first, then partners, then those of whom nobody said which they are."""
    by_role: dict[str, list[str]] = defaultdict(list)
    for role, name in parties:
        by_role[role].append(name)
    if set(by_role) == {"unspecified"}:
        return ", ".join(by_role["unspecified"])
    heads = (("lead", _("Lead")), ("partner", _("Partners")), ("unspecified", _("Involved")))
    return "; ".join(f"{head}: {', '.join(by_role[role])}" for role, head in heads if role in by_role)


def label_of(kind: EntryKind, name: str) -> str:
    """What an attribute is called on screen."""
    if name.startswith(OWN_LABEL):
        return name.removeprefix(OWN_LABEL)
    if kind == "field" and name == "text":
        return _("Guiding idea")
    return {
        "title": _("Title"),
        "text": _("Text"),
        "description": _("Description"),
        "responsible": _("Responsible"),
        "deadline": _("Deadline"),
        "focus": _("Focus"),
        "examples": _("Practice examples"),
        "target_groups": _("Target groups"),
        "objectives": _("Objectives"),
        "areas": _("Planning areas"),
        "kind": _("Kind of measure"),
    }[name]
