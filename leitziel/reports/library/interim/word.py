# SPDX-License-Identifier: EUPL-1.2
"""The interim report as a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from leitziel.rendering.docx import (
    Block,
    Contents,
    Document,
    Facts,
    Items,
    Look,
    PageBreak,
    Paragraph,
    Rich,
    Run,
    Table,
)
from leitziel.reports.library.common import blocks as common
from leitziel.reports.library.common import pictures as drawing
from leitziel.reports.library.common import sentences
from leitziel.reports.library.common.values import FieldPart, GoalPart, MeasureFacts, PlanPart
from leitziel.reports.library.common.wording import words_of

from . import pictures
from .values import Context
from .wording import figure_rows, lead


def document(context: Context) -> Document:
    """The report as blocks."""
    return common.whole(context.head, tuple(_Writer(context).blocks()))


class _Writer:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = words_of(context.head)
        self.measures = context.by_key()
        self.bars = pictures.bars(context)
        self.tiles = pictures.tiles(context)

    def blocks(self) -> Iterator[Block]:
        context, words = self.context, self.words
        span = words.span(context.round.period_start, context.round.reference_date)
        plans = [(words("plan"), f"{plan.name} ({plan.state})") for plan in context.plans]
        facts = [
            (words("reporting_round"), context.round.title),
            (words("period"), span),
            (words("reference_date"), words.day(context.round.reference_date)),
            *plans,
        ]
        yield from common.title_page(context.head, facts)
        yield Contents(words("contents"), levels=3)
        yield PageBreak()
        yield from self.glance()
        yield from self.attention()
        yield from self.changes()
        for place, plan in enumerate(context.plans):
            yield PageBreak()
            yield from self.plan(place, plan)
        yield common.heading(1, words("about"))
        yield Paragraph(words("about_lead"))
        yield Items(context.head.sources)

    def glance(self) -> Iterator[Block]:
        context, words = self.context, self.words
        yield common.heading(1, words("glance"))
        yield Paragraph(lead(context, words))
        if context.running:
            yield Paragraph(Run(words("draft"), bold=True))
        yield self.figure_table()
        yield common.source(context.head, words)
        for place, plan in enumerate(context.plans):
            yield common.heading(2, plan.name)
            counts = drawing.in_words(context.standings, plan.figures, words)
            alt = words("picture_alt", measures=words.count("measures", plan.figures.total), counts=counts)
            for drawn in self.tiles[place]:
                yield common.picture(drawn, alt, words("picture_caption"))
            yield common.source(context.head, words)
            if plan.fields:
                yield self.field_table(plan)
                yield common.source(context.head, words, f"{context.head.sources[0]}. {words('field_below')}")
        yield common.heading(2, words("rule"))
        yield Paragraph(context.rule)
        yield common.heading(2, words("signs"))
        rows = [(row.label, row.meaning) for row in figure_rows(context)]
        yield Table(words("signs"), (words("standing"), words("meaning")), rows, widths=(2, 3), row_heads=True)

    def figure_table(self) -> Table:
        context, words = self.context, self.words
        total, before = context.figures.total, context.before
        rows: list[tuple[Rich, ...]] = []
        for row in figure_rows(context):
            more = (words.number(row.then), row.moved) if before else ()
            rows.append((row.label, words.number(row.now), words.share(row.now, total), *more))
        rows.append((words("total"), words.number(total), "", *((words.number(before.total), "") if before else ())))
        head = [words("standing"), words("count"), words("share")]
        head += [words("before_round"), words("difference")] if before else []
        widths = (4, 1, 1, 1.3, 1.5)[: len(head)]
        return Table(words("figure_table"), head, rows, widths=widths, row_heads=True)

    def field_table(self, plan: PlanPart) -> Table:
        words = self.words
        rows = [
            (
                part.full,
                words.number(part.figures.total),
                drawing.in_words(self.context.standings, part.figures, words),
                part.figures.lamp_label or "–",
            )
            for part in plan.fields
        ]
        head = (words("field"), words("measures_name"), words("standing"), words("summary"))
        return Table(words("picture_table", plan=plan.name), head, rows, widths=(3, 1.4, 4, 1.8), row_heads=True)

    def attention(self) -> Iterator[Block]:
        context, words = self.context, self.words
        yield common.heading(1, words("attention"))

        def responsible(m: MeasureFacts) -> str:
            return sentences.responsible(m, words)

        yield from self.listed(
            ("late", context.late),
            (words("responsible"), words("deadline"), words("late_by")),
            lambda m: (responsible(m), m.deadline, words.count("days", m.days_late)),
        )
        yield from self.listed(
            ("silent", context.silent),
            (words("responsible"), words("silent_since"), words("last_report")),
            lambda m: (responsible(m), str(m.silent), m.before.round if m.before else words("never")),
        )
        yield from self.listed(
            ("without_office", context.without_office),
            (words("printed"),),
            lambda m: (", ".join(m.unassigned) or "–",),
        )

    def listed(
        self, what: tuple[str, Sequence[str]], heads: tuple[str, ...], cells: Callable[[MeasureFacts], tuple[str, ...]]
    ) -> Iterator[Block]:
        (key, keys), words = what, self.words
        yield common.heading(2, words(key))
        if not keys:
            yield Paragraph(words(f"{key}_none"))
            return
        rows = [(self.link(k), *cells(self.measures[k])) for k in keys]
        widths = (3, *(1.4 for _head in heads))
        yield Table(words(key), (words("measure"), *heads), rows, widths=widths, row_heads=True)
        yield common.source(self.context.head, words)

    def link(self, key: str) -> Run:
        return Run(common.name_of(self.measures[key]), target=key)

    def changes(self) -> Iterator[Block]:
        context, words = self.context, self.words
        yield common.heading(1, words("changes"))
        if context.previous is None:
            yield Paragraph(words("first_round"))
            return
        about = {"round": context.previous.title, "day": words.day(context.previous.reference_date)}
        if not context.changes:
            yield Paragraph(words("changes_none", **about))
            return
        yield Paragraph(words.count("changes_lead", len(context.changes), **about))
        rows = []
        for key in context.changes:
            measure = self.measures[key]
            labels = (context.label(measure.before_standing), context.label(measure.standing))
            rows.append((self.link(key), *labels))
        head = (words("measure"), words("before"), words("now"))
        yield Table(words("changes"), head, rows, widths=(3, 1.6, 1.6), row_heads=True)
        yield common.source(context.head, words, "; ".join(context.head.sources[:2]))

    def plan(self, place: int, plan: PlanPart) -> Iterator[Block]:
        yield common.heading(1, plan.name)
        if plan.figures.lamp_label:
            yield Paragraph(self.summary(plan.name, plan))
        if plan.loose:
            yield common.heading(2, self.words("general"))
            yield from self.holder(plan, 2)
        for number, part in enumerate(plan.fields):
            yield from self.field(part, self.bars[place][number])

    def summary(self, name: str, part: PlanPart | FieldPart) -> str:
        measures = self.words.count("measures", part.figures.total)
        return self.words("field_figures", name=name, measures=measures, lamp=part.figures.lamp_label) + "."

    def field(self, part: FieldPart, bar: str) -> Iterator[Block]:
        context, words = self.context, self.words
        level = min(2 + part.depth, 4)
        yield common.heading(level, part.full)
        if part.guiding_idea:
            yield Paragraph(words("guiding_idea"), Look.LABEL, together=True)
            yield from common.paragraphs(part.guiding_idea, Look.QUOTE)
        if not part.figures.total:
            yield Paragraph(words("field_none"))
            return
        if part.figures.lamp_label:
            yield Paragraph(self.summary(part.full, part), together=True)
        yield common.bar(part.full, bar, context.standings, part.figures, words)
        caption = f"{words('figure_table')}: {part.full}"
        yield common.spread_table(caption, context.standings, part.figures, words)
        yield common.source(context.head, words)
        yield from self.holder(part, level)

    def holder(self, part: FieldPart | PlanPart, level: int) -> Iterator[Block]:
        for measure in part.measures:
            yield from self.measure(measure, level + 1)
        for goal in part.goals:
            yield from self.goal(goal, level + 1)

    def goal(self, part: GoalPart, level: int) -> Iterator[Block]:
        words = self.words
        name = f"{words('goal')} {part.number}".strip()
        yield common.heading(level, f"{name}: {part.text}")
        for measure in part.measures:
            yield from self.measure(measure, level + 1)

    def measure(self, measure: MeasureFacts, level: int) -> Iterator[Block]:
        context, words = self.context, self.words
        name = f"{words('measure')} {measure.number}".strip()
        yield common.heading(level, f"{name}: {measure.heading}", measure.key)
        line = common.state_line(measure, context.label(measure.standing), words)
        yield Paragraph(Run(line, bold=True), together=True)
        if measure.text:
            yield from common.paragraphs(measure.text)
        yield Facts(tuple(self.facts(measure)))

    def facts(self, measure: MeasureFacts) -> Iterator[common.Pair]:
        context, words = self.context, self.words
        if measure.said is None:
            yield words("reported_state"), words("not_reported")
        else:
            yield from common.said(measure.said, words, state=sentences.shows_state(measure))
        if context.previous is not None:
            yield words("change"), sentences.change(measure, context.labels, words)
        yield words("responsible"), sentences.responsible(measure, words)
        if measure.partners:
            yield words("partners"), ", ".join(measure.partners)
        yield words("deadline"), sentences.deadline(measure, words)
        if measure.answer and measure.answer.office:
            yield words("reported_by"), f"{measure.answer.office}, {words.day(measure.answer.submitted)}"
        if measure.address:
            yield words("online"), Run(measure.address, link=measure.address)
