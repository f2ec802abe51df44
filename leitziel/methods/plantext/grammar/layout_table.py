# SPDX-License-Identifier: EUPL-1.2
"""Tables that keep their columns by spaces: a header of one to three lines, below it rows whose cells may be wrapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from leitziel.methods.plantext.source import BlockKind, Cell

from .celltypes import kind_of, misfit
from .flow import goes_on, open_ended
from .headers import column_concept
from .pieces import Piece

if TYPE_CHECKING:
    from .columns import Layout

NAMES = frozenset(("measure", "title", "description"))
Chunk = tuple[int, int, int]  # column on the line, start and end in the text
_SHORT = frozenset(("time", "money", "rank", "state", "number"))
_COUNTED = re.compile(r"(?:\(\d{1,3}\)|\d{1,3}[.)])\s")  # where the first row has it, each row begins with it
_HYPHENS = "-‐\u00ad"


@dataclass(slots=True)
class Head:
    """A header: how many lines it takes, and its columns from left to right (their lines and their words)."""

    lines: int
    columns: list[list[Chunk]]
    printed: list[str]
    concepts: list[str | None] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        return [min(chunk[0] for chunk in column) for column in self.columns]


def column_of(starts: Sequence[int], chunk: Chunk) -> int:
    """The column a chunk stands in: the last one that begins at or before it, with some play."""
    best = 0
    for column, start in enumerate(starts):
        if chunk[0] >= start - 3:
            best = column
    after = best + 1
    near = after < len(starts) and starts[after] - chunk[0] <= 12
    if near and starts[after] - chunk[0] < (chunk[0] - starts[best]) / 2:
        return after
    return best


class LayoutTable:
    """Reads the tables of a `Layout`."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.text, self.pieces, self.chunks = layout, layout.text, layout.pieces, layout.chunks
        self.vocabulary = layout.labeller.vocabulary
        self.table = 20_000

    # --- the header -------------------------------------------------------------------------------------------------

    def head(self, i: int) -> Head | None:
        """The header that begins at piece `i`; of several readings the one with most lines."""
        for lines in (3, 2, 1):
            found = self._joined(i, lines)
            if found is None:
                continue
            found.concepts = [self._concept(printed) for printed in found.printed]
            known = [concept for concept in found.concepts if concept]
            if len(known) >= 2 and len(known) * 2 >= len(found.columns):
                return found
        return None

    def _concept(self, words: str) -> str | None:
        if len(words) > 44 or (words[-1] in ".," and len(words) > 9):
            return None
        return column_concept(self.vocabulary, words)

    def _joined(self, i: int, lines: int) -> Head | None:
        """Lines one below the other as one header: each cell below must complete a known label, or be one."""
        if i + lines > len(self.pieces) or len(self.chunks[i]) < 2:
            return None
        columns = [[chunk] for chunk in self.chunks[i]]
        for at in range(i + 1, i + lines):
            if self.pieces[at].kind is not BlockKind.LINE or self.pieces[at].gap or self.pieces[at].broken:
                return None
            for chunk in self.chunks[at]:
                above = next((column for column in columns if abs(column[0][0] - chunk[0]) <= 2), None)
                if above is None:
                    columns.append([chunk])
                else:
                    above.append(chunk)
        columns.sort(key=lambda column: column[0][0])
        printed = [self._printed(column) for column in columns]
        below = self.pieces[i].end
        for column, words in zip(columns, printed, strict=True):
            if column[-1][1] > below and not self._known(words):
                return None
        return Head(lines, columns, printed)

    def _known(self, words: str) -> bool:
        bare = re.sub(r"\s*\([^)]*\)", "", words).strip(" :")
        return bool(self.vocabulary.concepts(bare) or self.vocabulary.concepts(bare + "?"))

    def _printed(self, column: Sequence[Chunk]) -> str:
        out = ""
        for chunk in column:
            words = self.layout.words(chunk)
            out = out.rstrip(_HYPHENS) + words if out[-1:] in _HYPHENS and words[:1].islower() else f"{out} {words}"
        return out.strip()

    # --- the rows ---------------------------------------------------------------------------------------------------

    def rows(self, i: int, head: Head, out: list[Piece]) -> int | None:
        """A table: where its rows begin say numbers, blank lines, or the cells that a row has only once."""
        starts, first = head.starts, i + head.lines
        if not self._keeps_columns(first, starts):
            return None
        last = first
        while last < len(self.pieces) and not self._ends(last, head, i):
            last += 1
        names = [(concept or "other", words) for concept, words in zip(head.concepts, head.printed, strict=True)]
        rows = _Rows(self, names, starts, any(self.pieces[at].gap for at in range(first + 1, last)))
        for at in range(first, last):
            rows.take(at)
        if not rows.cells:
            return None
        self.table += 1
        for column, chunks in enumerate(head.columns):
            out += [self._cell(chunk, self.pieces[i], 0, column, header=True) for chunk in chunks]
        for row, column, chunk, at in sorted(rows.cells, key=lambda cell: (cell[0], cell[1], cell[2][1])):
            out.append(self._cell(chunk, self.pieces[at], row, column))
        self.layout.labeller.virtual[self.table] = dict(enumerate(names))
        return last

    def _cell(self, chunk: Chunk, model: Piece, row: int, column: int, header: bool = False) -> Piece:
        cell = self.layout.make(chunk, model, gap=True)
        cell.kind, cell.cell = BlockKind.CELL, Cell(self.table, row, column, header=header)
        cell.wrapped = not header
        return cell

    def _ends(self, at: int, head: Head, i: int) -> bool:
        """Does a table end before a piece: other text, a heading of the plan, its own header again?"""
        piece, chunks, starts = self.pieces[at], self.chunks[at], head.starts
        if piece.kind is not BlockKind.LINE or (piece.gap and not self._aligned(starts, chunks)):
            return True
        label = self.layout.labeller.at_start(piece)
        if label is not None and label.structural and (label.number or label.style != "alone") and len(chunks) <= 2:
            return label.concepts[0] in {"field", "guiding_idea"} or bool(label.number)
        own = [self.layout.words(chunk) for chunk in self.chunks[i]]
        return [self.layout.words(chunk) for chunk in chunks] == own

    def _keeps_columns(self, first: int, starts: Sequence[int]) -> bool:
        """Do the cells below a header stand below it, or are they only set apart, always by as many spaces?"""
        inside = outside = 0
        gaps = Counter(self._gaps(first - 1))
        for at in range(first, min(first + 30, len(self.pieces))):
            chunks = self.chunks[at]
            if self.pieces[at].kind is not BlockKind.LINE or sum(map(self.layout.label_form, chunks)) >= 2:
                break  # another header
            if len(chunks) < 3:
                continue
            near = sum(any(abs(chunk[0] - start) <= 3 for start in starts) for chunk in chunks)
            inside, outside = inside + near, outside + len(chunks) - near
            gaps.update(self._gaps(at))
        width, times = gaps.most_common(1)[0] if gaps else (9, 0)
        return inside >= 3 * outside and not (width <= 4 and gaps.total() >= 6 and times * 10 >= gaps.total() * 9)

    def _gaps(self, at: int) -> list[int]:
        """How many spaces stand between the cells of a line."""
        return [b[1] - a[2] for a, b in pairwise(self.chunks[at])]

    def _aligned(self, starts: Sequence[int], chunks: Sequence[Chunk]) -> bool:
        near = sum(any(abs(chunk[0] - start) <= 3 for start in starts) for chunk in chunks)
        alone = chunks[0][0] > starts[0] + 3 or len(self.layout.words(chunks[0])) < 40
        return near == len(chunks) and (len(chunks) > 1 or alone)


