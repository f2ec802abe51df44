# SPDX-License-Identifier: EUPL-1.2
"""Meetings as a calendar shows them: the public ones, or those a person may see of their own bodies."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from leitziel.bodies.enums import MeetingState
from leitziel.bodies.models import AgendaItem, Body, Meeting
from leitziel.bodies.rules import own_seats
from leitziel.core.access import Access

from .visibility import visible_items, visible_meetings

BACK = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting in a calendar; times are time zone aware, `agenda` holds the titles this audience may see."""

    uid: str
    sequence: int
    revised_at: dt.datetime
    body: str
    body_slug: str
    short_id: str
    title: str
    starts: dt.datetime
    ends: dt.datetime
    place: str
    note: str
    state: MeetingState
    agenda: tuple[str, ...]


def _events(meetings: QuerySet[Meeting], items: QuerySet[AgendaItem]) -> list[Event]:
    since = timezone.now() - BACK
    rows = list(meetings.filter(starts__gte=since).select_related("body").order_by("starts", "id"))
    agenda: dict[int, list[str]] = {}
    for item in items.filter(meeting__in=rows):
        agenda.setdefault(item.meeting_id, []).append(f"{item.number}. {item.title}")
    return [
        Event(
            uid=str(row.uid),
            sequence=row.sequence,
            revised_at=row.revised_at,
            body=row.body.name,
            body_slug=row.body.slug,
            short_id=row.short_id,
            title=row.title,
            starts=row.starts,
            ends=row.ends,
            place=row.place,
            note=row.note,
            state=MeetingState(row.state),
            agenda=tuple(agenda.get(row.pk, ())),
        )
        for row in rows
    ]


def public_events(body: Body | None = None) -> list[Event]:
    """The published meetings of a body (of all) since a year ago, with their public items; two queries."""
    rows = visible_meetings(None)
    return _events(rows.filter(body=body) if body else rows, visible_items(None))


def own_events(access: Access) -> list[Event]:
    """The meetings of the person's own bodies, non-public ones too, and the published ones of all others."""
    own = Q(body__in=own_seats(access).member)
    items = Q(meeting__body__in=own_seats(access).member)
    return _events(
        Meeting.objects.filter(own | Q(published_at__isnull=False)),
        AgendaItem.objects.filter(items | Q(public=True, meeting__published_at__isnull=False)),
    )
