# SPDX-License-Identifier: EUPL-1.2
"""The fact sheet of a measure: everything about it in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast

from leitziel.core.access import Access
from leitziel.strategy.enums import EditionState, MeasureKind
from leitziel.strategy.models import ActionField, Edition, Measure, MeasureExample, Responsibility

from .fields import field_path
from .sources import Mark, Place, cited_at, cited_by
from .values import EditionRef, Link, deadline_words, edition_ref
from .visibility import first_to_show


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody responsible: the name as printed, and the office it stands for ("" while nobody said so)."""

    name: str
    office: str
    office_slug: str


@dataclass(frozen=True, slots=True)
class Around:
    """What hangs on a measure in tables of its own."""

    lead: tuple[Party, ...]
    partners: tuple[Party, ...]
    involved: tuple[Party, ...]
    examples: tuple[str, ...]
    target_groups: tuple[Link, ...]
    objectives: tuple[Link, ...]
    areas: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure as its page shows it. Internal notes have no place here."""

    id: int
    thread_id: int
    short_id: str
    number: str
    heading: str
    has_title: bool
    text: str
    lobbying: bool
    responsible: str
    deadline: str
    every_months: int | None
    beyond: date | None  # the edition's last day, where the deadline lies after it
    focus: str
    attributes: tuple[tuple[str, str], ...]
    edition: EditionRef
    others: tuple[EditionRef, ...]
    fields: tuple[Link, ...]  # from the top down
    goal: Link | None
    around: Around
    sources: tuple[Mark, ...]
    also: tuple[Place, ...]  # what else cites the same council papers or this measure's field
    previous: Link | None
    next: Link | None
    merged: bool = False  # the measure was merged with another in a later plan (queries.merged)
    last_day: date | None = None  # of the deadline


def measure_page(access: Access, short_id: str, label: str | None = None) -> tuple[MeasurePage, Edition] | None:
    """The measure on the thread `short_id`, in the edition `label` or the one that counts; None if there is none.

    The caller asks for "strategy.view_edition" on the edition before it shows anything.
    """
    rows = list(
        Measure.objects.filter(thread__short_id=short_id)
        .select_related("thread", "edition__concept", "field", "goal__thread")
        .defer("search_text", "notes")
    )
    by_edition = {m.edition: m for m in rows if label is None or m.edition.label == label}
    edition = first_to_show(by_edition)
    if edition is None:
        return None
    measure = by_edition[edition]
    insider = access.may("strategy.view_drafts")
    others = [m.edition for m in rows if m.edition != edition and (insider or m.edition.published_at)]
    sources = tuple(mark for marks in cited_at(access, Q(measure=measure)).values() for mark in marks)
    return _page(access, measure, others, sources), edition


def _page(access: Access, measure: Measure, others: list[Edition], sources: tuple[Mark, ...]) -> MeasurePage:
    edition, goal = measure.edition, measure.goal
    previous, following = _neighbours(measure)
    path = field_path(_fields(measure), measure.field_id)
    above = {link.key for link in path} | ({goal.thread.short_id} if goal else set())
    late = measure.deadline_last_day and edition.valid_to and measure.deadline_last_day > edition.valid_to
    return MeasurePage(
        id=measure.pk,
        thread_id=measure.thread_id,
        short_id=measure.thread.short_id,
        number=measure.number,
        heading=measure.heading,
        has_title=bool(measure.title),
        text=measure.text,
        lobbying=measure.kind == MeasureKind.LOBBYING,
        responsible=measure.responsible_text,
        deadline=deadline_words(
            measure.deadline_text, measure.deadline_kind, measure.deadline_start, measure.deadline_end
        ),
        every_months=measure.every_months,
        beyond=edition.valid_to if late else None,
        focus=measure.focus,
        attributes=tuple((str(label), str(value)) for label, value in measure.attributes.items() if value),
        edition=edition_ref(edition),
        others=tuple(edition_ref(e) for e in sorted(others, key=lambda e: e.label, reverse=True)),
        fields=tuple(path),
        goal=Link(goal.thread.short_id, goal.text, goal.number) if goal else None,
        around=_around(measure),
        sources=sources,
        also=tuple(_also(access, measure, sources, above)),
        previous=previous,
        next=following,
        merged=measure.thread.merged_into_id is not None,
        last_day=measure.deadline_last_day,
    )


def _fields(measure: Measure) -> dict[int, ActionField]:
    return {f.pk: f for f in ActionField.objects.filter(edition=measure.edition_id).defer("description")}


def _around(measure: Measure) -> Around:
    """Responsibilities, practice examples, terms and areas; one UNION ALL."""
    none, text = Value("", output_field=TextField()), TextField()
    zero = Value(0, output_field=IntegerField())

    def part(kind: Any, rows: Any, name: str, *, key: Any = none, label: Any = none, order: Any = zero) -> Any:
        return rows.order_by().values_list(kind, Cast(name, text), key, label, order)

    def kind(word: str) -> Value:
        return Value(word, output_field=text)

    offices = Responsibility.objects.filter(measure=measure)
    groups = Measure.target_groups.through.objects.filter(measure=measure)
    aims = Measure.objectives.through.objects.filter(measure=measure)
    areas = Measure.areas.through.objects.filter(measure=measure)
    examples = MeasureExample.objects.filter(measure=measure)
    slug, office = Cast("organisation__slug", text), Cast("organisation__name", text)
    parts = [
        part(Cast("role", text), offices, "name", key=slug, label=office, order=F("position")),
        part(kind("example"), examples, "example__name", order=F("position")),
        part(kind("group"), groups, "term__label", key=Cast("term__key", text)),
        part(kind("objective"), aims, "term__label", key=Cast("term__key", text)),
        part(kind("area"), areas, "planningarea__name", key=Cast("planningarea__slug", text)),
    ]
    found: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    for which, name, key, label, order in parts[0].union(*parts[1:], all=True):
        found[which].append((order, name, key or "", label or ""))

    def parties(role: str) -> tuple[Party, ...]:
        return tuple(Party(name, label, key) for _order, name, key, label in sorted(found[role]))

    def links(which: str) -> tuple[Link, ...]:
        return tuple(Link(key, name) for _order, name, key, _label in sorted(found[which]))

    return Around(
        lead=parties("lead"),
        partners=parties("partner"),
        involved=parties("unspecified"),
        examples=tuple(name for _order, name, _key, _label in sorted(found["example"])),
        target_groups=links("group"),
        objectives=links("objective"),
        areas=links("area"),
    )


def _neighbours(measure: Measure) -> tuple[Link | None, Link | None]:
    """The measures before and after within the goal (or, without goals, within the field or the plan)."""
    same = Q(goal=measure.goal_id) if measure.goal_id else Q(goal=None, field=measure.field_id)
    rows = list(
        Measure.objects.filter(same, edition=measure.edition_id)
        .order_by("position")
        .values_list("id", "thread__short_id", "number", "title", "text")
    )
    at = next(i for i, row in enumerate(rows) if row[0] == measure.pk)
    links = [Link(short_id, title or text, number) for _id, short_id, number, title, text in rows]
    return links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None


def _also(access: Access, measure: Measure, sources: tuple[Mark, ...], above: set[str]) -> list[Place]:
    """Other places that name the same council papers, and places that point to the measure's field.

    Not those the page shows anyway (`above`: keys of its goal and fields), and of other editions only those in force.
    """
    slugs = {paper.slug for _at, source in sources for paper in source.papers}
    condition = Q(reference__council_papers__slug__in=slugs) | Q(reference__field=measure.field_id or -1)
    own, edition = above | {measure.thread.short_id}, measure.edition_id
    return [
        place
        for place in cited_by(access, condition)
        if place.link.key not in own
        and (
            place.edition.id == edition or (place.edition.published and place.edition.state != EditionState.SUPERSEDED)
        )
    ]
