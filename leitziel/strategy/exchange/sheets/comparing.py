# SPDX-License-Identifier: EUPL-1.2
"""The table against the plan as it is now: what would change, where both sides changed, what cannot be taken over.

A cell counts as edited when it differs from what the plan says *and* from what it said when the table left. What only
the site changed meanwhile stays; what both changed is a conflict, left out until a person decides.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leitziel.core import differences
from leitziel.core.access import Access
from leitziel.core.text import name_key
from leitziel.rendering.xlsx import LONGEST_CELL
from leitziel.strategy.actions.editing.permissions import PLANNER, editable, led_by
from leitziel.strategy.actions.editing.tree import PLAN, Ref
from leitziel.strategy.actions.editing.values import MEASURE_FIELDS, FieldError, cleaned
from leitziel.strategy.models import Measure, MeasureThread

from .columns import DELETE, FIELDS, ID, KEY, PLACE, TITLES, canonical
from .current import Current
from .keys import RowKey, digest, read_key
from .reading import Entered, Problem, Table

_YES = frozenset({"ja", "yes", "x", "1", "wahr", "true", "loeschen", "delete"})
_NO = frozenset({"", "nein", "no", "0", "falsch", "false"})


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that was edited: the texts before and after, and what the action is given (raw)."""

    name: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return str(TITLES[self.name])

    @property
    def markup(self) -> SafeString:
        """Both texts in one, what goes and what comes marked; of a place, which is a name, the whole of both."""
        if self.name == PLACE:
            return format_html("{} {}", differences.markup(self.before, ""), differences.markup("", self.after))
        return differences.markup(self.before, self.after)


