# SPDX-License-Identifier: EUPL-1.2
"""What more than one format of the task list says alike."""

from __future__ import annotations

from leitziel.reports.library.common.wording import Words

from .values import Context


def total(context: Context) -> int:
    return len(context.open) + len(context.done)


def lead(context: Context, words: Words) -> str:
    """What the office is asked for, and for what time."""
    measures = words.count("measures", total(context))
    said = words("lead", office=context.office, measures=measures, answered=words.number(len(context.done)))
    span = words.span(context.round.period_start, context.round.reference_date)
    return f"{said} {words('period_note', span=span)}"


def how(context: Context, words: Words) -> str:
    return words("how", day=words.day(context.round.deadline))
