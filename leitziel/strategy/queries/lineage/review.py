# SPDX-License-Identifier: EUPL-1.2
"""An edition laid against the one before: what a person is asked, what is settled, what stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitziel.methods.alignment import Alignment, Tie, align
from leitziel.methods.alignment.changes import PairDifferences, differences
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.values import EditionRef, edition_ref

from .changes import pair_change
from .editions import previous_edition
from .entries import EditionEntries, read_editions
from .settled import LinkRow, decisions, links_between
from .values import EntryKind, PairChange, Side


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entries that may belong together. `what`: "same", "part" or "merged"; `percent`: the score; `sure`: the
    method would have joined the two by itself; `reasons` in words. `settled`: they are joined by now; `by` says who did
    that ("" for the method, or where the edition was copied)."""

    what: str
    sort: EntryKind
    pair: PairChange
    percent: int | None
    sure: bool
    reasons: tuple[str, ...] = ()
    settled: bool = False
    by: str = ""

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.sort}:{self.pair.old.id}:{self.pair.new.id}"


@dataclass(frozen=True, slots=True)
class Lone:
    """An entry without a counterpart; `decided`: a person said so."""

    side: Side
    decided: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything about the two editions that a planner settles."""

    old: EditionRef
    new: EditionRef
    version: int
    suggestions: tuple[Suggestion, ...]
    settled: tuple[Suggestion, ...]
    added: tuple[Lone, ...]
    dropped: tuple[Lone, ...]

    @property
    def sure(self) -> int:
        return sum(suggestion.sure for suggestion in self.suggestions)


def review_of(edition: Edition) -> Review | None:
    """The edition against the one before (`concept` at hand); None for the first one. Six queries."""
    old = previous_edition(edition)
    if old is None:
        return None
    read = read_editions([old.pk, edition.pk])
    before, after = read[old.pk], read[edition.pk]
    links = links_between(old, edition)
    found = align(before.entries, after.entries, decisions(before, after, links, edition.pk))
    pairs = list(_pairs(found, before, after, links))
    return Review(
        old=edition_ref(old),
        new=edition_ref(edition),
        version=edition.version,
        suggestions=tuple(sorted((p for p in pairs if not p.settled), key=lambda p: (not p.sure, -(p.percent or 0)))),
        settled=tuple(p for p in pairs if p.settled),
        added=tuple(_lone(found, after, old=False)),
        dropped=tuple(_lone(found, before, old=True)),
    )


def open_suggestions(edition: Edition) -> int:
    """How many suggestions wait for a person; none for the first edition."""
    review = review_of(edition)
    return len(review.suggestions) if review else 0


def choices_of(entries: EditionEntries, sort: EntryKind) -> list[Side]:
    """The entries of a kind, in the order of the plan."""
    return [side for side in entries.sides.values() if side.kind == sort]


def _pairs(
    found: Alignment, before: EditionEntries, after: EditionEntries, links: Sequence[LinkRow]
) -> Iterable[Suggestion]:
    known = ({e.key: e for e in before.entries}, {e.key: e for e in after.entries})
    said = {(link.sort, link.old, link.new): link for link in links if link.kind in {"same", "part", "merged"}}
    for match in found.matches:
        if match.kind == "field":
            continue
        for tie in match.ties:
            differing = PairDifferences(tie.old, tie.new, tuple(differences(known[0][tie.old], known[1][tie.new])))
            pair = pair_change(before, after, match.kind, differing)
            link = said.get((match.kind, before.threads[tie.old], after.threads[tie.new]))
            score = link.score if tie.decided and link is not None else None if tie.decided else tie.score
            yield Suggestion(
                what=tie.kind,
                sort=match.kind,
                pair=pair,
                percent=None if score is None else round(100 * score),
                sure=tie.sure,
                reasons=() if tie.decided else tuple(reasons_in_words(tie)),
                settled=tie.decided,
                by=link.by if link is not None else "",
            )


def _lone(found: Alignment, entries: EditionEntries, *, old: bool) -> Iterable[Lone]:
    for match in found.matches:
        if match.kind != "field" and (match.dropped if old else match.added):
            key = (match.old if old else match.new)[0]
            yield Lone(entries.sides[key], match.decided)


def reasons_in_words(tie: Tie) -> list[str]:
    """What speaks for two entries being one, strongest first; what says nothing is left out."""
    words = []
    for name, value in tie.reasons:
        percent = {"percent": round(100 * value)}
        if name == "same_words":
            words.append(_("the same words"))
        elif name == "words" and value >= 0.05:
            words.append(_("%(percent)s %% of the words alike") % percent)
        elif name == "place" and value > 0:
            words.append(_("the same place in the plan") if value == 1 else _("the same field of action"))
        elif name == "number":
            words.append(_("the same number"))
        elif name == "attributes" and value >= 0.05:
            words.append(_("%(percent)s %% of the other details alike") % percent)
        elif name == "covers":
            words.append(_("%(percent)s %% of its words stand in the other one") % percent)
    return words


@dataclass(frozen=True, slots=True)
class EntryReview:
    """One entry of the new edition: what it is joined with or may be, and every entry it could be."""

    old: EditionRef
    side: Side
    ties: tuple[Suggestion, ...]
    choices: tuple[Side, ...]


def entry_review(edition: Edition, sort: EntryKind, pk: int) -> EntryReview | None:
    """None for an entry that is not in the edition, and in the first edition. Six queries."""
    old = previous_edition(edition)
    if old is None:
        return None
    read = read_editions([old.pk, edition.pk])
    before, after = read[old.pk], read[edition.pk]
    side = after.sides.get(f"{sort}-{pk}")
    if side is None:
        return None
    links = links_between(old, edition)
    found = align(before.entries, after.entries, decisions(before, after, links, edition.pk))
    ties = [s for s in _pairs(found, before, after, links) if s.pair.new.key == side.key]
    return EntryReview(edition_ref(old), side, tuple(ties), tuple(choices_of(before, sort)))
