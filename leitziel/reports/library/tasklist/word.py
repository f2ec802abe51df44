# SPDX-License-Identifier: EUPL-1.2
"""The task list as a Word document: fields to fill in as a table under each measure."""

from __future__ import annotations

from collections.abc import Iterator

from leitziel.rendering.docx import Block, Document, Facts, Items, Look, Paragraph, Table
from leitziel.reports.library.common import blocks as common
from leitziel.reports.library.common import sentences
from leitziel.reports.library.common.pictures import shortened
from leitziel.reports.library.common.wording import Words, words_of

from .values import Context, Task
from .wording import how, lead, total

BOX = "\N{BALLOT BOX}"


def document(context: Context) -> Document:
    """The list as blocks."""
    return common.whole(context.head, tuple(_blocks(context)))


def _blocks(context: Context) -> Iterator[Block]:
    words = words_of(context.head)
    yield Paragraph(f"{context.head.municipality} · {context.round.title}", Look.LABEL)
    yield Paragraph(context.head.title, Look.TITLE)
    if not total(context):
        yield Paragraph(words("none_left"))
    else:
        yield Paragraph(lead(context, words))
        yield Paragraph(how(context, words))
    if context.open:
        yield common.heading(1, f"{words('open')} ({len(context.open)})")
        for task in context.open:
            yield from _task(task, words)
    if context.done:
        yield common.heading(1, f"{words('done')} ({len(context.done)})")
        rows = [
            (shortened(t.measure.full, 160), t.measure.answer.state_label, t.measure.answer.text)
            for t in context.done
            if t.measure.answer
        ]
        head = (words("measure"), words("state"), words("what_happened"))
        yield Table(words("done"), head, rows, widths=(3, 1.4, 3), row_heads=True)
    if context.carried:
        yield common.heading(1, f"{words('carried')} ({len(context.carried)})")
        yield Paragraph(words("carried_note"))
        yield Items([f"{t.measure.full} – {context.labels[t.measure.standing]}" for t in context.carried])


def _task(task: Task, words: Words) -> Iterator[Block]:
    measure = task.measure
    name = f"{words('measure')} {measure.number}".strip()
    yield common.heading(2, f"{name}: {measure.heading}")
    before = measure.before
    last = words("never")
    if before:
        last = f"{before.state_label} ({before.round})" + (f": {before.text}" if before.text else "")
    yield Facts(
        (
            (words("plan"), ", ".join(filter(None, (task.plan, task.place)))),
            (words("deadline"), sentences.deadline(measure, words)),
            (words("last_time"), last),
        )
    )
    question = words("ongoing_question") if measure.ongoing else words("question")
    boxes = "\n".join(f"{BOX} {state}" for state in task.states)
    rows = [(words("tick"), boxes), (question, "\n\n\n")]
    rows += [(words(key), "\n") for key in ("missing_question", "next_question", "evidence_question", "note_question")]
    caption = words("caption", name=measure.number or shortened(measure.heading, 60))
    yield Table(caption, (words("asked"), words("answer")), rows, widths=(1.3, 3), row_heads=True)
