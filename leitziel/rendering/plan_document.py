# SPDX-License-Identifier: EUPL-1.2
"""A plan as plain values, and the PDF of it.

The values say what is printed, not what it means: a deadline is the text a reader sees. Whoever builds a
`PlanDocument` decides what its readers may see; nothing here is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from leitziel.rendering.pdf import render_pdf

TEMPLATE = files("leitziel.rendering") / "templates" / "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePart:
    """A footnote or source. `mark`: its number or sign as printed; `papers`: numbers of council papers it names."""

    mark: str | None
    text: str
    papers: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePart:
    """A measure as printed. Needs a title or a text. `marks` are marks of references; `attributes` further labels
    with their text; `notes` what a reader should know (a deadline beyond the edition's end)."""

    number: str | None = None
    title: str | None = None
    text: str | None = None
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    deadline: str | None = None
    kind: str | None = None
    focus: str | None = None
    examples: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPart:
    """An operative goal with its measures."""

    text: str
    number: str | None = None
    description: str | None = None
    measures: tuple[MeasurePart, ...] = ()
    marks: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPart:
    """A field of action: its own fields, its goals, and measures that stand under no goal."""

    title: str
    number: str | None = None
    guiding_idea: str | None = None
    description: str | None = None
    fields: tuple[FieldPart, ...] = ()
    goals: tuple[GoalPart, ...] = ()
    measures: tuple[MeasurePart, ...] = ()
    marks: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPicture:
    """A picture for the overview page: SVG text, what it shows in words, and its caption."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """One edition of a concept, ready to print. `state` is the text a reader sees ("Entwurf", "beschlossen");
    `issued` (aware) is the time of issue and decides the bytes of the PDF; `as_of` the day the content is from."""

    municipality: str
    title: str
    edition: str
    state: str
    issued: datetime
    as_of: date
    language: str = "de"
    valid_from: date | None = None
    valid_until: date | None = None
    council_paper: str | None = None
    council_paper_address: str | None = None
    decided_by: str | None = None
    source_note: str | None = None
    address: str | None = None
    description: str | None = None
    fields: tuple[FieldPart, ...] = ()
    goals: tuple[GoalPart, ...] = ()
    measures: tuple[MeasurePart, ...] = ()
    references: tuple[ReferencePart, ...] = ()
    pictures: tuple[PlanPicture, ...] = ()

    def all_measures(self) -> Iterator[MeasurePart]:
        """Every measure once, in the order of the document."""

        def of(part: FieldPart | PlanDocument) -> Iterator[MeasurePart]:
            yield from part.measures
            for goal in part.goals:
                yield from goal.measures
            for field in part.fields:
                yield from of(field)

        return of(self)


def plan_pdf(document: PlanDocument) -> bytes:
    """The plan as PDF/UA-1 and PDF/A-2a. Raises ValueError when `issued` has no time zone."""
    return render_pdf(
        TEMPLATE,
        {"plan": document},
        language=document.language,
        issued=document.issued,
        title=document.title,
        author=document.municipality,
    )
