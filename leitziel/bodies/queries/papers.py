# SPDX-License-Identifier: EUPL-1.2
"""A council paper's way through the bodies (Beratungsfolge)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from leitziel.bodies.enums import Effect
from leitziel.bodies.models import AgendaItem, Resolution
from leitziel.core.access import Access

from .visibility import steps_of, visible_items, visible_resolutions


@dataclass(frozen=True, slots=True)
class WayLine:
    """A step: the body, what it is asked for, and (as far as this person may know) when it was dealt with and how."""

    body_slug: str
    body: str
    purpose: str
    day: dt.date | None
    meeting: str  # short id of the meeting, "" where there is none to be seen
    resolutions: tuple[Resolution, ...]


def paper_way(access: Access, paper: int) -> list[WayLine]:
    """The steps of a paper in their order, and after them the agendas it stood on beside; three queries."""
    steps = list(steps_of(paper))
    items = {
        item.pk: item
        for item in visible_items(access)
        .filter(paper=paper)
        .select_related("meeting__body")
        .order_by("meeting__starts", "position")
    }
    resolved: dict[int, list[Resolution]] = {}
    for row in visible_resolutions(access).filter(item__paper=paper).order_by("id"):
        resolved.setdefault(row.item_id, []).append(row)
    lines = []
    for step in steps:
        item = items.pop(step.item_id, None) if step.item_id else None
        day = timezone.localdate(item.meeting.starts) if item else step.planned_on
        done = tuple(resolved.get(step.item_id, ())) if step.item_id else ()
        lines.append(
            WayLine(
                step.body.slug, step.body.name, str(Effect(step.purpose).label), day,
                item.meeting.short_id if item else "", done,
            )
        )  # fmt: skip
    return lines + [_beside(item, tuple(resolved.get(item.pk, ()))) for item in items.values()]


def _beside(item: AgendaItem, done: tuple[Resolution, ...]) -> WayLine:
    meeting = item.meeting
    day = timezone.localdate(meeting.starts)
    return WayLine(meeting.body.slug, meeting.body.name, "", day, meeting.short_id, done)
