# SPDX-License-Identifier: EUPL-1.2
"""Which measures of different concepts are about the same thing, and why.

The score is a similarity of texts (0 to 1), raised a little by what surrounds them. Text: the cosine of weighted
words (stems and parts of compounds; tf-idf, G. Salton, C. Buckley, "Term-weighting approaches in automatic text
retrieval", 1988), or the likeness of two titles (token set ratio, rapidfuzz) where that is higher. Surroundings: the
same office, target groups, areas and an overlapping time. Surroundings alone make no pair: two measures of one office
are not alike. The score ranks; it is no probability.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from leitziel.methods.textsearch.folding import fold

from .vectors import counts, normalised, rarities
from .words import Splitter, frequencies, stems_of

ReasonKind = Literal["title", "words", "responsible", "target_groups", "areas", "time"]

TITLE_FROM = 0.75  # below this, titles are alike by accident
TITLE_WORTH = 0.85  # two equal titles alone are worth this much
CONTEXT_WORTH = 0.35  # the surroundings can close this part of the gap to 1
CONTEXT: dict[ReasonKind, float] = {"responsible": 0.45, "target_groups": 0.25, "areas": 0.2, "time": 0.1}
COMMON = 0.1  # a word in more than this share of the texts tells them apart too little to count
COMMON_AT_LEAST = 20
SINGLE_WORD = 0.85  # one shared word may be an accident
SAME_BEGINNING = 4  # letters by which two written forms are taken for one word
MOST_WORDS = 5  # words named as a reason
LONGEST_TEXT = 20_000  # characters; what stands behind them makes no measure more alike


@dataclass(frozen=True, slots=True)
class Item:
    """A measure: `key` names it, pairs are formed between different `group`s (concepts).

    `responsible`, `target_groups` and `areas` are compared for equality. `start`, `end`: when it runs, None where
    open; a measure without any date says nothing about time.
    """

    key: int
    group: str
    title: str
    text: str
    responsible: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two are alike: `kind`, what they share (as written, sorted by weight), and how much it adds (0 to 1)."""

    kind: ReasonKind
    values: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are alike; `first` < `second`. `score` and `text` are from 0 to 1, reasons heaviest first."""

    first: int
    second: int
    score: float
    text: float
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Entry:
    """An item with its normalised weights, and how its words were written."""

    item: Item
    title: str
    weights: dict[str, float]
    written: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Two entries with their score, before anybody asks why."""

    one: _Entry
    two: _Entry
    score: float
    text: float
    cosine: float
    title: float