@dataclass(slots=True)
class RowChange:
    """What becomes of a measure: new words, another place, its deletion; `row` in the file. `measure` None: a new one."""

    row: int
    measure: Measure | None
    heading: str
    cells: list[CellChange] = field(default_factory=list)
    place: Ref | None = None  # where it moves, or where a new one stands
    delete: bool = False

    @property
    def kind(self) -> str:
        if self.measure is None:
            return "new"
        return "delete" if self.delete else "change"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that was edited in the table and on the site: both texts. `key` names it in the form; `choice` is what a
    person decided: "table", "site" or nothing yet."""

    row: int
    measure: Measure
    name: str
    site: str
    table: str
    choice: str = ""

    @property
    def key(self) -> str:
        return f"{self.measure.pk}-{self.name}"

    @property
    def label(self) -> str:
        return str(TITLES[self.name])


@dataclass(slots=True)
class Comparison:
    """All of it. `unmentioned`: measures of the plan that the table does not have; they stay as they are."""

    changes: list[RowChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unmentioned: int = 0
    open_conflicts: int = 0

    def fingerprint(self) -> str:
        """Stands for what a person was shown: an action compares it, so that nothing else is applied."""
        shown = [
            [
                c.row,
                c.measure.pk if c.measure else 0,
                c.kind,
                str(c.place),
                [[x.name, x.before, x.after] for x in c.cells],
            ]
            for c in self.changes
        ]
        said = [[c.key, c.site, c.table] for c in self.conflicts]
        return hashlib.sha256(json.dumps([shown, said, len(self.problems)]).encode()).hexdigest()[:32]


def compare(table: Table, current: Current, access: Access | None, chosen: Mapping[str, str]) -> Comparison:
    """What the table wants of the plan. `access` None: the system itself, which may do all. `chosen`: by the key of a
    conflict "table" or "site". Some 3 queries beyond those of `current`."""
    return _Comparing(table, current, access, chosen).run()


class _Comparing:
    def __init__(self, table: Table, current: Current, access: Access | None, chosen: Mapping[str, str]) -> None:
        self.table, self.current, self.access, self.chosen = table, current, access, chosen
        self.out = Comparison(problems=list(table.problems), notes=list(table.notes))
        self.planner = access is None or access.may(PLANNER)
        leads: Collection[int] = () if self.planner or access is None else led_by(access, list(current.state.rows))
        self.leads = frozenset(leads)
        self.idents: frozenset[str] = frozenset()

    def run(self) -> Comparison:
        idents = [row.texts.get(ID, "").strip().casefold() for row in self.table.rows]
        self.idents = frozenset(idents)
        twice = {ident for ident, count in Counter(idents).items() if ident and count > 1}
        foreign = self._foreign({ident for ident in idents if ident and ident not in self.current.by_id})
        for row, ident in zip(self.table.rows, idents, strict=True):
            if not ident:
                self._new(row)
            elif ident in twice:
                reason = _("This id stands in several rows. For a new measure, leave the id empty.")
                self._problem(row, ID, ident, reason)
            elif ident not in self.current.by_id:
                self._problem(row, ID, ident, foreign[ident])
            else:
                self._known(row, self.current.by_id[ident])
        self.out.unmentioned = len(self.current.by_id.keys() - set(idents))
        self.out.problems.sort(key=lambda problem: (problem.row, len(problem.column), problem.column))
        return self.out

    def _problem(self, row: Entered, name: str, value: str, reason: str) -> None:
        self.out.problems.append(self.table.problem(row.number, name, value, reason))

    def _foreign(self, idents: set[str]) -> dict[str, str]:
        """Why a row with an id that this edition does not have is not taken over."""
        elsewhere: set[str] = set()
        if idents:
            elsewhere = set(MeasureThread.objects.filter(short_id__in=idents).values_list("short_id", flat=True))
        other = _("The measure with this id is not in this edition (any more). Remove the row, or leave the id empty.")
        unknown = _("Nobody knows this id. Correct it, or leave it empty for a new measure.")
        return {ident: other if ident in elsewhere else unknown for ident in idents}

    # -------------------------------------------------------------- measures that are there
    def _known(self, row: Entered, measure: Measure) -> None:
        key = read_key(row.texts.get(KEY, ""))
        if key is not None and key.ident != measure.thread.short_id:
            reason = _("The id does not belong to this row; a column was sorted without the others. Download anew.")
            self._problem(row, ID, measure.thread.short_id, reason)
            return
        if key is None:
            self._problem(
                row, KEY, "", _("The version key was changed. Download the table again and enter the row there.")
            )
            return
        now = self.current.texts(measure.pk)
        change = RowChange(row.number, measure, f"{measure.number} {measure.heading}".strip())
        if self._wants_deletion(row):
            self._delete(row, change, key, now)
            return
        allowed = frozenset(MEASURE_FIELDS) if self.planner else self._allowed(measure)
        for name in FIELDS:
            edited = self._edited(row, name, measure, key, now)
            if edited is not None:
                self._take(row, change, edited, name in allowed)
        self._move(row, change, measure, key, now)
        if change.cells or change.place is not None:
            self._add(row, change)

    def _allowed(self, measure: Measure) -> frozenset[str]:
        return editable(self.access, measure, leads=measure.pk in self.leads) if self.access else frozenset()

    def _edited(
        self, row: Entered, name: str, measure: Measure, key: RowKey, now: Mapping[str, str]
    ) -> CellChange | None:
        """The edit of a cell, None where there is none; a conflict is noted and decided as the person has said."""
        if name not in row.texts:
            return None
        entered, there = canonical(row.texts[name]), canonical(now[name])
        if entered == there or digest(entered) == key.digests[name]:
            return None
        if len(now[name]) > LONGEST_CELL:
            self._problem(row, name, "", _("The text is longer than a cell can hold. Edit it on the site."))
            return None
        if digest(there) != key.digests[name]:
            choice = self.chosen.get(f"{measure.pk}-{name}", "")
            self.out.conflicts.append(Conflict(row.number, measure, name, there, entered, choice))
            self.out.open_conflicts += choice not in {"table", "site"}
            if choice != "table":
                return None
        return CellChange(name, now[name], entered)

    def _take(self, row: Entered, change: RowChange, edited: CellChange, allowed: bool) -> None:
        """Keep an edit if its value fits and the person may make it; none at all where the value says the same."""
        name, measure = edited.name, change.measure
        try:
            value = cleaned(name, edited.after, self.current.state.words)
        except FieldError as problem:
            listed = name in {"target_groups", "objectives", "areas"}
            more = _("What may stand here is on the sheet “Lists”.") if listed else ""
            self._problem(row, name, edited.after, f"{problem} {more}".strip())
            return
        if measure is not None:
            if name == "responsibilities":
                value = self.current.state.found(value, measure.pk)
            if value == self.current.state.values[measure.pk][name]:
                return
        if not allowed:
            reason = _("You may not change this here. Ask the social planners of your municipality.")
            self._problem(row, name, edited.after, reason)
            return
        change.cells.append(edited)

    def _move(self, row: Entered, change: RowChange, measure: Measure, key: RowKey, now: Mapping[str, str]) -> None:
        edited = self._edited(row, PLACE, measure, key, now)
        if edited is None:
            return
        place = self._place(row, edited.after)
        if place is None or place == self.current.place_of(measure):
            return
        if not self.planner:
            self._problem(
                row, PLACE, edited.after, _("Only social planners move measures. Ask those of your municipality.")
            )
            return
        change.place = place
        change.cells.append(CellChange(PLACE, now[PLACE], self.current.labels.get(place, "")))

    def _place(self, row: Entered, text: str) -> Ref | None:
        place = self.current.find_place(text)
        if place is None:
            reason = _("This goal or field of action is not in the plan. Choose one of the list.")
            self._problem(row, PLACE, text, reason)
        elif place == PLAN and self.current.labels and not text.strip():
            self._problem(row, PLACE, "", _("Choose the goal or field of action that the measure belongs to."))
            return None
        return place

    def _wants_deletion(self, row: Entered) -> bool:
        word = name_key(row.texts.get(DELETE, ""))
        if word not in _YES | _NO:
            self._problem(row, DELETE, row.texts[DELETE], _("Enter “yes” to delete the measure, or nothing."))
        return word in _YES

    def _delete(self, row: Entered, change: RowChange, key: RowKey, now: Mapping[str, str]) -> None:
        if not self.planner:
            self._problem(row, DELETE, "", _("Only social planners delete measures. Ask those of your municipality."))
            return
        if any(digest(now[name]) != key.digests[name] for name in (PLACE, *FIELDS)):
            reason = _(
                "Somebody changed this measure on the site meanwhile. Look at it there and delete it there if need be."
            )
            self._problem(row, DELETE, change.heading, reason)
            return
        change.delete = True
        self.out.changes.append(change)

    # -------------------------------------------------------------- new measures
    def _new(self, row: Entered) -> None:
        texts = {name: canonical(row.texts.get(name, "")) for name in FIELDS}
        if not any(texts.values()):
            if any(canonical(row.texts.get(name, "")) for name in (PLACE, KEY)):
                self._problem(row, ID, "", _("The row holds no measure. Fill it in, or empty it."))
            return
        key = read_key(row.texts.get(KEY, ""))
        if key is not None and key.ident not in self.idents and key.ident in self.current.by_id:
            reason = _("The id of this row is gone. Enter %(id)s again, or delete the measure by the column “Delete”.")
            self._problem(row, ID, "", reason % {"id": key.ident})
            return
        if not self.planner:
            self._problem(
                row,
                ID,
                texts["title"] or texts["text"],
                _("Only social planners add measures. Ask those of your municipality."),
            )
            return
        change = RowChange(row.number, None, f"{texts['number']} {texts['title'] or texts['text']}".strip())
        change.place = self._place(row, canonical(row.texts.get(PLACE, "")))
        for name, text in texts.items():
            if text:
                self._take(row, change, CellChange(name, "", text), True)
        if change.place is not None:
            change.cells.insert(0, CellChange(PLACE, "", self.current.labels.get(change.place, "")))
            self._add(row, change)

    def _add(self, row: Entered, change: RowChange) -> None:
        """Keep a change unless it leaves a measure without words."""
        after: dict[str, Any] = {cell.name: cell.after for cell in change.cells}
        if change.measure is not None:
            after = {"title": change.measure.title, "text": change.measure.text, **after}
        if not after.get("title") and not after.get("text"):
            self._problem(row, "text", "", _("A measure needs a title or a text."))
            return
        self.out.changes.append(change)


def decided_cells(change: RowChange) -> Iterator[str]:
    """Names of the changed fields that are part of what was decided."""
    return (cell.name for cell in change.cells if cell.name in MEASURE_FIELDS and MEASURE_FIELDS[cell.name].wording)
