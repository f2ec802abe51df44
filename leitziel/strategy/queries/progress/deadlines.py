# SPDX-License-Identifier: EUPL-1.2
"""The deadlines of an office's measures, as its calendar feed shows them to everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Sum

from leitziel.strategy.models import Measure
from leitziel.strategy.queries.values import deadline_words
from leitziel.strategy.queries.visibility import current_editions

from .standings import answered_by

_COLUMNS = (
    "thread__short_id", "number", "title", "text", "edition__concept__title", "edition__label", "deadline_text",
    "deadline_kind", "deadline_start", "deadline_end", "deadline_last_day", "edition__published_at",
    "edition__corrected_at", "changes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a measure's deadline. `version` grows with each change of the measure, in whatever edition."""

    short_id: str
    number: str
    heading: str
    concept: str
    label: str
    deadline: str
    day: dt.date
    version: int
    revised: dt.datetime


def deadlines_of(organisation: int) -> list[Deadline]:
    """The deadlines of the measures that the office answers for in published plans in force; one query."""
    same = Measure.objects.filter(thread=OuterRef("thread"), edition__published_at__isnull=False).order_by()
    changes = same.values("thread").annotate(n=Sum("version")).values("n")
    rows = Measure.objects.filter(
        answered_by([organisation]), edition__in=current_editions(), deadline_last_day__isnull=False
    ).annotate(changes=Subquery(changes))
    found = []
    for short_id, number, title, text, concept, label, *words, day, published, corrected, version in rows.order_by(
        "deadline_last_day", "pk"
    ).values_list(*_COLUMNS):
        revised = max(filter(None, (published, corrected)))
        said = deadline_words(*words)
        found.append(Deadline(short_id, number, title or text, concept, label, said, day, version, revised))
    return found
