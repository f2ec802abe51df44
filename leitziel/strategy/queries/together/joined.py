# SPDX-License-Identifier: EUPL-1.2
"""What the public reads of measures that belong together."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from leitziel.core.access import Access
from leitziel.strategy.models import Measure, MeasureRelation
from leitziel.strategy.queries.visibility import first_to_show, visible_editions


@dataclass(frozen=True, slots=True)
class Joined:
    """Another measure that is the same or joined with this one. The note of who said so stays inside."""

    short_id: str
    number: str
    heading: str
    concept: str
    same: bool


def joined_with(access: Access, thread: int) -> list[Joined]:
    """The measures joined with one, in the edition that counts; the public meets published ones only. One query where
    nothing was said, two otherwise."""
    rows = MeasureRelation.objects.filter(Q(first=thread) | Q(second=thread), verdict__in=["same", "joined"])
    verdicts = {a if b == thread else b: v for a, b, v in rows.values_list("first_id", "second_id", "verdict")}
    if not verdicts:
        return []
    measures = Measure.objects.filter(thread__in=list(verdicts), edition__in=visible_editions(access)).select_related(
        "edition__concept", "thread"
    )
    by_thread: dict[int, dict[object, Measure]] = {}
    for measure in measures.defer("search_text", "notes", "attributes"):
        by_thread.setdefault(measure.thread_id, {})[measure.edition] = measure
    found = []
    for other, editions in by_thread.items():
        shown = editions[first_to_show(editions)]  # type: ignore[arg-type]
        found.append(
            Joined(
                shown.thread.short_id,
                shown.number,
                shown.heading,
                shown.edition.concept.title,
                verdicts[other] == MeasureRelation.Verdict.SAME,
            )
        )
    return sorted(found, key=lambda j: (j.concept, j.number, j.heading))
