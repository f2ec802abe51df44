# SPDX-License-Identifier: EUPL-1.2
"""Text that keeps its layout by runs of spaces: columns are read one after the other.

A line of column headers makes the lines below it a table (its rows are measures) or a row of labelled values; a block
with the label of a field at its side is the head of a sheet; a gutter through many lines makes two text columns.
"""

from __future__ import annotations

import re
from collections import Counter

from leitziel.methods.plantext.source import BlockKind

from .flattened import Flattened
from .label_column import LabelColumns
from .labels import Label, Labeller
from .layout_table import NAMES, LayoutTable, column_of
from .numbering import ID, is_id
from .pieces import BULLET, Piece
from .side_by_side import unweave
from .strays import values_behind

_CHUNK = re.compile(r"\S+(?: \S+)*")

Chunk = tuple[int, int, int]  # column on the line, start and end in the text


def regroup(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """Pieces in the order of reading: columns cut, flattened tables put back into cells."""
    if any(len(_chunks(text, piece)) > 1 for piece in pieces if piece.kind is BlockKind.LINE):
        pieces = Layout(text, pieces, labeller).run()
    pieces = unweave(text, pieces, labeller)
    pieces = values_behind(text, Flattened(text, pieces, labeller).run(), labeller)
    return titles_first(text, pieces, labeller)


def titles_first(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """Sheets whose marginal column was extracted before their title: on most pages all labels stand before the one
    title. There the labels go behind it."""
    if not pieces:
        return pieces
    starts = [i for i, piece in enumerate(pieces) if piece.broken or i == 0]
    pages = [(a, b) for a, b in zip(starts, [*starts[1:], len(pieces)], strict=True)]
    found: list[tuple[int, int, int, int]] = []
    single = 0
    for first, last in pages:
        labels = [labeller.at_start(piece) if piece.kind is BlockKind.LINE else None for piece in pieces[first:last]]
        openers = [i for i, label in enumerate(labels) if _opens(text, pieces[first + i], label)]
        marks = [i for i, label in enumerate(labels) if label is not None and not label.structural and i not in openers]
        if len(openers) != 1:
            continue
        single += 1
        if len(marks) >= 2 and marks[-1] < openers[0]:
            between = ((i, labels[i]) for i in range(marks[-1], openers[0]))
            head = next((i for i, label in between if label is not None and label.structural), openers[0])
            found.append((first + marks[0], first + head, last, first))
    if len(found) < 2 or len(found) * 5 < single * 3:
        return pieces
    out = list(pieces)
    for block, head, last, first in found:
        part = pieces[head:last] + pieces[block:head]
        part[0].gap = pieces[block].gap = True
        part[0].broken, pieces[block].broken = pieces[first].broken, False
        out[block:last] = part
    return out


def _opens(text: str, piece: Piece, label: Label | None) -> bool:
    if label is not None:
        return label.concepts[0] == "measure" and label.number is not None
    found = ID.match(text, piece.body, piece.end)
    return (
        piece.kind is BlockKind.LINE
        and found is not None
        and is_id(found[1])
        and text[found.end() : found.end() + 1] in " :."
    )


def _chunks(text: str, piece: Piece) -> list[Chunk]:
    """Stretches of a line set apart by two or more spaces; a justified line is one stretch."""
    if piece.kind is not BlockKind.LINE or "  " not in text[piece.start : piece.end]:
        return [(piece.indent, piece.start, piece.end)]
    line = piece.start - piece.indent
    found = [(m.start() - line, m.start(), m.end()) for m in _CHUNK.finditer(text, piece.start, piece.end)]
    if len(found) > 1 and not re.search(r"\S {3,}\S", text[piece.start : piece.end]):
        words = text.count(" ", piece.start, piece.end)
        if words > 3 * len(found) and len(found) > 2:
            return [(piece.indent, piece.start, piece.end)]
        if len(found) > 4:
            return [(piece.indent, piece.start, piece.end)]
    return found


class Layout:
    """Rewrites the pieces of a document that keeps its columns by spaces."""

    def __init__(self, text: str, pieces: list[Piece], labeller: Labeller) -> None:
        self.text, self.pieces, self.labeller = text, pieces, labeller
        self.chunks = [_chunks(text, piece) for piece in pieces]
        self.tables = LayoutTable(self)
        self.gutters: set[int] = set()
        self.labelled = LabelColumns(text, pieces, self.chunks, labeller)

    def run(self) -> list[Piece]:
        """The pieces with their columns read one after the other."""
        out: list[Piece] = []
        i = 0
        while i < len(self.pieces):
            done = (
                self._header(i, out) or self._sheet_head(i, out) or self.labelled.read(i, out) or self._gutter(i, out)
            )
            if done:
                i = done
                continue
            out.append(self.pieces[i])
            i += 1
        return out

    def words(self, chunk: Chunk) -> str:
        return " ".join(self.text[chunk[1] : chunk[2]].split())

    def label_form(self, chunk: Chunk) -> bool:
        words = re.sub(r"\s*\([^)]*\)$", "", self.words(chunk))
        return bool(self.labeller.vocabulary.concepts(words)) and len(words) > 3

    def make(self, chunk: Chunk, model: Piece, gap: bool) -> Piece:
        piece = Piece(chunk[1], chunk[2], chunk[1], BlockKind.LINE, gap, page=model.page, indent=chunk[0])
        piece.broken = model.broken and gap
        found = BULLET.match(self.text, chunk[1], chunk[2])
        if found and found.end() < chunk[2]:
            piece.bullet, piece.body = found.group().strip(), found.end()
        return piece

    # --- headers of columns -----------------------------------------------------------------------------------------

    def _header(self, i: int, out: list[Piece]) -> int | None:
        head = self.tables.head(i) if self.pieces[i].kind is BlockKind.LINE else None
        if head is None:
            return None
        known = {concept for concept in head.concepts if concept}
        if NAMES & known and len(head.columns) >= 3:
            return self.tables.rows(i, head, out)
        chunks = self.chunks[i]
        plain = head.lines == 1 and all(map(self.label_form, chunks)) and "field" not in known
        if plain and not any(":" in self.words(chunk)[-1:] for chunk in chunks):
            return self._labelled_columns(i, out)
        return None

    def _labelled_columns(self, i: int, out: list[Piece]) -> int:
        """Labels side by side with their values below: label and values of one column after the other."""
        head = self.chunks[i]
        starts = [chunk[0] for chunk in head]
        values: list[list[Chunk]] = [[] for _ in head]
        at = i + 1
        while at < len(self.pieces):
            piece, chunks = self.pieces[at], self.chunks[at]
            if piece.kind is not BlockKind.LINE or (piece.gap and any(values)):
                break
            if all(self.label_form(chunk) for chunk in chunks):
                break
            if len(chunks) == len(head) and not any(values):
                starts = [min(start, chunk[0]) for start, chunk in zip(starts, chunks, strict=True)]
            for chunk in chunks:
                values[column_of(starts, chunk)].append(chunk)
            at += 1
        for column, chunk in enumerate(head):
            out.append(self.make(chunk, self.pieces[i], gap=True))
            out.extend(self.make(value, self.pieces[i], gap=False) for value in values[column])
        return at

    # --- the head of a sheet ------------------------------------------------------------------------------------------

    def _sheet_head(self, i: int, out: list[Piece]) -> int | None:
        """A block with "Handlungsfeld" at its left side, the title in the middle and the id at the right side."""
        if not (self.pieces[i].gap or i == 0) or self.pieces[i].kind is not BlockKind.LINE:
            return None
        last = i + 1
        while last < len(self.pieces) and not self.pieces[last].gap and last - i < 9 and not self._label_line(last):
            last += 1
        block = [(at, chunk) for at in range(i, last) for chunk in self.chunks[at]]
        side = next((c for _, c in block if self.labeller.vocabulary.concepts(self.words(c))[:1] == ("field",)), None)
        if side is None or len(block) < 4 or not any(len(self.chunks[at]) > 1 for at in range(i, last)):
            return None
        values = [c for _, c in block if c is not side and abs(c[0] - side[0]) <= 2 and c[1] > side[1]]
        numbers = [c for _, c in block if ID.fullmatch(self.words(c))]
        titles = [c for _, c in block if c is not side and c not in values and c not in numbers]
        if not values or not titles or len(numbers) > 1 or any(c[0] < side[0] + 8 for c in titles):
            return None
        for position, chunk in enumerate([side, *values]):
            out.append(self.make(chunk, self.pieces[i], gap=position == 0))
        for position, chunk in enumerate([*numbers, *titles]):
            out.append(self.make(chunk, self.pieces[i], gap=position == 0))
        return last

    def _label_line(self, i: int) -> bool:
        chunks = self.chunks[i]
        concepts = self.labeller.vocabulary.concepts(self.words(chunks[0]))
        return len(chunks) == 1 and bool(concepts) and concepts[0] != "field"

    # --- two columns of text ------------------------------------------------------------------------------------------

    def _gutter(self, i: int, out: list[Piece]) -> int | None:  # noqa: C901 - one scan with its ends
        """Two columns of text, as long as lines begin at the same place right of a gutter."""
        if len(self.chunks[i]) != 2 or self.pieces[i].kind is not BlockKind.LINE:
            return None
        right = self.chunks[i][1][0]
        last, both, beside = i, 0, 0
        edges = Counter[int]()
        while last < len(self.pieces):
            piece, chunks = self.pieces[last], self.chunks[last]
            if piece.kind is not BlockKind.LINE or (piece.broken and last > i):
                break
            if len(chunks) > 2 or (len(chunks) == 2 and abs(chunks[1][0] - right) > 1):
                break
            if len(chunks) == 1 and chunks[0][0] < right - 1 and chunks[0][0] + chunks[0][2] - chunks[0][1] > right:
                break
            both += len(chunks) == 2
            beside += len(chunks) == 1
            edges[chunks[0][0]] += 1
            last += 1
        known = any(abs(right - gutter) <= 1 for gutter in self.gutters)
        if (both < 4 or both * 3 < beside) and not (known and last - i >= 4):
            return None
        self.gutters.add(right)
        left_side: list[tuple[int, Chunk]] = []
        right_side: list[tuple[int, Chunk]] = []
        for at in range(i, last):
            for chunk in self.chunks[at]:
                (right_side if chunk[0] >= right - 1 else left_side).append((at, chunk))
        for side in (left_side, right_side):
            before: int | None = None
            for at, chunk in side:
                apart = before is None or any(self.pieces[k].gap for k in range(before + 1, at + 1))
                out.append(self.make(chunk, self.pieces[at], gap=apart))
                before = at
        return last
