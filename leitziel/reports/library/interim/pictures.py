# SPDX-License-Identifier: EUPL-1.2
"""The pictures of the interim report, drawn from its values."""

from __future__ import annotations

from leitziel.reports.library.common import pictures
from leitziel.reports.library.common.wording import words_of

from .values import Context


def bars(context: Context) -> list[list[str]]:
    """For each plan the bar of each of its fields."""
    words = words_of(context.head)
    return [
        [
            pictures.bar(context.standings, part.figures, name=part.full, prefix=f"bar-{place}-{number}", words=words)
            for number, part in enumerate(plan.fields)
        ]
        for place, plan in enumerate(context.plans)
    ]


def tiles(context: Context) -> list[list[str]]:
    """For each plan its measures as squares, in as many pictures as pages need."""
    words = words_of(context.head)
    return [
        pictures.paged_tiles(plan, context.standings, words, prefix=f"plan-{place}")
        for place, plan in enumerate(context.plans)
    ]


def for_print(context: Context) -> dict[str, object]:
    """What the PDF shows."""
    return {"tiles": tiles(context), "bars": bars(context)}
