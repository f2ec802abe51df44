# SPDX-License-Identifier: EUPL-1.2
"""Plain values of progress. Pages, feeds and reports are made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leitziel.strategy.queries.values import Link
from leitziel.strategy.standing import RollUp, Stand


@dataclass(frozen=True, slots=True)
class RoundRef:
    """A round as a link, with its days."""

    id: int
    slug: str
    title: str
    period_start: date
    reference_date: date
    deadline: date
    state: str
    state_label: str
    published: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What was reported of a measure in a round. The public part: there is no place here for an internal note, for
    who typed it, or for how it came in."""

    round: RoundRef
    state: str
    state_label: str
    text: str
    missing: str
    next_step: str
    evidence: str
    evidence_address: str
    evidence_date: date | None
    office: str  # who answered, "" where the office is not known
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Inside:
    """What only members of the municipality see of a report."""

    id: int
    version: int
    internal_note: str
    by: str
    channel: str
    channel_label: str


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation that answers for a measure, or has another part in it."""

    id: int
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class MeasureStand:
    """A measure of a round: what the plan says, what was reported, where it stands by that.

    `answers` are the offices that are asked (the lead, or where nobody leads, those involved); `unassigned` the
    printed names of leads that stand for no organisation. `field` and `goal` are ids within the edition (see `Shape`).
    `report` is this round's, `before` the newest of an earlier round; `silent` counts rounds in a row without a word.
    """

    id: int
    thread: int
    short_id: str
    number: str
    heading: str
    has_title: bool
    text: str
    edition: int
    field: int | None
    goal: int | None
    answers: tuple[Office, ...]
    unassigned: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: str
    last_day: date | None
    ongoing: bool
    every_months: int | None
    stand: Stand
    silent: int
    report: Entry | None
    inside: Inside | None
    before: Entry | None

    @property
    def open(self) -> bool:
        """Is an answer still asked for? Not where one is there, nor where the measure came to its end before."""
        return self.report is None and not self.stand.carried


@dataclass(frozen=True, slots=True)
class GoalShape:
    """A goal of an edition in its place."""

    id: int
    link: Link
    field: int | None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of action in its place: depth first, `depth` 0 at the top."""

    id: int
    link: Link
    parent: int | None
    depth: int
    guiding_idea: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The tree that the measures of an edition hang in; `fields` depth first, `goals` in their order."""

    id: int
    concept: str
    concept_slug: str
    label: str
    published: bool
    fields: tuple[FieldShape, ...]
    goals: tuple[GoalShape, ...]
    state_label: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """All measures of a round in the order of the plans, and the trees they hang in."""

    round: RoundRef
    previous: RoundRef | None
    shapes: tuple[Shape, ...]
    measures: tuple[MeasureStand, ...]

    def below(self, shape: Shape, field: FieldShape) -> set[int]:
        """Ids of a field and of all fields below it."""
        found = {field.id}
        for other in shape.fields:  # depth first: parents come before their children
            if other.parent in found:
                found.add(other.id)
        return found


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office in a round: what it is asked for, what it has answered, how it is reached."""

    office: Office
    asked: int
    answered: int
    late: int
    contact: str  # who answers by link, "" where nobody was entered
    link_ends: datetime | None
    people: int  # members who can log in

    @property
    def open(self) -> int:
        return self.asked - self.answered

    @property
    def reachable(self) -> bool:
        return bool(self.people or self.contact)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field (or a plan, or a goal) with what stands where below it."""

    key: str
    label: str
    depth: int
    roll_up: RollUp


@dataclass(frozen=True, slots=True)
class Overview:
    """A round at a glance for the coordinator."""

    round: RoundRef
    previous: RoundRef | None
    message: str
    version: int
    whole: RollUp
    offices: tuple[OfficeRow, ...]
    nobody: tuple[MeasureStand, ...]  # measures that no office answers for
    silent: tuple[MeasureStand, ...]
    late: tuple[MeasureStand, ...]
    plans: tuple[tuple[Shape, RollUp, tuple[FieldRow, ...]], ...]
    asked: int
    answered: int
    measures: tuple[MeasureStand, ...] = ()  # all of the round, in the order of the plans
