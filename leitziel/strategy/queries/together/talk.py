# SPDX-License-Identifier: EUPL-1.2
"""Comments and attachments of a measure, for those who may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from leitziel.core.access import Access
from leitziel.strategy.models import Measure, MeasureAttachment, MeasureComment, MeasureThread
from leitziel.strategy.queries.visibility import first_to_show, visible_editions


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said about a measure and what was kept with it, oldest first; removed entries are among them."""

    comments: tuple[MeasureComment, ...]
    attachments: tuple[MeasureAttachment, ...]

    @property
    def open(self) -> int:
        """Comments nobody has dealt with yet."""
        return sum(c.removed_at is None and c.resolved_at is None for c in self.comments)


def about(thread: int) -> Q:
    """What belongs to a measure: its own entries, and those of measures that were merged into it."""
    return Q(thread=thread) | Q(thread__merged_into=thread)


def talk_of(thread: int) -> Talk:
    """Two queries."""
    comments = MeasureComment.objects.filter(about(thread)).select_related("by", "resolved_by", "thread")
    attachments = MeasureAttachment.objects.filter(about(thread)).select_related("by", "file", "thread")
    return Talk(tuple(comments), tuple(attachments))


def measure_on(access: Access, thread: MeasureThread) -> Measure | None:
    """The measure of a thread in the edition that counts among those the person may see."""
    rows = Measure.objects.filter(thread=thread, edition__in=visible_editions(access)).select_related(
        "edition__concept", "thread"
    )
    by_edition = {m.edition: m for m in rows.defer("search_text")}
    edition = first_to_show(by_edition)
    return by_edition[edition] if edition else None
