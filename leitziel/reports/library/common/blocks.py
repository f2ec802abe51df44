# SPDX-License-Identifier: EUPL-1.2
"""Parts of Word documents that several kinds of reports share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leitziel.rendering.charts import png
from leitziel.rendering.docx import (
    Block,
    Document,
    Facts,
    Heading,
    Look,
    PageBreak,
    Paragraph,
    Picture,
    Rich,
    Run,
    Table,
)
from leitziel.reports.library.common import pictures, sentences
from leitziel.reports.library.common.values import Answer, Figures, Head, MeasureFacts, StandingWord, counted
from leitziel.reports.library.common.wording import Words, words_of

DEEPEST = 6
PICTURE_WIDTH = 160.0  # millimetres between the margins
_BLANK_LINE = re.compile(r"\n\s*\n")
Pair = tuple[str, Rich]


def whole(head: Head, blocks: Sequence[Block], *, footer: str = "") -> Document:
    """A document with what is known of it."""
    return Document(
        title=head.title,
        author=head.municipality,
        issued=head.issued,
        language="de-DE" if head.language == "de" else "en-GB",
        subject=head.subtitle,
        footer=footer or f"{head.municipality} · {head.title}",
        blocks=tuple(blocks),
    )


def title_page(head: Head, facts: Sequence[Pair]) -> Iterator[Block]:
    words = words_of(head)
    yield Paragraph(head.municipality, Look.LEAD)
    yield Paragraph(head.title, Look.TITLE)
    if head.subtitle:
        yield Paragraph(head.subtitle, Look.SUBTITLE)
    yield Facts((*facts, (words("issued"), words.day(head.issued.date()))))
    if head.address:
        yield Facts([(words("online"), Run(head.address, link=head.address))])
    if head.sources:
        yield Paragraph(f"{words('source')}: {head.sources[0]}", Look.SMALL)
    yield PageBreak()


def paragraphs(text: str, look: Look = Look.BODY) -> Iterator[Paragraph]:
    """A text with blank lines between its paragraphs."""
    for part in _BLANK_LINE.split(text.strip()):
        if part.strip():
            yield Paragraph(part.strip(), look)


def source(head: Head, words: Words, text: str = "") -> Paragraph:
    return Paragraph(f"{words('source')}: {text or head.sources[0]}", Look.SMALL)


def picture(drawn: str, alt: str, caption: str = "") -> Picture:
    return Picture(png(drawn), alt, PICTURE_WIDTH, caption)


def spread_table(caption: str, standings: Sequence[StandingWord], figures: Figures, words: Words) -> Table:
    """How the measures of a part are spread over the standings, in numbers."""
    rows: list[tuple[Rich, ...]] = [
        (word.label, words.number(n), words.share(n, figures.total)) for word, n in counted(standings, figures)
    ]
    rows.append((words("total"), words.number(figures.total), ""))
    head = (words("standing"), words("count"), words("share"))
    return Table(caption, head, rows, widths=(4, 1, 1), row_heads=True)


def bar(name: str, drawn: str, standings: Sequence[StandingWord], figures: Figures, words: Words) -> Picture:
    return picture(drawn, words("bar_alt", name=name, counts=pictures.in_words(standings, figures, words)))


def name_of(measure: MeasureFacts) -> str:
    return pictures.shortened(measure.full, 110)


def state_line(measure: MeasureFacts, label: str, words: Words) -> str:
    """Where a measure stands, in a line."""
    more = sentences.state_more(measure, words)
    return f"{label} – {more}" if more else label


def evidence(answer: Answer, words: Words) -> Rich:
    """The evidence with its date and its address; "" where there is none."""
    pieces: list[str | Run] = [part for part in (answer.evidence, words.day(answer.evidence_date)) if part]
    if answer.evidence_address:
        pieces.append(Run(answer.evidence_address, link=answer.evidence_address))
    return [piece for place, part in enumerate(pieces) for piece in ((", ", part) if place else (part,))]


def said(answer: Answer, words: Words, *, state: bool) -> Iterator[Pair]:
    """What was reported, as label and text."""
    if state:
        yield words("reported_state"), answer.state_label
    for key, text in (("what_happened", answer.text), ("missing", answer.missing), ("next_step", answer.next_step)):
        if text:
            yield words(key), text
    if shown := evidence(answer, words):
        yield words("evidence"), shown


def heading(level: int, text: Rich, anchor: str = "") -> Heading:
    return Heading(min(level, DEEPEST), text, anchor)
