# SPDX-License-Identifier: EUPL-1.2
"""What the task list of an office is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from leitziel.reports.library.common.values import Head, MeasureFacts, RoundFacts, StandingWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A measure that an office answers for, the plan it stands in, and the states it can be reported in."""

    plan: str
    place: str
    measure: MeasureFacts
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """An office in a round, frozen. `open` are still to be reported, `done` are, `carried` need not be any more."""

    head: Head
    round: RoundFacts
    office: str
    standings: tuple[StandingWord, ...]
    open: tuple[Task, ...]
    done: tuple[Task, ...]
    carried: tuple[Task, ...]

    @property
    def labels(self) -> dict[str, str]:
        return {word.key: word.label for word in self.standings}
