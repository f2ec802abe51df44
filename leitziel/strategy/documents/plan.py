# SPDX-License-Identifier: EUPL-1.2
"""An edition as the document that is printed: only what the public may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core.access import Access
from leitziel.rendering.charts import plan_tiles
from leitziel.rendering.plan_document import (
    FieldPart,
    GoalPart,
    MeasurePart,
    PlanDocument,
    PlanPicture,
    ReferencePart,
)
from leitziel.strategy.models import ActionField, Edition, Goal, Measure, MeasureExample, Reference, Responsibility
from leitziel.strategy.queries.sources import Mark, cited_at, papers_of
from leitziel.strategy.queries.values import deadline_words

from .overview import Address, tile_rows


@dataclass
class _Content:
    """Everything of an edition in maps by owner, read in a constant number of queries."""

    fields: dict[int | None, list[ActionField]] = field(default_factory=lambda: defaultdict(list))
    goals: dict[int | None, list[Goal]] = field(default_factory=lambda: defaultdict(list))
    measures: dict[tuple[int | None, int | None], list[Measure]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    examples: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[tuple[str, int], list[Mark]] = field(default_factory=dict)


def plan_document(edition: Edition, access: Access, address: Address) -> PlanDocument:
    """The edition (with concept, municipality, council paper and its body at hand) as a document to print.

    `address(name, *args)` gives the full address of a page. Some 13 queries, however long the plan.
    """
    content = _read(edition, access)
    paper = edition.council_paper
    fields = tuple(_field(content, edition, f, address) for f in content.fields[None])
    return PlanDocument(
        municipality=edition.municipality.name,
        title=edition.concept.title,
        edition=edition.label,
        state=str(edition.get_state_display()),
        issued=timezone.localtime(edition.published_at or edition.created_at),
        as_of=edition.as_of or timezone.localdate(edition.published_at or edition.created_at),
        valid_from=edition.valid_from,
        valid_until=edition.valid_to,
        council_paper=str(paper) if paper else None,
        council_paper_address=(paper.link or None) if paper else None,
        decided_by=paper.body.name if paper and paper.body else None,
        address=address("edition", edition.concept.slug, edition.label),
        description=edition.description or None,
        fields=fields,
        goals=tuple(_goal(content, edition, g, address) for g in content.goals[None]),
        measures=_measures(content, edition, content.measures[None, None], address),
        references=_references(edition),
        pictures=_pictures(edition),
    )


def _read(edition: Edition, access: Access) -> _Content:
    content = _Content()
    for row in ActionField.objects.filter(edition=edition).order_by("position"):
        content.fields[row.parent_id].append(row)
    goal_fields = {}
    for goal in Goal.objects.filter(edition=edition).select_related("thread").order_by("position"):
        content.goals[goal.field_id].append(goal)
        goal_fields[goal.pk] = goal.field_id
    rows = Measure.objects.filter(edition=edition).select_related("thread").order_by("position")
    for measure in rows.defer("search_text", "notes"):
        under = goal_fields.get(measure.goal_id, measure.field_id)
        content.measures[under, measure.goal_id].append(measure)
    mine: dict[str, Any] = {"measure__edition": edition}
    for ident, role, name in (
        Responsibility.objects.filter(**mine).order_by("position").values_list("measure_id", "role", "name")
    ):
        content.parties[ident].append((role, name))
    for ident, name in (
        MeasureExample.objects.filter(**mine).order_by("position").values_list("measure_id", "example__name")
    ):
        content.examples[ident].append(name)
    for kind, through, name in (
        ("group", Measure.target_groups.through, "term__label"),
        ("objective", Measure.objectives.through, "term__label"),
        ("area", Measure.areas.through, "planningarea__name"),
    ):
        for ident, label in through.objects.filter(**mine).order_by("id").values_list("measure_id", name):
            content.terms[kind, ident].append(label)
    content.marks = cited_at(access, Q(reference__edition=edition))
    return content


def _marks(content: _Content, kind: str, ident: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.mark for _at, source in content.marks.get((kind, ident), ()) if source.mark))


def _field(content: _Content, edition: Edition, row: ActionField, address: Address) -> FieldPart:
    return FieldPart(
        title=row.title,
        number=row.number or None,
        guiding_idea=row.guiding_idea or None,
        description=row.description or None,
        fields=tuple(_field(content, edition, child, address) for child in content.fields[row.pk]),
        goals=tuple(_goal(content, edition, goal, address) for goal in content.goals[row.pk]),
        measures=_measures(content, edition, content.measures[row.pk, None], address),
        marks=_marks(content, "field", row.pk),
        address=address("field", row.short_id),
    )


def _goal(content: _Content, edition: Edition, row: Goal, address: Address) -> GoalPart:
    return GoalPart(
        text=row.text,
        number=row.number or None,
        description=row.description or None,
        measures=_measures(content, edition, content.measures[row.field_id, row.pk], address),
        marks=_marks(content, "goal", row.pk),
        address=address("goal", row.thread.short_id),
    )


def _measures(
    content: _Content, edition: Edition, rows: Iterable[Measure], address: Address
) -> tuple[MeasurePart, ...]:
    return tuple(_measure(content, edition, row, address) for row in rows)


def _measure(content: _Content, edition: Edition, row: Measure, address: Address) -> MeasurePart:
    parties = content.parties[row.pk]
    lead = tuple(name for role, name in parties if role != "partner")
    return MeasurePart(
        number=row.number or None,
        title=row.title or None,
        text=row.text or None,
        lead=lead if parties else tuple(filter(None, [row.responsible_text])),
        partners=tuple(name for role, name in parties if role == "partner"),
        deadline=deadline_words(row.deadline_text, row.deadline_kind, row.deadline_start, row.deadline_end) or None,
        kind=str(row.get_kind_display()) if row.kind == "lobbying" else None,
        focus=row.focus or None,
        examples=tuple(content.examples[row.pk]),
        target_groups=tuple(content.terms["group", row.pk]),
        objectives=tuple(content.terms["objective", row.pk]),
        areas=tuple(content.terms["area", row.pk]),
        attributes=tuple((str(label), str(value)) for label, value in row.attributes.items() if value),
        marks=_marks(content, "measure", row.pk),
        notes=_notes(row.deadline_last_day, edition.valid_to),
        address=address("measure", row.thread.short_id),
    )


def _notes(last_day: date | None, valid_to: date | None) -> tuple[str, ...]:
    if last_day is None or valid_to is None or last_day <= valid_to:
        return ()
    return (_("The deadline lies after the end of the edition."),)


def _references(edition: Edition) -> tuple[ReferencePart, ...]:
    rows = list(Reference.objects.filter(edition=edition).order_by("position").values_list("id", "mark", "text"))
    papers = papers_of(ident for ident, _mark, _text in rows)
    return tuple(
        ReferencePart(mark=mark or None, text=text, papers=tuple(p.number for p in papers.get(ident, ())))
        for ident, mark, text in rows
    )


def _pictures(edition: Edition) -> tuple[PlanPicture, ...]:
    rows, categories = tile_rows(edition, None)
    if not categories:
        return ()
    title = _("The plan at a glance")
    total = sum(len(group.tiles) for row in rows for group in row.groups)
    alt = _("%(total)s measures as squares, ordered by fields of action and goals, marked by kind of deadline: ") % {
        "total": total
    }
    counts = ", ".join(
        f"{c.label} {sum(t.category == c.key for row in rows for g in row.groups for t in g.tiles)}" for c in categories
    )
    svg = plan_tiles(rows, categories, title=title, prefix="plan")
    return (
        PlanPicture(svg=svg, alt=alt + counts, caption=_("Each square is a measure; the sign tells its deadline.")),
    )
