# SPDX-License-Identifier: EUPL-1.2
"""Measures of different concepts that look alike, with reasons, and what people said about them."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast

from leitziel.core.models import Municipality
from leitziel.methods.alignment import Item, Pair, SimilarIndex
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.models import Edition, Measure, MeasureRelation, Responsibility
from leitziel.strategy.queries.values import deadline_words

from .editions import working_editions

MINIMUM, MOST = 0.3, 300
OPEN, TOGETHER, DIFFERENT = "offen", "zusammen", "verschieden"


@dataclass(frozen=True, slots=True)
class Shown:
    """A measure as the comparison shows it."""

    thread: int
    short_id: str
    number: str
    title: str
    text: str
    concept: str
    concept_slug: str
    label: str
    published: bool
    deadline: str
    offices: tuple[tuple[str, str], ...]  # (address part, name)

    @property
    def heading(self) -> str:
        return self.title or self.text


@dataclass(frozen=True, slots=True)
class Alike:
    """Two measures, why they look alike (None where only a person said so), and what was said."""

    first: Shown
    second: Shown
    pair: Pair | None
    relation: MeasureRelation | None


@dataclass(frozen=True)
class Catalogue:
    """All measures people work with, ready to be compared; made once and kept until one of them changes."""

    measures: dict[int, Shown]  # by thread
    index: SimilarIndex

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The best pairs; made when somebody asks for the list, not for the page of one measure."""
        return tuple(self.index.pairs(minimum=MINIMUM, most=MOST))


_kept: dict[int, tuple[object, Catalogue]] = {}
_MOST_KEPT = 8  # municipalities whose catalogue this process keeps


def catalogue(municipality: Municipality) -> Catalogue:
    """The catalogue of a municipality; three queries if nothing has changed since the last time."""
    editions = working_editions()
    mark = _mark(editions)
    kept = _kept.get(municipality.pk)
    if kept and kept[0] == mark:
        return kept[1]
    measures, items = _read(editions)
    fresh = Catalogue(measures, SimilarIndex(items))
    if len(_kept) >= _MOST_KEPT and municipality.pk not in _kept:
        _kept.pop(next(iter(_kept)), None)
    _kept[municipality.pk] = (mark, fresh)
    return fresh


def _mark(editions: list[Edition]) -> object:
    """What changes whenever one of the compared measures does."""
    ids = [edition.pk for edition in editions]
    measures = Measure.objects.filter(edition__in=ids)
    offices = Responsibility.objects.filter(measure__edition__in=ids)
    return (
        tuple((e.pk, e.version, e.published_at) for e in editions),
        tuple(measures.aggregate(n=Count("pk"), v=Sum("version"), i=Sum("pk")).values()),
        tuple(offices.aggregate(n=Count("pk"), o=Sum("organisation")).values()),
    )


def _read(editions: list[Edition]) -> tuple[dict[int, Shown], list[Item]]:
    by_id = {edition.pk: edition for edition in editions}
    around = _around(list(by_id))
    measures, items = {}, []
    rows = Measure.objects.filter(edition__in=list(by_id)).order_by("pk").values(
        "pk", "edition_id", "thread_id", "thread__short_id", "number", "title", "text", "focus",
        "deadline_text", "deadline_kind", "deadline_start", "deadline_end", "deadline_last_day",
    )  # fmt: skip
    for row in rows:
        edition, more = by_id[row["edition_id"]], around[row["pk"]]
        deadline = (row["deadline_text"], row["deadline_kind"], row["deadline_start"], row["deadline_end"])
        measures[row["thread_id"]] = Shown(
            thread=row["thread_id"],
            short_id=row["thread__short_id"],
            number=row["number"],
            title=row["title"],
            text=row["text"],
            concept=edition.concept.title,
            concept_slug=edition.concept.slug,
            label=edition.label,
            published=edition.published_at is not None,
            deadline=deadline_words(*deadline),
            offices=tuple(more["office"]),
        )
        start, end = _time(row, edition)
        items.append(
            Item(
                key=row["thread_id"],
                group=edition.concept.slug,
                title=row["title"],
                text="\n".join(filter(None, (row["text"], row["focus"]))),
                responsible=frozenset(name for _slug, name in more["office"]),
                target_groups=frozenset(name for _key, name in more["group"]),
                areas=frozenset(name for _key, name in more["area"]),
                start=start,
                end=end,
            )
        )
    return measures, items


