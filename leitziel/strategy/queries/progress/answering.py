# SPDX-License-Identifier: EUPL-1.2
"""The list that an office is asked for in a round: what is open, what is answered, what comes next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from leitziel.strategy.enums import ProgressState, ReportChannel
from leitziel.strategy.models import ProgressReport, ReportingRound
from leitziel.strategy.standing import states_for_measure

from .standings import standings
from .values import MeasureStand, RoundRef

# What may be said again without a word: that something took place, or came to its end, is told anew each time.
REPEATABLE = (ProgressState.NOT_STARTED, ProgressState.UNDERWAY, ProgressState.PAUSED, ProgressState.QUIET)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an office (or of several) in a round, in the order of the plans."""

    round: RoundRef
    measures: tuple[MeasureStand, ...]

    @property
    def open(self) -> list[MeasureStand]:
        return [m for m in self.measures if m.open]

    @property
    def answered(self) -> list[MeasureStand]:
        return [m for m in self.measures if m.report is not None]

    @property
    def carried(self) -> list[MeasureStand]:
        """Those that came to their end in an earlier round and need not be reported again."""
        return [m for m in self.measures if m.stand.carried]

    @property
    def total(self) -> int:
        return len(self.open) + len(self.answered)

    @property
    def share(self) -> float:
        return len(self.answered) / self.total if self.total else 1.0

    @property
    def repeatable(self) -> list[MeasureStand]:
        """Open measures of which the last answer may be given once more."""
        return [m for m in self.open if repeatable(m)]

    def of(self, short_id: str) -> MeasureStand | None:
        return next((m for m in self.measures if m.short_id == short_id), None)

    def next_open(self, short_id: str) -> MeasureStand | None:
        """The open measure that follows this one, from the beginning again after the last."""
        place = next((i for i, m in enumerate(self.measures) if m.short_id == short_id), -1)
        turned = (*self.measures[place + 1 :], *self.measures[: place + 1])
        return next((m for m in turned if m.open and m.short_id != short_id), None)


def asked(current: ReportingRound, organisations: Collection[int]) -> Asked:
    """What the organisations are asked for in a round; five queries."""
    found = standings(current, organisations=organisations, goals=False)
    return Asked(found.round, found.measures)


def one(current: ReportingRound, thread: int) -> Asked:
    """A measure of the round, whoever answers for it; five queries."""
    found = standings(current, threads=[thread], goals=False)
    return Asked(found.round, found.measures)


def repeatable(measure: MeasureStand) -> bool:
    """May the last answer be given once more: it is one that lasts, and the measure can still have it?"""
    before = measure.before
    return before is not None and before.state in REPEATABLE and before.state in states_for_measure(measure.ongoing)


def name_given(current: ReportingRound, organisation: int) -> str:
    """How whoever answered by the office's link last called themselves, "" where nobody did; one query."""
    rows = ProgressReport.objects.filter(round=current, organisation=organisation, channel=ReportChannel.LINK)
    return rows.order_by("-submitted_at").values_list("by_name", flat=True).first() or ""
