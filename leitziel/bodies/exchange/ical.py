# SPDX-License-Identifier: EUPL-1.2
"""Meetings as an iCalendar feed: SEQUENCE grows with each change of time, place, name or state; a cancelled meeting
stays in the feed as cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from leitziel.bodies.enums import MeetingState
from leitziel.bodies.queries.feeds import Event
from leitziel.rendering.ical import CalendarEntry, Status, calendar

STATUS: Mapping[str, Status] = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.INVITED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
}


def feed(events: Iterable[Event], *, name: str, address: Callable[[Event], str]) -> bytes:
    """The calendar called `name`; `address` gives the full address of a meeting's page."""
    return calendar((_entry(event, address(event)) for event in events), name=name)


def _entry(event: Event, address: str) -> CalendarEntry:
    cancelled = event.state == MeetingState.CANCELLED
    title = f"{event.body}: {event.title}"
    return CalendarEntry(
        uid=event.uid,
        sequence=event.sequence,
        revised=event.revised_at,
        begins=event.starts,
        ends=event.ends,
        summary=_("Cancelled: %(title)s") % {"title": title} if cancelled else title,
        url=address,
        text="\n".join(part for part in (event.note, "\n".join(event.agenda), address) if part),
        place=event.place,
        status=STATUS[event.state],
        busy=not cancelled,
    )
