# SPDX-License-Identifier: EUPL-1.2
"""Texts as weighted words: stems and parts of compounds with their tf-idf weights.

G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing & Management
24 (1988), 513-523: sublinear frequency times inverse document frequency, brought to length 1.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .words import PART, Splitter

TITLE_WEIGHT = 2.0  # words of the title count as much as two of the text
Stems = Sequence[tuple[str, str]]


def counts(title: Stems, text: Stems, splitter: Splitter) -> tuple[dict[str, float], dict[str, str]]:
    """Feature -> how often (title words more, parts of compounds less), and how each was first written."""
    found: dict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for weight, stems in ((TITLE_WEIGHT, title), (1.0, text)):
        for stem, word in stems:
            found[stem] += weight
            written.setdefault(stem, word)
            for part in splitter.parts(stem):
                found[part] += weight * PART
                written.setdefault(part, word)
    return found, written


def rarities(documents: Mapping[str, int], total: int, most: float) -> dict[str, float]:
    """Feature -> how rare it is; features in more than `most` of the `total` texts are left out."""
    return {f: math.log((1 + total) / (1 + n)) + 0.1 for f, n in documents.items() if n <= most}


def normalised(found: Mapping[str, float], rarity: Mapping[str, float]) -> dict[str, float]:
    """Sublinear counts times rarity, as a vector of length 1 (empty where nothing of it counts)."""
    raw = {f: (1 + math.log(n) if n > 1 else n) * rarity[f] for f, n in found.items() if f in rarity}
    length = math.sqrt(sum(w * w for w in raw.values()))
    return {f: w / length for f, w in raw.items()} if length else {}


def cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """Cosine of two vectors of length 1; the same whichever comes first."""
    return min(1.0, math.fsum(one[f] * two[f] for f in one.keys() & two.keys()))
