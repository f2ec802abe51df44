# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions, as plain values: the page, the council's synopsis and the feeds draw from these.

`EditionChanges` holds everything in the order in which it is read: fields, under them goals, under them measures.
Every entry of both editions stands in exactly one `EntryChange`. Nothing internal has a place here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.differences import Segment
from leitziel.strategy.queries.values import EditionRef, Link

EntryKind = Literal["field", "goal", "measure"]


class ChangeKind(models.TextChoices):
    """What became of an entry; several may hold at once (reworded and moved). The order is that of the page."""

    NEW = "new", _("new")
    DROPPED = "dropped", _("dropped")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    MOVED = "moved", _("moved")
    REWORDED = "reworded", _("reworded")
    FOCUS = "focus", _("other focus")
    EXAMPLES = "examples", _("other examples")
    RESPONSIBLE = "responsible", _("other responsibility")
    DEADLINE = "deadline", _("other deadline")
    OTHER = "other", _("other details")
    SAME = "same", _("unchanged")


@dataclass(frozen=True, slots=True)
class Side:
    """An entry as one of the two editions words it. `key` is unique in the whole object ("measure-17")."""

    key: str
    kind: EntryKind
    id: int
    thread_id: int | None  # fields have none
    short_id: str
    number: str
    heading: str  # the title, or the text where the document gives none
    text: str  # "" where the text is the heading
    fields: tuple[Link, ...]  # above it, from the top down
    goal: Link | None  # above it

    @property
    def full(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def path(self) -> str:
        """Where it stands, in words."""
        return " › ".join(link.full for link in (*self.fields, *((self.goal,) if self.goal else ())))


@dataclass(frozen=True, slots=True)
class AttributeChange:
    """An attribute that differs. `segments`: `same` and `removed` make up `old`, `same` and `added` make up `new`."""

    name: str  # "title", "text", "focus", "deadline", ..., or "label: <as printed>"
    label: str  # on screen
    kind: ChangeKind
    old: str
    new: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PairChange:
    """One old entry beside one new entry that belongs to it, with the attributes that differ."""

    old: Side
    new: Side
    attributes: tuple[AttributeChange, ...]


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of an entry: 1 old : 1 new, split (1 : n), merged (n : 1), dropped (1 : 0), new (0 : 1).

    `pairs` holds each old entry beside each new one of it; empty for dropped and new. `moved`: "field" where it
    stands under another field, "goal" under another goal of the same field, "" where it stayed.
    """

    key: str  # for anchors, stable between two drawings of the same two editions
    entry: EntryKind
    kinds: tuple[ChangeKind, ...]  # at least one, in the order of ChangeKind
    old: tuple[Side, ...]
    new: tuple[Side, ...]
    pairs: tuple[PairChange, ...]
    moved: Literal["", "goal", "field"] = ""

    @property
    def main(self) -> Side:
        """The entry it is named after: as it reads now, or as it read where it was dropped."""
        return (self.new or self.old)[0]

    @property
    def attributes(self) -> tuple[AttributeChange, ...]:
        """What differs where one entry stands beside one; empty otherwise (see `pairs`)."""
        return self.pairs[0].attributes if len(self.pairs) == 1 else ()

    @property
    def changed(self) -> bool:
        return ChangeKind.SAME not in self.kinds


@dataclass(frozen=True, slots=True)
class Section:
    """A goal with its measures, or the measures of a field (or of the plan) that stand under no goal: `goal` is None.

    A dropped measure stands in the section of the goal that its goal became.
    """

    goal: EntryChange | None
    measures: tuple[EntryChange, ...]


@dataclass(frozen=True, slots=True)
class FieldChanges:
    """A field (None: entries that stand under no field) with its sections; sub-fields follow as fields of their own,
    `depth` says how deep."""

    field: EntryChange | None
    depth: int
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many changes are of a kind; one that is of several kinds counts in each."""

    kind: ChangeKind
    fields: int
    goals: int
    measures: int


@dataclass(frozen=True, slots=True)
class EditionTotals:
    """How many entries an edition has."""

    fields: int
    goals: int
    measures: int


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Everything that changed between two editions of a concept."""

    concept: Link  # key: slug
    old: EditionRef
    new: EditionRef
    old_totals: EditionTotals
    new_totals: EditionTotals
    fields: tuple[FieldChanges, ...]
    counts: tuple[KindCount, ...]  # one a kind, in the order of ChangeKind, zeros too

    def entries(self, entry: EntryKind | None = None) -> Iterator[EntryChange]:
        """All changes in reading order, or those of one kind of entry."""
        for part in self.fields:
            if part.field is not None and entry in {None, "field"}:
                yield part.field
            for section in part.sections:
                if section.goal is not None and entry in {None, "goal"}:
                    yield section.goal
                if entry in {None, "measure"}:
                    yield from section.measures

    def count(self, kind: ChangeKind) -> KindCount:
        return next(count for count in self.counts if count.kind == kind)