def _around(editions: list[int]) -> dict[int, dict[str, list[tuple[str, str]]]]:
    """Offices, target groups and areas of all measures; one UNION ALL."""
    text = TextField()

    def linked(kind: str, rows: QuerySet[Any], key: str, name: str) -> QuerySet[Any]:
        return rows.order_by().values_list(
            Value(kind, output_field=text), "measure_id", Cast(key, text), Cast(name, text)
        )

    offices = Responsibility.objects.filter(measure__edition__in=editions, organisation__isnull=False)
    groups = Measure.target_groups.through.objects.filter(measure__edition__in=editions)
    areas = Measure.areas.through.objects.filter(measure__edition__in=editions)
    parts = [
        linked("office", offices, "organisation__slug", "organisation__name"),
        linked("group", groups, "term__key", "term__label"),
        linked("area", areas, "planningarea__slug", "planningarea__name"),
    ]
    found: dict[int, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: {"office": [], "group": [], "area": []})
    for kind, measure, key, name in parts[0].union(*parts[1:], all=True):
        found[measure][kind].append((key, name))
    for kinds in found.values():
        for values in kinds.values():
            values.sort()
    return found


def _time(row: dict[str, Any], edition: Edition) -> tuple[date | None, date | None]:
    """When a measure runs, as far as its own deadline says; without one it says nothing about time."""
    if row["deadline_kind"] in {DeadlineKind.NONE, DeadlineKind.UNKNOWN}:
        return None, None
    start = _first_day(row["deadline_start"]) or edition.valid_from
    return start, row["deadline_last_day"] or edition.valid_to


def _first_day(iso: str) -> date | None:
    """First day of "2027", "2027-06" or "2027-06-15"."""
    parts = [int(part) for part in iso.split("-") if part.isdecimal()]
    if not parts or not 1 <= parts[0] <= 9999:
        return None
    month = min(max(parts[1], 1), 12) if len(parts) > 1 else 1
    day = min(max(parts[2], 1), calendar.monthrange(parts[0], month)[1]) if len(parts) > 2 else 1
    return date(parts[0], month, day)


def relations() -> dict[tuple[int, int], MeasureRelation]:
    """Everything that was said, by the two threads in the order of their ids."""
    rows = MeasureRelation.objects.select_related("by")
    return {(min(r.first_id, r.second_id), max(r.first_id, r.second_id)): r for r in rows}


def alike(municipality: Municipality, *, state: str = OPEN, concept: str = "", office: str = "") -> list[Alike]:
    """Pairs in a state: suggestions nobody has judged, those that belong together, those that are different.

    `concept`, `office`: address parts; one of the two measures must be of it. Suggestions come best first, the others
    newest first.
    """
    found, said = catalogue(municipality), relations()
    if state == OPEN:
        entries = [
            Alike(found.measures[p.first], found.measures[p.second], p, None)
            for p in found.pairs
            if (p.first, p.second) not in said
        ]
    else:
        wanted = {MeasureRelation.Verdict.DIFFERENT} if state == DIFFERENT else {"same", "joined"}
        rows = sorted((r for r in said.items() if r[1].verdict in wanted), key=lambda r: r[1].at, reverse=True)
        entries = [
            Alike(found.measures[a], found.measures[b], found.index.pair(a, b), relation)
            for (a, b), relation in rows
            if a in found.measures and b in found.measures
        ]
    return [e for e in entries if _of(e, concept, office)]


def _of(entry: Alike, concept: str, office: str) -> bool:
    sides = (entry.first, entry.second)
    if concept and not any(side.concept_slug == concept for side in sides):
        return False
    return not office or any(slug == office for side in sides for slug, _name in side.offices)


def choices(entries: Iterable[Shown]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Concepts and offices that a filter can ask for."""
    concepts, offices = {}, {}
    for entry in entries:
        concepts[entry.concept_slug] = entry.concept
        offices.update(entry.offices)
    return sorted(concepts.items(), key=lambda c: c[1]), sorted(offices.items(), key=lambda o: o[1])


def alike_one(municipality: Municipality, short_id: str) -> tuple[Shown, list[Alike]] | None:
    """A measure, and what looks like it (nothing that was called different); None where nobody works with it."""
    found, said = catalogue(municipality), relations()
    own = next((m for m in found.measures.values() if m.short_id == short_id), None)
    if own is None:
        return None
    entries = []
    for pair in found.index.like(own.thread, minimum=MINIMUM, most=10):
        relation = said.get((pair.first, pair.second))
        if relation is None or relation.verdict != MeasureRelation.Verdict.DIFFERENT:
            other = pair.second if pair.first == own.thread else pair.first
            entries.append(Alike(own, found.measures[other], pair, relation))
    return own, entries


def compared(municipality: Municipality, one: str, two: str) -> Alike | None:
    """Two measures side by side; None unless people work with both."""
    found = catalogue(municipality)
    by_short = {m.short_id: m for m in found.measures.values()}
    if one not in by_short or two not in by_short or one == two:
        return None
    first, second = sorted((by_short[one], by_short[two]), key=lambda m: m.thread)
    relation = relations().get((first.thread, second.thread))
    return Alike(first, second, found.index.pair(first.thread, second.thread), relation)
