# SPDX-License-Identifier: EUPL-1.2
"""Two entries that may be one organisation: pairs with the reason, for a person to decide.

Only pairs that share a rare word are compared, so that a thousand organisations take a moment. Similarity of spelling
is the token-sort ratio of rapidfuzz (normalised InDel distance over the sorted words, 0 to 100).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from .names import key_of

Why = Literal["same", "words", "abbreviation", "core", "spelling"]
LEAST_SIMILAR = 90.0  # token-sort ratio; below it, offices that only sound alike are told apart
SHORTEST = 6  # letters; shorter names resemble each other by chance
COMMON = 40  # a word that more names carry says nothing
_SCORES: dict[Why, float] = {"same": 100.0, "abbreviation": 98.0, "words": 96.0, "core": 92.0, "spelling": 0.0}
_LEGAL = frozenset(
    ["ev", "gmbh", "ggmbh", "mbh", "gug", "ug", "ag", "eg", "kg", "co", "kgaa", "eigenbetrieb", "stiftung", "verein"]
)
_FILLERS = frozenset(
    [
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "fuer",
        "und",
        "u",
        "von",
        "vom",
        "zu",
        "zur",
        "zum",
        "in",
        "im",
        "am",
        "an",
    ]
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations (`first` < `second`) by the names that are alike, why, and how much (0 to 100)."""

    first: int
    second: int
    first_name: str
    second_name: str
    why: Why
    score: float


@dataclass(frozen=True, slots=True)
class _Name:
    ident: int
    text: str
    key: str
    expanded: str
    core: frozenset[str]
    numbers: frozenset[str]


def similar_pairs(
    names: Iterable[tuple[str, int]],
    abbreviations: Mapping[str, str] | None = None,
    own_words: Sequence[str] = (),
) -> list[Pair]:
    """Pairs that may be one organisation, the surest first; each pair once, with its surest reason.

    `names`: (name, identifier), several for one identifier. `own_words`: words that say nothing here, such as the name
    of the municipality. Names that carry different numbers are never alike ("Dezernat 1", "Dezernat 2").
    """
    short = {key_of(k): key_of(v) for k, v in (abbreviations or {}).items()}
    own = {word for text in own_words for word in key_of(text).split()}
    rows = [_name(text, ident, short, own) for text, ident in names if key_of(text)]
    found: dict[tuple[int, int], Pair] = {}
    for one, two in _candidates(rows):
        said = _alike(one, two)
        if said is None:
            continue
        why, score = said
        first, second = (one, two) if one.ident < two.ident else (two, one)
        pair = Pair(first.ident, second.ident, first.text, second.text, why, score)
        known = found.get((pair.first, pair.second))
        if known is None or (known.score, known.first_name) < (pair.score, pair.first_name):
            found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda p: (-p.score, p.first_name, p.second_name))


def _name(text: str, ident: int, short: Mapping[str, str], own: set[str]) -> _Name:
    key = key_of(text)
    expanded = re.sub(r"\be v\b", "ev", " ".join(short.get(word, word) for word in key.split()))
    words = frozenset(expanded.split())
    core = words - _LEGAL - _FILLERS - own
    numbers = frozenset(re.findall(r"\d+|\b[ivx]+\b", expanded))
    return _Name(ident, text, key, expanded, core or words, numbers)


def _candidates(rows: Sequence[_Name]) -> Iterable[tuple[_Name, _Name]]:
    """Pairs of different organisations that share a word, or the first letters of one."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for row in rows:
        for word in row.core:
            groups[word[:5]].append(row)
            groups[f"-{word[-5:]}"].append(row)
        groups[f"={row.expanded}"].append(row)
    seen: set[tuple[int, int]] = set()
    for key, group in groups.items():
        if len(group) > COMMON and not key.startswith("="):
            continue
        for one, two in itertools.combinations(group, 2):
            mark = (id(one), id(two))
            if one.ident != two.ident and mark not in seen:
                seen.add(mark)
                yield one, two


def _alike(one: _Name, two: _Name) -> tuple[Why, float] | None:
    if one.numbers != two.numbers:
        return None
    why: Why | None = None
    if one.key == two.key:
        why = "same"
    elif one.expanded == two.expanded:
        why = "abbreviation"
    elif set(one.expanded.split()) == set(two.expanded.split()):
        why = "words"
    elif one.core == two.core:
        why = "core"
    if why:
        return why, _SCORES[why]
    if min(len(one.key), len(two.key)) >= SHORTEST:
        score = fuzz.token_sort_ratio(" ".join(sorted(one.core)), " ".join(sorted(two.core)))
        if score >= LEAST_SIMILAR:
            return "spelling", min(float(score), 91.0)
    return None
