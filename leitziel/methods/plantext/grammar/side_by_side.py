# SPDX-License-Identifier: EUPL-1.2
"""Sheets that stood side by side and were extracted row by row: n numbers, n titles, then each block of labels n times.

The first of each belongs to the first sheet, the second to the second. Only where a row has exactly n members: what
stands under labels with another count is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from leitziel.methods.plantext.source import BlockKind
from leitziel.methods.plantext.vocabulary import key

from .labels import Label, Labeller
from .numbering import ID, is_id
from .pieces import Piece

_COUNTER = re.compile(r"(?:Nr\.?\s*)?\d{1,3}(?:\.\d{1,2})*\.?$")
MOST = 4


@dataclass(slots=True)
class _Segment:
    """Labels that stand one below the other, and what follows them."""

    labels: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def unweave(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """The pieces with sheets that stand side by side one after the other."""
    labels = [labeller.at_start(piece) if piece.kind is BlockKind.LINE else None for piece in pieces]
    heads = {i: n for i in range(len(pieces)) if (n := _numbers(text, pieces, labels, i))}
    for i in list(heads):
        if i - 1 in heads:
            del heads[i]
    out: list[Piece] = []
    at = 0
    for i, n in heads.items():
        last = min((j for j in heads if j > i), default=len(pieces))
        last = next((j for j in range(i + 1, last) if pieces[j].broken or pieces[j].kind is not BlockKind.LINE), last)
        found = _sheets(pieces[i:last], labels[i:last], n) if i >= at else None
        if found is None:
            continue
        out += pieces[at:i]
        for number, sheet in enumerate(found[0]):
            sheet[0].gap, sheet[0].broken = True, sheet[0].broken or number > 0
            out += sheet
        for piece in found[1]:
            if piece.gap:
                break
            piece.aside = True
        out += found[1]
        at = last
    return out + pieces[at:]


def _numbers(text: str, pieces: Sequence[Piece], labels: Sequence[Label | None], i: int) -> int:
    """How many different numbers stand alone on lines from piece `i` on, if there are as many titles behind them."""
    n = 0
    seen: set[str] = set()
    while i + n < len(pieces) and pieces[i + n].kind is BlockKind.LINE and n <= MOST:
        words = text[pieces[i + n].start : pieces[i + n].end].strip()
        found = ID.fullmatch(words)
        if words in seen or (not (found and is_id(words)) and not _COUNTER.fullmatch(words)):
            break
        seen.add(words)
        n += 1
    behind = labels[i + n : i + 2 * n]
    after = labels[i + 2 * n] if i + 2 * n < len(labels) else None
    titled = len(behind) == n and not any(behind) and after is not None
    return n if 2 <= n <= MOST and titled else 0


def _sheets(
    pieces: Sequence[Piece], labels: Sequence[Label | None], n: int
) -> tuple[list[list[Piece]], list[Piece]] | None:
    """The pieces of each sheet and those from the first block of labels on that does not stand there n times."""
    segments: list[_Segment] = []
    for piece, label in zip(pieces[2 * n :], labels[2 * n :], strict=True):
        if label is not None and (not segments or len(segments[-1].pieces) > len(segments[-1].labels)):
            segments.append(_Segment())
        if label is not None:
            if key(label.text) in segments[-1].labels:
                return None
            segments[-1].labels.append(key(label.text))
        segments[-1].pieces.append(piece)
    forms = [tuple(segment.labels) for segment in segments]
    paired = 0
    while paired < len(forms) and forms[paired:].count(forms[paired]) == n:
        if forms[paired : paired + n] != [forms[paired]] * n:
            break
        paired += n
    if not paired:
        return None
    own = [segments[number:paired:n] for number in range(n)]
    sheets = [
        [pieces[number], pieces[n + number], *(piece for segment in own[number] for piece in segment.pieces)]
        for number in range(n)
    ]
    return sheets, [piece for segment in segments[paired:] for piece in segment.pieces]
