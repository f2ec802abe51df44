# SPDX-License-Identifier: EUPL-1.2
"""A plan as a Word document, as a council gets it: fields with their guiding ideas, goals, measures with who answers
for them and until when, sources. What is printed is a `PlanDocument`, so nothing internal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from leitziel.rendering.docx import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Rich,
    Run,
    write_docx,
)
from leitziel.rendering.plan_document import FieldPart, GoalPart, MeasurePart, PlanDocument, ReferencePart

from .public import about_pairs

_DEEPEST_HEADING = 7  # goals and measures below need levels as well
_BLANK_LINE = re.compile(r"\n\s*\n")


def plan_docx(document: PlanDocument) -> bytes:
    """The plan as DOCX."""
    return write_docx(word_document(document))


def word_document(document: PlanDocument) -> Document:
    """The plan as blocks."""
    return Document(
        title=f"{document.title} {document.edition}",
        author=document.municipality,
        issued=document.issued,
        language=document.language,
        footer=f"{document.municipality} · {document.title} {document.edition}",
        blocks=tuple(_Writer(document).blocks()),
    )


class _Writer:
    def __init__(self, document: PlanDocument) -> None:
        self.document = document
        self.marks = {part.mark for part in document.references if part.mark}

    def blocks(self) -> Iterator[Block]:
        document = self.document
        yield Paragraph(document.title, Look.TITLE)
        yield Paragraph(_("Edition %(label)s") % {"label": document.edition}, Look.SUBTITLE)
        yield Facts(tuple((label, text) for label, text in about_pairs(document) if text != document.title))
        yield PageBreak()
        yield Contents(_("Contents"), levels=2)
        yield PageBreak()
        if document.description:
            yield Heading(1, _("About this concept"))
            yield from paragraphs(document.description)
        if document.goals or document.measures:
            yield Heading(1, _("For all fields of action") if document.fields else _("Goals and measures"))
            yield from self.holder(document, 1)
        for part in document.fields:
            yield from self.field(part, 1)
        if document.references:
            yield Heading(1, _("Sources"))
            for reference in document.references:
                yield self.source(reference)

    def field(self, part: FieldPart, level: int) -> Iterator[Block]:
        name = _("Field of action %(name)s") % {"name": _named(part.number, part.title)}
        yield Heading(level, self.marked(name, part.marks))
        if part.guiding_idea:
            yield Paragraph(_("Guiding idea"), Look.LABEL, together=True)
            yield from paragraphs(part.guiding_idea, Look.QUOTE)
        if part.description:
            yield from paragraphs(part.description)
        yield from self.holder(part, level)
        for child in part.fields:
            yield from self.field(child, min(level + 1, _DEEPEST_HEADING))

    def holder(self, part: FieldPart | PlanDocument, level: int) -> Iterator[Block]:
        for measure in part.measures:
            yield from self.measure(measure, level + 1)
        for goal in part.goals:
            yield from self.goal(goal, level + 1)

    def goal(self, part: GoalPart, level: int) -> Iterator[Block]:
        name = _("Goal %(number)s") % {"number": part.number} if part.number else _("Goal")
        yield Heading(level, self.marked(f"{name}: {part.text}", part.marks))
        if part.description:
            yield from paragraphs(part.description)
        for measure in part.measures:
            yield from self.measure(measure, level + 1)

    def measure(self, part: MeasurePart, level: int) -> Iterator[Block]:
        name = _("Measure %(number)s") % {"number": part.number} if part.number else _("Measure")
        texts = [each.text for each in paragraphs(part.text or "")]
        if part.title:
            yield Heading(level, self.marked(f"{name}: {part.title}", () if texts else part.marks))
        elif texts:  # what has no title of its own stands in the text
            texts[0] = (Run(f"{name}: ", bold=True), texts[0])
        if texts:
            texts[-1] = self.marked(texts[-1], part.marks)
        for place, text in enumerate(texts):
            yield Paragraph(text, Look.OPENING if place == 0 and not part.title else Look.BODY, together=True)
        yield Facts(tuple(self.facts(part)))

    def facts(self, part: MeasurePart) -> Iterator[tuple[str, Rich]]:
        if part.lead:
            yield _("Responsible"), ", ".join(part.lead)
        said = "\n".join(text for _label, text in part.attributes).casefold()
        if part.partners and not all(name.casefold() in said for name in part.partners):
            yield _("Partners"), ", ".join(part.partners)
        if part.deadline:
            yield _("Deadline"), part.deadline
        if part.kind:
            yield _("Kind"), part.kind
        if part.focus:
            yield _("Focus"), part.focus
        if part.examples:
            yield _("Practice examples"), ", ".join(part.examples)
        for label, values in (
            (_("Target groups"), part.target_groups),
            (_("Cross-cutting objectives"), part.objectives),
            (_("Planning areas"), part.areas),
        ):
            if values and not all(
                value.casefold() in said for value in values
            ):  # the document prints them under its own label
                yield label, ", ".join(values)
        yield from part.attributes
        for note in part.notes:
            yield _("Note"), note

    def marked(self, text: Rich, marks: Sequence[str]) -> Rich:
        """A text with the marks of its sources behind it, each leading to the source."""
        if not marks:
            return text
        pieces = [text] if isinstance(text, str | Run) else list(text)
        for place, mark in enumerate(marks):
            comma = ", " if place else ""
            pieces.append(Run(f"{comma}{mark}", raised=True, target=f"source {mark}" if mark in self.marks else ""))
        return pieces

    def source(self, part: ReferencePart) -> Block:
        anchor = ""
        if part.mark in self.marks:  # the first of those that share a mark
            self.marks.discard(part.mark)
            anchor = f"source {part.mark}"
        pieces: list[str | Run] = [Run(part.mark, raised=True), " ", part.text] if part.mark else [part.text]
        if part.address:
            pieces += [" ", Run(part.address, link=part.address)]
        return Paragraph(pieces, Look.SMALL, anchor)


def _named(number: str | None, title: str) -> str:
    return f"{number} {title}" if number else title


def paragraphs(text: str, look: Look = Look.BODY) -> Iterator[Paragraph]:
    """A text with blank lines between its paragraphs."""
    for part in _BLANK_LINE.split(text.strip()):
        yield Paragraph(part.strip(), look)