class SimilarIndex:
    """An inverted index over items. Building takes the time of one pass over the texts; every answer is the same
    for the same items, in whatever order they come."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Raises ValueError for two items with one key."""
        ordered = sorted(items, key=lambda item: item.key)
        if len({item.key for item in ordered}) != len(ordered):
            message = "two items have the same key"
            raise ValueError(message)
        read = [(i, stems_of(i.title[:LONGEST_TEXT]), stems_of(i.text[:LONGEST_TEXT])) for i in ordered]
        splitter = Splitter(frequencies([*title, *text] for _item, title, text in read))
        counted = [(item, *counts(title, text, splitter)) for item, title, text in read]
        self._documents = Counter(feature for _item, found, _written in counted for feature in found)
        total = len(counted)
        common = max(COMMON_AT_LEAST, COMMON * total)
        rarity = rarities(self._documents, total, common)
        self._entries = {
            item.key: _Entry(item, fold(item.title), normalised(found, rarity), written)
            for item, found, written in counted
        }

    @cached_property
    def _postings(self) -> dict[str, list[tuple[int, float]]]:
        """Feature -> (key, weight), for features that two items have at least."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for key, entry in self._entries.items():
            for feature, weight in entry.weights.items():
                if self._documents[feature] > 1:
                    found[feature].append((key, weight))
        return dict(found)

    def pairs(self, *, minimum: float = 0.3, most: int | None = None, within: bool = False) -> list[Pair]:
        """All pairs of different groups (of all, if `within`) that score `minimum` at least, best first.

        `most`: only that many; scores are computed for all, reasons for those alone.
        """
        scored = [found for key in self._entries for found in self._of(key, minimum, within=within, after=True)]
        return self._explained(scored, most)

    def like(self, key: int, *, minimum: float = 0.3, most: int | None = None, within: bool = False) -> list[Pair]:
        """The pairs of one item, best first; an item that is not there has none."""
        if key not in self._entries:
            return []
        return self._explained(self._of(key, minimum, within=within, after=False), most)

    def pair(self, one: int, two: int) -> Pair:
        """Score and reasons of two items, however low. Raises KeyError for an item that is not there."""
        first, second = self._entries[min(one, two)], self._entries[max(one, two)]
        shared = first.weights.keys() & second.weights.keys()
        cosine = sum(first.weights[f] * second.weights[f] for f in sorted(shared))
        return self._pair(_scored(first, second, cosine, len(shared)))

    def _explained(self, scored: list[_Scored], most: int | None) -> list[Pair]:
        scored.sort(key=lambda s: (-round(s.score, 6), s.one.item.key, s.two.item.key))
        return [self._pair(s) for s in scored[:most]]

    def _of(self, key: int, minimum: float, *, within: bool, after: bool) -> list[_Scored]:
        """Scores of an item with all others that share a word, or only with those behind it (`after`)."""
        entry = self._entries[key]
        products, shared = defaultdict[int, float](float), defaultdict[int, int](int)
        for feature, weight in entry.weights.items():
            for other, other_weight in self._postings.get(feature, ()):
                products[other] += weight * other_weight
                shared[other] += 1
        least = max(0.0, (minimum - CONTEXT_WORTH) / (1 - CONTEXT_WORTH))  # not even full surroundings help below
        found = []
        for other, product in products.items():
            against = self._entries[other]
            if other == key or (after and other < key) or (not within and entry.item.group == against.item.group):
                continue
            if product < least and not (entry.title and against.title):
                continue
            one, two = (entry, against) if key < other else (against, entry)
            scored = _scored(one, two, product, shared[other])
            if scored.score >= minimum:
                found.append(scored)
        return found

    def _pair(self, scored: _Scored) -> Pair:
        one, two = scored.one, scored.two
        reasons = [r for r in _context(one.item, two.item) if r.values]
        if scored.cosine >= 0.05:
            reasons.append(Reason("words", self._words(one, two), round(scored.cosine, 6)))
        if scored.title:
            reasons.append(Reason("title", (one.item.title, two.item.title), round(scored.title, 6)))
        reasons.sort(key=lambda r: -r.weight * (1 if r.kind in {"words", "title"} else CONTEXT_WORTH))
        return Pair(one.item.key, two.item.key, round(scored.score, 6), round(scored.text, 6), tuple(reasons))

    def _words(self, one: _Entry, two: _Entry) -> tuple[str, ...]:
        """The shared words that weigh most, as the two write them ("Schulweg / Grundschulen" for a shared part)."""
        shared = {f: w * two.weights[f] for f, w in one.weights.items() if f in two.weights}
        found: list[str] = []
        for feature, _weight in sorted(shared.items(), key=lambda item: (-round(item[1], 9), item[0])):
            word, other = one.written[feature], two.written[feature]
            if any(word in known or other in known for known in found):
                continue
            alike = fold(word)[:SAME_BEGINNING] == fold(other)[:SAME_BEGINNING]
            found.append(word if alike else f"{word} / {other}")
            if len(found) == MOST_WORDS:
                break
        return tuple(found)


def _scored(one: _Entry, two: _Entry, cosine: float, shared: int) -> _Scored:
    """Score of two entries from the cosine of their words and the number of words (and parts) they share."""
    cosine = min(1.0, cosine) * (1.0 if shared > 1 else SINGLE_WORD)
    title = _title(one.title, two.title)
    text = max(cosine, title * TITLE_WORTH)
    around = _around(one.item, two.item)
    return _Scored(one, two, text + (1 - text) * CONTEXT_WORTH * around, text, cosine, title)


def _title(one: str, two: str) -> float:
    """How much two folded titles are alike, 0 below the limit."""
    if not one or not two:
        return 0.0
    # Set ratio alone takes "Beratung" and "Beratung für Geflüchtete" for equal; the sort ratio holds against that.
    alike = 0.5 * fuzz.token_set_ratio(one, two) / 100 + 0.5 * fuzz.token_sort_ratio(one, two) / 100
    return alike if alike >= TITLE_FROM else 0.0


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    """How much of the smaller set both have."""
    both = len(one & two) if one and two else 0
    return both / min(len(one), len(two)) if both else 0.0


def _around(one: Item, two: Item) -> float:
    """What the surroundings of two items have in common, 0 to 1."""
    return (
        CONTEXT["responsible"] * _share(one.responsible, two.responsible)
        + CONTEXT["target_groups"] * _share(one.target_groups, two.target_groups)
        + CONTEXT["areas"] * _share(one.areas, two.areas)
        + (CONTEXT["time"] if _overlap(one, two) else 0.0)
    )


def _context(one: Item, two: Item) -> list[Reason]:
    """The same with names."""
    sets: tuple[tuple[ReasonKind, frozenset[str], frozenset[str]], ...] = (
        ("responsible", one.responsible, two.responsible),
        ("target_groups", one.target_groups, two.target_groups),
        ("areas", one.areas, two.areas),
    )
    found = [Reason(kind, tuple(sorted(a & b)), CONTEXT[kind] * _share(a, b)) for kind, a, b in sets]
    return [*found, Reason("time", _overlap(one, two), CONTEXT["time"])]


def _overlap(one: Item, two: Item) -> tuple[str, ...]:
    """The time two items share, as (first day or "", last day or ""); empty where it is not known or there is none."""
    if (one.start is None and one.end is None) or (two.start is None and two.end is None):
        return ()
    start = max((d for d in (one.start, two.start) if d), default=None)
    end = min((d for d in (one.end, two.end) if d), default=None)
    if start and end and start > end:
        return ()
    return (start.isoformat() if start else "", end.isoformat() if end else "")
