# SPDX-License-Identifier: EUPL-1.2
"""Words near a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .folding import fold

SHORTEST = 4
SHORTEST_PART = 6


def limit_for(length: int) -> int:
    """Errors allowed in a word of `length` letters: none below 4, one from 4, two from 8, three from 14."""
    if length < SHORTEST:
        return 0
    return 1 if length < 8 else 2 if length < 14 else 3


def near_words(term: str, words: Iterable[str], most: int = 3) -> list[str]:
    """Up to `most` of `words` (folded) that `term` may be a mistyped form of, the nearest first.

    The distance is that of optimal string alignment: insertion, deletion, substitution, and transposition of
    neighbours count one each (F. J. Damerau, "A technique for computer detection and correction of spelling
    errors", CACM 7 (1964); V. I. Levenshtein 1966). Where no whole word is near, a longer one counts if a part of
    it is ("wonung" -> "sozialwohnungsbau"); that asks for six letters at least.
    """
    folded, pool = fold(term), sorted(set(words))
    allowed = limit_for(len(folded))
    if not allowed:
        return []
    found = _closest(folded, pool, pool, allowed)
    if not found and len(folded) >= SHORTEST_PART:
        longer = [w for w in pool if len(w) > len(folded) + allowed]
        parts = [(part, w) for w in longer for part in _parts(w, len(folded))]
        found = _closest(folded, [part for part, _w in parts], [w for _part, w in parts], allowed)
    ordered = sorted(found.items(), key=lambda item: (item[1], item[0][0] != folded[0], len(item[0]), item[0]))
    return [word for word, _distance in ordered[:most]]


def _parts(word: str, length: int) -> Iterator[str]:
    """Every stretch of a word of `length` letters, and of one more (a letter may have been left out)."""
    for size in (length, length + 1):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def _closest(folded: str, candidates: Sequence[str], words: Sequence[str], allowed: int) -> dict[str, int]:
    """Word -> distance, for each candidate (the word itself or a part of it) within the limit."""
    found: dict[str, int] = {}
    hits = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    for _candidate, distance, index in hits:
        word = words[index]
        found[word] = min(int(distance), found.get(word, allowed))
    return found
