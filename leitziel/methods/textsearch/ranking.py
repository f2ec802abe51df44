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
    relevance framework: BM25 and beyond", 2009, section 3.4 for weighted fields) without its document frequency,
    which a list of a few hundred short texts does not need. `weights`: one a part; further parts count 1.
    Part lengths are dampened by 1 / log2(2 + words / 50).
    """
    score = 0.0
    for number, line in enumerate(text.split("\n")):
        if not line:
            continue
        weight = weights[number] if number < len(weights) else 1.0
        own = line.partition(SEPARATOR)[0]
        dampened = weight / math.log2(2 + own.count(" ") / 50)
        score += dampened * sum(_occurrence(line, term) for term in terms)
    return score


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
