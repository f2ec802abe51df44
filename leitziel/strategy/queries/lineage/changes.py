# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions of a concept, goal by goal and attribute by attribute."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from leitziel.core.access import Access
from leitziel.methods.alignment import Alignment, Described, align, described
from leitziel.methods.alignment.changes import PairDifferences
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.values import Link, edition_ref

from .entries import EditionEntries, label_of, read_editions
from .settled import LinkRow, decisions, links_between
from .values import (
    AttributeChange,
    ChangeKind,
    EditionChanges,
    EditionTotals,
    EntryChange,
    EntryKind,
    FieldChanges,
    KindCount,
    PairChange,
    Section,
)


def changes_between(access: Access, old: Edition, new: Edition) -> EditionChanges:
    """What changed from `old` to `new`, two editions of one concept (`concept` at hand).

    Refuses a reader who may not see one of the two. Five queries. ValueError for editions of two concepts.
    """
    for edition in (old, new):
        access.require("strategy.view_edition", edition)
    return edition_changes(old, new)


def edition_changes(old: Edition, new: Edition) -> EditionChanges:
    """The same where nobody asks on behalf of a reader (a report that is drawn in the background)."""
    if old.concept_id != new.concept_id:
        message = "the two editions are of different concepts"
        raise ValueError(message)
    return laid_together(old, new, read_editions([old.pk, new.pk]), links_between(old, new))


def laid_together(
    old: Edition, new: Edition, read: Mapping[int, EditionEntries], links: Sequence[LinkRow]
) -> EditionChanges:
    """The changes of what was read of two editions; no query."""
    before, after = read[old.pk], read[new.pk]
    settled = decisions(before, after, links, new.pk)
    found = align(before.entries, after.entries, settled, search=False)
    return _Changes(old, new, before, after, found).all()


def totals(edition: EditionEntries) -> EditionTotals:
    counted = Counter(entry.kind for entry in edition.entries)
    return EditionTotals(counted["field"], counted["goal"], counted["measure"])


def pair_change(before: EditionEntries, after: EditionEntries, kind: EntryKind, pair: PairDifferences) -> PairChange:
    """Two entries side by side, with the names that a reader knows."""
    return PairChange(
        before.sides[pair.old],
        after.sides[pair.new],
        tuple(
            AttributeChange(
                name=difference.name,
                label=label_of(kind, difference.name),
                kind=ChangeKind(str(difference.change)),
                old=difference.old,
                new=difference.new,
                segments=difference.segments,
            )
            for difference in pair.differences
        ),
    )


class _Changes:
    """Puts the matches in the order in which the new edition is read."""

    def __init__(
        self, old: Edition, new: Edition, before: EditionEntries, after: EditionEntries, found: Alignment
    ) -> None:
        self.old, self.new, self.before, self.after, self.found = old, new, before, after, found
        self.parents = [{e.key: e.parent for e in side.entries} for side in (before, after)]
        self.changes = [self._entry(d) for d in described(found, before.entries, after.entries)]

    def all(self) -> EditionChanges:
        return EditionChanges(
            concept=Link(self.new.concept.slug, self.new.concept.title),
            old=edition_ref(self.old),
            new=edition_ref(self.new),
            old_totals=totals(self.before),
            new_totals=totals(self.after),
            fields=tuple(self._fields()),
            counts=tuple(self._count(kind) for kind in ChangeKind),
        )

    def _count(self, kind: ChangeKind) -> KindCount:
        counted = Counter(change.entry for change in self.changes if kind in change.kinds)
        return KindCount(kind, counted["field"], counted["goal"], counted["measure"])

    def _entry(self, found: Described) -> EntryChange:
        match = found.match
        return EntryChange(
            key=match.new[0] if match.new else f"old-{match.old[0]}",
            entry=match.kind,
            kinds=tuple(ChangeKind(str(kind)) for kind in found.kinds),
            old=tuple(self.before.sides[key] for key in match.old),
            new=tuple(self.after.sides[key] for key in match.new),
            pairs=tuple(pair_change(self.before, self.after, match.kind, pair) for pair in found.pairs),
            moved=found.moved,
        )

    # ---------------------------------------------------------------- order
    def _fields(self) -> list[FieldChanges]:
        of_kind: dict[EntryKind, list[EntryChange]] = defaultdict(list)
        for change in self.changes:
            of_kind[change.entry].append(change)
        goals = defaultdict[str, list[EntryChange]](list)  # key of the change of a field -> its goals
        home_of_goal: dict[str, str] = {}  # key of a goal's entry -> key of its change
        for change in of_kind["goal"]:
            goals[self._home(change, "field")].append(change)
            home_of_goal |= {side.key: change.key for side in (*change.old, *change.new)}
        measures = defaultdict[tuple[str, str], list[EntryChange]](list)  # (goal or "", field) -> measures
        for change in of_kind["measure"]:
            goal = self._home(change, "goal")
            measures[(goal, "") if goal else ("", self._home(change, "field"))].append(change)
        found = []
        for field in [None, *of_kind["field"]]:
            key = field.key if field else ""
            loose = measures["", key]
            sections = [Section(None, tuple(loose))] if loose else []
            sections += [Section(goal, tuple(measures[goal.key, ""])) for goal in goals[key]]
            if field or sections:
                found.append(FieldChanges(field, self._depth(field), tuple(sections)))
        return found

    def _depth(self, field: EntryChange | None) -> int:
        if field is None:
            return 0
        return self.after.depths[field.new[0].key] if field.new else self.before.depths[field.old[0].key]

    def _home(self, change: EntryChange, kind: EntryKind) -> str:
        """Key of the change of the goal or field above an entry, "" where none is: above the new one, or where it was
        dropped, of what became of the old one."""
        side = 1 if change.new else 0
        key = self.parents[side][change.main.key]
        while key is not None and not key.startswith(f"{kind}-"):
            key = self.parents[side][key]
        return self._key_of(key, side) if key is not None else ""

    def _key_of(self, key: str, side: int) -> str:
        match = self.found.by_new[key] if side else self.found.by_old[key]
        return match.new[0] if match.new else f"old-{match.old[0]}"
