# SPDX-License-Identifier: EUPL-1.2
"""Footnotes: their texts, wherever they stand, and their marks, even where a mark is only a glued-on digit.

A footnote number in plain digits cannot be told from any other number by its form. What tells it is the sequence: a
line that begins with n, after n-1 began one, and an n glued to a word or a full stop in the running text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from leitziel.methods.plantext.source import BlockKind, Source

from .flow import new_paragraph
from .pieces import Piece
from .words import SUPERSCRIPTS

_SUPER_START = re.compile(r"([⁰¹²³⁴-⁹]{1,4})\s*(?=\S)|\^\{(\d{1,4})\}\s*(?=\S)|<sup>\s*(\d{1,3})\s*</sup>\s*(?=\S)")
_NAMED_START = re.compile(r"\[\^([^\]\s]{1,30})\]:\s*")
_PLAIN_START = re.compile(r"(\d{1,6})(?![\d.,:]?\d)(?:\s*\))?\s*(?=[^\s\d.,:;|)%€])")
_APART_START = re.compile(r"(\d{1,3})\s+(?=\d)")
_GLUED_START = re.compile(r"(\d{2,6})(?=[-–]|\D)")
_GLUED = re.compile(r"(?<=[^\W\d_]|[.,;:!?)\]“”\"»’'*%°])(\d{1,6}(?:[ ,]{1,2}\d{1,3}){0,3})(?=[\s.,;:!?)\]”“\"<]|$)")
_ID_BEFORE = re.compile(r"(?:^|[\s(/„])[A-ZÄÖÜ]{1,4}-?$")
_SPACED = re.compile(r"(?<=[.!?“”\")])\s(\d{1,3})(?=\s|$)")


@dataclass(slots=True)
class Note:
    """A footnote text: its mark, and the indices of its pieces; `start` is where the words begin."""

    mark: str | None
    start: int
    pieces: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Footnotes:
    """The footnotes of a document. `glued` are marks in plain digits: (start, end, names)."""

    notes: list[Note] = field(default_factory=list)
    owned: set[int] = field(default_factory=set)
    glued: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)


def find_footnotes(source: Source, pieces: Sequence[Piece], speaks: Sequence[bool], width: int) -> Footnotes:
    """Find the texts and the marks; see the module's docstring."""
    text, out = source.text, Footnotes()
    starts: dict[int, tuple[str | None, int]] = {}
    for i, piece in enumerate(pieces):
        if piece.kind is BlockKind.FOOTNOTE:
            starts[i] = (piece.mark, _after_mark(text, piece))
        elif found := _NAMED_START.match(text, piece.start, piece.end):
            starts[i] = (found[1], found.end())
        elif found := _SUPER_START.match(text, piece.start, piece.end):
            mark = (found[1] or found[2] or found[3]).translate(SUPERSCRIPTS)
            if piece.end - found.end() > 2:
                starts[i] = (mark, found.end())
    plain = _plain_starts(text, pieces, speaks, set(starts))
    starts.update({i: (str(number), at) for i, (number, at) in plain.items()})
    _extend(text, pieces, speaks, width, starts, out)
    names = {note.mark for note in out.notes if note.mark and note.mark.isdigit()}
    if names:
        out.glued = _glued_marks(text, pieces, out.owned, names)
    return out


def _after_mark(text: str, piece: Piece) -> int:
    found = _SUPER_START.match(text, piece.start, piece.end) or _NAMED_START.match(text, piece.start, piece.end)
    if found:
        return found.end()
    if piece.mark and text.startswith(piece.mark, piece.start):
        at = piece.start + len(piece.mark)
        while at < piece.end and text[at] in " \t\u00a0).":
            at += 1
        return at
    return piece.start


def _plain_starts(  # noqa: C901 - candidates and their evidence in one place
    text: str, pieces: Sequence[Piece], speaks: Sequence[bool], taken: set[int]
) -> dict[int, tuple[int, int]]:
    """Lines that begin with the next number of the sequence of footnotes, by index: (number, start of words)."""
    glued: dict[int, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if i not in taken:
            for found in _GLUED.finditer(text, piece.start, piece.end):
                if not _plausible(text, found.start(1), _numbers(found[1]), set()):
                    continue
                for number in _numbers(found[1]):
                    glued[number].append(i)
    if not glued:
        return {}
    candidates: list[tuple[int, int, int]] = []
    for i, piece in enumerate(pieces):
        if i in taken or piece.bullet or piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH):
            continue
        if text[piece.start] not in "123456789":
            continue
        for number, at in _leading(text, piece):
            if any(place < i for place in glued.get(number, ())) and not (speaks[i] and at == piece.start):
                candidates.append((i, number, at))

    def alone(position: int) -> bool:
        """May a footnote be the only one? Its number stands apart and its text is a sentence."""
        i, _, at = candidates[position]
        piece = pieces[i]
        return text[at - 1].isspace() and piece.end - at > 25 and text[at].isupper()

    return _longest_chain(candidates, alone)


