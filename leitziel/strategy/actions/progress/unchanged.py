# SPDX-License-Identifier: EUPL-1.2
"""Answers of the round before, given once more for several measures at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.enums import ProgressState
from leitziel.strategy.models import MeasureThread, ReportingRound
from leitziel.strategy.queries.progress.answering import repeatable
from leitziel.strategy.queries.progress.values import Entry, MeasureStand

from .common import ProgressError
from .reports import Answer, Answering, submit_report


@dataclass(frozen=True, slots=True)
class Repeated:
    """How many answers were given, and of which measures none was (somebody answered meanwhile, or it moved)."""

    given: int
    skipped: tuple[str, ...]


@transaction.atomic
def repeat_reports(*, round_: ReportingRound, measures: Sequence[tuple[MeasureStand, Answering]]) -> Repeated:
    """Say of each measure that nothing has changed: state, what is missing and the next step of the last answer.

    What cannot be said so (no lasting state, answered meanwhile, another office's by now) is skipped and named.
    """
    threads = MeasureThread.objects.in_bulk([m.thread for m, _by in measures])
    given, skipped = 0, []
    for measure, by in measures:
        if measure.before is None or not repeatable(measure):
            skipped.append(_name(measure))
            continue
        try:
            with transaction.atomic():
                answer = again(measure.before)
                submit_report(round_=round_, thread=threads[measure.thread], answer=answer, by=by, seen=0)
        except (ProgressError, ChangedMeanwhileError):
            skipped.append(_name(measure))
        else:
            given += 1
    return Repeated(given, tuple(skipped))


def again(before: Entry) -> Answer:
    """The last answer once more. Why something rests is said again; what happened in another period is not."""
    text = before.text if before.state == ProgressState.PAUSED else ""
    return Answer(before.state, text=text, missing=before.missing, next_step=before.next_step)


def _name(measure: MeasureStand) -> str:
    return f"{measure.number} {measure.heading}".strip()
