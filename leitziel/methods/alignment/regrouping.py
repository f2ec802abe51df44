# SPDX-License-Identifier: EUPL-1.2
"""Parts and mergers: an old entry that lives on in several new ones, a new one that took up several old ones.

A new entry that nobody continues is a part of an old one if much of what it says stood there, and if it takes over
words that the entry which goes on in the old one's place no longer has (how much of one text another holds: A. Broder,
"On the resemblance and containment of documents", 1997, over weighted words). A merger is the same seen from the
other side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from .likeness import Read, telling

Pair = tuple[int, int]

GIVEN = 0.1  # this much of the larger one's words are in the smaller one, and no longer in the one that goes on
HELD, HELD_TEXT = 0.2, 0.1  # this much of the smaller one's words (of its text alone) stand in the larger one
HELD_FAR = 0.6  # of its text, where neither the place nor who is responsible speaks for it
LIKELY = 20  # wholes that are looked at, by the words they share with a part
SURE_HELD, SURE_GIVEN = 0.8, 0.25


@dataclass(frozen=True, slots=True)
class Found:
    """A link between two entries: "same" as matched one to one, or a part or merger, decided or found. `cover`: how
    much of the part the whole holds."""

    pair: Pair
    kind: Literal["same", "part", "merged"]
    decided: bool = False
    cover: float = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Indices that belong together, those of the pair that goes on first, and how."""

    old: list[int]
    new: list[int]
    links: list[Found]


@dataclass(frozen=True, slots=True)
class _Part:
    """A lone entry that is a part of `whole` beside `main`."""

    lone: int
    whole: int
    held: float  # of its words, in the whole
    held_text: float  # of the words of its title and text
    near: bool  # the same place in the plan, or somebody responsible in common
    given: float  # of the words of the whole: in the part, and no longer in what continues the whole

    @property
    def worth(self) -> float:
        return round(self.cover + self.given, 9)

    @property
    def cover(self) -> float:
        return max(self.held, self.held_text)

    @property
    def sure(self) -> bool:
        return self.near and self.held_text >= SURE_HELD and self.given >= SURE_GIVEN


@dataclass(frozen=True, slots=True)
class Ties:
    """What is known of the entries of a kind before parts are looked for."""

    old: Sequence[Read]
    new: Sequence[Read]
    partner: Mapping[int, int]  # old -> new, one to one
    weak: AbstractSet[Pair]  # pairs of `partner` whose words have little in common
    links: Mapping[Pair, Literal["part", "merged"]]  # decided
    apart: AbstractSet[Pair]  # decided: these never meet
    alone: tuple[AbstractSet[int], AbstractSet[int]]  # decided: these stand alone
    above: Callable[[int, int], float]


def regrouped(ties: Ties, *, search: bool) -> list[Group]:
    """Every entry in exactly one group: pairs of `partner`, what `links` says, and the parts that are found."""
    links = [Found(pair, kind, decided=True) for pair, kind in ties.links.items()]
    partner = dict(ties.partner)
    if search:
        strong = {o: n for o, n in partner.items() if (o, n) not in ties.weak}
        splits, mergers = _Parts.of_new(ties, strong), _Parts.of_old(ties, strong)
        for o, n in sorted(ties.weak):
            # Two that have little in common were left over for each other; being a part of a third says more.
            if any(part and part.held_text >= HELD_FAR for part in (splits.best(n), mergers.best(o))):
                del partner[o]
        out = {*partner, *(o for (o, _n), kind in ties.links.items() if kind == "merged"), *ties.alone[0]}
        taken = {*partner.values(), *(n for (_o, n), kind in ties.links.items() if kind == "part"), *ties.alone[1]}
        splits, mergers = _Parts.of_new(ties, partner), _Parts.of_old(ties, partner)
        found = [*(splits.best(n) for n in range(len(ties.new)) if n not in taken)]
        links += [Found((p.whole, p.lone), "part", cover=p.cover, sure=p.sure) for p in found if p]
        found = [*(mergers.best(o) for o in range(len(ties.old)) if o not in out)]
        links += [Found((p.lone, p.whole), "merged", cover=p.cover, sure=p.sure) for p in found if p]
    return _groups(ties, partner, links)


