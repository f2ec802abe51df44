# SPDX-License-Identifier: EUPL-1.2
"""Values that an extraction put before the sheet they belong to: at the top of a page, above its only measure.

They go behind a label that stands empty on the same page if their kinds leave one way only. Otherwise they are set
aside: they belong to the measure, but what they say of it is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from leitziel.methods.plantext.source import BlockKind

from .celltypes import is_office, kind_of, looks_like_time, misfit
from .labels import Label, Labeller
from .pieces import Piece

_FITS = 0.5
_MOST = 5


def values_behind(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """The pieces with stray values behind their labels."""
    if not pieces:
        return []
    starts = [i for i, piece in enumerate(pieces) if piece.broken or i == 0]
    out: list[Piece] = []
    waiting = False
    for first, last in zip(starts, [*starts[1:], len(pieces)], strict=True):
        page = pieces[first:last]
        labels = [labeller.at_start(piece) if piece.kind is BlockKind.LINE else None for piece in page]
        strays = 0 if waiting else _strays(text, page, labels)
        empty = [k for k in range(len(page)) if _is_empty(page, labels, k)]
        waiting = bool(empty) and empty[-1] == len(page) - 1 and not strays
        out += _placed(text, page, labels, strays, empty) if strays and empty else page
    return out


def _words(text: str, piece: Piece) -> str:
    return " ".join(text[piece.body : piece.end].split())


def _strays(text: str, page: Sequence[Piece], labels: Sequence[Label | None]) -> int:
    """How many values stand before the only measure of a page."""
    openers = [k for k, label in enumerate(labels) if label and label.concepts[0] == "measure" and label.number]
    count = next((k for k, label in enumerate(labels) if label is not None), 0)
    if len(openers) != 1 or not 0 < count <= _MOST or count > openers[0]:
        return 0
    between = [label for label in labels[count : openers[0]] if label is None or label.concepts[0] != "field"]
    said = [_words(text, piece) for piece in page[:count]]
    plain = all(piece.kind is BlockKind.LINE and piece.bullet is None for piece in page[:count])
    return count if plain and not between and all(is_office(words) or looks_like_time(words) for words in said) else 0


def _is_empty(page: Sequence[Piece], labels: Sequence[Label | None], k: int) -> bool:
    """Is a piece a label of its own with no value behind it on the page?"""
    label = labels[k]
    if label is None or label.structural or label.end < page[k].end:
        return False
    return k + 1 == len(page) or labels[k + 1] is not None


def _placed(
    text: str, page: list[Piece], labels: Sequence[Label | None], count: int, empty: Sequence[int]
) -> list[Piece]:
    """The page without strays at its top: each behind its label, or set aside at the end."""
    strays = page[:count]
    said = [_words(text, piece) for piece in strays]
    kinds = [kind_of(label.concepts[0], label.text) for k in empty if (label := labels[k]) is not None]
    ways = [
        way
        for way in permutations(range(len(kinds)), count)
        if all(misfit(kinds[target], words) <= _FITS for target, words in zip(way, said, strict=True))
    ]
    behind = {empty[target]: stray for target, stray in zip(ways[0], strays, strict=True)} if len(ways) == 1 else {}
    out: list[Piece] = []
    for k in range(count, len(page)):
        out.append(page[k])
        if k in behind:
            behind[k].gap, behind[k].broken, behind[k].wrapped = False, False, True
            out.append(behind[k])
    out[0].broken, out[0].gap = True, True
    if not behind:
        for stray in strays:
            stray.broken, stray.aside = False, True
        out += strays
    return out
