# SPDX-License-Identifier: EUPL-1.2
"""The plan as the editor shows it: a field at a time where the plan is long, a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from leitziel.strategy.models import ActionField, Edition, Goal, Measure

WHOLE = 100  # measures; a longer plan is shown a field at a time


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the editor. `key` names it in forms ("measure-12")."""

    kind: str
    pk: int
    short_id: str
    number: str
    heading: str
    note: str = ""  # responsible and deadline of a measure, the guiding idea of a field
    version: int = 1
    first: bool = False
    last: bool = False
    measures: tuple[Line, ...] = ()  # of a goal

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def full(self) -> str:
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True, slots=True)
class Section:
    """A field (None: what stands in none) with its own goals and measures; `depth` in the tree, `count` of measures."""

    line: Line | None
    depth: int
    count: int
    measures: tuple[Line, ...] = ()
    goals: tuple[Line, ...] = ()
    shown: bool = False

    @property
    def short_id(self) -> str:
        return self.line.short_id if self.line else "plan"


@dataclass(frozen=True, slots=True)
class EditorPage:
    sections: tuple[Section, ...]
    total: int
    whole: bool


_COLUMNS = (
    "pk", "thread__short_id", "number", "title", "text", "responsible_text", "deadline_text", "version", "field_id",
    "goal_id",
)  # fmt: skip


def editor_page(edition: Edition, wanted: str = "") -> EditorPage:
    """The sections of a plan; those shown hold their entries. `wanted`: short id of a field, "plan", or "" for the
    first that holds something. Four queries."""
    fields = list(ActionField.objects.filter(edition=edition).order_by("position").defer("description"))
    counts = dict(Measure.objects.filter(edition=edition).order_by().values_list("field_id").annotate(n=Count("pk")))
    total, whole = sum(counts.values()), sum(counts.values()) <= WHOLE
    goals: dict[int | None, list[Goal]] = defaultdict(list)
    for goal in Goal.objects.filter(edition=edition).select_related("thread").order_by("position"):
        goals[goal.field_id].append(goal)
    current = wanted
    if not whole and current not in {"plan", *(f.short_id for f in fields)}:
        current = next((f.short_id for f in fields if counts.get(f.pk) or goals[f.pk]), "plan")
    shown = {f.pk for f in fields if whole or f.short_id == current}
    of_plan = whole or current == "plan"
    rows = Measure.objects.filter(edition=edition).order_by("position")
    if not whole:
        rows = rows.filter(field=None) if of_plan else rows.filter(field__in=shown)
    measures = _measures(rows)
    sections = []
    if counts.get(None) or goals[None] or not fields or (of_plan and not whole):
        sections.append(_section(None, 0, counts.get(None, 0), goals[None], measures, of_plan))
    depths: dict[int | None, int] = {None: -1}
    siblings: dict[int | None, list[int]] = defaultdict(list)
    for field in fields:
        siblings[field.parent_id].append(field.pk)
    for field in fields:
        depths[field.pk] = depths.get(field.parent_id, -1) + 1
        line = Line(
            "field", field.pk, field.short_id, field.number, field.title, field.guiding_idea, field.version,
            first=siblings[field.parent_id][0] == field.pk, last=siblings[field.parent_id][-1] == field.pk,
        )  # fmt: skip
        sections.append(
            _section(line, depths[field.pk], counts.get(field.pk, 0), goals[field.pk], measures, field.pk in shown)
        )
    return EditorPage(tuple(sections), total, whole)


Holder = tuple[int | None, int | None]


def _measures(rows: QuerySet[Measure]) -> dict[Holder, list[Line]]:
    """Lines by (field, goal), one query."""
    found: dict[Holder, list[Line]] = defaultdict(list)
    for pk, short_id, number, title, text, who, deadline, version, field, goal in rows.values_list(*_COLUMNS):
        note = " · ".join(part for part in (Truncator(who).chars(120), Truncator(deadline).chars(80)) if part)
        line = Line("measure", pk, short_id, number, Truncator(title or text).chars(300), note, version)
        found[field, goal].append(line)
    return found


def _ends(lines: list[Line]) -> tuple[Line, ...]:
    """The lines with the first and the last marked."""
    from dataclasses import replace

    return tuple(replace(line, first=i == 0, last=i == len(lines) - 1) for i, line in enumerate(lines))


def _section(  # noqa: PLR0917 - parts of a value object
    line: Line | None, depth: int, count: int, goals: list[Goal], measures: dict[Holder, list[Line]], shown: bool
) -> Section:
    field = line.pk if line else None
    goal_lines = [
        Line("goal", g.pk, g.thread.short_id, g.number, g.text, g.description, g.version,
             measures=_ends(measures.get((field, g.pk), [])))
        for g in goals
    ]  # fmt: skip
    return Section(
        line,
        depth,
        count,
        _ends(measures.get((field, None), [])) if shown else (),
        _ends(goal_lines) if shown else (),
        shown,
    )


def holders(edition: Edition, kind: str, without: tuple[str, int] | None = None) -> list[tuple[str, str]]:
    """What an entry of this kind can stand below: (key, name), as a tree; two queries. `without` leaves an entry and
    what is below it out."""
    found = [("plan-0", _("the plan itself"))]
    goals: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    if kind == "measure":
        for pk, field, number, text in (
            Goal.objects.filter(edition=edition).order_by("position").values_list("pk", "field_id", "number", "text")
        ):
            goals[field].append((f"goal-{pk}", Truncator(f"{number} {text}".strip()).chars(90)))
    found += [(key, f"– {name}") for key, name in goals[None]]
    depths: dict[int | None, int] = {None: 0}
    left_out: set[int | None] = {without[1]} if without and without[0] == "field" else set()
    for pk, parent, number, title in (
        ActionField.objects.filter(edition=edition)
        .order_by("position")
        .values_list("pk", "parent_id", "number", "title")
    ):
        if parent in left_out:
            left_out.add(pk)
        depths[pk] = depths.get(parent, 0) + 1
        if pk in left_out:
            continue
        dash = "– " * (depths[pk] - 1)
        found.append((f"field-{pk}", dash + Truncator(f"{number} {title}".strip()).chars(90)))
        found += [(key, f"{dash}– {name}") for key, name in goals[pk]]
    return found
