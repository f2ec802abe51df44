# SPDX-License-Identifier: EUPL-1.2
"""From the rooms' values to those of reports: one way for every kind of report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from leitziel.core.access import Access
from leitziel.core.models import Municipality, Organisation
from leitziel.reports.library.common.values import (
    Answer,
    FieldPart,
    Figures,
    GoalPart,
    MeasureFacts,
    PlanPart,
    RoundFacts,
    StandingWord,
)
from leitziel.strategy.models import Edition, MeasureThread, ReportingRound
from leitziel.strategy.queries.progress.values import Entry, MeasureStand, RoundRef, Shape, Standings
from leitziel.strategy.standing import MEANING, RollUp, Standing, roll_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a report is about: a round, an office in a round, two editions of a concept, or a measure."""

    round: ReportingRound | None = None
    organisation: Organisation | None = None
    edition: Edition | None = None
    earlier_edition: Edition | None = None
    thread: MeasureThread | None = None

    def rows(self) -> dict[str, Any]:
        """The columns of a snapshot."""
        names = ("round", "organisation", "edition", "earlier_edition", "thread")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """For whom and when a report is drawn: `site` is where its links begin ("" for none), `title` "" for the usual
    one, `words` the fixed words of its kind."""

    municipality: Municipality
    issued: datetime
    language: str = "de"
    site: str = ""
    title: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    access: Access | None = None  # who reads it; None: everybody, so only what is public

    @property
    def reader(self) -> Access:
        return self.access or Access(AnonymousUser(), self.municipality)

    def address(self, name: str, *args: str) -> str:
        """Address of a public page, "" where nobody knows where the house stands."""
        return self.site + reverse(name, args=[self.municipality.slug, *args]) if self.site else ""


def standing_words() -> tuple[StandingWord, ...]:
    """All standings with their meaning, in the language that is active."""
    return tuple(StandingWord(key=s.value, label=str(s.label), meaning=str(MEANING[s])) for s in Standing)


def figures(rolled: RollUp) -> Figures:
    found = dict(rolled.counts)
    return Figures(
        counts=tuple(found.get(standing, 0) for standing in Standing),
        total=rolled.total,
        reported=rolled.reported,
        lamp=rolled.lamp.value if rolled.lamp else "",
        lamp_label=str(rolled.lamp.label) if rolled.lamp else "",
    )


def figures_of(measures: Iterable[MeasureStand]) -> Figures:
    return figures(roll_up(m.stand.standing for m in measures))


def round_facts(ref: RoundRef) -> RoundFacts:
    return RoundFacts(
        title=ref.title, period_start=ref.period_start, reference_date=ref.reference_date, deadline=ref.deadline
    )


def answer(entry: Entry | None) -> Answer | None:
    """A report of progress: its public part, field by field."""
    if entry is None:
        return None
    return Answer(
        round=entry.round.title,
        reference_date=entry.round.reference_date,
        state=entry.state,
        state_label=entry.state_label,
        text=entry.text.strip(),
        missing=entry.missing.strip(),
        next_step=entry.next_step.strip(),
        evidence=entry.evidence.strip(),
        evidence_address=entry.evidence_address,
        evidence_date=entry.evidence_date,
        office=entry.office,
        submitted=timezone.localdate(entry.submitted_at),
    )


def measure_facts(
    measure: MeasureStand, key: str, *, address: str = "", before: Mapping[int, MeasureStand] | None = None
) -> MeasureFacts:
    """A measure of a round; `before`: the measures of the round before by thread."""
    earlier = (before or {}).get(measure.thread)
    return MeasureFacts(
        key=key,
        short_id=measure.short_id,
        number=measure.number,
        heading=measure.heading,
        text=measure.text if measure.has_title else "",
        address=address,
        responsible=tuple(office.name for office in measure.answers),
        unassigned=measure.unassigned,
        partners=measure.partners,
        deadline=measure.deadline,
        last_day=measure.last_day,
        ongoing=measure.ongoing,
        every_months=measure.every_months,
        standing=measure.stand.standing.value,
        days_late=measure.stand.days_late,
        since=measure.before.round.title if measure.stand.carried and measure.before else "",
        silent=measure.silent,
        answer=answer(measure.report),
        before=answer(measure.before),
        before_standing=earlier.stand.standing.value if earlier else "",
    )


def plan_part(found: Standings, shape: Shape, facts: Callable[[MeasureStand], MeasureFacts]) -> PlanPart:
    """A plan with its fields, goals and measures in reading order."""
    rows = [m for m in found.measures if m.edition == shape.id]
    under: dict[tuple[int | None, int | None], list[MeasureStand]] = {}
    for row in rows:
        under.setdefault((row.field, row.goal), []).append(row)

    def measures(field_id: int | None, goal_id: int | None) -> tuple[MeasureFacts, ...]:
        return tuple(facts(row) for row in under.get((field_id, goal_id), ()))

    def goals(field_id: int | None) -> tuple[GoalPart, ...]:
        return tuple(
            GoalPart(
                number=goal.link.number,
                text=goal.link.label,
                figures=figures_of(under.get((field_id, goal.id), ())),
                measures=measures(field_id, goal.id),
            )
            for goal in shape.goals
            if goal.field == field_id
        )

    loose_goals, loose = goals(None), measures(None, None)
    fields = []
    for part in shape.fields:
        below = found.below(shape, part)
        fields.append(
            FieldPart(
                number=part.link.number,
                title=part.link.label,
                depth=part.depth,
                figures=figures_of(row for row in rows if row.field in below),
                guiding_idea=part.guiding_idea.strip(),
                goals=goals(part.id),
                measures=measures(part.id, None),
            )
        )
    return PlanPart(
        concept=shape.concept,
        edition=shape.label,
        state=shape.state_label,
        figures=figures_of(rows),
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
        fields=tuple(fields),
        goals=loose_goals,
        measures=loose,
    )
