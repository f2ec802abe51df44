# SPDX-License-Identifier: EUPL-1.2
"""What changed of entries that belong together: of what kind, and attribute by attribute, word by word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from .differences import Segment, word_differences
from .entries import Alignment, Entry, Match, Value


class Change(StrEnum):
    """Kinds of change; several may hold at once (reworded and moved)."""

    NEW = "new"
    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    REWORDED = "reworded"
    FOCUS = "focus"
    EXAMPLES = "examples"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    OTHER = "other"
    SAME = "same"


OF_ATTRIBUTE = {
    "title": Change.REWORDED,
    "text": Change.REWORDED,
    "focus": Change.FOCUS,
    "examples": Change.EXAMPLES,
    "responsible": Change.RESPONSIBLE,
    "deadline": Change.DEADLINE,
}
Moved = Literal["", "goal", "field"]
_ORDER = list(Change)
# What a reader takes as one sign, and no reader sees: quotation marks, dashes, apostrophes, soft hyphens.
_SIGNS = str.maketrans(
    {**dict.fromkeys("„“”«»‚‘’'", '"'), **dict.fromkeys("–—−‐‑", "-"), "\u00ad": None, "\u200b": None}
)


@dataclass(frozen=True, slots=True)
class Difference:
    """An attribute that differs. `same` and `removed` segments make up `old`, `same` and `added` ones `new`."""

    name: str
    change: Change
    old: str
    new: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PairDifferences:
    """One old entry beside one new entry that belongs to it."""

    old: str
    new: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A match with what changed. `kinds` in the order of `Change`, at least one."""

    match: Match
    kinds: tuple[Change, ...]
    pairs: tuple[PairDifferences, ...]
    moved: Moved = ""


def described(alignment: Alignment, old: Sequence[Entry], new: Sequence[Entry]) -> list[Described]:
    """Each match of an alignment with its kinds of change and its differences, in the alignment's order."""
    before, after = {e.key: e for e in old}, {e.key: e for e in new}
    return [_described(match, alignment, before, after) for match in alignment.matches]


def _described(match: Match, found: Alignment, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Described:
    if match.dropped or match.added:
        return Described(match, (Change.DROPPED if match.dropped else Change.NEW,), ())
    pairs = tuple(PairDifferences(o, n, tuple(differences(old[o], new[n]))) for o, n in match.pairs)
    moved = _moved(old[match.old[0]], new[match.new[0]], found, old, new)
    kinds = {Change.SPLIT} if match.split else set[Change]()
    if match.merged:
        kinds.add(Change.MERGED)
    if match.single:
        kinds = {difference.change for difference in pairs[0].differences}
        if moved:
            kinds.add(Change.MOVED)
    return Described(match, tuple(sorted(kinds or {Change.SAME}, key=_ORDER.index)), pairs, moved)


def differences(old: Entry, new: Entry) -> Iterator[Difference]:
    """The attributes of two entries that differ: title and text, then the others as the new entry has them."""
    values: list[tuple[str, Value, Value]] = [("title", old.title, new.title), ("text", old.text, new.text)]
    names = dict.fromkeys([*new.attributes, *old.attributes])
    values += [(name, old.attributes.get(name, ""), new.attributes.get(name, "")) for name in names]
    for name, before, after in values:
        if _comparable(before) != _comparable(after):
            a, b = _shown(before), _shown(after)
            yield Difference(name, OF_ATTRIBUTE.get(name, Change.OTHER), a, b, tuple(word_differences(a, b)))


def _comparable(value: Value) -> object:
    """What two values are compared by: signs that look alike are one, spaces do not count, lists have no order."""
    if isinstance(value, str):
        return re.sub(r"\s+", " ", unicodedata.normalize("NFC", value).translate(_SIGNS)).strip()
    return frozenset(_comparable(item) for item in value) or ""


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _moved(one: Entry, two: Entry, found: Alignment, old: Mapping[str, Entry], new: Mapping[str, Entry]) -> Moved:
    """Whether an entry stands under another goal or field than the one that its own became.

    Where its goal is in no match with another (dropped, or the new one is new), the field says whether it moved.
    """
    if one.kind == "field":
        return ""
    goals = _above(one, old, "goal"), _above(two, new, "goal")
    fields = _above(one, old, "field"), _above(two, new, "field")
    if not _together(fields, found):
        return "field"
    if one.kind == "goal" or _together(goals, found):
        return ""
    if goals[0] is None or goals[1] is None:
        return "goal"
    alone = found.by_old[goals[0]].dropped or found.by_new[goals[1]].added
    return "" if alone else "goal"


def _above(entry: Entry, known: Mapping[str, Entry], kind: str) -> str | None:
    key = entry.parent
    while key is not None and known[key].kind != kind:
        key = known[key].parent
    return key


def _together(keys: tuple[str | None, str | None], found: Alignment) -> bool:
    old, new = keys
    if old is None or new is None:
        return old is new
    return new in found.by_old[old].new
