# SPDX-License-Identifier: EUPL-1.2
"""Fact sheets as tables: label and value side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .headers import column_concept
from .nodes import Part
from .numbering import DECIMAL, ID, is_id
from .scan import Line
from .table import Table, words_of
from .tables import cut_number, unlabel

if TYPE_CHECKING:
    from .reader import Reader


def read_sheet(reader: Reader, table: Table) -> None:
    """A fact sheet: in each row a label and its value, or two such pairs."""
    vocabulary = reader.scan.labeller.vocabulary
    for row in sorted(table.rows):
        cells = table.rows[row]
        columns = sorted(cells)
        if _entitled(reader, table, row) or _headed(reader, table, row):
            continue
        pairs: list[tuple[list[Line], list[Line]]] = []
        if len(columns) >= 2:
            at = 0
            while at < len(columns):
                label = cells[columns[at]]
                beside = at == 0 and len(columns) == 2 and _is_sheet_of_spaces(reader, label)
                if (beside or column_concept(vocabulary, words_of(label))) and at + 1 < len(columns):
                    value = cells[columns[at + 1]]
                    if len(columns) % 2 and at + 2 == len(columns) - 1:
                        value = value + cells[columns[at + 2]]
                        at += 1
                    pairs.append((label, value))
                    at += 2
                else:
                    pairs.append(([], label))
                    at += 1
        else:
            pairs.append(([], cells[columns[0]]))
        for label, value in pairs:
            _pair(reader, label, value)


def _is_sheet_of_spaces(reader: Reader, lines: list[Line]) -> bool:
    cell = lines[0].piece.cell
    return cell is not None and cell.table in reader.scan.labeller.sheets


def _headed(reader: Reader, table: Table, row: int) -> bool:
    """Is the first row a header that names no concept ("Angabe", "Inhalt")?"""
    cells = table.rows[row]
    lines = [line for column in sorted(cells) for line in cells[column]]
    if (
        row != min(table.rows)
        or len(cells) < 2
        or not all(line.piece.cell and line.piece.cell.header for line in lines)
    ):
        return False
    if column_concept(reader.scan.labeller.vocabulary, words_of(cells[min(cells)])):
        return False
    for line in lines:
        reader.tree.claim(line)
    return True


def _entitled(reader: Reader, table: Table, row: int) -> bool:
    """A row of a sheet that holds an id and a title without a label heads a measure."""
    cells, below = table.rows[row], table.rows.get(row + 1) or {}
    labelled = below and column_concept(reader.scan.labeller.vocabulary, words_of(below[min(below)]))
    if len(cells) != 2 or not labelled:
        return False
    number, title = (cells[column] for column in sorted(cells))
    printed = words_of(number).rstrip(" .:)")
    found = DECIMAL.fullmatch(printed) or ID.fullmatch(printed)
    own = is_id(printed) if printed[:1].isalpha() else row == min(table.rows)  # steps in a sheet are counted too
    if not found or not own or not words_of(title)[:1].isalpha():
        return False
    reader.settle(False)
    _blank(*number)
    reader.tree.open_measure(printed, number[0], "sheet")
    assert reader.tree.part is not None
    reader.tree.part.lines += [*number[1:], *(unlabel(reader.scan, line) for line in title)]
    reader.tree.part.inline = False
    return True


def _pair(reader: Reader, label: list[Line], value: list[Line]) -> None:  # noqa: C901 - what a label may name
    tree = reader.tree
    if not label:
        for line in value:
            reader.step(-1, line)
        return
    printed = words_of(label).rstrip(":")
    concept = column_concept(reader.scan.labeller.vocabulary, printed) or "other"
    value = [
        unlabel(reader.scan, line) if line.label is not None and not line.label.structural else line for line in value
    ]
    number = next((line.label.number for line in label if line.label and line.label.number), None)
    if concept in ("measure", "title") or (concept == "number"):
        if concept == "number":
            current = tree.measure
            if current is not None and current.number is None and len(current.parts) == 1:
                current.number = words_of(value) or None
                current.claims.extend((line.start, line.end) for line in [*label, *value])
                return
            reader.settle(False)
            tree.open_measure(words_of(value) or None, label[0], "sheet")
            assert tree.measure is not None
            tree.measure.claims.extend((line.start, line.end) for line in [*label[1:], *value])
            _blank(label[0])
            return
        reader.settle(False)
        current = tree.measure
        fresh = current is not None and len(current.parts) == 1 and not current.header()
        if fresh and current is not None and tree.part is not None:
            _blank(*label)
            tree.part.lines += [*label, *value]
            return
        numbered = number or (cut_number(reader.scan, value[0]) if value else None)
        _blank(*label)
        tree.open_measure(numbered, label[0], "sheet")
        assert tree.part is not None
        tree.part.lines += [*label[1:], *value]
        tree.part.inline = False
        return
    if concept == "field" and tree.measure is None:
        _blank(*label)
        tree.field(None, value[0] if value else label[0], 0, explicit=True, style="label")
        tree.top.claims.extend((line.start, line.end) for line in label)
        return
    if tree.measure is None:
        reader.measure_of_heading()
    if tree.measure is None:
        for line in [*label, *value]:
            tree.add(line)
        return
    reader.settle(True)
    _blank(*label)
    part = Part(concept, printed, [*label, *value], inline=False)
    tree.measure.parts.append(part)
    tree.part = part


def _blank(*lines: Line) -> None:
    """The lines are labels: they have no value of their own."""
    for line in lines:
        line.value_start, line.value = line.end, ""
