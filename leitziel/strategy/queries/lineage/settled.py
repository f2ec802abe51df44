# SPDX-License-Identifier: EUPL-1.2
"""What threads and links say about two editions, as decisions for the alignment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q

from leitziel.methods.alignment import Decision
from leitziel.strategy.models import Edition, ThreadLink

from .entries import EditionEntries
from .values import EntryKind

Kind = ThreadLink.Kind
_ALONE = {Kind.NEW, Kind.DROPPED}


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A ThreadLink as far as decisions need it."""

    id: int
    edition: int
    sort: EntryKind
    kind: str
    old: int | None
    new: int | None
    score: float | None
    by: str


def links_between(old: Edition, new: Edition) -> list[LinkRow]:
    """The links of the editions behind `old`, up to and with `new`, in the order of the editions; one query."""
    rows = ThreadLink.objects.filter(
        Q(edition=new) | Q(edition__concept=new.concept_id, edition__label__gt=old.label, edition__label__lt=new.label)
    ).order_by("edition__label", "id")
    return [
        LinkRow(pk, edition, "measure" if om or nm else "goal", kind, om or og, nm or ng, score, by or "")
        for pk, edition, kind, om, nm, og, ng, score, by in rows.values_list(
            "id", "edition_id", "kind", "old_measure_id", "new_measure_id", "old_goal_id", "new_goal_id", "score",
            "by__name",
        )
    ]  # fmt: skip


def decisions(old: EditionEntries, new: EditionEntries, links: Iterable[LinkRow], edition: int) -> list[Decision]:
    """What is settled between two editions: threads that are in both, parts and mergers (also over editions between
    the two), and what a person said in the later edition `edition` against a suggestion."""
    links = list(links)
    found: list[Decision] = []
    for sort in ("goal", "measure"):
        before, after = old.of_threads(sort), new.of_threads(sort)
        own = [link for link in links if link.sort == sort]
        joined = [(before[thread], after[thread]) for thread in before if thread in after]
        found += [Decision("same", *pair) for pair in joined]
        taken = set(joined)
        for (one, two), kind in _followed(sort, old, before, after, own).items():
            if (before[one], after[two]) not in taken:
                taken.add((before[one], after[two]))
                found.append(Decision(kind, before[one], after[two]))
        found += _said(before, after, [link for link in own if link.edition == edition], taken)
    return found


How = Literal["part", "merged"]
Steps = dict[int, dict[int, How]]


def _followed(
    sort: EntryKind,
    old: EditionEntries,
    before: Mapping[int, str],
    after: Mapping[int, str],
    links: Iterable[LinkRow],
) -> dict[tuple[int, int], How]:
    """(old thread, new thread) -> how, over links and mergers, from one thread to the next as far as it takes."""
    steps = steps_of(links)
    for thread in before:
        into = old.into.get((sort, thread))
        if into is not None and thread not in after:
            steps[thread].setdefault(into, "merged")
    found: dict[tuple[int, int], How] = {}
    for start in before:
        for following, how in _from(start, steps, before).items():
            if following in after:
                found[start, following] = how
    return found


def steps_of(links: Iterable[LinkRow]) -> Steps:
    """Thread -> the threads that a part of it, or all of it, went into."""
    steps: Steps = defaultdict(dict)
    for link in links:
        if link.old is None or link.new is None:
            continue
        if link.kind == Kind.DIFFERENT:
            steps[link.old].pop(link.new, None)
        elif link.kind in {Kind.PART, Kind.MERGED}:
            steps[link.old][link.new] = "part" if link.kind == Kind.PART else "merged"
    return steps


def _from(start: int, steps: Steps, stops: Mapping[int, str]) -> dict[int, How]:
    """Every thread that `start` leads to; those of the old edition itself are not passed through."""
    found: dict[int, How] = {}
    todo: list[int] = [start]
    while todo:
        thread = todo.pop()
        for following, kind in steps.get(thread, {}).items():
            if following not in found and following != start:
                found[following] = "part" if "part" in {found.get(thread), kind} else "merged"
                if following not in stops:
                    todo.append(following)
    return found


def _said(
    before: Mapping[int, str], after: Mapping[int, str], links: Iterable[LinkRow], taken: set[tuple[str, str]]
) -> list[Decision]:
    """What a person said against suggestions, as far as nothing that came later says otherwise."""
    linked = ({old for old, _new in taken}, {new for _old, new in taken})
    found = []
    for link in links:
        old = before.get(link.old) if link.old is not None else None
        new = after.get(link.new) if link.new is not None else None
        if link.kind == Kind.DIFFERENT and old and new and (old, new) not in taken:
            found.append(Decision("different", old, new))
        elif link.kind == Kind.NEW and new and new not in linked[1]:
            found.append(Decision("new", None, new))
        elif link.kind == Kind.DROPPED and old and old not in linked[0]:
            found.append(Decision("dropped", old, None))
    return found
