# SPDX-License-Identifier: EUPL-1.2
"""Does a line go on with the one before, or does a new paragraph begin?

Plain text and untagged PDF do not say it. The evidence is a blank line, the end of a sentence, a small letter at the
beginning, and the typographic argument: if the first word of a line had fitted on the line before, then somebody
ended that line on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from leitziel.methods.plantext.source import BlockKind

from .pieces import Piece

_OPEN_END = re.compile(
    r"(?:[,\-–‐/&(+\u00ad]|\b(?:und|oder|sowie|bzw\.|der|die|das|des|dem|den|ein|eine|einer|eines|einem|einen|für|von|vom|zu|zum|zur"
    r"|mit|in|im|am|an|auf|aus|bei|beim|durch|nach|über|unter|vor|als|wie|ist|sind|wird|werden|z\.\s?B\.|u\.\s?a\.|inkl\.))$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?:][\"”“'’)\]]*\s*(?:[⁰¹²³⁴-⁹]+|\^\{[\d ]+\}|\[\^[^\]]+\]|\d{1,3})?$")
_ITEM = re.compile(r"(?:[a-z]|\d{1,2})\)\s")
_OUTLINE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-ZÄÖÜ]")
_WORD = re.compile(r"\S+")
UNWRAPPED = 1_000_000


def line_width(pieces: Sequence[Piece]) -> int:
    """The usual width of full lines, in characters (the 95th percentile of the lengths); where lines are not
    wrapped at all (each is a whole paragraph, some are far longer than the rest) a width nothing reaches."""
    lengths = sorted(piece.end - piece.start for piece in pieces if piece.kind is BlockKind.LINE)
    if not lengths:
        return 0
    usual = lengths[int(len(lengths) * 0.95)]
    return UNWRAPPED if usual > 110 and lengths[-1] > 1.5 * usual else usual


def open_ended(text: str) -> bool:
    """Does the text end so that something must follow?"""
    return _OPEN_END.search(text[-16:]) is not None


def ends_sentence(text: str) -> bool:
    """Does the text end with the end of a sentence (a footnote mark may follow)?"""
    return _SENTENCE_END.search(text[-24:]) is not None


def goes_on(before: str, text: str) -> bool:
    """Do the words themselves say that `text` continues `before`?"""
    first = text[:1]
    if first.islower() or first in ",;)/&" or (first in "-–" and text[1:2].islower()):
        return not ends_sentence(before) or before[-1:] == ":" or first in ",;)"
    return open_ended(before)


def new_paragraph(before: Piece, piece: Piece, text: str, width: int, interrupted: bool = False) -> bool:
    """Does `piece` begin a new paragraph behind `before`? `interrupted`: furniture or a footnote stood between."""
    if piece.wrapped and piece.cell == before.cell and piece.bullet is None:
        return False
    first, last = text[piece.start : piece.end], text[before.start : before.end]
    if piece.bullet is not None or piece.cell != before.cell or piece.kind is BlockKind.HEADING:
        return True
    if before.kind is BlockKind.HEADING:
        return True
    if _ITEM.match(first) and not open_ended(last):
        return True
    if (
        _OUTLINE.match(first)
        and len(first) < 100
        and last[-1:] not in ",;:-"
        and first[-1] not in ".,;:"
        and not open_ended(last)
    ):
        return True
    if goes_on(last, first):
        return piece.gap and not interrupted and first[:1].isupper()
    if (piece.gap and not interrupted) or (interrupted and ends_sentence(last) and not first[:1].islower()):
        return True
    if piece.kind is not BlockKind.LINE or before.kind is not BlockKind.LINE:
        return not interrupted or ends_sentence(last)
    word = _WORD.match(first)
    fits = len(last) + 1 + (len(word.group()) if word else 0) <= width * 0.92
    return fits and (ends_sentence(last) or len(last) <= width * 0.8 or not first[:1].islower())
