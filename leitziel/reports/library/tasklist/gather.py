# SPDX-License-Identifier: EUPL-1.2
"""An office in a round -> the values of its task list; six queries."""

from __future__ import annotations

from leitziel.reports.library.common.gathering import About, Subject, measure_facts, round_facts, standing_words
from leitziel.reports.library.common.values import Head
from leitziel.reports.library.common.wording import Words
from leitziel.strategy.queries.progress.standings import standings
from leitziel.strategy.queries.progress.values import MeasureStand
from leitziel.strategy.standing import states_for_measure

from .values import Context, Task


def gather(subject: Subject, about: About) -> Context:
    """Freeze what an office is asked for in a round."""
    assert subject.round is not None
    assert subject.organisation is not None
    found = standings(subject.round, organisations=[subject.organisation.pk], goals=False)
    words = Words(about.words, about.language)
    plans = {shape.id: f"{shape.concept} {shape.label}" for shape in found.shapes}
    fields = {part.id: part.link.full for shape in found.shapes for part in shape.fields}

    def task(measure: MeasureStand) -> Task:
        return Task(
            plan=plans[measure.edition],
            place=fields.get(measure.field or 0, ""),
            measure=measure_facts(measure, f"m{measure.id}"),
            states=tuple(str(state.label) for state in states_for_measure(measure.ongoing)),
        )

    head = Head(
        municipality=about.municipality.name,
        title=about.title or words("title", office=subject.organisation.name),
        subtitle=found.round.title,
        language=about.language,
        issued=about.issued,
        as_of=about.issued.date(),
        sources=(words("round_source_short", round=found.round.title, day=words.day(found.round.reference_date)),),
        words=dict(about.words),
    )
    return Context(
        head=head,
        round=round_facts(found.round),
        office=subject.organisation.name,
        standings=standing_words(),
        open=tuple(task(m) for m in found.measures if m.open),
        done=tuple(task(m) for m in found.measures if m.report is not None),
        carried=tuple(task(m) for m in found.measures if m.stand.carried and m.report is None),
    )
