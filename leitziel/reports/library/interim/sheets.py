# SPDX-License-Identifier: EUPL-1.2
"""The interim report as a workbook: every number and every answer, to filter and to count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitziel.rendering.xlsx import Column, Sheet, Value
from leitziel.reports.library.common.values import MeasureFacts
from leitziel.reports.library.common.wording import words_of

from .values import Context

Row = Sequence[Value]


def sheets(context: Context) -> list[Sheet]:
    """Overview, measures, fields, changes, what needs attention, signs and sources."""
    words = words_of(context.head)

    def columns(*names: str) -> tuple[Column, ...]:
        return tuple(Column(words(name)) for name in names)

    return [
        Sheet(words("sheet_overview"), columns("figure", "value"), _overview(context)),
        Sheet(words("sheet_measures"), _measure_columns(context), _measures(context)),
        Sheet(words("sheet_fields"), _field_columns(context), _fields(context)),
        Sheet(words("sheet_changes"), columns("plan", "number", "measure", "before", "now"), _changes(context)),
        Sheet(
            words("sheet_attention"),
            columns("reason", "plan", "number", "measure", "responsible", "deadline", "detail"),
            _attention(context),
        ),
        Sheet(words("sheet_about"), columns("kind", "figure", "meaning"), _about(context)),
    ]


def _overview(context: Context) -> Iterator[Row]:
    words, figures = words_of(context.head), context.figures
    yield words("municipality"), context.head.municipality
    yield words("reporting_round"), context.round.title
    yield words("period"), words.span(context.round.period_start, context.round.reference_date)
    yield words("reference_date"), context.round.reference_date
    yield words("issued"), context.head.issued.date()
    yield words("measures_name"), figures.total
    yield words("asked"), context.asked
    yield words("answered"), context.answered
    yield words("known"), figures.reported
    yield words("summary"), figures.lamp_label
    for place, word in enumerate(context.standings):
        yield word.label, figures.counts[place]
        if context.before:
            yield f"{word.label} ({words('before_round')})", context.before.counts[place]


_MEASURE = (
    "plan", "field", "goal", "number", "measure", "standing", "days", "reported_state", "what_happened", "missing",
    "next_step", "evidence", "evidence_address", "evidence_date", "before", "responsible", "unassigned", "partners",
    "deadline", "reported_by", "reported_on", "address",
)  # fmt: skip
_WIDE = {"measure": 50.0, "what_happened": 50.0, "missing": 30.0, "next_step": 30.0, "field": 24.0, "goal": 30.0}


def _measure_columns(context: Context) -> tuple[Column, ...]:
    words = words_of(context.head)
    titles = {"days": words("late_by")}
    return tuple(Column(titles.get(name) or words(name), _WIDE.get(name)) for name in _MEASURE)


def _measures(context: Context) -> Iterator[Row]:
    goals = {
        m.key: goal.full
        for plan in context.plans
        for part in (plan, *plan.fields)
        for goal in part.goals
        for m in goal.measures
    }
    for plan, part, measure in context.places():
        answer = measure.said
        reported: Row = ("", "", "", "", "", "", None)
        if answer:
            told = (answer.state_label, answer.text, answer.missing, answer.next_step)
            reported = (*told, answer.evidence, answer.evidence_address, answer.evidence_date)
        yield (
            plan.name,
            part.full if part else "",
            goals.get(measure.key, ""),
            measure.number,
            _text(measure),
            context.label(measure.standing),
            measure.days_late or None,
            *reported,
            context.label(measure.before_standing),
            ", ".join(measure.responsible),
            ", ".join(measure.unassigned),
            ", ".join(measure.partners),
            measure.deadline,
            answer.office if answer else "",
            answer.submitted if answer else None,
            measure.address,
        )


def _text(measure: MeasureFacts) -> str:
    return "\n".join(filter(None, (measure.heading, measure.text)))


def _field_columns(context: Context) -> tuple[Column, ...]:
    words = words_of(context.head)
    names = [words("plan"), words("field"), words("total"), words("known"), words("summary")]
    return tuple(Column(name) for name in (*names, *(word.label for word in context.standings)))


def _fields(context: Context) -> Iterator[Row]:
    for plan in context.plans:
        for name, figures in (
            (words_of(context.head)("total"), plan.figures),
            *((p.full, p.figures) for p in plan.fields),
        ):
            yield plan.name, name, figures.total, figures.reported, figures.lamp_label, *figures.counts


def _changes(context: Context) -> Iterator[Row]:
    wanted = set(context.changes)
    for plan, _part, measure in context.places():
        if measure.key in wanted:
            labels = context.label(measure.before_standing), context.label(measure.standing)
            yield plan.name, measure.number, measure.heading, *labels


def _attention(context: Context) -> Iterator[Row]:
    words = words_of(context.head)
    found = {measure.key: (plan, measure) for plan, _part, measure in context.places()}
    for reason, keys in (
        ("late", context.late),
        ("silent", context.silent),
        ("without_office", context.without_office),
    ):
        for key in keys:
            plan, measure = found[key]
            detail = {
                "late": words.count("days", measure.days_late),
                "silent": words("silent_rounds", n=measure.silent),
                "without_office": ", ".join(measure.unassigned),
            }[reason]
            responsible = ", ".join(measure.responsible)
            yield words(reason), plan.name, measure.number, measure.heading, responsible, measure.deadline, detail


def _about(context: Context) -> Iterator[Row]:
    words = words_of(context.head)
    for word in context.standings:
        yield words("standing"), word.label, word.meaning
    yield words("rule"), words("summary"), context.rule
    for source in context.head.sources:
        yield words("source"), "", source
