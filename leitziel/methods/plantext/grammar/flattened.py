# SPDX-License-Identifier: EUPL-1.2
"""Tables and forms that an extraction flattened: the order of the cells is all that is left of them.

Three shapes: a cell (or its lines) after the other below the column headers; all labels of one or more sheets before
all values; rows that became running text. Each is put back into cells, or labels in front of their values, by the
kinds of the values. What cannot be told apart stays without a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from leitziel.methods.plantext.source import BlockKind, Cell
from leitziel.methods.plantext.vocabulary import key

from .celltypes import NUMBER, align, kind_of, line_costs, misfit
from .headers import column_concept
from .labels import Label, Labeller
from .pieces import Piece

_STRUCTURAL = frozenset(("field", "goal", "measure", "guiding_idea"))
_NAMES = frozenset(("measure", "title", "description"))
MAX_HEADERS = 40
_TELLING = frozenset(("time", "money", "rank", "state", "office"))
MAX_COST = 1.3
MOST_LINES = 120


@dataclass(slots=True)
class Column:
    """A column header: where it stands, what it names."""

    start: int
    end: int
    printed: str
    concept: str

    @property
    def kind(self) -> str:
        return kind_of(self.concept, self.printed)


class Flattened:
    """Rewrites the pieces of a document; `tables` counts virtual tables from 10,000."""

    def __init__(self, text: str, pieces: list[Piece], labeller: Labeller) -> None:
        self.text, self.pieces, self.labeller = text, pieces, labeller
        self.tables = 10_000
        self.labels = [self._label(piece) for piece in pieces]

    def _label(self, piece: Piece) -> Label | None:
        if piece.kind in (BlockKind.CELL, BlockKind.FOOTNOTE) or piece.end - piece.body > 400:
            return None
        return self.labeller.at_start(piece)

    def words(self, piece: Piece) -> str:
        return " ".join(self.text[piece.body : piece.end].split())

    def run(self) -> list[Piece]:
        """The pieces, with flattened tables as cells and labels before their values."""
        out: list[Piece] = []
        i = 0
        while i < len(self.pieces):
            done = self._columns_below(i, out) or self._labels_first(i, out) or self._rows(i, out)
            if done:
                i = done
                continue
            out.append(self.pieces[i])
            i += 1
        return out

    # --- helpers --------------------------------------------------------------------------------------------------

    def _header_cell(self, i: int) -> Column | None:
        """The piece as a column header or empty label of its own."""
        piece = self.pieces[i]
        if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH) or piece.end - piece.body > 48 or piece.bullet:
            return None
        label = self.labels[i]
        if label is not None and label.number is None and label.end >= piece.end:
            return Column(piece.start, piece.end, label.text, _concept(label.concepts))
        words = self.words(piece)
        concept = column_concept(self.labeller.vocabulary, words) if len(words.split()) <= 3 and label is None else None
        if concept and key(words) in self.labeller.vocabulary.labels:
            return Column(piece.start, piece.end, words, concept)
        return None

    def _stops(self, i: int) -> bool:
        """Does a piece end a stretch of values: a heading of the plan, a label, another table?"""
        label, piece = self.labels[i], self.pieces[i]
        if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH):
            return True
        if label is not None and not (label.weak and label.style == "alone"):
            return True
        return piece.broken and i > 0

    def _cells(self, table: int, row: int, column: int, pieces: Sequence[Piece], header: bool = False) -> list[Piece]:
        for piece in pieces:
            piece.kind, piece.cell, piece.wrapped = BlockKind.CELL, Cell(table, row, column, header=header), True
        return list(pieces)

    # --- headers one below the other --------------------------------------------------------------------------------

    def _header_run(self, i: int) -> list[Column]:
        out: list[Column] = []
        while i < len(self.pieces) and len(out) < MAX_HEADERS and (column := self._header_cell(i)):
            if out and self.pieces[i].broken:
                break
            out.append(column)
            i += 1
        return out

    def _columns_below(self, i: int, out: list[Piece]) -> int | None:
        """A table whose cells stand one below the other: headers first, then row after row."""
        header = self._header_run(i)
        forms = [key(column.printed) for column in header]
        concepts = {column.concept for column in header}
        if len(header) < 3 or len(set(forms)) < len(forms) or not concepts & {"measure", "title"}:
            return None
        first = i + len(header)
        last = first
        while last < len(self.pieces) and not self._stops(last):
            last += 1
        if header[0].kind == "number":
            last = self._first_gap(first, last, len(header))
        rows = self._split_rows(first, last, header) if last > first else []
        if not rows:
            return None
        table, self.tables = self.tables, self.tables + 1
        for column in range(len(header)):
            out += self._cells(table, 0, column, self.pieces[i + column : i + column + 1], header=True)
        for number, row in enumerate(rows, 1):
            for column, (start, end) in enumerate(row):
                out += self._cells(table, number, column, self.pieces[start:end])
        return last

    def _first_gap(self, first: int, last: int, columns: int) -> int:
        """Numbered rows that stand close together end at the first blank line that no number follows."""
        gap = next((j for j in range(first + 1, last) if self.pieces[j].gap), last)
        inside = sum(NUMBER.match(self.words(self.pieces[j])) is not None for j in range(first, gap))
        whole = gap - first >= columns  # cells with a blank line behind each are no end
        return gap if inside and whole and gap < last and not NUMBER.match(self.words(self.pieces[gap])) else last

    def _split_rows(self, first: int, last: int, header: Sequence[Column]) -> list[list[tuple[int, int]]]:
        kinds = [column.kind for column in header]
        if kinds[0] == "number":
            starts = self._numbered(first, last)
            bounds = [*starts, last]
            if not starts or starts[0] != first:
                return []
            rows = []
            for start, end in pairwise(bounds):
                found = self._align(start, end, kinds)
                if found is None:
                    return []
                rows.append(found)
            return rows
        blocks = [j for j in range(first, last) if self.pieces[j].gap or j == first]
        spans = [(a, b) for a, b in zip(blocks, [*blocks[1:], last], strict=True)]
        if len(spans) >= 2 * len(kinds) and len(spans) % len(kinds) == 0:
            size = len(kinds)
            return [spans[at : at + size] for at in range(0, len(spans), size)]
        if (last - first) % len(kinds) == 0 and last - first >= 2 * len(kinds):
            size = len(kinds)
            by_line = [[(j, j + 1) for j in range(at, at + size)] for at in range(first, last, size)]
            fits = all(self._fit(row, kinds) for row in by_line)
            return self._by_kinds(first, last, kinds) or (by_line if fits else [])
        return self._by_kinds(first, last, kinds)

    def _fit(self, row: Sequence[tuple[int, int]], kinds: Sequence[str]) -> bool:
        """Does a row of single lines fit its columns?"""
        cost = sum(misfit(kind, self.words(self.pieces[a])) for kind, (a, _) in zip(kinds, row, strict=True))
        return cost <= MAX_COST * len(kinds)

    def _by_kinds(self, first: int, last: int, kinds: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Rows without numbers or blank lines: the cheapest way to cut the lines into rows, if their kinds carry it."""
        if last - first > MOST_LINES or sum(kind in _TELLING for kind in kinds) < 2:
            return []
        best: list[tuple[float, int, list[tuple[int, int]]] | None] = [None] * (last - first + 1)
        best[0] = (0.0, 0, [])
        for end in range(len(kinds), last - first + 1):
            for start in range(max(0, end - 3 * len(kinds)), end - len(kinds) + 1):
                before = best[start]
                texts = [self.words(self.pieces[first + j]) for j in range(start, end)]
                found = align(texts, kinds, *line_costs(texts)) if before is not None else None
                if before is None or found is None or found[0] > MAX_COST * len(kinds):
                    continue
                cost = before[0] + found[0]
                here = best[end]
                if here is None or cost < here[0]:
                    best[end] = (cost, start, [(first + start + a, first + start + b) for a, b in found[1]])
        rows: list[list[tuple[int, int]]] = []
        end = last - first
        while end > 0 and (step := best[end]) is not None:
            rows.insert(0, step[2])
            end = step[1]
        return rows if end == 0 and len(rows) >= 2 else []

    def _numbered(self, first: int, last: int) -> list[int]:
        """Lines that hold nothing but the next number."""
        out: list[int] = []
        before: tuple[int, ...] | None = None
        for j in range(first, last):
            words = self.words(self.pieces[j])
            if NUMBER.match(words):
                counted: list[str] = re.findall(r"\d+|[a-z](?=[.)]?$)", words)
                value = tuple(int(part) if part.isdigit() else ord(part) for part in counted)
                if before is None or (value > before and value[-1] - before[-1] <= 3):
                    out.append(j)
                    before = value
        return out

    def _align(self, start: int, end: int, kinds: Sequence[str]) -> list[tuple[int, int]] | None:
        texts = [self.words(self.pieces[j]) for j in range(start, end)]
        found = align(texts, kinds, *line_costs(texts))
        if found is None or found[0] > MAX_COST * len(kinds):
            return None
        return [(start + a, start + b) for a, b in found[1]]

    # --- all labels before all values -------------------------------------------------------------------------------

    def _labels_first(self, i: int, out: list[Piece]) -> int | None:
        """Sheets whose labels all stand before their values, perhaps several sheets of a page at once."""
        header = self._header_run(i)
        if len(header) < 3:
            return None
        sets = _times(header)
        size = len(header) // sets
        if size < 2 or len({key(column.printed) for column in header[:size]}) < size:
            return None
        first = last = i + len(header)
        while last < len(self.pieces) and not self._stops(last) and not self._opener(last):
            last += 1
        openers = self._openers(out, sets)
        kinds = [column.kind for column in header]
        spans = self._align(first, last, kinds) if last - first >= len(kinds) else None
        unsure: set[int] = set()
        if spans is None:
            spans, unsure = self._with_gaps(first, last, kinds, sets)
        if spans is None:
            return None
        if not openers and {column.concept for column in header} & {"measure", "title"}:
            self._as_table(i, header[:size], spans, unsure, out)
            return last
        self._as_sheets(i, size, openers, spans, unsure, out)
        return last

    def _as_sheets(  # noqa: PLR0917 - sheets, their titles and values
        self,
        i: int,
        size: int,
        openers: Sequence[Piece],
        spans: Sequence[tuple[int, int]],
        unsure: set[int],
        out: list[Piece],
    ) -> None:
        """Each label before its value, each title before its labels."""
        for column, (start, end) in enumerate(spans):
            if openers and column % size == 0:
                out.append(openers[column // size])
            label = self.pieces[i + column]
            label.gap, label.aside = True, column in unsure
            out.append(label)
            for piece in self.pieces[start:end]:
                piece.gap, piece.aside, piece.wrapped = False, column in unsure, True
                out.append(piece)

    def _as_table(
        self, i: int, header: Sequence[Column], spans: Sequence[tuple[int, int]], unsure: set[int], out: list[Piece]
    ) -> None:
        """Sheets that name their measures under a label are the rows of a table."""
        size, table = len(header), self.tables
        self.tables += 1
        for place in range(len(spans)):
            out += self._cells(table, 0, place % size, self.pieces[i + place : i + place + 1], header=True)
        for place, (start, end) in enumerate(spans):
            for piece in self._cells(table, 1 + place // size, place % size, self.pieces[start:end]):
                piece.aside = place in unsure
                out.append(piece)
        self.labeller.virtual[table] = {c: (column.concept, column.printed) for c, column in enumerate(header)}

    def _opener(self, i: int) -> bool:
        """Does the piece look like the numbered title of another sheet?"""
        words = self.words(self.pieces[i])
        found = re.match(r"([A-ZÄÖÜ]{1,4}[ .\-–]?\d{1,3}(?:\.\d+)*)[:.)]?\s+[A-ZÄÖÜ„]", words)
        return found is not None

    def _openers(self, out: list[Piece], sets: int) -> list[Piece]:
        """The titles of the sheets, if they stand right before the labels, one for each."""
        if sets < 2 or len(out) < sets:
            return []
        titles = out[-sets:]
        marked = [self._label(piece) for piece in titles]
        own = all(label is not None and label.concepts[0] == "measure" for label in marked)
        if not own and not all(self._is_opener(piece) for piece in titles):
            return []
        del out[-sets:]
        return titles

    def _is_opener(self, piece: Piece) -> bool:
        return re.match(r"[A-ZÄÖÜ]{0,4}[ .\-–]?\d{1,3}(?:\.\d+)*[:.)]?\s+\S", self.words(piece)) is not None

    def _with_gaps(
        self, first: int, last: int, kinds: Sequence[str], sets: int
    ) -> tuple[list[tuple[int, int]] | None, set[int]]:
        """Fewer values than labels: try which labels have none. Where that is a toss-up the values stay open."""
        n, size = last - first, len(kinds) // sets
        missing = len(kinds) - n
        if not 0 < missing <= sets or n < 2:
            return None, set()
        texts = [self.words(self.pieces[j]) for j in range(first, last)]
        tries: list[tuple[float, set[int], list[tuple[int, int]]]] = []
        options = [[None, *range(size)] if missing < sets else list(range(size)) for _ in range(sets)]
        for choice in _choices(options, missing):
            left = {number * size + column for number, column in enumerate(choice) if column is not None}
            kept = [column for column in range(len(kinds)) if column not in left]
            found = align(texts, [kinds[column] for column in kept], *line_costs(texts))
            if found is None:
                continue
            spans: list[tuple[int, int]] = []
            at = 0
            for column in range(len(kinds)):
                if column in left:
                    here = first + found[1][at][0] if at < len(found[1]) else last
                    spans.append((here, here))
                else:
                    spans.append((first + found[1][at][0], first + found[1][at][1]))
                    at += 1
            tries.append((found[0], left, spans))
        if not tries:
            return None, set()
        tries.sort(key=lambda item: item[0])
        cost, _, spans = tries[0]
        if cost > MAX_COST * len(kinds):
            return None, set()
        unsure: set[int] = set()
        for other, _, rival in tries[1:]:
            if other - cost < 0.8:
                unsure |= {column for column in range(len(kinds)) if spans[column] != rival[column]}
        return spans, unsure

    # --- rows as running text -----------------------------------------------------------------------------------------

    def _rows(self, i: int, out: list[Piece]) -> int | None:
        from .rows import read_rows

        return read_rows(self, i, out)


def _concept(concepts: Sequence[str]) -> str:
    return "goal" if concepts[0] == "guiding_idea" and "goal" in concepts else concepts[0]


def _times(header: Sequence[Column]) -> int:
    """How often the same labels stand one behind the other."""
    forms = [key(column.printed) for column in header]
    return next((n for n in (4, 3, 2) if len(forms) % n == 0 and forms == forms[: len(forms) // n] * n), 1)


def _choices(options: Sequence[Sequence[int | None]], missing: int) -> list[list[int | None]]:
    out: list[list[int | None]] = [[]]
    for option in options:
        out = [[*head, column] for head in out for column in option]
    return [choice for choice in out if sum(column is not None for column in choice) == missing][:60]
