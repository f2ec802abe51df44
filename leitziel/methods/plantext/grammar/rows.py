# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table that an extraction turned into running text: header words in one line, then row after row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leitziel.methods.plantext.source import BlockKind, Cell
from leitziel.methods.plantext.vocabulary import key

from .celltypes import kind_of
from .headers import header_columns
from .labels import Label
from .pieces import Piece
from .rowcells import Form, Row, form_of, read_row

if TYPE_CHECKING:
    from .flattened import Flattened

_COUNTED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,20}\s+\d{1,2}\s*:\s")
NAMES = frozenset(("measure", "title", "description"))
_ROW_START = re.compile(r"((?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,3}[ .\-–]?)?\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")
_REMARK = re.compile(r"(?:Stand|Quelle|Legende|Anmerkung)\b\s*:?\s*\W?\S*\d|.*\b(?:Seite|S\.)\s*\d{1,4}$")
MAX_COST = 1.3


def read_rows(flat: Flattened, i: int, out: list[Piece]) -> int | None:
    """Rows below a header line, as cells; the index behind them."""
    piece = flat.pieces[i]
    if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH) or piece.end - piece.body > 160:
        return None
    used, header = _header(flat, i)
    if not header:
        return None
    printed = flat.text[piece.start : flat.pieces[i + used - 1].end]
    form = form_of(printed, [kind_of(*column) for column in header])
    columns = header if form.gaps else [column for column in header if column[0] not in ("goal", "field")]
    form = Form(tuple(kind_of(*column) for column in columns), form.signs, form.gaps)
    at = i + used
    rows = headers = 0
    table, flat.tables = flat.tables, flat.tables + 1
    produced = _cells_of_header(flat, i, used, table, 0)
    while at < len(flat.pieces):
        if _is_header(flat, at, header):
            headers += 1
            produced += _cells_of_header(flat, at, used, table, rows + headers)
            at += used
            if not rows and headers > 2:
                return None
            continue
        if (label := _heading(flat, at)) is not None:
            if label.concepts[0] != "goal" or not any(column[0] == "goal" for column in header):
                break
            taken = _goal_cell(flat, at, form.signs)
            produced += taken
            at += len(taken)
            continue
        found = _row(flat, at, form, header)
        if not found:
            break
        rows += 1
        produced += _cells_of_row(flat, found[1], columns, table, rows + headers)
        at = found[0]
    if not rows:
        return None
    flat.labeller.virtual[table] = dict(enumerate(columns))
    out += produced
    return at


def _heading(flat: Flattened, i: int) -> Label | None:
    """The label of a field, goal or measure that heads a part of the document, no cell."""
    label = flat.labels[i]
    headed = label is not None and label.structural and (label.number or label.style in ("colon", "plain"))
    return label if headed else None


def _cells_of_header(flat: Flattened, i: int, used: int, table: int, row: int) -> list[Piece]:
    return [
        Piece(p.start, p.end, p.body, BlockKind.CELL, gap=True, cell=Cell(table, row, column, header=True))
        for column, p in enumerate(flat.pieces[i : i + used])
    ]


def _cells_of_row(
    flat: Flattened, row: Row, columns: Sequence[tuple[str, str]], table: int, number: int
) -> list[Piece]:
    """The row as cells. Where the border of two cells is a toss-up both go to the one that names the measure (the
    left one, if none does), and the row says so."""
    target = dict(enumerate(range(len(columns))))
    for column in sorted(row.unsure):
        named = columns[column + 1][0] in NAMES and columns[column][0] not in NAMES
        own, other = (column + 1, column) if named else (target[column], column + 1)
        target[other] = own
        note = (
            f"Die Spalten „{columns[column][1]}“ und „{columns[column + 1][1]}“ ließen sich in dieser Zeile nicht sicher"
            " trennen; bitte prüfen."
        )
        flat.labeller.row_notes.setdefault((table, number), []).append(note)
    return [
        Piece(a, b, a, BlockKind.CELL, gap=True, cell=Cell(table, number, target[column]), wrapped=True)
        for column, words in row.cells
        for a, b in words
    ]


