# SPDX-License-Identifier: EUPL-1.2
"""From cells to what a person entered: the header found, columns known by their headings, one entry a row.

People sort, filter, move columns, add some of their own, rename sheets and save as another program likes it. All of
that is fine. What cannot be understood is said, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils.cell import get_column_letter

from leitziel.core.text import name_key

from .columns import COLUMNS, ID, KEY, TITLES, known_titles
from .workbook import Cell, RawSheet, SheetFileError

_HEADER_ROWS = 30
_FEWEST = 4  # headings that make a row the header


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something of the table cannot be taken over: where, what stands there, and what to do."""

    row: int
    column: str  # letter; "" where the whole row is meant
    heading: str
    value: str
    reason: str


@dataclass(slots=True)
class Entered:
    """A row as it was entered: its number in the file, and the text of each known column that the file has."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """What a file says: the sheet, where each column stands, the rows, what is wrong, and what is worth knowing."""

    sheet: str
    letters: dict[str, str]
    rows: list[Entered] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def problem(self, row: int, name: str, value: str, reason: str) -> Problem:
        """A problem at a cell of a known column ("" for the row)."""
        return Problem(row, self.letters.get(name, ""), str(TITLES.get(name, "")), value[:200], reason)

    def to_json(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "letters": self.letters,
            "rows": [[row.number, row.texts] for row in self.rows],
            "problems": [[p.row, p.column, p.heading, p.value, p.reason] for p in self.problems],
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Table:
        return cls(
            sheet=kept["sheet"],
            letters=kept["letters"],
            rows=[Entered(number, texts) for number, texts in kept["rows"]],
            problems=[Problem(*values) for values in kept["problems"]],
            notes=kept["notes"],
        )


def read_table(sheets: Iterable[RawSheet]) -> Table:
    """The working table among the sheets. Raises SheetFileError where there is none, or its ids are gone."""
    titles = known_titles()
    best: tuple[int, RawSheet, int, dict[str, int], dict[int, str]] | None = None
    for sheet in sheets:
        for number in sorted(sheet.rows)[:_HEADER_ROWS]:
            found, others = _headings(sheet.rows[number], titles)
            if len(found) >= _FEWEST and (best is None or len(found) > best[0]):
                best = (len(found), sheet, number, found, others)
    if best is None:
        raise SheetFileError(
            _(
                "No row with the headings of the working table was found. Download the table again, edit that one, "
                "and leave its first row as it is."
            )
        )
    _count, sheet, header, columns, others = best
    for needed in (ID, KEY):
        if needed not in columns:
            message = _(
                "The column “%(title)s” is missing; without it nobody can tell which measure a row means. "
                "Download the table again and keep this column (it may be hidden)."
            )
            raise SheetFileError(message % {"title": TITLES[needed]})
    table = Table(sheet.name, {name: get_column_letter(place) for name, place in columns.items()})
    _note_columns(table, columns, others)
    _read_rows(table, sheet, header, columns)
    return table


def _headings(cells: dict[int, Cell], titles: dict[str, str]) -> tuple[dict[str, int], dict[int, str]]:
    """Known columns with their places, and the headings that nobody knows."""
    found: dict[str, int] = {}
    others: dict[int, str] = {}
    for place, cell in sorted(cells.items()):
        name = titles.get(name_key(cell.text))
        if name is None or name in found:
            others[place] = cell.text
        else:
            found[name] = place
    return found, others


def _note_columns(table: Table, columns: dict[str, int], others: dict[int, str]) -> None:
    named = [text for text in others.values() if text.strip()]
    if named:
        table.notes.append(_("Columns that are not read: %(names)s.") % {"names": ", ".join(named)[:500]})
    missing = [str(column.title) for column in COLUMNS if column.name not in columns]
    if missing:
        table.notes.append(
            _("Columns that are missing; what they hold stays as it is: %(names)s.") % {"names": ", ".join(missing)}
        )


def _read_rows(table: Table, sheet: RawSheet, header: int, columns: dict[str, int]) -> None:
    hidden = 0
    for number, cells in sheet.rows.items():
        if number <= header:
            continue
        entered = Entered(number)
        for name, place in columns.items():
            cell = cells.get(place)
            covered = (number, place) in sheet.merged
            if cell is not None and (cell.formula or cell.fault):
                reason = (
                    _("The cell holds an error. Enter the text itself.")
                    if cell.fault
                    else _("The cell holds a formula. Enter the text itself (copy, then paste as values).")
                )
                table.problems.append(table.problem(number, name, cell.text, reason))
            elif covered:
                reason = _(
                    "The cell is merged with others. Undo the merging, so that each measure has a cell of its own."
                )
                table.problems.append(table.problem(number, name, "", reason))
            else:
                entered.texts[name] = cell.text if cell else ""
        if any(text.strip() for text in entered.texts.values()):
            table.rows.append(entered)
            hidden += number in sheet.hidden
    if hidden:
        table.notes.append(_("%(n)s rows were hidden (filtered) in the file; they were read too.") % {"n": hidden})
