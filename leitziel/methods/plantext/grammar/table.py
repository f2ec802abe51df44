# SPDX-License-Identifier: EUPL-1.2
"""A table of cells: what its columns name, and what its cells say about rows beside their own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from leitziel.methods.plantext.vocabulary import key

from .compounds import CONTACTS, PERSON
from .scan import Line

NAMES = frozenset(("measure", "title", "description"))


@dataclass(slots=True)
class Table:
    """The cells of a table: lines by (row, column). `headers`: concept and printed header by column."""

    rows: dict[int, dict[int, list[Line]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    headers: dict[int, tuple[str, str]] = field(default_factory=dict)
    header_row: int = -1
    kind: str = "other"


def words_of(lines: list[Line]) -> str:
    """The words of a cell, with its label, on one line."""
    return " ".join(_whole(line) for line in lines).strip()


def _whole(line: Line) -> str:
    if line.label is None:
        return line.value
    name = line.label.text + (f" {line.label.number}" if line.label.number else "")
    return f"{name} {line.value}".strip()


def name_contact(table: Table) -> None:
    """Where no column of a table of measures names who is responsible, that of the contact does: offices, no persons."""
    if table.kind != "rows" or any(concept == "responsible" for concept, _ in table.headers.values()):
        return
    contacts = [column for column, (_, printed) in table.headers.items() if key(printed) in CONTACTS]
    if len(contacts) != 1:
        return
    cells = [row[contacts[0]] for number, row in table.rows.items() if number > table.header_row and contacts[0] in row]
    values = [words_of(lines) for lines in cells]
    if values and not any(PERSON.search(value) for value in values):
        table.headers[contacts[0]] = ("responsible", table.headers[contacts[0]][1])


def reaching_down(table: Table, cells: dict[int, list[Line]], row: int) -> dict[int, list[Line]]:
    """The cells of a row with those above that reach down to it; the text itself stays with the row above."""
    out = dict(cells)
    for column, (concept, _) in table.headers.items():
        if column in cells or concept in NAMES or concept in ("field", "goal", "number"):
            continue
        above = (r for r in table.rows if r < row < r + table.spans.get((r, column), (1, 1))[0])
        for r in above:
            out[column] = [
                replace(line, start=line.end, value_start=line.end, label=None) for line in table.rows[r][column]
            ]
    return out
