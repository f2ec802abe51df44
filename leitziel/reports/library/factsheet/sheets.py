# SPDX-License-Identifier: EUPL-1.2
"""The fact sheet of a measure as a workbook: its details, and a row for each report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitziel.rendering.xlsx import Column, Sheet, Value
from leitziel.reports.library.common.wording import words_of

from .values import Context
from .wording import plan_pairs, stand_line

_HISTORY = (
    "reporting_round", "reference_date", "reported_state", "what_happened", "missing", "next_step", "evidence",
    "evidence_address", "evidence_date", "reported_by", "reported_on",
)  # fmt: skip


def sheets(context: Context) -> list[Sheet]:
    """The measure, and its reports."""
    words = words_of(context.head)
    facts = (Column(words("detail"), 28.0), Column(words("content"), 80.0))
    history = tuple(Column(words(name)) for name in _HISTORY)
    return [
        Sheet(words("sheet_facts"), facts, _facts(context)),
        Sheet(words("sheet_history"), history, _history(context)),
    ]


def _facts(context: Context) -> Iterator[Sequence[Value]]:
    words, plan = words_of(context.head), context.plan
    yield words("whole_text"), plan.text or plan.heading
    if context.stand:
        label = context.labels[context.stand.standing]
        yield words("standing"), f"{label}, {stand_line(context.stand, words)}"
    yield from plan_pairs(context, words)
    for source in context.head.sources:
        yield words("source"), source
    yield words("address"), context.address


def _history(context: Context) -> Iterator[Sequence[Value]]:
    for item in context.history:
        a = item.answer
        texts = (a.state_label, a.text, a.missing, a.next_step, a.evidence, a.evidence_address)
        yield a.round, a.reference_date, *texts, a.evidence_date, a.office, a.submitted
