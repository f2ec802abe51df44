# SPDX-License-Identifier: EUPL-1.2
"""How much an old and a new entry are alike: by their words, and by what surrounds them.

Words: the cosine of tf-idf vectors (see `vectors`) and the edit ratio of the folded texts (`rapidfuzz.fuzz.ratio`,
after G. Navarro, "A guided tour to approximate string matching", 2001). Candidates are found by an inverted index of
stems, so that not every entry is laid beside every other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from leitziel.methods.textsearch.folding import words_of

from .entries import Entry, Value
from .vectors import cosine, counts, normalised, rarities
from .words import Splitter, frequencies, stems_of

EVERYWHERE, EVERYWHERE_AT_LEAST = 0.3, 40  # a word in more texts than that says nothing
CANDIDATES = 8  # kept of each entry, by the words they share
COMMON, COMMON_AT_LEAST = 0.05, 20  # a word in more texts of one edition than that finds nobody ...
FINDING = 8  # ... unless an entry has fewer than so many others that find
WORDS_WORTH, RATIO_WORTH = 0.75, 0.25
RATIO_FROM = 0.5  # German sentences of one office are that much alike by accident
NEIGHBOURS = 3  # of many entries with equal words, those at a like place are looked at
LONGEST_TEXT = 20_000  # characters of a text that are looked at
# What attributes say about being the same; those not named weigh OTHER.
ATTRIBUTE_WEIGHTS = {"responsible": 1.0, "focus": 1.5, "examples": 1.5, "deadline": 0.3}
OTHER = 0.5


@dataclass(frozen=True, slots=True)
class Read:
    """An entry with its words weighted. `words`: of title and text; `all_words`: of its attributes as well."""

    entry: Entry
    rank: int  # place within its kind
    letters: str  # folded words of title and text
    vector: dict[str, float]
    all_words: dict[str, float]  # feature -> rarity
    attributes: dict[str, frozenset[str]]
    responsible: frozenset[str]  # stems of who is responsible, without those that most entries name


def read(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[list[Read], list[Read]]:
    """The entries of one kind, with weights that come from both editions together."""
    raw = [(entry, *_stems(entry)) for entry in (*old, *new)]
    splitter = Splitter(frequencies([*title, *text, *more] for _entry, title, text, more in raw))
    main = [counts(title, text, splitter)[0] for _entry, title, text, _more in raw]
    every = [counts((), [*title, *text, *more], splitter)[0] for _entry, title, text, more in raw]
    total = len(raw)
    most = max(EVERYWHERE_AT_LEAST, EVERYWHERE * total)
    rarity = rarities(Counter(feature for found in main for feature in found), total, most)
    all_rarity = rarities(Counter(feature for found in every for feature in found), total, most)
    ranks = {
        (side, entry.key): rank
        for side, entries in ((0, old), (1, new))
        for rank, entry in enumerate(sorted(entries, key=lambda e: (e.position, e.key)))
    }
    found = []
    for index, (entry, *_stems_of_it) in enumerate(raw):
        side = int(index >= len(old))
        found.append(
            Read(
                entry=entry,
                rank=ranks[side, entry.key],
                letters=" ".join(words_of(f"{entry.title} {entry.text}"[:LONGEST_TEXT])),
                vector=normalised(main[index], rarity),
                all_words={f: all_rarity[f] for f in every[index] if f in all_rarity},
                attributes=_attributes(entry),
                responsible=frozenset(
                    s for s, _word in stems_of(_plain(entry.attributes.get("responsible", ""))) if s in all_rarity
                ),
            )
        )
    return found[: len(old)], found[len(old) :]


def bare(entries: Sequence[Entry]) -> list[Read]:
    """Entries without their words, where nobody looks for anything."""
    nothing: frozenset[str] = frozenset()
    return [Read(entry, rank, "", {}, {}, {}, nothing) for rank, entry in enumerate(entries)]


def _stems(entry: Entry) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[tuple[str, str]]]:
    more = " ".join(_plain(value) for name, value in sorted(entry.attributes.items()) if name in ATTRIBUTE_WEIGHTS)
    return (
        stems_of(entry.title[:LONGEST_TEXT]),
        stems_of(entry.text[:LONGEST_TEXT]),
        stems_of(more[:LONGEST_TEXT]),
    )


def _plain(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _attributes(entry: Entry) -> dict[str, frozenset[str]]:
    found = {name: frozenset(words_of(_plain(value))) for name, value in entry.attributes.items()}
    return {name: words for name, words in found.items() if words}


def candidates(old: Sequence[Read], new: Sequence[Read]) -> set[tuple[int, int]]:
    """Pairs (index in old, index in new) that are worth a look: the CANDIDATES that share most words, from either
    side, and entries of equal words at like places."""
    postings: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(old):
        for feature in one.vector:
            postings[feature].append(index)
    products: dict[tuple[int, int], float] = defaultdict(float)
    for index, two in enumerate(new):
        for feature in telling(two.vector, postings, len(old)):
            for other in postings[feature]:
                products[other, index] += two.vector[feature] * old[other].vector[feature]
    found = _best(products, 0) | _best(products, 1)
    equal: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, entries in enumerate((old, new)):
        for index, one in enumerate(entries):
            equal[one.letters][side].append(index)
    for olds, news in equal.values():
        if olds and news:
            found |= _at_like_places(old, new, olds, news)
    return found


def telling(features: Iterable[str], postings: Mapping[str, Sequence[int]], total: int) -> list[str]:
    """The features by which others are found: those that are not common among the `total` entries of `postings`, and
    the rarest in any case."""
    common = max(COMMON_AT_LEAST, COMMON * total)
    ranked = sorted((len(postings[f]), f) for f in features if f in postings)
    return [feature for place, (occurs, feature) in enumerate(ranked) if occurs <= common or place < FINDING]


def _best(products: dict[tuple[int, int], float], side: int) -> set[tuple[int, int]]:
    by: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, product in products.items():
        by[pair[side]].append((-round(product, 9), pair))
    return {pair for ranked in by.values() for _product, pair in sorted(ranked)[:CANDIDATES]}


def _at_like_places(
    old: Sequence[Read], new: Sequence[Read], olds: Sequence[int], news: Sequence[int]
) -> set[tuple[int, int]]:
    """Of entries with equal words: those with one number, and those whose place among them is near."""
    if len(olds) * len(news) <= CANDIDATES * CANDIDATES:
        return {(o, n) for o in olds for n in news}
    found: set[tuple[int, int]] = set()
    olds, news = sorted(olds, key=lambda i: old[i].rank), sorted(news, key=lambda i: new[i].rank)
    numbers: dict[str, list[int]] = defaultdict(list)
    for place, n in enumerate(news):
        numbers[new[n].entry.number].append(n)
        near = place * len(olds) // len(news)
        for o in {*olds[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1], *olds[max(0, near - 1) : near + 2]}:
            found.add((o, n))
    for o in olds:
        alike = numbers.get(old[o].entry.number, []) if old[o].entry.number else []
        found |= {(o, n) for n in alike[:CANDIDATES]}
    return found


def text_likeness(one: Read, two: Read) -> float:
    """How much the words are alike, 0 to 1; 1 for equal words only."""
    if one.letters == two.letters:
        return 1.0 if one.letters else 0.0
    ratio = max(0.0, (fuzz.ratio(one.letters, two.letters) / 100 - RATIO_FROM) / (1 - RATIO_FROM))
    return min(0.999, WORDS_WORTH * cosine(one.vector, two.vector) + RATIO_WORTH * ratio)


def attribute_likeness(one: Read, two: Read) -> float:
    """How much of what else is said is alike (Dice coefficient of words, weighted mean), 0 to 1."""
    names = sorted(one.attributes.keys() | two.attributes.keys())
    total = alike = 0.0
    for name in names:
        a, b = one.attributes.get(name, frozenset()), two.attributes.get(name, frozenset())
        weight = ATTRIBUTE_WEIGHTS.get(name, OTHER) * (1.0 if a and b else 0.5)
        total += weight
        alike += weight * 2 * len(a & b) / (len(a) + len(b))
    return alike / total if total else 0.0
