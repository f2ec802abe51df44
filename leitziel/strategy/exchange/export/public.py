# SPDX-License-Identifier: EUPL-1.2
"""What everybody may read of a plan, as tables: a workbook, and the measures alone as CSV.

Made of a `PlanDocument`, which holds nothing that is not public. Several values of one cell stand in lines of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitziel.rendering.plan_document import FieldPart, GoalPart, MeasurePart, PlanDocument
from leitziel.rendering.xlsx import Column, Sheet, Value, write_csv, write_xlsx

_OWN_COLUMNS = 20  # further labels of a document that get a column of their own; the rest share one


@dataclass(frozen=True, slots=True)
class _Row:
    """A measure with the field and the goal it stands under."""

    field: str
    goal: str
    measure: MeasurePart


def plan_workbook(document: PlanDocument) -> bytes:
    """The plan as XLSX: what it is, its measures, goals, fields of action and sources, one sheet each."""
    sheets = [about_sheet(document), measures_sheet(document), _goals(document), _fields(document)]
    if document.references:
        sheets.append(_sources(document))
    return write_xlsx(
        sheets,
        title=f"{document.title} {document.edition}",
        issued=document.issued,
        author=document.municipality,
        language=document.language,
    )


def plan_csv(document: PlanDocument) -> bytes:
    """The measures of the plan as CSV, the columns those of the workbook's sheet."""
    return write_csv(measures_sheet(document))


def full_name(part: FieldPart | GoalPart) -> str:
    """Number and name of a field or goal, as a reader names it."""
    return " ".join(filter(None, (part.number, part.title if isinstance(part, FieldPart) else part.text)))


def _walk(document: PlanDocument) -> Iterator[tuple[tuple[FieldPart, ...], FieldPart]]:
    """Every field with those above it, in the order of the document."""

    def below(
        fields: Sequence[FieldPart], above: tuple[FieldPart, ...]
    ) -> Iterator[tuple[tuple[FieldPart, ...], FieldPart]]:
        for part in fields:
            yield above, part
            yield from below(part.fields, (*above, part))

    return below(document.fields, ())


def _path(above: Sequence[FieldPart], part: FieldPart) -> str:
    return " › ".join(full_name(each) for each in (*above, part))


def _rows(document: PlanDocument) -> Iterator[_Row]:
    def under(field: str, holder: PlanDocument | FieldPart) -> Iterator[_Row]:
        yield from (_Row(field, "", measure) for measure in holder.measures)
        for goal in holder.goals:
            yield from (_Row(field, full_name(goal), measure) for measure in goal.measures)

    yield from under("", document)
    for above, part in _walk(document):
        yield from under(_path(above, part), part)


def lines(values: Sequence[str]) -> str | None:
    """Several values of one cell: one a line."""
    return "\n".join(values) or None


def measures_sheet(document: PlanDocument) -> Sheet:
    """One row a measure."""
    rows = list(_rows(document))
    labels = [
        label
        for label, _count in Counter(label for row in rows for label, _text in row.measure.attributes).most_common(
            _OWN_COLUMNS
        )
    ]
    rest = any(label not in labels for row in rows for label, _text in row.measure.attributes)
    columns = [
        Column(_("Field of action"), 28),
        Column(_("Goal"), 40),
        Column(_("Number"), 9),
        Column(_("Title"), 36),
        Column(_("Measure"), 60),
        Column(_("Responsible"), 28),
        Column(_("Partners"), 28),
        Column(_("Deadline"), 18),
        Column(_("Kind"), 18),
        Column(_("Focus"), 36),
        Column(_("Practice examples"), 28),
        Column(_("Target groups"), 24),
        Column(_("Cross-cutting objectives"), 24),
        Column(_("Planning areas"), 20),
        *(Column(label, 30) for label in labels),
        *([Column(_("Further statements"), 40)] if rest else []),
        Column(_("Sources"), 10),
        Column(_("Address"), 40, wrap=False),
    ]
    return Sheet(_("Measures"), tuple(columns), (_measure_cells(row, labels, rest) for row in rows))


