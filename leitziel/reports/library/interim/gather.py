# SPDX-License-Identifier: EUPL-1.2
"""A round -> the values of its interim report; ten queries, however many measures."""

from __future__ import annotations

from leitziel.reports.library.common.gathering import (
    About,
    Subject,
    figures_of,
    measure_facts,
    plan_part,
    round_facts,
    standing_words,
)
from leitziel.reports.library.common.values import Head, MeasureFacts, PlanPart
from leitziel.reports.library.common.wording import Words
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import ReportingRound
from leitziel.strategy.queries.progress.standings import standings
from leitziel.strategy.queries.progress.values import MeasureStand, Standings
from leitziel.strategy.standing import RULE, Standing

from .values import Context


def gather(subject: Subject, about: About) -> Context:
    """Freeze a round. Only the public part of what was reported has a place in the values."""
    assert subject.round is not None
    found = standings(subject.round)
    earlier = ReportingRound.objects.get(pk=found.previous.id) if found.previous else None
    past = standings(earlier, goals=False) if earlier else None
    before = {m.thread: m for m in past.measures} if past else {}
    keys = {m.id: f"m{place}" for place, m in enumerate(found.measures, 1)}

    def facts(measure: MeasureStand) -> MeasureFacts:
        address = about.address("measure", measure.short_id)
        return measure_facts(measure, keys[measure.id], address=address, before=before)

    plans = tuple(plan_part(found, shape, facts) for shape in found.shapes)
    asked = [m for m in found.measures if not m.stand.carried]
    answered = sum(m.report is not None for m in asked)
    return Context(
        head=_head(found, plans, about, answered=answered, asked=len(asked)),
        round=round_facts(found.round),
        previous=round_facts(found.previous) if found.previous else None,
        running=found.round.state != RoundState.CLOSED,
        standings=standing_words(),
        rule=str(RULE),
        figures=figures_of(found.measures),
        before=figures_of(past.measures) if past else None,
        asked=len(asked),
        answered=answered,
        carried=len(found.measures) - len(asked),
        plans=plans,
        late=_late(found, keys),
        silent=tuple(keys[m.id] for m in found.measures if m.stand.standing is Standing.SILENT),
        without_office=tuple(keys[m.id] for m in found.measures if not m.answers and not m.stand.carried),
        changes=tuple(m.key for plan in plans for m in plan.all_measures() if m.changed),
    )


def _late(found: Standings, keys: dict[int, str]) -> tuple[str, ...]:
    """The longest overdue first."""
    rows = [m for m in found.measures if m.stand.standing is Standing.LATE]
    return tuple(keys[m.id] for m in sorted(rows, key=lambda m: -m.stand.days_late))


def _head(found: Standings, plans: tuple[PlanPart, ...], about: About, *, answered: int, asked: int) -> Head:
    words = Words(about.words, about.language)
    sources = [
        words(
            "round_source",
            round=found.round.title,
            day=words.day(found.round.reference_date),
            answered=words.number(answered),
            asked=words.number(asked),
        )
    ]
    if found.previous:
        day = words.day(found.previous.reference_date)
        sources.append(words("round_source_short", round=found.previous.title, day=day))
    sources += [words("plan_source", plan=plan.name, state=plan.state) for plan in plans]
    return Head(
        municipality=about.municipality.name,
        title=about.title or words("title", day=words.day(found.round.reference_date)),
        subtitle=found.round.title,
        language=about.language,
        issued=about.issued,
        as_of=found.round.reference_date,
        address=about.address("municipality"),
        sources=tuple(sources),
        words=dict(about.words),
    )
