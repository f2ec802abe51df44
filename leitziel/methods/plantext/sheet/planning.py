# SPDX-License-Identifier: EUPL-1.2
"""From the rows of a sheet to a plan: fields and goals by their names, one measure a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from leitziel.methods.plantext.errors import NothingRecognisedError
from leitziel.methods.plantext.grammar.spans import Claim, tile
from leitziel.methods.plantext.grammar.values import council_papers, read_schedule, split_examples, split_parties
from leitziel.methods.plantext.grammar.words import join
from leitziel.methods.plantext.plan import (
    Field,
    Goal,
    Mark,
    Measure,
    Party,
    Plan,
    Reference,
    Role,
    Schedule,
    ScheduleKind,
    Span,
)
from leitziel.methods.plantext.sheet.mapping import Mapping
from leitziel.methods.plantext.sheet.table import Sheet, SheetRow, source_of_sheet

NO_MEASURES = (
    "In der Tabelle ist keiner Spalte die Maßnahme zugeordnet. Bitte in der Spaltenzuordnung angeben, welche Spalte "
    "den Titel oder den Text der Maßnahme enthält."
)


@dataclass(slots=True)
class _Node:
    """A field, goal, measure or reference under construction."""

    owner: int
    kind: str
    text: str = ""
    row: SheetRow | None = None
    idea: str | None = None
    children: list[_Node] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plan_from_sheet(sheet: Sheet, mapping: Mapping) -> Plan:
    """The plan of a sheet. `Plan.text` is the rows as text, so that every measure points to its row.

    A row without title and text is no measure: it stays unassigned, with a note that names sheet, row and reason.
    Raises NothingRecognisedError where no column holds the measure.
    """
    return _Planner(sheet, mapping.fitted(sheet)).plan()


class _Planner:
    def __init__(self, sheet: Sheet, mapping: Mapping) -> None:
        if not (mapping.columns_of("title") or mapping.columns_of("text")):
            raise NothingRecognisedError(NO_MEASURES)
        self._sheet = sheet
        self._mapping = mapping
        self._source = source_of_sheet(sheet)
        self._places: dict[tuple[int, int], list[Span]] = {}
        for block in self._source.blocks:
            if block.cell is not None:
                self._places.setdefault((block.cell.row, block.cell.column), []).append((block.start, block.end))
        self._claims: list[Claim] = []
        self._count = 0
        self._root = _Node(0, "root")
        self._references: dict[str, _Node] = {}
        self._notes = list(sheet.notes)
        self._spans: dict[int, tuple[Span, ...]] = {}

    def plan(self) -> Plan:
        for index, row in enumerate(self._sheet.rows, start=1):
            self._row(index, row)
        title = self._source.blocks[0] if self._sheet.title and self._source.blocks else None
        if title is not None and title.cell is None:
            self._claims.append((title.start, title.end, 0))
        spans, rest = tile(self._source.text, self._claims)
        self._spans = {owner: tuple(parts) for owner, parts in spans.items()}
        return Plan(
            text=self._source.text,
            sha256=self._sheet.sha256,
            title=self._source.text[title.start : title.end] if title is not None and title.cell is None else None,
            fields=tuple(self._field(n) for n in self._root.children if n.kind == "field"),
            goals=tuple(self._goal(n) for n in self._root.children if n.kind == "goal"),
            measures=tuple(self._measure(n) for n in self._root.children if n.kind == "measure"),
            references=tuple(self._reference(n) for n in self._references.values()),
            spans=self._spans.get(0, ()),
            unassigned=tuple(rest),
            notes=tuple(self._notes),
        )

    def _row(self, index: int, row: SheetRow) -> None:
        node = self._place(index, row)
        if not any(row.values[c] for part in ("title", "text") for c in self._mapping.columns_of(part)):
            if any(row.values[c] for c in range(len(row.values)) if self._mapping.part_of(c) not in _HEADS):
                where = f"Blatt „{self._sheet.name}“, " if self._sheet.name else ""
                self._notes.append(f"{where}Zeile {row.number}: ohne Titel und Text der Maßnahme; nicht übernommen.")
            return
        measure = self._new("measure", row=row)
        node.children.append(measure)
        if row.hidden:
            measure.notes.append(f"Zeile {row.number} ist in der Tabelle ausgeblendet.")
        for column, value in enumerate(row.values):
            part = self._mapping.part_of(column)
            if value and part == "references":
                self._refer(index, column, value)
            elif value and part not in (*_HEADS, "ignore"):
                self._claim(measure, index, column)

    def _place(self, index: int, row: SheetRow) -> _Node:
        """The field or goal a row stands under."""
        node, in_field = self._root, None
        for part, kind in (("field", "field"), ("subfield", "field"), ("goal", "goal")):
            for column in self._mapping.columns_of(part):
                if row.values[column]:
                    node = self._under(node, kind, row.values[column])
                    in_field = node if kind == "field" else in_field
                    self._claim(node, index, column)
        for column in self._mapping.columns_of("guiding_idea"):
            if row.values[column] and in_field is not None:
                in_field.idea = in_field.idea or join(row.values[column].split("\n"))
                self._claim(in_field, index, column)
        return node

    def _under(self, parent: _Node, kind: str, text: str) -> _Node:
        found = next((n for n in parent.children if n.kind == kind and _same(n.text, text)), None)
        if found is None:
            found = self._new(kind, text)
            parent.children.append(found)
        return found

    def _refer(self, index: int, column: int, text: str) -> None:
        node = self._references.get(text)
        if node is None:
            node = self._references[text] = self._new("reference", text)
        self._claim(node, index, column)

    def _new(self, kind: str, text: str = "", row: SheetRow | None = None) -> _Node:
        self._count += 1
        return _Node(self._count, kind, text, row)

    def _claim(self, node: _Node, row: int, column: int) -> None:
        self._claims += [(start, end, node.owner) for start, end in self._places.get((row, column), ())]

    def _field(self, node: _Node) -> Field:
        number, title = _numbered(node.text)
        return Field(
            number=number,
            title=title,
            guiding_idea=node.idea,
            fields=tuple(self._field(n) for n in node.children if n.kind == "field"),
            goals=tuple(self._goal(n) for n in node.children if n.kind == "goal"),
            measures=tuple(self._measure(n) for n in node.children if n.kind == "measure"),
            spans=self._spans.get(node.owner, ()),
        )

    def _goal(self, node: _Node) -> Goal:
        number, text = _numbered(node.text)
        measures = tuple(self._measure(n) for n in node.children if n.kind == "measure")
        return Goal(number=number, text=text, measures=measures, spans=self._spans.get(node.owner, ()))

    def _measure(self, node: _Node) -> Measure:
        row = node.row
        if row is None:
            return Measure()

        def of(part: str) -> str | None:
            parts = (row.values[c] for c in self._mapping.columns_of(part))
            return "\n".join(join(value.split("\n")) for value in parts if value) or None

        attributes: dict[str, str] = {}
        for column, value in enumerate(row.values):
            if value and self._mapping.part_of(column) in ("partners", "attribute"):
                attributes[self._sheet.columns[column] or "Weiteres"] = value
        deadline, examples = of("deadline"), self._raw(row, "examples")
        marks = tuple(Mark(row.values[c], "text") for c in self._mapping.columns_of("references") if row.values[c])
        return Measure(
            number=of("number"),
            title=of("title"),
            text=of("text"),
            responsible=of("responsible"),
            parties=self._parties(row),
            deadline=deadline,
            schedule=self._schedule(deadline),
            focus=of("focus"),
            examples=split_examples(examples) if examples else (),
            attributes=attributes,
            references=marks,
            notes=tuple(node.notes),
            spans=self._spans.get(node.owner, ()),
        )

    def _raw(self, row: SheetRow, part: str) -> str | None:
        return "\n".join(row.values[c] for c in self._mapping.columns_of(part) if row.values[c]) or None

    def _parties(self, row: SheetRow) -> tuple[Party, ...]:
        """Lead where the column says lead, partner where it says partner; a plain "Verantwortung" says neither."""
        parties: tuple[Party, ...] = ()
        for column in self._mapping.columns_of("responsible"):
            lead = _LEAD.search(self._sheet.columns[column])
            role = Role.LEAD if lead else Role.UNSPECIFIED
            parties += split_parties(join(row.values[column].split("\n")), role)
        for column in self._mapping.columns_of("partners"):
            parties += split_parties(join(row.values[column].split("\n")), Role.PARTNER)
        return parties

    def _schedule(self, deadline: str | None) -> Schedule | None:
        """A date in a column "bis" is an end, not a day on which something happens."""
        schedule = read_schedule(deadline)
        names = " ".join(self._sheet.columns[c] for c in self._mapping.columns_of("deadline"))
        if schedule is None or schedule.kind is not ScheduleKind.PERIOD or schedule.start != schedule.end:
            return schedule
        return Schedule(ScheduleKind.BY, None, schedule.end) if _UNTIL.search(names) else schedule

    def _reference(self, node: _Node) -> Reference:
        spans = self._spans.get(node.owner, ())
        return Reference(mark=node.text, text=node.text, council_papers=council_papers(node.text), spans=spans)


_LEAD = re.compile(r"federf|lead|leitung|hauptverantw", re.IGNORECASE)
_UNTIL = re.compile(r"\bbis\b|frist|ende\b|abschluss", re.IGNORECASE)
_HEADS = ("field", "subfield", "guiding_idea", "goal")


def _same(a: str, b: str) -> bool:
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def _numbered(text: str) -> tuple[str | None, str]:
    """A number in front of a name apart from it: "2.1 Bildung" is number 2.1 and name Bildung."""
    head, _, rest = " ".join(text.split()).partition(" ")
    bare = head.rstrip(".):")
    if rest and bare.replace(".", "").isdigit() and len(bare) < 9:
        return bare, rest.strip()
    return None, " ".join(text.split())