def _header(flat: Flattened, i: int) -> tuple[int, list[tuple[str, str]] | None]:
    """The header line, perhaps with the rest of it on the next lines."""
    vocabulary = flat.labeller.vocabulary
    for used in (3, 2, 1):
        if i + used > len(flat.pieces):
            continue
        parts = [flat.words(piece) for piece in flat.pieces[i : i + used]]
        if used > 1 and any(len(part) > 40 for part in parts[1:]):
            continue
        line = re.sub(r"\s\d$", "", " ".join(parts))
        found = header_columns(vocabulary, line, used == 1)
        if found:
            return used, found
    return 0, None


def _is_header(flat: Flattened, i: int, header: Sequence[tuple[str, str]]) -> bool:
    first = key(header[0][1])
    return key(flat.words(flat.pieces[i])[:40]).startswith(first) and _header(flat, i)[1] == list(header)


def _goal_cell(flat: Flattened, i: int, separated: bool) -> list[Piece]:
    """The label of a goal and the narrow lines of its cell below it."""
    out = [flat.pieces[i]]
    for j in range(i + 1, min(i + 9, len(flat.pieces))):
        words = flat.words(flat.pieces[j])
        if len(words) > 30 or flat.labels[j] is not None or (separated and re.search(r"\sI(?:\s|$)", words)):
            break
        piece = flat.pieces[j]
        piece.gap, piece.wrapped = False, True
        out.append(piece)
    return out


def _row(flat: Flattened, i: int, form: Form, header: Sequence[tuple[str, str]]) -> tuple[int, Row] | None:
    """One row from piece `i`, and where it ends."""
    numbered, limit = form.kinds[0] == "number", MAX_COST * len(form.kinds)
    if flat.pieces[i].kind not in (BlockKind.LINE, BlockKind.PARAGRAPH):
        return None
    if _COUNTED.match(flat.words(flat.pieces[i])) or (numbered and not _ROW_START.match(flat.words(flat.pieces[i]))):
        return None
    best: tuple[int, Row] | None = None
    end = i + 1
    while end <= min(i + 12, len(flat.pieces)):
        complete = end == len(flat.pieces) or _ends_here(flat, end, numbered, i, header)
        if numbered and not complete:
            end += 1
            continue
        found = read_row(flat.text, flat.pieces[i:end], form)
        if found is not None:
            if numbered:
                return _without_prose(flat, i, end, form, found)
            if best is None or found.cost < best[1].cost - 0.3:
                best = (end, found)
        if complete or (best is not None and best[1].cost <= 0.5 and end - i >= 3):
            break
        end += 1
    return best if best is not None and best[1].cost <= limit else None


def _without_prose(flat: Flattened, i: int, end: int, form: Form, row: Row) -> tuple[int, Row] | None:
    """The row without sentences behind it, if it reads as well or better without them."""
    while end - 1 > i:
        last = flat.words(flat.pieces[end - 1])
        if not (last[:1].isupper() and last[-1:] == "." and len(last) > 30):
            break
        found = read_row(flat.text, flat.pieces[i : end - 1], form)
        if found is None or found.cost > row.cost + 0.5:
            break
        row = found
        end -= 1
    return (end, row) if row.cost <= MAX_COST * len(form.kinds) else None


def _ends_here(flat: Flattened, j: int, numbered: bool, first: int, header: Sequence[tuple[str, str]]) -> bool:
    """Does another row or part begin at piece `j`?"""
    piece = flat.pieces[j]
    if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH) or _heading(flat, j) is not None:
        return True
    if _is_header(flat, j, header) or _COUNTED.match(flat.words(piece)) or _REMARK.match(flat.words(piece)):
        return True
    if not numbered:
        return False
    start = _ROW_START.match(flat.words(piece))
    if not start:
        return False
    mine = _ROW_START.match(flat.words(flat.pieces[first]))
    assert mine is not None
    here, before = (tuple(map(int, re.findall(r"\d+", found[1]))) for found in (start, mine))
    return re.sub(r"\d", "", start[1]) == re.sub(r"\d", "", mine[1]) and here > before and here[-1] - before[-1] <= 3