def _measure_cells(row: _Row, labels: Sequence[str], rest: bool) -> list[Value]:
    measure, said = row.measure, dict(row.measure.attributes)
    further = [f"{label}: {text}" for label, text in measure.attributes if label not in labels]
    return [
        row.field or None,
        row.goal or None,
        measure.number,
        measure.title,
        measure.text,
        lines(measure.lead),
        lines(measure.partners),
        measure.deadline,
        measure.kind,
        measure.focus,
        lines(measure.examples),
        lines(measure.target_groups),
        lines(measure.objectives),
        lines(measure.areas),
        *(said.get(label) for label in labels),
        *([lines(further)] if rest else []),
        lines(measure.marks),
        measure.address,
    ]


def _goals(document: PlanDocument) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        placed = [("", goal) for goal in document.goals]
        placed += [(_path(above, part), goal) for above, part in _walk(document) for goal in part.goals]
        for field, goal in placed:
            yield [
                field or None,
                goal.number,
                goal.text,
                goal.description,
                len(goal.measures),
                lines(goal.marks),
                goal.address,
            ]

    columns = (
        Column(_("Field of action"), 28),
        Column(_("Number"), 9),
        Column(_("Goal"), 60),
        Column(_("Description"), 60),
        Column(_("Number of measures"), 12),
        Column(_("Sources"), 10),
        Column(_("Address"), 40, wrap=False),
    )
    return Sheet(_("Goals"), columns, rows())


def _fields(document: PlanDocument) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for above, part in _walk(document):
            yield [
                full_name(above[-1]) if above else None,
                part.number,
                part.title,
                part.guiding_idea,
                part.description,
                len(part.goals),
                len(part.measures) + sum(len(goal.measures) for goal in part.goals),
                lines(part.marks),
                part.address,
            ]

    columns = (
        Column(_("Belongs to"), 28),
        Column(_("Number"), 9),
        Column(_("Field of action"), 36),
        Column(_("Guiding idea"), 60),
        Column(_("Description"), 60),
        Column(_("Number of goals"), 12),
        Column(_("Number of measures"), 12),
        Column(_("Sources"), 10),
        Column(_("Address"), 40, wrap=False),
    )
    return Sheet(_("Fields of action"), columns, rows())


def _sources(document: PlanDocument) -> Sheet:
    columns = (Column(_("Mark"), 9), Column(_("Source"), 80), Column(_("Council papers"), 24))
    rows = [(part.mark, part.text, lines(part.papers)) for part in document.references]
    return Sheet(_("Sources"), columns, rows)


def about_pairs(document: PlanDocument) -> list[tuple[str, str]]:
    """What the plan is, in words: from whom, which edition, how far, how long, decided by what, as of when."""
    days = [date_format(day, "DATE_FORMAT") if day else "" for day in (document.valid_from, document.valid_until)]
    pairs = [
        (_("Municipality"), document.municipality),
        (_("Concept"), document.title),
        (_("Edition"), document.edition),
        (_("State"), document.state),
        (_("Valid"), " – ".join(days) if any(days) else ""),
        (_("Council paper"), document.council_paper or ""),
        (_("Decided by"), document.decided_by or ""),
        (_("As of"), date_format(document.as_of, "DATE_FORMAT")),
        (_("Source"), document.source_note or ""),
        (_("Address"), document.address or ""),
    ]
    return [(name, text) for name, text in pairs if text]


def about_sheet(document: PlanDocument) -> Sheet:
    """The first sheet: what is in the file, and how to read it."""
    notes = [
        (_("About this concept"), document.description or ""),
        (_("How to read the table"), _("Where a cell holds several values, each stands in a line of its own.")),
    ]
    rows = [*about_pairs(document), *((name, text) for name, text in notes if text)]
    return Sheet(_("Notes"), (Column(_("What"), 26), Column(_("Statement"), 90)), rows)
