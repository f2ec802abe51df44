# SPDX-License-Identifier: EUPL-1.2
"""Fields of action and goals with what stands below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from leitziel.core.access import Access
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

from .sources import Mark, Place, cited_at, cited_by
from .values import EditionRef, Link, LongText, MeasureLine, edition_ref, long_text, measure_lines
from .visibility import first_to_show


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """A goal with its measures."""

    link: Link
    text: str
    description: LongText
    measures: tuple[MeasureLine, ...]
    sources: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldPage:
    """A field of action as its page shows it."""

    id: int
    short_id: str
    number: str
    title: str
    guiding_idea: str
    description: LongText
    edition: EditionRef
    path: tuple[Link, ...]  # from the top down, without the field itself
    children: tuple[Link, ...]
    goals: tuple[GoalBlock, ...]
    measures: tuple[MeasureLine, ...]  # those under no goal
    sources: tuple[Mark, ...]
    cited: tuple[Place, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal as its page shows it."""

    id: int
    short_id: str
    number: str
    text: str
    description: LongText
    edition: EditionRef
    others: tuple[EditionRef, ...]
    fields: tuple[Link, ...]
    measures: tuple[MeasureLine, ...]
    sources: tuple[Mark, ...]


def field_link(field: ActionField) -> Link:
    return Link(field.short_id, field.title, field.number)


def field_path(fields: Mapping[int, ActionField], field_id: int | None) -> list[Link]:
    """The field and those above it, from the top down; empty for None."""
    path: list[Link] = []
    seen: set[int] = set()
    while field_id is not None and field_id in fields and field_id not in seen:
        seen.add(field_id)
        path.append(field_link(fields[field_id]))
        field_id = fields[field_id].parent_id
    return path[::-1]


def field_page(access: Access, short_id: str) -> tuple[FieldPage, Edition] | None:
    """A field with its goals and measures, what it cites, and what cites it; None if there is none.

    The caller asks for "strategy.view_edition" on the edition before it shows anything.
    """
    field = ActionField.objects.filter(short_id=short_id).select_related("edition__concept").first()
    if field is None:
        return None
    fields = {f.pk: f for f in ActionField.objects.filter(edition=field.edition_id).defer("description")}
    goals = list(Goal.objects.filter(field=field).select_related("thread").order_by("position"))
    measures = measure_lines(Measure.objects.filter(field=field).order_by("position"))
    marks = cited_at(access, Q(field=field) | Q(goal__field=field))
    siblings = [f for f in sorted(fields.values(), key=lambda f: f.position) if f.parent_id == field.parent_id]
    at = next(i for i, f in enumerate(siblings) if f.pk == field.pk)
    blocks = tuple(
        GoalBlock(
            link=Link(g.thread.short_id, g.text, g.number),
            text=g.text,
            description=long_text(g.description),
            measures=tuple(line for _id, goal_id, line in measures if goal_id == g.pk),
            sources=tuple(marks.get(("goal", g.pk), ())),
        )
        for g in goals
    )
    page = FieldPage(
        id=field.pk,
        short_id=field.short_id,
        number=field.number,
        title=field.title,
        guiding_idea=field.guiding_idea,
        description=long_text(field.description),
        edition=edition_ref(field.edition),
        path=tuple(field_path(fields, field.parent_id)),
        children=tuple(
            field_link(f) for f in sorted(fields.values(), key=lambda f: f.position) if f.parent_id == field.pk
        ),
        goals=blocks,
        measures=tuple(line for _id, goal_id, line in measures if goal_id is None),
        sources=tuple(marks.get(("field", field.pk), ())),
        cited=tuple(cited_by(access, Q(reference__field=field))),
        previous=field_link(siblings[at - 1]) if at else None,
        next=field_link(siblings[at + 1]) if at + 1 < len(siblings) else None,
    )
    return page, field.edition


def goal_page(access: Access, short_id: str, label: str | None = None) -> tuple[GoalPage, Edition] | None:
    """The goal on the thread `short_id`, in the edition `label` or the one that counts; None if there is none."""
    rows = list(Goal.objects.filter(thread__short_id=short_id).select_related("thread", "edition__concept", "field"))
    by_edition = {g.edition: g for g in rows if label is None or g.edition.label == label}
    edition = first_to_show(by_edition)
    if edition is None:
        return None
    goal = by_edition[edition]
    insider = access.may("strategy.view_drafts")
    others = [g.edition for g in rows if g.edition != edition and (insider or g.edition.published_at)]
    fields = {f.pk: f for f in ActionField.objects.filter(edition=edition).defer("description")}
    marks = cited_at(access, Q(goal=goal))
    measures = measure_lines(Measure.objects.filter(goal=goal).order_by("position"))
    page = GoalPage(
        id=goal.pk,
        short_id=short_id,
        number=goal.number,
        text=goal.text,
        description=long_text(goal.description),
        edition=edition_ref(edition),
        others=tuple(edition_ref(e) for e in sorted(others, key=lambda e: e.label, reverse=True)),
        fields=tuple(field_path(fields, goal.field_id)),
        measures=tuple(line for _id, _goal, line in measures),
        sources=tuple(marks.get(("goal", goal.pk), ())),
    )
    return page, edition
