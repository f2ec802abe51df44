# SPDX-License-Identifier: EUPL-1.2
"""Meetings as an iCalendar feed (RFC 5545).

Each meeting keeps its UID for ever; SEQUENCE grows with each change of time, place, name or state; a cancelled
meeting stays in the feed as cancelled, so that calendars take it out. Times are in UTC. Equal meetings give equal
bytes, so that a feed can be compared by its digest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Entry

from leitziel import __version__
from leitziel.bodies.enums import MeetingState
from leitziel.bodies.queries.feeds import Event

STATUS = {
    MeetingState.PLANNED: "TENTATIVE",
    MeetingState.INVITED: "CONFIRMED",
    MeetingState.HELD: "CONFIRMED",
    MeetingState.CANCELLED: "CANCELLED",
}


def feed(events: Iterable[Event], *, name: str, address: Callable[[Event], str]) -> bytes:
    """The calendar called `name`; `address` gives the full address of a meeting's page."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Leitziel//{__version__}//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_entry(event, address(event)))
    return calendar.to_ical()


def _entry(event: Event, address: str) -> Entry:
    entry = Entry()
    cancelled = event.state == MeetingState.CANCELLED
    title = f"{event.body}: {event.title}"
    revised = event.revised_at.astimezone(dt.UTC).replace(microsecond=0)
    entry.add("uid", f"{event.uid}@leitziel")
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", revised)
    entry.add("last-modified", revised)
    entry.add("dtstart", event.starts.astimezone(dt.UTC).replace(microsecond=0))
    entry.add("dtend", event.ends.astimezone(dt.UTC).replace(microsecond=0))
    entry.add("summary", _("Cancelled: %(title)s") % {"title": title} if cancelled else title)
    entry.add("status", STATUS[event.state])
    entry.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if event.place:
        entry.add("location", event.place)
    text = "\n".join(part for part in (event.note, "\n".join(event.agenda), address) if part)
    entry.add("description", text)
    entry.add("url", address)
    return entry