class _Rows:
    """Takes line after line into rows; `cells`: row, column, chunk and index of the piece."""

    def __init__(
        self, table: LayoutTable, names: Sequence[tuple[str, str]], starts: Sequence[int], gapped: bool
    ) -> None:
        self.table, self.starts, self.gapped = table, starts, gapped
        self.name_column = next(c for c, (concept, _) in enumerate(names) if concept in NAMES)
        self.kinds = [kind_of(*name) for name in names]
        self.cells: list[tuple[int, int, Chunk, int]] = []
        self.row = 0
        self.open: dict[int, str] = {}
        self.counted: re.Match[str] | None = None

    def take(self, at: int) -> None:
        chunks = self.table.chunks[at]
        columns = [column_of(self.starts, chunk) for chunk in chunks]
        words = [self.table.layout.words(chunk) for chunk in chunks]
        first = columns[0] == 0 and chunks[0][0] <= self.starts[0] + 3
        if self.row == 0 and self.name_column == 0:
            self.counted = _COUNTED.match(words[0])
        if self.row == 0 or self._begins(self.table.pieces[at], first, columns, words):
            self.row += 1
            self.open = {}
        for column, chunk, said in zip(columns, chunks, words, strict=True):
            self.cells.append((self.row, column, chunk, at))
            self.open[column] = f"{self.open.get(column, '')} {said}".strip()

    def _begins(self, piece: Piece, first: bool, columns: Sequence[int], words: Sequence[str]) -> bool:
        if piece.gap and self.name_column in columns:
            return True
        if self.name_column != 0:
            return first
        if self.gapped or not first or len(columns) < 2:
            return False
        if self.counted is not None and _COUNTED.match(words[0]):
            return True
        name = self.open.get(0, "")
        if name[-1:] in ("-", ",") or goes_on(name, words[0]):
            return False
        told = [(c, said) for c, said in zip(columns, words, strict=True) if self.kinds[c] in _SHORT]
        if len(columns) == len(self.kinds) or not any(kind in _SHORT for kind in self.kinds):
            return not any(open_ended(self.open.get(column, "")) for column in columns)
        return any(self._fresh(column, said) for column, said in told)

    def _fresh(self, column: int, said: str) -> bool:
        """Is it a value of its own, rather than the rest of the one above?"""
        before = self.open.get(column, "")
        return not before or (misfit(self.kinds[column], said) <= 0.5 and not open_ended(before))
