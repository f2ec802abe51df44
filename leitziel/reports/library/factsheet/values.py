# SPDX-License-Identifier: EUPL-1.2
"""What the fact sheet of a measure is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leitziel.reports.library.common.values import Answer, Head, StandingWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the plan says of the measure. `attributes`: further labels of the plan with their text."""

    concept: str
    edition: str
    state: str
    number: str
    heading: str
    text: str
    place: tuple[str, ...]
    responsible: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: str
    every_months: int | None
    beyond: date | None
    lobbying: bool
    focus: str
    examples: tuple[str, ...]
    target_groups: tuple[str, ...]
    objectives: tuple[str, ...]
    areas: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]
    others: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.concept} {self.edition}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where it stands in the newest round."""

    standing: str
    round: str
    reference_date: date
    days_late: int
    since: str
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report in its history. `of`: short id of the measure that was merged into this one, "" for itself."""

    answer: Answer
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A measure and its progress, frozen."""

    head: Head
    standings: tuple[StandingWord, ...]
    short_id: str
    address: str
    plan: Plan
    stand: Stand | None
    history: tuple[Reported, ...]

    @property
    def labels(self) -> dict[str, str]:
        return {word.key: word.label for word in self.standings}
