# SPDX-License-Identifier: EUPL-1.2
"""Which entry of a new edition goes on from which of the old one: one to one, the parts, and what was merged.

1. What a person decided holds.
2. Fields, goals and measures are matched one to one by the assignment with the highest sum of weights (`assignment`).
   A weight is the likeness of the words (`likeness`), raised by what surrounds the two: whether what stands above them
   was matched, numbers, attributes, place. Goals are matched a second time with what the measures under them say,
   measures a second time with what the goals above them say.
3. Parts and mergers are found among what is left (`regrouping`).

An alignment is the same whichever edition is called the old one, but for the direction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .assignment import assign
from .checks import by_key, check_decisions
from .entries import KINDS, Alignment, Decision, Entry, EntryKind, Match, Reason, Tie
from .likeness import Read, attribute_likeness, bare, candidates, read, text_likeness
from .regrouping import Found, Group, Ties, regrouped

Pair = tuple[int, int]

# How far the surroundings close the gap between the likeness of the words and 1, and what each of them is worth.
CONTEXT_WORTH = 0.45
ABOVE, NUMBER, ATTRIBUTES, PLACE = 0.4, 0.15, 0.35, 0.1
# Goals and fields, once it is known what stands under them: that says more than all else.
BELOW_WORTH = 0.75
ABOVE_OF_GOAL, BELOW = 0.3, 0.6
TIE = 0.05  # entries with equal words are told apart by their surroundings
LEAST = {"field": 0.3, "goal": 0.33, "measure": 0.33}  # below, two are not the same
LEAST_KNOWN = {"field": 0.45, "goal": 0.45, "measure": 0.33}  # the same once it is known what stands under them
LEAST_WORDS = 0.08  # surroundings alone make no match ...
LEAST_BELOW = 0.5  # ... unless most of what stands under the two was matched
WEAK = 0.45  # words so little alike that being a part of another says more
SURE = {"field": 0.7, "goal": 0.7, "measure": 0.6}
CLEAR = 0.2  # a sure match scores as much as SURE, and this much more than any other match of the two
SURE_TIE = 0.015  # the same for entries with equal words, of which only the surroundings tell which is which


@dataclass(slots=True)
class Side:
    """One edition under work: the entries of each kind and where they stand."""

    known: dict[str, Entry]
    read: dict[EntryKind, list[Read]] = field(default_factory=dict)


def align(
    old: Sequence[Entry], new: Sequence[Entry], decisions: Sequence[Decision] = (), *, search: bool = True
) -> Alignment:
    """What belongs together of two editions; see the module.

    `search` False: only what the decisions say, nothing is looked for (fields, of which nobody decides anything, are
    matched all the same). Raises ValueError for keys that occur twice and for decisions that contradict each other.
    """
    if _fingerprint(old) > _fingerprint(new):
        turned = [_TURNED[d.kind](d) for d in decisions]
        return _ordered(_Work(new, old, turned, search).run().mirrored(), old, new)
    return _ordered(_Work(old, new, decisions, search).run(), old, new)


_TURNED = {
    "same": lambda d: Decision("same", d.new, d.old),
    "different": lambda d: Decision("different", d.new, d.old),
    "part": lambda d: Decision("merged", d.new, d.old),
    "merged": lambda d: Decision("part", d.new, d.old),
    "new": lambda d: Decision("dropped", d.new, None),
    "dropped": lambda d: Decision("new", None, d.old),
}


def _fingerprint(entries: Sequence[Entry]) -> tuple[object, ...]:
    """What the entries say, to tell two editions apart whatever their keys."""
    said = [(e.kind, e.position, e.number, e.title, e.text, repr(sorted(e.attributes.items()))) for e in entries]
    return (len(entries), sorted(said))


def _ordered(found: Alignment, old: Sequence[Entry], new: Sequence[Entry]) -> Alignment:
    """Kind by kind, in the order of the new edition, dropped ones behind it."""
    places = [{e.key: (e.position, i) for i, e in enumerate(entries)} for entries in (old, new)]

    def place(match: Match) -> tuple[object, ...]:
        side = 1 if match.new else 0
        return (KINDS.index(match.kind), -side, places[side][(match.new or match.old)[0]])

    return Alignment(tuple(sorted(found.matches, key=place)))


class _Work:
    """One run. Indices of entries are those of `read`; `partner` maps old to new index, kind by kind."""

    def __init__(self, old: Sequence[Entry], new: Sequence[Entry], decisions: Sequence[Decision], search: bool) -> None:
        self.old, self.new = Side(by_key(old)), Side(by_key(new))
        check_decisions(self.old.known, self.new.known, decisions)
        self.decisions = decisions
        self.search = search
        self.partner: dict[EntryKind, dict[int, int]] = {}
        self.weights: dict[EntryKind, dict[Pair, float]] = {}
        self.words: dict[EntryKind, dict[Pair, float]] = {}
        self.reasons: dict[EntryKind, dict[Pair, list[tuple[Reason, float]]]] = defaultdict(dict)
        self._alike: dict[EntryKind, dict[Pair, float]] = {}
        self._names: dict[EntryKind, tuple[dict[int, int], dict[str, str]]] = {}
        self._rivals: dict[EntryKind, tuple[dict[int, list[Pair]], dict[int, list[Pair]]]] = {}
        for kind in KINDS:
            olds, news = ([e for e in side if e.kind == kind] for side in (old, new))
            looked_for = kind == "field" or (search and self._has_lone(olds, news))
            self.old.read[kind], self.new.read[kind] = read(olds, news) if looked_for else (bare(olds), bare(news))

    def _has_lone(self, old: Sequence[Entry], new: Sequence[Entry]) -> bool:
        """Whether anything is left to look for: an entry of which nobody said that it goes on, or what it belongs to."""
        settled = [d for d in self.decisions if d.kind in {"same", "part", "merged", "new", "dropped"}]
        known = {d.old for d in settled}, {d.new for d in settled}
        return any(e.key not in known[0] for e in old) or any(e.key not in known[1] for e in new)

    def run(self) -> Alignment:
        self._settled()
        for kind in KINDS:
            self._score(kind, final=False)
        for kind in reversed(KINDS[:2]):
            self._score(kind, final=True)
        self._score("measure", final=True)
        found = [match for kind in KINDS for match in self._matches(kind)]
        return Alignment(tuple(found))

    # ---------------------------------------------------------------- what was decided
    def _settled(self) -> None:
        """Decisions by kind and index: `fixed` pairs, `links` (parts and mergers), pairs `apart`, entries `alone`."""
        self.fixed: dict[EntryKind, dict[int, int]] = {kind: {} for kind in KINDS}
        self.links: dict[EntryKind, dict[Pair, Literal["part", "merged"]]] = {kind: {} for kind in KINDS}
        self.apart: dict[EntryKind, set[Pair]] = {kind: set() for kind in KINDS}
        self.alone: dict[EntryKind, tuple[set[int], set[int]]] = {kind: (set(), set()) for kind in KINDS}
        index = [
            {one.entry.key: i for entries in side.read.values() for i, one in enumerate(entries)}
            for side in (self.old, self.new)
        ]
        for decision in self.decisions:
            if decision.old is None or decision.new is None:
                side = int(decision.old is None)
                key = decision.new if decision.old is None else decision.old
                assert key is not None
                self.alone[(self.new if side else self.old).known[key].kind][side].add(index[side][key])
                continue
            pair = index[0][decision.old], index[1][decision.new]
            kind = self.old.known[decision.old].kind
            if decision.kind == "same":
                self.fixed[kind][pair[0]] = pair[1]
            elif decision.kind == "different":
                self.apart[kind].add(pair)
            else:
                self.links[kind][pair] = "part" if decision.kind == "part" else "merged"

    # ---------------------------------------------------------------- one to one
    def _score(self, kind: EntryKind, *, final: bool) -> None:
        """Match the entries of a kind one to one. `final`: what was found above and below is known by now."""
        fixed = self.fixed[kind]
        if not self.search and kind != "field":
            self.partner[kind] = dict(fixed)
            self.weights[kind] = {}
            return
        olds, news = self.old.read[kind], self.new.read[kind]
        if kind not in self.words:
            found = candidates(olds, news)
            if kind != "measure":
                found |= {(o, n) for o in range(len(olds)) for n in range(len(news))} if len(olds) < 60 else set()
            self.words[kind] = {pair: text_likeness(olds[pair[0]], news[pair[1]]) for pair in sorted(found)}
            self._alike[kind] = {pair: attribute_likeness(olds[pair[0]], news[pair[1]]) for pair in self.words[kind]}
        below = self._below(kind) if final and kind != "measure" else {}
        links = self.links[kind].items()
        out = {*fixed, *(o for (o, _n), link in links if link == "merged"), *self.alone[kind][0]}
        taken = {*fixed.values(), *(n for (_o, n), link in links if link == "part"), *self.alone[kind][1]}
        limit = (LEAST_KNOWN if final else LEAST)[kind]
        weights = {}
        for pair, words in self.words[kind].items():
            if pair[0] in out or pair[1] in taken or pair in self.apart[kind]:
                continue
            weight = self._weight(kind, pair, words, below.get(pair, 0.0), final=final)
            if weight >= limit and (words >= LEAST_WORDS or below.get(pair, 0.0) >= LEAST_BELOW):
                weights[pair] = weight
        self.weights[kind] = weights
        # Only what a pair is worth more than two entries alone counts: one good pair is better than two poor ones.
        ties = {pair: weight - limit + 1e-3 + _tie(olds[pair[0]], news[pair[1]]) for pair, weight in weights.items()}
        self.partner[kind] = {**assign(ties), **fixed}

    def _weight(self, kind: EntryKind, pair: Pair, words: float, below: float, *, final: bool) -> float:
        one, two = self.old.read[kind][pair[0]], self.new.read[kind][pair[1]]
        above = self._above(one.entry, two.entry)
        number = float(bool(one.entry.number) and one.entry.number == two.entry.number)
        place = 1 - abs(_relative(one, self.old, kind) - _relative(two, self.new, kind))
        attributes = self._alike[kind][pair]
        if kind != "measure" and final:
            worth = BELOW_WORTH
            context = ABOVE_OF_GOAL * above + BELOW * below + PLACE * place
        else:
            worth = CONTEXT_WORTH
            context = ABOVE * above + NUMBER * number * (0.4 + 0.6 * above) + ATTRIBUTES * attributes + PLACE * place
        self.reasons[kind][pair] = [
            ("same_words" if words == 1.0 else "words", words),
            ("place", above),
            ("number", number),
            ("attributes", attributes),
        ]
        return words + (1 - words) * worth * context + TIE * context

    def _above(self, one: Entry, two: Entry) -> float:
        """Whether what stands above two entries was matched: 1, half where only the field is the same, or 0."""
        if one.parent is None or two.parent is None:
            return 1.0 if one.parent is two.parent else 0.0
        a, b = self.old.known[one.parent], self.new.known[two.parent]
        if a.kind == b.kind and self._partner_of(a.key) == b.key:
            return 1.0
        fields = _field(a, self.old), _field(b, self.new)
        if fields[0] is None or fields[1] is None:
            return 0.0
        return 0.5 if self._partner_of(fields[0].key) == fields[1].key else 0.0

    def _partner_of(self, key: str) -> str | None:
        kind = self.old.known[key].kind
        if kind not in self.partner:
            return None
        if kind not in self._names or self._names[kind][0] is not self.partner[kind]:
            olds, news = self.old.read[kind], self.new.read[kind]
            names = {olds[o].entry.key: news[n].entry.key for o, n in self.partner[kind].items()}
            self._names[kind] = (self.partner[kind], names)
        return self._names[kind][1].get(key)

    def _below(self, kind: EntryKind) -> dict[Pair, float]:
        """Of two goals or fields: which part of what stands under them was matched with each other (Dice)."""
        places = [{one.entry.key: i for i, one in enumerate(side.read[kind])} for side in (self.old, self.new)]
        sizes: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        both: Counter[Pair] = Counter()
        for lower in KINDS[KINDS.index(kind) + 1 :]:
            above = [
                [_holder(one.entry, side, places[i]) for one in side.read[lower]]
                for i, side in enumerate((self.old, self.new))
            ]
            for i in (0, 1):
                sizes[i].update(p for p in above[i] if p is not None)
            for o, n in self.partner.get(lower, {}).items():
                a, b = above[0][o], above[1][n]
                if a is not None and b is not None:
                    both[a, b] += 1
        return {(o, n): 2 * count / (sizes[0][o] + sizes[1][n]) for (o, n), count in both.items()}

    # ---------------------------------------------------------------- the result
    def _matches(self, kind: EntryKind) -> list[Match]:
        olds, news = self.old.read[kind], self.new.read[kind]
        partner = self.partner[kind]
        words = self.words.get(kind, {})
        ties = Ties(
            old=olds,
            new=news,
            partner=partner,
            weak={p for p in partner.items() if p[0] not in self.fixed[kind] and words.get(p, 0.0) < WEAK},
            links=self.links[kind],
            apart=self.apart[kind],
            alone=self.alone[kind],
            above=lambda o, n: self._above(olds[o].entry, news[n].entry),
        )
        found = regrouped(ties, search=self.search and kind != "field")
        return [self._match(kind, group) for group in found]

    def _match(self, kind: EntryKind, group: Group) -> Match:
        olds, news = self.old.read[kind], self.new.read[kind]
        alone = self.alone[kind]
        lone = (group.old[0] in alone[0]) if not group.new else (group.new[0] in alone[1]) if not group.old else False
        return Match(
            kind=kind,
            old=tuple(olds[o].entry.key for o in group.old),
            new=tuple(news[n].entry.key for n in group.new),
            ties=tuple(self._tie(kind, link) for link in group.links),
            alone_decided=lone,
        )

    def _tie(self, kind: EntryKind, link: Found) -> Tie:
        o, n = link.pair
        score, sure, decided, reasons = link.cover, link.sure, link.decided, list[tuple[Reason, float]]()
        if link.kind == "same":
            decided = self.fixed[kind].get(o) == n
            if not decided:
                score, sure, reasons = self._judged(kind, link.pair)
        elif not decided:
            reasons = [("covers", link.cover), *self.reasons[kind].get(link.pair, [])]
        if decided:
            reasons = [("decided", 1.0)]
        return Tie(
            old=self.old.read[kind][o].entry.key,
            new=self.new.read[kind][n].entry.key,
            kind=link.kind,
            score=round(score, 6),
            sure=sure,
            decided=decided,
            reasons=tuple((name, round(value, 6)) for name, value in reasons if value > 0),
        )

    def _judged(self, kind: EntryKind, pair: Pair) -> tuple[float, bool, list[tuple[Reason, float]]]:
        """Score of a match that was found, whether it is sure, and why."""
        weights = self.weights[kind]
        weight = weights.get(pair, 0.0)
        rivals = [w for other, w in self._around(kind, pair).items() if other != pair]
        gap = weight - max(rivals, default=0.0)
        words = self.words[kind].get(pair, 0.0)
        needed = SURE_TIE if words == 1.0 else CLEAR
        reasons = self.reasons[kind].get(pair, [])
        strong = sorted(((n, v) for n, v in reasons if v > 0), key=lambda r: -r[1])
        return min(1.0, weight), min(1.0, weight) >= SURE[kind] and gap >= needed, strong

    def _around(self, kind: EntryKind, pair: Pair) -> dict[Pair, float]:
        """Weights of the pairs that one of the two could have been in instead."""
        if kind not in self._rivals:
            by: tuple[dict[int, list[Pair]], dict[int, list[Pair]]] = (defaultdict(list), defaultdict(list))
            for other in self.weights[kind]:
                by[0][other[0]].append(other)
                by[1][other[1]].append(other)
            self._rivals[kind] = by
        by = self._rivals[kind]
        return {p: self.weights[kind][p] for p in (*by[0].get(pair[0], ()), *by[1].get(pair[1], ()))}


def _tie(one: Read, two: Read) -> float:
    """So little that it decides between equals only: the near place, and the earlier one."""
    return -1e-7 * (one.rank - two.rank) ** 2 - 1e-9 * (one.rank + two.rank)


def _relative(one: Read, side: Side, kind: EntryKind) -> float:
    return one.rank / max(1, len(side.read[kind]) - 1)


def _field(entry: Entry, side: Side) -> Entry | None:
    """The field an entry is or stands in."""
    current: Entry | None = entry
    while current is not None and current.kind != "field":
        current = side.known[current.parent] if current.parent is not None else None
    return current


def _holder(entry: Entry, side: Side, places: Mapping[str, int]) -> int | None:
    """Index of the nearest entry above that is of the kind in `places`."""
    key = entry.parent
    while key is not None:
        if key in places:
            return places[key]
        key = side.known[key].parent
    return None
