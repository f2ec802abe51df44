# SPDX-License-Identifier: EUPL-1.2
"""What an alignment takes in and gives out: the entries of two editions, what a person decided, what belongs together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

EntryKind = Literal["field", "goal", "measure"]
KINDS: tuple[EntryKind, ...] = ("field", "goal", "measure")
Value = str | tuple[str, ...]  # a text, or a list of which the order says nothing


@dataclass(frozen=True, slots=True)
class Entry:
    """A field, goal or measure of one edition.

    `key` names it within its edition, `parent` is the key of the goal or field above it (None: at the top).
    `position` orders the entries of a kind. `attributes`: what else is said of it by name, e.g. "focus", "examples",
    "responsible", "deadline"; empty ones may be left out.
    """

    key: str
    kind: EntryKind
    title: str = ""
    text: str = ""
    number: str = ""
    parent: str | None = None
    position: int = 0
    attributes: Mapping[str, Value] = field(default_factory=dict)


DecisionKind = Literal["same", "part", "merged", "different", "new", "dropped"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is settled, whatever the words say.

    "same": `new` continues `old`. "part": `new` is a part of `old`. "merged": `old` went into `new`. "different": the
    two never meet. "new": `new` continues nothing (`old` None). "dropped": `old` is continued by nothing (`new` None).
    """

    kind: DecisionKind
    old: str | None
    new: str | None


Reason = Literal["decided", "same_words", "words", "place", "number", "attributes", "covers"]


@dataclass(frozen=True, slots=True)
class Tie:
    """One old entry that belongs to one new entry.

    `kind`: "same" (goes on as it), "part" (the new one is a part of it) or "merged" (it went into the new one).
    `score` (0 to 1) ranks, it is no probability. `sure`: no person need look at it. `reasons` say what speaks for it,
    strongest first.
    """

    old: str
    new: str
    kind: Literal["same", "part", "merged"]
    score: float
    sure: bool
    decided: bool = False
    reasons: tuple[tuple[Reason, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Entries that belong together: one and one, one and its parts (split), several and what they became (merged),
    or one alone (dropped, new). `ties` say which belongs to which, the pair that goes on first.

    `alone_decided`: somebody said that an entry stands alone.
    """

    kind: EntryKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    alone_decided: bool = False

    @property
    def dropped(self) -> bool:
        return not self.new

    @property
    def added(self) -> bool:
        return not self.old

    @property
    def split(self) -> bool:
        return len(self.new) > 1 or any(tie.kind == "part" for tie in self.ties)

    @property
    def merged(self) -> bool:
        return len(self.old) > 1 or any(tie.kind == "merged" for tie in self.ties)

    @property
    def single(self) -> bool:
        """One goes on as one."""
        return bool(self.ties) and not self.split and not self.merged

    @property
    def sure(self) -> bool:
        return all(tie.sure for tie in self.ties)

    @property
    def decided(self) -> bool:
        return all(tie.decided for tie in self.ties) if self.ties else self.alone_decided

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((tie.old, tie.new) for tie in self.ties)


@dataclass(frozen=True)
class Alignment:
    """All entries of both editions, each in exactly one match: by kind, in the order of the new edition, what was
    dropped behind it."""

    matches: tuple[Match, ...]

    def of(self, kind: EntryKind) -> list[Match]:
        return [match for match in self.matches if match.kind == kind]

    @cached_property
    def by_old(self) -> dict[str, Match]:
        return {key: match for match in self.matches for key in match.old}

    @cached_property
    def by_new(self) -> dict[str, Match]:
        return {key: match for match in self.matches for key in match.new}

    def mirrored(self) -> Alignment:
        """The same seen from the new edition."""
        kinds: dict[str, Literal["same", "part", "merged"]] = {"same": "same", "part": "merged", "merged": "part"}
        return Alignment(
            tuple(
                replace(
                    match,
                    old=match.new,
                    new=match.old,
                    ties=tuple(replace(t, old=t.new, new=t.old, kind=kinds[t.kind]) for t in match.ties),
                )
                for match in self.matches
            )
        )
