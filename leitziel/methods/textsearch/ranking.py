# SPDX-License-Identifier: EUPL-1.2
"""How well a text answers a query."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .folding import SEPARATOR
from .terms import Term

WHOLE, BEGINNING, PART = 1.0, 0.7, 0.4
SATURATION = 1.2


def rank(text: str, terms: Sequence[Term], weights: Sequence[float]) -> float:
    """Score of a text made by `search_text` (one line a part) for `terms`; 0.0 where no term occurs.

    Each term earns, for each part, the part's weight times how it occurs (as a whole word 1, as a beginning 0.7,
    inside a word 0.4) times tf / (tf + 1.2): the saturation of BM25 (S. Robertson, H. Zaragoza, "The probabilistic
    relevance framework: BM25 and beyond", 2009, section 3.4 for weighted fields) without its document frequency:
    for texts that hold all terms it changes nothing (`rank_some` has it). `weights`: one a part; further parts count 1.
    Part lengths are dampened by 1 / log2(2 + words / 50).
    """
    return sum(_earned(text, terms, weights))


def rarities(texts: Sequence[str], terms: Sequence[Term]) -> tuple[float, ...]:
    """How much each of `terms` tells `texts` apart: the inverse document frequency of BM25 in the form that is never
    negative, ln(1 + (N - n + 0.5) / (n + 0.5)) for n of N texts that hold the term (Robertson, Zaragoza 2009, 3.1)."""
    found = (sum(term.matches(text) for text in texts) for term in terms)
    return tuple(math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for n in found)


def rank_some(text: str, terms: Sequence[Term], weights: Sequence[float], rarity: Sequence[float]) -> float:
    """Score of a text that need not hold all of `terms`; 0.0 where none occurs.

    Each term that occurs counts its `rarity` (one a term, see `rarities`) once, and up to once more by how well it
    occurs (what `rank` gives it, as x / (1 + x)): a rare word found anywhere is worth more than common ones repeated.
    """
    earned = _earned(text, terms, weights)
    return sum(rare * (1 + own / (1 + own)) for rare, own in zip(rarity, earned, strict=True) if own > 0)


def _earned(text: str, terms: Sequence[Term], weights: Sequence[float]) -> list[float]:
    """What each term earns in all parts of a text."""
    earned = [0.0] * len(terms)
    for number, line in enumerate(text.split("\n")):
        if not line:
            continue
        weight = weights[number] if number < len(weights) else 1.0
        own = line.partition(SEPARATOR)[0]
        dampened = weight / math.log2(2 + own.count(" ") / 50)
        for index, term in enumerate(terms):
            earned[index] += dampened * _occurrence(line, term)
    return earned


def _occurrence(line: str, term: Term) -> float:
    whole = line.count(f" {' '.join(term.words)} ")
    if term.phrase:
        return whole / (whole + SATURATION)
    best = WHOLE * whole / (whole + SATURATION)
    for pattern in term.patterns:
        bare = pattern.strip()
        beginning, anywhere = line.count(f" {bare}"), line.count(bare)
        best = max(
            best,
            BEGINNING * beginning / (beginning + SATURATION),
            PART * anywhere / (anywhere + SATURATION) if pattern == bare else 0.0,
        )
    return best
