# SPDX-License-Identifier: EUPL-1.2
"""The words of one flattened row to its columns: signs that part cells first, then line ends, then kinds of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .celltypes import align, begins, looks_like_time, unsure_borders
from .flow import goes_on, open_ended
from .headers import SEPARATOR
from .pieces import Piece

Word = tuple[int, int]
Cells = list[tuple[int, list[Word]]]

_WORD = re.compile(r"\S+")
_WIDE = re.compile(r" {2,}|\t")
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Form:
    """How the cells of a table are parted: by a sign ("I"), by tabs or several spaces, or by nothing; and the kinds of
    its columns."""

    kinds: tuple[str, ...]
    signs: bool = False
    gaps: bool = False


@dataclass(slots=True)
class Row:
    """Words by column, what the reading costs, and the columns whose border to the next one is unsure."""

    cost: float
    cells: Cells
    unsure: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Chunks:
    """Stretches of words that may be a cell of their own; `edges`: what stands before each (word, line, forced)."""

    words: list[list[Word]] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)


def form_of(line: str, kinds: Sequence[str]) -> Form:
    """The form of a table by its header line, as printed."""
    signs = any(SEPARATOR.match(word) for word in line.split())
    return Form(tuple(kinds), signs, not signs and len(_WIDE.findall(line.strip())) >= max(1, len(kinds) - 1))


def read_row(text: str, pieces: Sequence[Piece], form: Form) -> Row | None:
    """Give the words of some lines to the columns, or None if that is out of the question."""
    chunks = _chunks(text, pieces, form)
    if chunks is None:
        return None
    texts = [" ".join(text[a:b] for a, b in chunk) for chunk in chunks.words]
    ends = [text[chunk[-1][0] : chunk[-1][1]] for chunk in chunks.words]
    edges = chunks.edges

    def merge(k: int) -> float:
        if edges[k + 1] == "forced":
            return 4.0
        return 0.15 if edges[k + 1] == "line" and not goes_on(ends[k], texts[k + 1]) else 0.0

    def split(k: int) -> float:
        if edges[k + 1] == "forced":
            return -1.0
        if edges[k + 1] == "line":
            value = any(begins(kind, texts[k + 1].split()[0], texts[k + 1]) for kind in form.kinds)
            apart = value and not (open_ended(ends[k]) and ends[k].strip("-–—/"))
            return 2.5 if goes_on(texts[k], texts[k + 1]) and not apart else 0.0
        if open_ended(ends[k]) and ends[k].strip("-–—/"):
            return 3.0
        return 2.0 if form.gaps else 0.7 if form.signs else 0.3

    aligned = align(texts, form.kinds, merge, split)
    if aligned is None:
        return None
    cost, spans = aligned
    cells = [
        (column, _stretches(text, [word for chunk in chunks.words[a:b] for word in chunk]))
        for column, (a, b) in enumerate(spans)
    ]
    unsure = unsure_borders(texts, form.kinds, spans, merge, split)
    return Row(cost, cells, {c for c in unsure if edges[spans[c][1]] == "word"})


def _chunks(text: str, pieces: Sequence[Piece], form: Form) -> _Chunks | None:
    words: list[tuple[int, int, str]] = []
    for number, piece in enumerate(pieces):
        last = -1
        for found in _WORD.finditer(text, piece.body, piece.end):
            if form.signs and found.group() == "I" and words:
                last = -2
                continue
            wide = form.gaps and last >= 0 and _WIDE.search(text, last, found.start()) is not None
            edge = "forced" if last == -2 or wide else "line" if last == -1 and number else "word"
            words.append((found.start(), found.end(), edge))
            last = found.end()
    if len(words) > _MOST_WORDS or not words:
        return None
    out = _Chunks()
    for position, (start, stop, edge) in enumerate(words):
        after = words[position + 1 : position + 3]
        phrase = text[start : (after[-1][1] if after else stop)]
        numbered = position == 1 and form.kinds[0] == "number"
        if not out.words or edge != "word" or numbered or _may_begin(text[start:stop], phrase, form.kinds):
            out.words.append([])
            out.edges.append(edge)
        out.words[-1].append((start, stop))
    return out


def _may_begin(word: str, phrase: str, kinds: Sequence[str]) -> bool:
    """May a word in the middle of a line be the first one of a cell?"""
    if word[0].isupper() or word[0] in '"„“»–-(0123456789' or looks_like_time(word):
        return True
    return any(begins(kind, word, phrase) for kind in kinds)


def _stretches(text: str, words: Sequence[Word]) -> list[Word]:
    """Words that stand on one line as one stretch."""
    out: list[Word] = []
    for start, end in words:
        if out and "\n" not in text[out[-1][1] : start] and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
