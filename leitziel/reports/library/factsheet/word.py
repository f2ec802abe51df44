# SPDX-License-Identifier: EUPL-1.2
"""The fact sheet of a measure as a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from leitziel.rendering.docx import Block, Document, Facts, Items, Look, Paragraph, Run
from leitziel.reports.library.common import blocks as common
from leitziel.reports.library.common.wording import words_of

from .values import Context
from .wording import plan_pairs, stand_line


def document(context: Context) -> Document:
    """The sheet as blocks."""
    return common.whole(context.head, tuple(_blocks(context)))


def _blocks(context: Context) -> Iterator[Block]:
    words = words_of(context.head)
    yield Paragraph(f"{context.head.municipality} · {context.head.subtitle}", Look.LABEL)
    yield Paragraph(context.head.title, Look.TITLE)
    if context.stand:
        label = Run(context.labels[context.stand.standing], bold=True)
        yield Paragraph((label, f", {stand_line(context.stand, words)}"))
    else:
        yield Paragraph(words("no_round"))
    yield common.heading(1, words("in_the_plan"))
    yield from common.paragraphs(context.plan.text)
    yield Facts(plan_pairs(context, words))
    if context.plan.beyond:
        yield Paragraph(words("beyond", day=words.day(context.plan.beyond)))
    yield common.heading(1, words("history"))
    for item in context.history:
        answer = item.answer
        yield common.heading(2, f"{answer.round} ({words.day(answer.reference_date)})")
        facts = list(common.said(answer, words, state=True))
        if answer.office:
            facts.append((words("reported_by"), f"{answer.office}, {words.day(answer.submitted)}"))
        yield Facts(facts)
        if item.of:
            yield Paragraph(words("of_merged", id=item.of), Look.SMALL)
    if not context.history:
        yield Paragraph(words("history_none"))
    yield common.heading(1, words("sources"))
    yield Items(context.head.sources)
    if context.address:
        yield Facts([(words("online"), Run(context.address, link=context.address))])
