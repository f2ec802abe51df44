# SPDX-License-Identifier: EUPL-1.2
"""Fact sheets that keep their layout by spaces: labels in a column at the left, values at the right.

That a column holds labels shows by repetition: known labels begin at one place on the line, and what stands beside
them begins at another. Lines with nothing at the left go on with the value above; labels may be wrapped as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from leitziel.methods.plantext.source import BlockKind, Cell
from leitziel.methods.plantext.vocabulary import key

from .flow import goes_on
from .labels import Labeller
from .pieces import Piece

Chunk = tuple[int, int, int]  # column on the line, start and end in the text
_NUMBERED = re.compile(r"\s+(?:Nr\.?\s*)?(?:[A-ZÄÖÜ]{1,5}[\s.\-–]?)?\d{1,3}(?:[.\-]\d{1,3}){0,3}[a-z]?$")
FIRST_TABLE = 30_000


def _near(a: int, b: int) -> bool:
    return abs(a - b) <= 1


@dataclass(slots=True)
class _Entry:
    """A label and its value, each as stretches of one or more lines."""

    label: list[Chunk]
    value: list[Chunk] = field(default_factory=list)


class LabelColumns:
    """Finds and reads the label columns of a document; `chunks` are the stretches of each line."""

    def __init__(
        self, text: str, pieces: Sequence[Piece], chunks: Sequence[Sequence[Chunk]], labeller: Labeller
    ) -> None:
        self.text, self.pieces, self.chunks, self.labeller = text, pieces, chunks, labeller
        self.table = FIRST_TABLE
        self.places = self._places()
        self.mirrored = self._places(right=True) - self.places

    def _words(self, chunk: Chunk) -> str:
        return " ".join(self.text[chunk[1] : chunk[2]].split())

    def _known(self, words: str) -> bool:
        bare = _NUMBERED.sub("", words.rstrip(" :"))
        return len(bare) > 2 and bool(self.labeller.vocabulary.concepts(bare))

    def _places(self, right: bool = False) -> set[tuple[int, int]]:
        """Where the two columns begin: three lines or more with at least two different known labels, no line with a
        third cell. `right`: the labels stand behind their values."""
        seen: dict[tuple[int, int], list[str]] = defaultdict(list)
        for piece, chunks in zip(self.pieces, self.chunks, strict=True):
            if len(chunks) != 2 or piece.kind is not BlockKind.LINE:
                continue
            label, value = (self._words(chunk) for chunk in (chunks[::-1] if right else chunks))
            if self._known(label) and not self._known(value):
                seen[chunks[0][0], chunks[1][0]].append(_NUMBERED.sub("", label))
        return {place for place, labels in seen.items() if len(labels) >= 3 and len(set(map(key, labels))) >= 2}

    def _place(self, i: int) -> tuple[int, int] | None:
        """The label column whose entry begins at piece `i`."""
        chunks = self.chunks[i]
        if len(chunks) < 2 or self.pieces[i].kind is not BlockKind.LINE:
            return None
        here = chunks[0][0], chunks[1][0]
        near = [place for place in self.places if _near(place[0], here[0]) and _near(place[1], here[1])]
        if not near:
            return None
        place = here if here in near else near[0]
        words = self._words(chunks[0])
        return place if self._known(words) or (len(words) <= 28 and words[0].isupper()) else None

    def read(self, i: int, out: list[Piece]) -> int | None:
        """A block of labels and values from piece `i` on, as the cells of a sheet; the index behind it."""
        place = self._place(i)
        if place is None:
            return self._read_mirrored(i, out)
        entries: list[_Entry] = []
        at = i
        while at < len(self.pieces):
            piece, chunks = self.pieces[at], self.chunks[at]
            if piece.kind is not BlockKind.LINE:
                break
            if not self._take(at, chunks, place, entries):
                break
            at += 1
        if not any(self._known(self._label(entry)) for entry in entries):
            return None
        self._write(entries, self.pieces[i], out)
        return at

    def _read_mirrored(self, i: int, out: list[Piece]) -> int | None:
        """The same with the labels at the right side; a value may go on alone on the next line."""
        entries: list[_Entry] = []
        at = i
        while at < len(self.pieces) and self.pieces[at].kind is BlockKind.LINE:
            chunks = self.chunks[at]
            near = [p for p in self.mirrored if _near(p[0], chunks[0][0]) and _near(p[1], chunks[-1][0])]
            if len(chunks) == 2 and near and self._label_words(self._words(chunks[1])):
                entries.append(_Entry([chunks[1]], [chunks[0]]))
            elif entries and len(chunks) == 1 and not self.pieces[at].gap and self._goes_on(entries[-1], chunks[0]):
                entries[-1].value.append(chunks[0])
            else:
                break
            at += 1
        if not any(self._known(self._label(entry)) for entry in entries):
            return None
        self._write(entries, self.pieces[i], out)
        return at

    def _label_words(self, words: str) -> bool:
        return self._known(words) or (len(words) <= 28 and words[0].isupper() and words[-1] not in ".,;")

    def _goes_on(self, entry: _Entry, chunk: Chunk) -> bool:
        return _near(chunk[0], entry.value[0][0]) and goes_on(self._words(entry.value[-1]), self._words(chunk))

    def _take(self, at: int, chunks: Sequence[Chunk], place: tuple[int, int], entries: list[_Entry]) -> bool:
        left, right = place
        rest = (chunks[1][0], chunks[1][1], chunks[-1][2]) if len(chunks) > 1 else None
        if _near(chunks[0][0], right) and entries:
            entries[-1].value.append((right, chunks[0][1], chunks[-1][2]))
            return True
        if not _near(chunks[0][0], left) or (rest is not None and not _near(rest[0], right)):
            return False
        joined = f"{self._label(entries[-1])} {self._words(chunks[0])}" if entries else ""
        if (
            entries
            and not self.pieces[at].gap
            and self._wraps(entries[-1], joined, self._words(chunks[0]), rest is None)
        ):
            entries[-1].label.append(chunks[0])
            if rest is not None:
                entries[-1].value.append(rest)
            return True
        if rest is None:
            if not self._empty(at, left):
                return False
            entries.append(_Entry([chunks[0]]))
            return True
        if self._place(at) is None:
            return False
        entries.append(_Entry([chunks[0]], [rest]))
        return True

    def _wraps(self, entry: _Entry, joined: str, words: str, bare: bool) -> bool:
        """Is a label cut in two lines?"""
        last = self._words(entry.label[-1])
        if last[-1:] in "-‐\u00ad" or (not self._known(self._label(entry)) and self._known(joined)):
            return True
        return self._known(joined) and (bare or not self._known(words))

    def _empty(self, at: int, left: int) -> bool:
        """Is the label alone on its line one without a value, between others?"""
        behind = self.chunks[at + 1] if at + 1 < len(self.chunks) else []
        alone = (
            self._known(self._words(self.chunks[at][0])) and _NUMBERED.search(self._words(self.chunks[at][0])) is None
        )
        return alone and ((len(behind) > 1 and _near(behind[0][0], left)) or bool(behind and behind[0][0] > left + 8))

    def _label(self, entry: _Entry) -> str:
        out = ""
        for chunk in entry.label:
            words = self._words(chunk)
            out = out.rstrip("-‐\u00ad") + words if out[-1:] in "-‐\u00ad" else f"{out} {words}".strip()
        return out

    def _write(self, entries: Sequence[_Entry], model: Piece, out: list[Piece]) -> None:
        table, self.table = self.table, self.table + 1
        self.labeller.sheets.add(table)
        for row, entry in enumerate(entries):
            for column, stretches in enumerate((entry.label, entry.value)):
                for position, (indent, start, end) in enumerate(stretches):
                    piece = Piece(start, end, start, BlockKind.CELL, True, page=model.page, indent=indent)
                    piece.cell, piece.wrapped = Cell(table, row, column), position > 0
                    piece.broken = model.broken and row == column == position == 0
                    out.append(piece)
