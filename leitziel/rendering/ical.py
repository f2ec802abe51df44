# SPDX-License-Identifier: EUPL-1.2
"""Value objects -> an iCalendar feed (RFC 5545).

Each entry keeps its UID for ever; SEQUENCE grows with each change; a cancelled entry stays in the feed as cancelled, so
that calendars take it out. Times are in UTC; an entry that begins on a `date` lasts that whole day. Equal entries give
equal bytes, so that a feed can be compared by its digest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from icalendar import Calendar
from icalendar import Event as Component

from leitziel import __version__

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of a calendar. `uid` without the house's name; `busy`: does it take the time it stands in?"""

    uid: str
    sequence: int
    revised: dt.datetime
    begins: dt.datetime | dt.date
    ends: dt.datetime | None
    summary: str
    url: str
    text: str = ""
    place: str = ""
    status: Status = "CONFIRMED"
    busy: bool = False


def calendar(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """The calendar called `name`."""
    made = Calendar()
    made.add("prodid", f"-//Leitziel//{__version__}//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_component(entry))
    return bytes(made.to_ical())


def _component(entry: CalendarEntry) -> Component:
    made = Component()
    made.add("uid", f"{entry.uid}@leitziel")
    made.add("sequence", entry.sequence)
    made.add("dtstamp", _utc(entry.revised))
    made.add("last-modified", _utc(entry.revised))
    if isinstance(entry.begins, dt.datetime):
        made.add("dtstart", _utc(entry.begins))
        made.add("dtend", _utc(entry.ends or entry.begins))
    else:
        made.add("dtstart", entry.begins)
        made.add("dtend", entry.begins + dt.timedelta(days=1))
    made.add("summary", entry.summary)
    made.add("status", entry.status)
    made.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    if entry.place:
        made.add("location", entry.place)
    made.add("description", entry.text)
    made.add("url", entry.url)
    return made


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(microsecond=0)
