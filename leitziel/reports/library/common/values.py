# SPDX-License-Identifier: EUPL-1.2
"""The values that several kinds of reports are made of. Everything printed is here; nothing internal has a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every report begins with. `words` are the fixed words of its kind in its language, so that a later wording
    changes no report that was issued; `sources` say where its values come from, and of which day."""

    municipality: str
    title: str
    subtitle: str
    language: str
    issued: datetime
    as_of: date
    address: str = ""  # where the municipality's pages begin, "" where nobody knows
    sources: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWord:
    """A standing: its key, its name, and what it means."""

    key: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many measures stand where: `counts` in the order of the report's standings; `reported`: of how many is
    known where they stand; `lamp` sums it up in a word ("" where there is no measure)."""

    counts: tuple[int, ...]
    total: int
    reported: int
    lamp: str = ""
    lamp_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """A round with its days."""

    title: str
    period_start: date
    reference_date: date
    deadline: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an office reported of a measure in a round."""

    round: str
    reference_date: date
    state: str
    state_label: str
    text: str = ""
    missing: str = ""
    next_step: str = ""
    evidence: str = ""
    evidence_address: str = ""
    evidence_date: date | None = None
    office: str = ""
    submitted: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFacts:
    """A measure with where it stands.

    `key` is unique in the report, `short_id` the same in all editions and reports. `text` is "" where it is the
    heading. `since`: the earlier round whose final state holds. `before_standing`: the standing in the round before,
    "" where the measure was not part of it.
    """

    key: str
    short_id: str
    number: str
    heading: str
    text: str = ""
    address: str = ""
    responsible: tuple[str, ...] = ()
    unassigned: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    deadline: str = ""
    last_day: date | None = None
    ongoing: bool = False
    every_months: int | None = None
    standing: str
    days_late: int = 0
    since: str = ""
    silent: int = 0
    answer: Answer | None = None
    before: Answer | None = None
    before_standing: str = ""

    @property
    def full(self) -> str:
        return f"{self.number} {self.heading}".strip()

    @property
    def changed(self) -> bool:
        """Does it stand elsewhere than in the round before?"""
        return bool(self.before_standing) and self.before_standing != self.standing

    @property
    def said(self) -> Answer | None:
        """The report that its standing follows from: this round's, or the final one of an earlier round."""
        return self.answer or (self.before if self.since else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPart:
    """A goal with its measures."""

    number: str
    text: str
    figures: Figures
    measures: tuple[MeasureFacts, ...] = ()

    @property
    def full(self) -> str:
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPart:
    """A field, `depth` 0 at the top; `figures` count all below it, `measures` stand under no goal."""

    number: str
    title: str
    depth: int
    figures: Figures
    guiding_idea: str = ""
    goals: tuple[GoalPart, ...] = ()
    measures: tuple[MeasureFacts, ...] = ()

    @property
    def full(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def own(self) -> tuple[MeasureFacts, ...]:
        """Its measures in reading order, those of the fields below it not."""
        return (*self.measures, *(m for goal in self.goals for m in goal.measures))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """A plan: fields in reading order (depth first), and what stands under no field."""

    concept: str
    edition: str
    state: str
    figures: Figures
    valid_from: date | None = None
    valid_to: date | None = None
    fields: tuple[FieldPart, ...] = ()
    goals: tuple[GoalPart, ...] = ()
    measures: tuple[MeasureFacts, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.concept} {self.edition}".strip()

    @property
    def loose(self) -> tuple[MeasureFacts, ...]:
        return (*self.measures, *(m for goal in self.goals for m in goal.measures))

    def all_measures(self) -> tuple[MeasureFacts, ...]:
        """Every measure once, in reading order."""
        return (*self.loose, *(m for part in self.fields for m in part.own))


def counted(standings: Sequence[StandingWord], figures: Figures) -> list[tuple[StandingWord, int]]:
    """The standings that occur, with their numbers."""
    return [(word, n) for word, n in zip(standings, figures.counts, strict=True) if n]