class _Parts:
    """Looks for the whole (of the second side) that a lone entry (of the first) is a part of.

    `main`: whole -> the entry that continues it.
    """

    def __init__(
        self,
        sides: tuple[Sequence[Read], Sequence[Read]],
        main: Mapping[int, int],
        above: Callable[[int, int], float],
        apart: Callable[[int, int], bool],
    ) -> None:
        self.ones, self.wholes = sides
        self.main, self.above, self.apart = main, above, apart
        self.postings: dict[str, list[int]] = defaultdict(list)
        for index in main:
            for feature in self.wholes[index].all_words:
                self.postings[feature].append(index)

    @classmethod
    def of_new(cls, ties: Ties, partner: Mapping[int, int]) -> _Parts:
        """New entries as parts of old ones."""
        return cls((ties.new, ties.old), partner, lambda n, o: ties.above(o, n), lambda n, o: (o, n) in ties.apart)

    @classmethod
    def of_old(cls, ties: Ties, partner: Mapping[int, int]) -> _Parts:
        """Old entries that went into new ones."""
        turned = {n: o for o, n in partner.items()}
        return cls((ties.old, ties.new), turned, ties.above, lambda o, n: (o, n) in ties.apart)

    def best(self, lone: int) -> _Part | None:
        one = self.ones[lone]
        weights: dict[int, float] = defaultdict(float)
        for feature in telling(one.all_words, self.postings, len(self.main)):
            for whole in self.postings[feature]:
                weights[whole] += one.all_words[feature]
        likely = sorted(weights, key=lambda whole: (-round(weights[whole], 9), self.wholes[whole].rank))[:LIKELY]
        options = [part for whole in likely if not self.apart(lone, whole) and (part := self._part(lone, whole))]
        return min(options, key=lambda p: (-p.worth, self.wholes[p.whole].rank), default=None)

    def _part(self, lone: int, index: int) -> _Part | None:
        """The entry as a part of a whole, None where too little speaks for it."""
        one, whole, goes_on = self.ones[lone], self.wholes[index], self.ones[self.main[index]]
        shared = one.all_words.keys() & whole.all_words.keys()
        text = one.vector.keys() & shared & whole.vector.keys()
        near = self.above(lone, index) > 0 or bool(one.responsible & whole.responsible)
        taken_over = shared - goes_on.all_words.keys()
        part = _Part(
            lone,
            index,
            held=_share(shared, one.all_words, one.all_words),
            held_text=_share(text, one.vector, one.all_words),
            near=near,
            given=max(
                _share(taken_over, whole.all_words, whole.all_words),
                _share(text & taken_over, whole.vector, whole.all_words),
            ),
        )
        alike = part.held >= HELD and part.held_text >= HELD_TEXT and len(taken_over) > 1  # one word is an accident
        enough = (near and alike) or part.held_text >= HELD_FAR
        return part if enough and part.given >= GIVEN else None


def _share(found: AbstractSet[str], of: Iterable[str], rarity: Mapping[str, float]) -> float:
    """Which part of the words `of` an entry, by their rarity, was found. (fsum is exact: no order matters.)"""
    total = math.fsum(rarity.get(f, 0.0) for f in of)
    return math.fsum(rarity.get(f, 0.0) for f in found) / total if total else 0.0


def _groups(ties: Ties, partner: Mapping[int, int], links: Sequence[Found]) -> list[Group]:
    """What hangs together by pairs and links, each a group; new entries first."""
    all_links = [*(Found(pair, "same") for pair in partner.items()), *links]
    edges: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)  # (side, index)
    by_old: dict[int, list[Found]] = defaultdict(list)
    for link in all_links:
        o, n = link.pair
        edges[0, o].append((1, n))
        edges[1, n].append((0, o))
        by_old[o].append(link)
    seen: set[tuple[int, int]] = set()
    found = []
    for start in [*((1, n) for n in range(len(ties.new))), *((0, o) for o in range(len(ties.old)))]:
        if start in seen:
            continue
        members, todo = [start], [start]
        seen.add(start)
        while todo:
            for other in edges.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    members.append(other)
                    todo.append(other)
        old, new = (sorted(i for side, i in members if side == wanted) for wanted in (0, 1))
        inside = sorted((link for o in old for link in by_old.get(o, ())), key=lambda f: (f.kind != "same", f.pair))
        if inside:
            first = inside[0].pair
            old = [first[0], *(o for o in old if o != first[0])]
            new = [first[1], *(n for n in new if n != first[1])]
        found.append(Group(old, new, inside))
    return found
