# SPDX-License-Identifier: EUPL-1.2
"""What more than one format of the interim report says alike."""

from __future__ import annotations

from dataclasses import dataclass

from leitziel.reports.library.common.wording import Words

from .values import Context


def lead(context: Context, words: Words) -> str:
    """What the report says, in a few sentences."""
    said = words(
        "lead",
        measures=words.count("measures", context.figures.total),
        day=words.day(context.round.reference_date),
        answered=words.number(context.answered),
        asked=words.number(context.asked),
    )
    if context.carried:
        said += " " + words.count("lead_carried", context.carried)
    if context.figures.lamp_label:
        said += " " + words("lead_lamp", lamp=context.figures.lamp_label)
    return said


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A standing with its number now and in the round before (0 where there was none)."""

    key: str
    label: str
    meaning: str
    now: int
    then: int

    @property
    def moved(self) -> str:
        """By how many it changed, with its sign."""
        difference = self.now - self.then
        return f"+{difference}" if difference > 0 else "±0" if difference == 0 else f"−{-difference}"


def figure_rows(context: Context) -> list[FigureRow]:
    """The standings that occur now or occurred in the round before."""
    then = context.before.counts if context.before else (0,) * len(context.standings)
    rows = zip(context.standings, context.figures.counts, then, strict=True)
    return [FigureRow(w.key, w.label, w.meaning, now, before) for w, now, before in rows if now or before]
