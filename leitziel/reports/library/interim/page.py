# SPDX-License-Identifier: EUPL-1.2
"""What the HTML of the interim report shows beside its values: sentences and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from leitziel.reports.library.common import pictures as drawing
from leitziel.reports.library.common.values import FieldPart, PlanPart
from leitziel.reports.library.common.wording import words_of

from . import pictures
from .values import Context
from .wording import figure_rows, lead


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan with its picture in two widths, and its fields with their bars."""

    part: PlanPart
    wide: str
    narrow: str
    fields: tuple[tuple[FieldPart, str], ...]


def shown(context: Context) -> dict[str, object]:
    """For `page.html`, as `p`."""
    words, bars = words_of(context.head), pictures.bars(context)
    plans = []
    for place, plan in enumerate(context.plans):
        wide, narrow = (
            drawing.tiles(
                plan, context.standings, words, prefix=f"{name}-{place}", narrow=name == "narrow", linked=True
            )
            for name in ("wide", "narrow")
        )
        plans.append(PlanShown(plan, wide, narrow, tuple(zip(plan.fields, bars[place], strict=True))))
    return {
        "lead": lead(context, words),
        "figures": figure_rows(context),
        "plans": plans,
        "measures": context.by_key(),
    }
