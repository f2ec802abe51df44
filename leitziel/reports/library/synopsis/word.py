# SPDX-License-Identifier: EUPL-1.2
"""The synopsis as a Word document, as a council paper takes it in."""

from __future__ import annotations

from collections.abc import Iterator

from leitziel.rendering.docx import Block, Contents, Document, Items, Look, PageBreak, Paragraph, Rich, Run, Table
from leitziel.reports.library.common import blocks as common
from leitziel.reports.library.common.wording import words_of

from .values import Context, EditionFacts, Entry, FieldPart, Part, Piece, Section


def document(context: Context) -> Document:
    """The synopsis as blocks."""
    return common.whole(context.head, tuple(_Writer(context).blocks()))


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = words_of(context.head)
        self.old = self.words("old", label=context.old.label)
        self.new = self.words("new", label=context.new.label)

    def blocks(self) -> Iterator[Block]:
        context, words = self.context, self.words
        facts = [
            (words("plan"), context.concept),
            (self.old, self.edition(context.old)),
            (self.new, self.edition(context.new)),
        ]
        yield from common.title_page(context.head, facts)
        yield Contents(words("contents"), levels=2)
        yield PageBreak()
        yield common.heading(1, words("numbers"))
        yield Paragraph(f"{words('lead', old=context.old.label, new=context.new.label)} {words('marks')}")
        yield self.numbers()
        yield common.source(context.head, words, f"{'; '.join(context.head.sources)}. {words('numbers_note')}")
        if context.nothing:
            yield Paragraph(words("nothing"))
        for part in context.fields:
            yield from self.field(part)

    def edition(self, edition: EditionFacts) -> str:
        span = self.words.span(edition.valid_from, edition.valid_to)
        return ", ".join(filter(None, (edition.state, self.words("valid", span=span) if span else "")))

    def numbers(self) -> Table:
        context, words = self.context, self.words
        number = words.number
        rows = [(c.label, number(c.fields), number(c.goals), number(c.measures)) for c in context.counts]
        rows += [
            (words("entries_total", label=e.label), number(e.fields), number(e.goals), number(e.measures))
            for e in (context.old, context.new)
        ]
        head = (words("kind"), words("fields_name"), words("goals_name"), words("measures_name"))
        return Table(words("numbers"), head, rows, widths=(3, 1.4, 1, 1.2), row_heads=True)

    def field(self, part: FieldPart) -> Iterator[Block]:
        level = min(1 + part.depth, 3)
        yield common.heading(level, part.title)
        if part.field is not None:
            yield from self.changed(part.field)
        for section in part.sections:
            yield from self.section(section, level + 1)

    def section(self, section: Section, level: int) -> Iterator[Block]:
        below = level
        if section.goal is not None:
            yield common.heading(level, self.name(section.goal))
            yield from self.changed(section.goal)
            below = level + 1
        for entry in section.changed:
            yield common.heading(below, self.name(entry))
            yield from self.changed(entry)
        if section.same:
            yield Paragraph(self.words("unchanged_list"), Look.LABEL, together=True)
            yield Items(section.same)

    def name(self, entry: Entry) -> str:
        return f"{f'{self.words(entry.entry)} {entry.number}'.strip()}: {entry.heading}"

    def changed(self, entry: Entry) -> Iterator[Block]:
        if not entry.kinds:
            yield Paragraph(self.words("unchanged"), Look.SMALL)
            return
        yield Paragraph(Run(", ".join(entry.kinds), bold=True), together=True)
        for part in entry.parts:
            yield self.table(part, self.name(entry))

    def table(self, part: Part, name: str) -> Table:
        rows = [(line.label, self.text(line.old), self.text(line.new)) for line in part.lines]
        caption = self.words("caption", name=part.name or name)
        head = (self.words("attribute"), self.old, self.new)
        return Table(caption, head, rows, widths=(1, 2.4, 2.4), row_heads=True)

    def text(self, pieces: tuple[Piece, ...]) -> Rich:
        if not pieces:
            return Run(self.words("not_there"), italic=True)
        return [Run(p.text, bold=p.mark == "added", struck=p.mark == "removed") for p in pieces]
