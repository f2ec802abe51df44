# SPDX-License-Identifier: EUPL-1.2
"""`Plan`: what the grammar read in a document, as frozen value objects.

`Plan.to_dict()` gives exactly the exchange format `plan.schema.json` (contract "urn:leitziel:plan:1"). All spans
are half-open offsets in characters of the source text; every character of it lies in exactly one span of one node
or in `unassigned`. `None` means: the document does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Span = tuple[int, int]


class Role(StrEnum):
    """Part a party plays in a measure, as far as the document says it."""

    LEAD = "lead"
    PARTNER = "partner"
    UNSPECIFIED = "unspecified"


class ScheduleKind(StrEnum):
    """Kind of an understood deadline."""

    ONGOING = "ongoing"
    BY = "by"
    PERIOD = "period"
    RECURRING = "recurring"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """One responsible or taking-part body."""

    name: str
    role: Role = Role.UNSPECIFIED

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "role": str(self.role)}


@dataclass(frozen=True, slots=True)
class Schedule:
    """A deadline understood. `start` and `end` are ISO 8601, as exact as the document (2027, 2027-03, ...)."""

    kind: ScheduleKind
    start: str | None = None
    end: str | None = None
    every_months: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"kind": str(self.kind), "start": self.start, "end": self.end, "every_months": self.every_months}


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: the reference it names and the part it hangs on (title, text, responsible, ...)."""

    reference: str
    at: str

    def to_dict(self) -> dict[str, Any]:
        return {"reference": self.reference, "at": self.at}


@dataclass(frozen=True, slots=True)
class Reference:
    """A footnote or source, with the council paper numbers named in it."""

    mark: str | None
    text: str
    council_papers: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "mark": self.mark,
            "text": self.text,
            "council_papers": list(self.council_papers),
            "spans": _spans(self.spans),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. `attributes` holds every other label of the document, as printed, with its text."""

    number: str | None = None
    title: str | None = None
    text: str | None = None
    responsible: str | None = None
    parties: tuple[Party, ...] = ()
    deadline: str | None = None
    schedule: Schedule | None = None
    suggested_schedule: Schedule | None = None
    focus: str | None = None
    examples: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)
    references: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "title": self.title,
            "text": self.text,
            "responsible": self.responsible,
            "parties": [party.to_dict() for party in self.parties],
            "deadline": self.deadline,
            "schedule": self.schedule.to_dict() if self.schedule else None,
            "suggested_schedule": self.suggested_schedule.to_dict() if self.suggested_schedule else None,
            "focus": self.focus,
            "examples": list(self.examples),
            "attributes": dict(self.attributes),
            "references": [mark.to_dict() for mark in self.references],
            "notes": list(self.notes),
            "spans": _spans(self.spans),
        }


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its measures."""

    number: str | None
    text: str
    description: str | None = None
    measures: tuple[Measure, ...] = ()
    references: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "text": self.text,
            "description": self.description,
            "measures": [measure.to_dict() for measure in self.measures],
            "references": [mark.to_dict() for mark in self.references],
            "spans": _spans(self.spans),
        }


@dataclass(frozen=True, slots=True)
class Field:
    """A field of action; fields form a tree."""

    number: str | None
    title: str
    guiding_idea: str | None = None
    description: str | None = None
    fields: tuple[Field, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    references: tuple[Mark, ...] = ()
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "title": self.title,
            "guiding_idea": self.guiding_idea,
            "description": self.description,
            "fields": [child.to_dict() for child in self.fields],
            "goals": [goal.to_dict() for goal in self.goals],
            "measures": [measure.to_dict() for measure in self.measures],
            "references": [mark.to_dict() for mark in self.references],
            "spans": _spans(self.spans),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan read from a document; see the module's docstring."""

    text: str
    sha256: str
    pages: tuple[int, ...] = ()
    title: str | None = None
    description: str | None = None
    fields: tuple[Field, ...] = ()
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
    references: tuple[Reference, ...] = ()
    spans: tuple[Span, ...] = ()
    unassigned: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True when no measure, goal or field was recognised."""
        return not (self.fields or self.goals or self.measures)

    def walk_fields(self) -> Iterator[Field]:
        """All fields, depth first, in document order."""
        stack = list(reversed(self.fields))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.fields))

    def walk_goals(self) -> Iterator[Goal]:
        """All goals: those under no field, then field by field."""
        yield from self.goals
        for node in self.walk_fields():
            yield from node.goals

    def walk_measures(self) -> Iterator[Measure]:
        """All measures: those under nothing, under goals, and under fields."""
        yield from self.measures
        for goal in self.goals:
            yield from goal.measures
        for node in self.walk_fields():
            yield from node.measures
            for goal in node.goals:
                yield from goal.measures

    def to_dict(self, with_text: bool = True) -> dict[str, Any]:
        """The plan as plain data, exactly as the contract says; with null for the text if `with_text` is False."""
        return {
            "extracted": {"text": self.text if with_text else None, "sha256": self.sha256, "pages": list(self.pages)},
            "title": self.title,
            "description": self.description,
            "fields": [node.to_dict() for node in self.fields],
            "goals": [goal.to_dict() for goal in self.goals],
            "measures": [measure.to_dict() for measure in self.measures],
            "references": [reference.to_dict() for reference in self.references],
            "spans": _spans(self.spans),
            "unassigned": [{"text": self.text[start:end], "span": [start, end]} for start, end in self.unassigned],
            "notes": list(self.notes),
        }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]
