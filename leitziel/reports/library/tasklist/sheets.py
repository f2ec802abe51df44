# SPDX-License-Identifier: EUPL-1.2
"""The task list as a workbook: a row for each measure, with columns to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitziel.rendering.xlsx import Column, Sheet, Value
from leitziel.reports.library.common import sentences
from leitziel.reports.library.common.wording import words_of

from .values import Context

_GIVEN = ("plan", "field", "number", "measure", "deadline", "asked", "last_time", "choices")
_FILLED_IN = ("choose_state", "question", "missing_question", "next_question", "evidence_question", "note_question")
_WIDE = {"measure": 50.0, "last_time": 40.0, "choices": 24.0}


def sheets(context: Context) -> list[Sheet]:
    """One sheet."""
    words = words_of(context.head)
    given = tuple(Column(words(name), _WIDE.get(name)) for name in _GIVEN)
    filled_in = tuple(Column(words(name), 30.0) for name in _FILLED_IN)
    return [Sheet(words("sheet_list"), (*given, *filled_in), _rows(context))]


def _rows(context: Context) -> Iterator[Sequence[Value]]:
    words = words_of(context.head)
    for tasks, wanted in ((context.open, "yes"), (context.done, "no"), (context.carried, "no")):
        for task in tasks:
            measure, before = task.measure, task.measure.answer or task.measure.before
            yield (
                task.plan,
                task.place,
                measure.number,
                "\n".join(filter(None, (measure.heading, measure.text))),
                sentences.deadline(measure, words),
                words(wanted),
                f"{before.state_label} ({before.round})\n{before.text}".strip() if before else words("never"),
                ", ".join(task.states),
                *([None] * len(_FILLED_IN)),
            )
