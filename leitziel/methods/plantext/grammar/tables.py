# SPDX-License-Identifier: EUPL-1.2
"""Tables by their cells: rows of measures under a header, and sheets of two columns (label and value)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from leitziel.methods.plantext.vocabulary import Vocabulary, key

from .flow import goes_on
from .headers import column_concept
from .nodes import Part
from .numbering import DECIMAL, ID, SEPARATOR, is_id
from .scan import Line, Scan
from .table import NAMES, Table, name_contact, reaching_down, words_of

if TYPE_CHECKING:
    from .reader import Reader

_NUMBER = re.compile(r"[-+–—]?\s*[\d.,\s]*\s*(?:%|€|Euro|Prozent)?")
_ROUND = re.compile(r"\((\d{1,3})\)\s+(?=\S)")


def tables_of(scan: Scan) -> dict[int, Table]:
    """All tables of a document, with what kind they are."""
    out: dict[int, Table] = defaultdict(Table)
    for line in scan.lines:
        cell = line.piece.cell
        if cell is not None:
            table = out[cell.table]
            table.rows[cell.row][cell.column].append(line)
            table.spans[cell.row, cell.column] = (cell.rows, cell.columns)
    previous: Table | None = None
    for number in sorted(out):
        table = out[number]
        if number in scan.labeller.virtual:
            table.headers, table.header_row, table.kind = dict(scan.labeller.virtual[number]), 0, "rows"
            name_contact(table)
            previous = table
            continue
        if number in scan.labeller.sheets:
            table.kind, previous = "sheet", table
            continue
        _classify(scan.labeller.vocabulary, table)
        name_contact(table)
        if table.kind == "other" and previous is not None and previous.kind == "rows" and _same_shape(previous, table):
            table.headers, table.kind = previous.headers, "rows"
        previous = table
    return dict(out)


def _same_shape(before: Table, table: Table) -> bool:
    """The table of the page before goes on without its header."""
    widest = max((max(row) for row in table.rows.values() if row), default=0)
    return widest >= 1 and widest == max(before.headers, default=0)


def _classify(vocabulary: Vocabulary, table: Table) -> None:
    if _labels_left(vocabulary, table):
        table.kind = "sheet"
        return
    for row in sorted(table.rows)[:3]:
        cells = table.rows[row]
        named = {}
        for column, lines in cells.items():
            text = words_of(lines)
            concept = column_concept(vocabulary, text) if len(text) <= 60 else None
            if concept:
                named[column] = (concept, text)
        concepts = [concept for concept, _ in named.values()]
        names = NAMES.intersection(concepts)
        if (
            len(named) >= 2
            and names
            and len(named) * 2 >= len(cells)
            and len(set(concepts)) >= 2
            and len(table.rows) > 1
        ):
            table.headers = named | {
                column: ("other", words_of(lines)) for column, lines in cells.items() if column not in named
            }
            table.header_row, table.kind = row, "rows"
            return
    labelled = sum(
        column_concept(vocabulary, words_of(cells[0])) is not None and len(words_of(cells[0])) < 60
        for cells in table.rows.values()
        if 0 in cells and len(cells) > 1
    )
    pairs = sum(1 for cells in table.rows.values() if len(cells) > 1)
    if labelled >= 2 and labelled * 2 >= pairs:
        table.kind = "sheet"


def _labels_left(vocabulary: Vocabulary, table: Table) -> bool:
    """Two columns, the left one of known labels, nearly all different."""
    rows = [cells for cells in table.rows.values() if set(cells) == {0, 1}]
    if len(rows) < 3 or max((column for cells in table.rows.values() for column in cells), default=0) > 1:
        return False
    printed = [words_of(cells[0]) for cells in rows]
    known = {key(text) for text in printed if len(text) < 60 and vocabulary.concepts(text.rstrip(":"))}
    return len(known) >= 3 and len(known) * 3 >= len(rows) * 2


def read_table(reader: Reader, first: int) -> int:
    """Read the table whose first cell is line `first`; the index behind its last cell."""
    lines = reader.scan.lines
    cell = lines[first].piece.cell
    assert cell is not None
    last = first
    while last < len(lines):
        here = lines[last].piece.cell
        if here is None or here.table != cell.table:
            break
        last += 1
    table = _part(reader.tables[cell.table], lines[first:last])
    if table.kind == "rows":
        _rows(reader, table)
    elif table.kind == "sheet":
        from .sheets import read_sheet

        read_sheet(reader, table)
    elif reader.tree.measure is None and _figures(table):
        return last  # what a chapter counts is no description
    elif any(line.label is not None for line in lines[first:last]) or reader.tree.measure is not None:
        for i in range(first, last):
            reader.step(i, lines[i])
    return last


def _figures(table: Table) -> bool:
    """Are most cells beside the first row and column numbers?"""
    inner = [words_of(lines) for row, cells in table.rows.items() for column, lines in cells.items() if row and column]
    return len(inner) >= 4 and sum(_NUMBER.fullmatch(words) is not None for words in inner) * 5 >= len(inner) * 3


def _part(table: Table, lines: list[Line]) -> Table:
    """The rows of a table that stand in some lines: a heading in between cuts a table into parts."""
    rows = {line.piece.cell.row for line in lines if line.piece.cell is not None}
    if rows == set(table.rows):
        return table
    part = Table(spans=table.spans, headers=table.headers, header_row=table.header_row, kind=table.kind)
    for row in rows:
        part.rows[row] = table.rows[row]
    return part


# --- a row for each measure ------------------------------------------------------------------------------------------


def _rows(reader: Reader, table: Table) -> None:
    reader.tree.close_measure()
    reader.tree.close_idea()
    names = {concept for concept, _ in table.headers.values()}
    carried: dict[int, list[Line]] = {}
    header_texts = {column: key(text) for column, (_, text) in table.headers.items()}
    measure_columns = [column for column, (concept, _) in sorted(table.headers.items()) if concept in NAMES]
    for row in sorted(table.rows):
        cells = table.rows[row]
        if (
            row <= table.header_row
            or _is_repeated_header(reader, cells)
            or all(header_texts.get(c) == key(words_of(x)) for c, x in cells.items())
        ):
            for lines in cells.values():
                for line in lines:
                    reader.tree.claim(line)
            continue
        if _heading_row(reader, table, cells, row):
            continue
        if not any(column in cells for column in measure_columns):
            _continue_row(reader, table, cells)
            continue
        if _goes_on(reader, table, cells, measure_columns):
            _continue_row(reader, table, cells)
            continue
        _open_groups(reader, table, cells, carried)
        cells = reaching_down(table, cells, row)
        unsure = [column for column in cells if column not in measure_columns and cells[column][0].piece.aside]
        aside = [line for column in unsure for line in cells[column]]
        _measure(reader, table, {c: lines for c, lines in cells.items() if c not in unsure}, names)
        _note_row(reader, cells)
        for line in aside:
            reader.set_aside(unlabel(reader.scan, line))
    reader.tree.close_measure()


def _is_repeated_header(reader: Reader, cells: dict[int, list[Line]]) -> bool:
    """A header line that came again in a table put together from lines."""
    places = [line.piece.cell for lines in cells.values() for line in lines]
    return all(cell is not None and cell.header and cell.table in reader.scan.labeller.virtual for cell in places)


def _note_row(reader: Reader, cells: dict[int, list[Line]]) -> None:
    """What the flattened row said about itself goes to its measure."""
    cell = next(iter(cells.values()))[0].piece.cell
    if cell is not None and reader.tree.measure is not None:
        reader.tree.measure.notes += reader.scan.labeller.row_notes.get((cell.table, cell.row), [])


def _heading_row(reader: Reader, table: Table, cells: dict[int, list[Line]], row: int) -> bool:
    """A row of one cell over the whole width heads the rows below it."""
    if len(cells) != 1 or len(table.headers) < 2:
        return False
    column, lines = next(iter(cells.items()))
    wide = table.spans[row, column][1] * 2 > len(table.headers)
    line = lines[0]
    if line.label is not None and line.label.structural and line.label.concepts[0] in ("field", "goal", "guiding_idea"):
        for i, part in enumerate(lines):
            if i == 0:
                reader.labelled(-1, part)
            else:
                reader.tree.add(part)
        return True
    if not wide:
        return False
    numbered = DECIMAL.match(line.value)
    number = numbered[1] if numbered and numbered.end() < len(line.value) else None
    reader.tree.close_measure()
    if number:
        cut_number(reader.scan, line)
    reader.tree.field(number, line, 50, explicit=False, style="row")
    for part in lines[1:]:
        reader.tree.add(part)
    return True


def cut_number(scan: Scan, line: Line) -> str | None:
    """Take a leading number or id off a cell; the number."""
    text = scan.text
    found = _ROUND.match(text, line.value_start, line.end) or DECIMAL.match(text, line.value_start, line.end)
    if not found:
        found = ID.match(text, line.value_start, line.end)
        if found and not is_id(found[1]):
            return None
    if not found or found.end() >= line.end:
        return None
    after = SEPARATOR.match(text, found.end(), line.end)
    at = after.end() if after else found.end()
    if not after and not text[at - 1].isspace() and not text[at].isspace():
        return None
    line.value_start = at
    line.value = scan.clean(at, line.end)
    return " ".join(found[1].split())


def _goes_on(reader: Reader, table: Table, cells: dict[int, list[Line]], columns: list[int]) -> bool:
    """Does the row go on with the one before (a cell cut by a page break)?"""
    measure = reader.tree.measure
    if measure is None:
        return False
    numbers = [c for c, (concept, _) in table.headers.items() if concept == "number"]
    first = next((cells[c][0] for c in columns if c in cells), None)
    if first is None:
        return True
    if numbers:
        return not any(c in cells for c in numbers) and measure.number is not None
    return first.value[:1].islower() and goes_on(measure.header(), first.value)


def _continue_row(reader: Reader, table: Table, cells: dict[int, list[Line]]) -> None:
    measure = reader.tree.measure
    for column, lines in sorted(cells.items()):
        concept, printed = table.headers.get(column, ("other", ""))
        if measure is None:
            continue
        name = "header" if concept in NAMES else concept
        part = next((p for p in measure.parts if p.concept == name and (name == "header" or p.label == printed)), None)
        if part is None:
            part = Part(name, printed or None)
            measure.parts.append(part)
        part.lines += lines


def _open_groups(reader: Reader, table: Table, cells: dict[int, list[Line]], carried: dict[int, list[Line]]) -> None:
    """Cells that name the field or goal of the row; a cell over several rows, or an empty one, holds for the next."""
    for column, (concept, _) in sorted(table.headers.items()):
        if concept not in ("field", "goal") or column not in cells:
            continue
        lines = cells[column]
        words = key(words_of(lines))
        if not words or words in ("", "–") or words == key(words_of(carried.get(column, []))):
            node = reader.tree.goal_node if concept == "goal" else reader.tree.top
            target = node or reader.tree.top
            target.claims.extend((line.start, line.end) for line in lines)
            continue
        carried[column] = lines
        line = lines[0]
        number = line.label.number if line.label else None
        if line.label is None:
            number = cut_number(reader.scan, line)
        reader.tree.close_measure()
        if concept == "goal":
            reader.tree.goal(number, line)
        else:
            reader.tree.field(number, line, 40, explicit=False, style="row")
            for other in [c for c in carried if c != column]:
                carried.pop(other)
        part = reader.tree.part
        assert part is not None
        part.lines += lines[1:]


def _measure(reader: Reader, table: Table, cells: dict[int, list[Line]], names: set[str]) -> None:
    """One row: its name opens the measure, the other cells are its parts."""
    tree = reader.tree
    order = ["title", "measure", "description"]
    named = sorted(
        ((order.index(c), column) for column, (c, _) in table.headers.items() if c in NAMES and column in cells)
    )
    head = cells[named[0][1]]
    number = head[0].label.number if head[0].label and head[0].label.structural else None
    if head[0].label is not None and not (head[0].label.structural and number):
        unlabel(reader.scan, head[0])
    if "number" not in names and number is None:
        number = cut_number(reader.scan, head[0])
    tree.close_measure()
    tree.open_measure(number, head[0], "row")
    measure = tree.measure
    assert measure is not None
    assert tree.part is not None
    tree.part.lines += [unlabel(reader.scan, line) for line in head[1:]]
    tree.part.inline = False
    for _, column in named[1:]:
        measure.parts.append(
            Part("description", table.headers[column][1], [unlabel(reader.scan, x) for x in cells[column]])
        )
    for column, lines in sorted(cells.items()):
        concept, printed = table.headers.get(column, ("other", ""))
        if concept in NAMES or concept in ("field", "goal"):
            continue
        own = [unlabel(reader.scan, line) for line in lines]
        if concept == "number":
            measure.number = measure.number or words_of(own).strip(" .)") or None
            measure.claims.extend((line.start, line.end) for line in own)
        else:
            measure.parts.append(Part(concept, printed or None, own, inline=False))
    tree.part = measure.parts[0]


def unlabel(scan: Scan, line: Line) -> Line:
    """In a cell under a header a word of the vocabulary is a word like any other."""
    if line.label is not None:
        line.value_start = line.label.start
        line.label = None
        line.value = scan.clean(line.value_start, line.end)
    return line
