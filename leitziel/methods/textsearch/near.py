# SPDX-License-Identifier: EUPL-1.2
"""Words near a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .folding import fold

SHORTEST = 4


def limit_for(length: int) -> int:
    """Errors allowed in a word of `length` letters: none below 4, one from 4, two from 8, three from 14."""
    if length < SHORTEST:
        return 0
    return 1 if length < 8 else 2 if length < 14 else 3


def near_words(term: str, words: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of `words` (folded) that `term` may be a mistyped form of, the nearest first.

    The distance is that of optimal string alignment: insertion, deletion, substitution, and transposition of
    neighbours count one each (F. J. Damerau, "A technique for computer detection and correction of spelling
    errors", CACM 7 (1964); V. I. Levenshtein 1966). A longer word counts too if its beginning or end is near
    ("wonungsbau" -> "sozialwohnungsbau"); whole words go first.
    """
    folded, pool = fold(term), sorted(set(words))
    allowed = limit_for(len(folded))
    if not allowed:
        return []
    found = _closest(folded, pool, pool, allowed)
    if not found and len(folded) >= 6:
        longer = [w for w in pool if len(w) > len(folded) + allowed]
        parts = [w[: len(folded)] for w in longer] + [w[-len(folded) - cut :] for cut in (0, 1) for w in longer]
        found = _closest(folded, parts, longer * 3, allowed)
    ordered = sorted(found.items(), key=lambda item: (item[1], item[0][0] != folded[0], len(item[0]), item[0]))
    return [word for word, _distance in ordered[:most]]


def _closest(folded: str, candidates: Sequence[str], words: Sequence[str], allowed: int) -> dict[str, int]:
    """Word -> distance, for each candidate (the word itself or a part of it) within the limit."""
    found: dict[str, int] = {}
    hits = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    for _candidate, distance, index in hits:
        word = words[index]
        found[word] = min(int(distance), found.get(word, allowed))
    return found