def _leading(text: str, piece: Piece) -> list[tuple[int, int]]:
    found = _PLAIN_START.match(text, piece.start, piece.end)
    out = [(int(found[1]), found.end())] if found and len(found[1]) <= 3 else []
    apart = _APART_START.match(text, piece.start, piece.end)
    if apart and not found:
        out.append((int(apart[1]), apart.end()))
    run = _GLUED_START.match(text, piece.start, piece.end)
    if run:
        digits = run[1]
        sizes = range(1, min(3, len(digits) - 1) + 1)
        out.extend((int(digits[:size]), piece.start + size) for size in sizes if digits[size] != "0")
    return out


def _numbers(digits: str) -> list[int]:
    """Marks that a run of digits can stand for: "27 28", "2728" (two that follow each other)."""
    out: list[int] = []
    for part in re.findall(r"\d+", digits):
        if len(part) <= 3:
            out.append(int(part))
        if len(part) in (2, 4, 6):
            first, second = int(part[: len(part) // 2]), int(part[len(part) // 2 :])
            if second == first + 1:
                out += [first, second]
    return out


def _longest_chain(
    candidates: Sequence[tuple[int, int, int]], alone: Callable[[int], bool]
) -> dict[int, tuple[int, int]]:
    """The longest run through the lines in which the numbers count on by one (a gap of two is forgiven)."""
    best: dict[int, tuple[int, int | None]] = {}
    last: dict[int, int] = {}
    for position, (i, number, _) in enumerate(candidates):
        length, before = 1, None
        for step in (1, 2, 3):
            other = last.get(number - step)
            if other is not None and candidates[other][0] < i and best[other][0] * 4 - step + 5 > length * 4:
                length, before = best[other][0] + 1, other
                break
        best[position] = (length, before)
        if number not in last or best[last[number]][0] <= length:
            last[number] = position
    if not best:
        return {}
    end: int | None = max(best, key=lambda p: (best[p][0], -p))
    if best[end or 0][0] == 1 and (candidates[end or 0][1] != 1 or not alone(end or 0)):
        return {}
    out: dict[int, tuple[int, int]] = {}
    while end is not None:
        i, number, at = candidates[end]
        out[i] = (number, at)
        end = best[end][1]
    return out


def _extend(  # noqa: PLR0917 - the whole state of the search
    text: str,
    pieces: Sequence[Piece],
    speaks: Sequence[bool],
    width: int,
    starts: dict[int, tuple[str | None, int]],
    out: Footnotes,
) -> None:
    """Give each footnote the lines that go on with it."""
    for i in sorted(starts):
        mark, at = starts[i]
        note = Note(mark, at, [i])
        follow = i + 1
        while follow < len(pieces) and follow not in starts:
            piece, before = pieces[follow], pieces[follow - 1]
            if (
                piece.kind is not before.kind
                or piece.kind is not BlockKind.LINE
                or speaks[follow]
                or piece.gap
                or piece.broken
            ):
                break
            if new_paragraph(before, piece, text, width):
                break
            note.pieces.append(follow)
            follow += 1
        out.notes.append(note)
        out.owned.update(note.pieces)


def _glued_marks(
    text: str, pieces: Sequence[Piece], owned: set[int], names: set[str]
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Digits glued to words that name a known footnote; each footnote's marks stand near the sequence."""
    known = {int(name) for name in names}
    out: list[tuple[int, int, tuple[str, ...]]] = []
    seen: set[int] = set()
    for i, piece in enumerate(pieces):
        if i in owned:
            continue
        for found in _GLUED.finditer(text, piece.body, piece.end):
            named = _resolve(found[1], known)
            if named and _plausible(text, found.start(1), named, seen):
                seen.update(named)
                out.append((found.start(1), found.end(1), tuple(map(str, named))))
    missing = known - seen
    if missing:
        for i, piece in enumerate(pieces):
            if i in owned:
                continue
            spaced = _SPACED.finditer(text, piece.body, piece.end)
            out.extend((found.start(1), found.end(1), (found[1],)) for found in spaced if int(found[1]) in missing)
    return sorted(out)


def _resolve(digits: str, known: set[int]) -> list[int]:
    parts = [int(part) for part in re.findall(r"\d+", digits)]
    if all(part in known for part in parts):
        return parts
    if len(parts) == 1:
        numbers = [n for n in _numbers(digits) if n in known]
        if len(numbers) == 2:
            return numbers
    return []


def _plausible(text: str, at: int, named: Sequence[int], seen: set[int]) -> bool:
    """A capital letter before the digits is an id or a formula (M1, CO2) rather than a mark."""
    before = text[max(0, at - 6) : at]
    if _ID_BEFORE.search(before) and not (seen and min(named) == max(seen) + 1):
        return False
    return not (before[-1:] in ".,:" and before[-2:-1].isdigit() and not (seen and min(named) == max(seen) + 1))
