# SPDX-License-Identifier: EUPL-1.2
"""Writes of meetings: facts, state, publication, invitation, attendance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.bodies.enums import MEETING_TRANSITIONS, BodyState, MeetingState, Presence
from leitziel.bodies.models import AgendaItem, Attendance, Body, Meeting, SeatHolder
from leitziel.core.changes import Changes, set_fields
from leitziel.core.mail import enqueue
from leitziel.core.models import User
from leitziel.core.short_ids import short_ids

from .common import BodiesError, created, locked, record, save_changed


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Time zone aware times; `note` is public."""

    title: str
    starts: dt.datetime
    ends: dt.datetime
    place: str = ""
    note: str = ""


FIELDS = ("title", "starts", "ends", "place", "note")
IN_CALENDAR = frozenset({"title", "starts", "ends", "place", "state"})


def revise(meeting: Meeting, changes: Changes) -> None:
    """Save a changed meeting: its next version, and for calendars its next sequence where they have to act."""
    if changes:
        meeting.revised_at = timezone.now()
        if IN_CALENDAR & changes.keys():
            meeting.sequence += 1
        save_changed(meeting, changes)


def _check(body: Body, facts: MeetingFacts) -> None:
    if facts.ends <= facts.starts:
        raise BodiesError(_("The meeting ends before it starts."))
    if body.state == BodyState.ENDED and body.ends and timezone.localdate(facts.starts) > body.ends:
        raise BodiesError(_("The body ended before this day."))


@transaction.atomic
def create_meeting(*, body: Body, actor: User | None, facts: MeetingFacts, copy_from: Meeting | None = None) -> Meeting:
    """Add a meeting; with `copy_from` it gets the standing items of that meeting of the same body, in their order.

    Raises BodiesError: an end before the start, a day after the end of the body, a meeting of another body.
    """
    _check(body, facts)
    if copy_from is not None and copy_from.body_id != body.pk:
        raise BodiesError(_("The items can only be taken from a meeting of the same body."))
    taken = Meeting.objects.values_list("short_id", flat=True)
    meeting = Meeting(municipality=body.municipality, body=body, short_id=short_ids(1, taken)[0])
    set_fields(meeting, {name: getattr(facts, name) for name in FIELDS})
    meeting.save()
    standing = AgendaItem.objects.filter(meeting=copy_from, standing=True) if copy_from else ()
    copied = []
    for number, item in enumerate(standing, start=1):
        copy = AgendaItem(municipality=body.municipality, meeting=meeting, position=number, number=str(number))
        set_fields(copy, {n: getattr(item, n) for n in ("title", "text", "public", "standing")})
        copy.save()
        copied.append({"item": copy.title})
    record(actor, "meeting.created", meeting, {"body": (None, body.name), **created(meeting, *FIELDS)}, copied)
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: Meeting, actor: User | None, version: int, facts: MeetingFacts) -> Meeting:
    """Change time, place, name or note. Raises ChangedMeanwhileError or BodiesError."""
    current = locked(meeting, version, "body")
    _check(current.body, facts)
    changes = set_fields(current, {name: getattr(facts, name) for name in FIELDS})
    revise(current, changes)
    if changes:
        record(actor, "meeting.changed", current, changes)
    return current


@transaction.atomic
def change_meeting_state(*, meeting: Meeting, actor: User | None, version: int, state: MeetingState) -> Meeting:
    """Take a meeting to its next state. Raises ChangedMeanwhileError, or BodiesError where the table knows no such
    step, or where a meeting that lies ahead is to have been held."""
    current = locked(meeting, version, "body")
    if state not in MEETING_TRANSITIONS[MeetingState(current.state)]:
        raise BodiesError(_("This step is not possible from the state the meeting is in."))
    if state == MeetingState.HELD and current.starts > timezone.now():
        raise BodiesError(_("The meeting has not begun yet, so it cannot have been held."))
    changes = set_fields(current, {"state": state})
    revise(current, changes)
    record(actor, "meeting.state", current, changes)
    return current


@transaction.atomic
def set_meeting_publication(*, meeting: Meeting, actor: User | None, version: int, publish: bool) -> Meeting:
    """Show a meeting with its public items to everybody, or take it back. Raises ChangedMeanwhileError."""
    current = locked(meeting, version, "body")
    if publish is not (current.published_at is None):
        return current
    changes = set_fields(current, {"published_at": timezone.now() if publish else None})
    revise(current, changes)
    record(actor, "meeting.published" if publish else "meeting.unpublished", current, changes)
    return current


@transaction.atomic
def invite(*, meeting: Meeting, actor: User | None, version: int, subject: str, text: str) -> tuple[Meeting, int]:
    """Send the invitation to every member with an account who sits on that day, and mark the meeting as invited.

    Returns the meeting and the number of messages. A meeting that is invited already is invited again (a new
    message to each, when something has changed since). Raises ChangedMeanwhileError, or BodiesError for a meeting
    that was held or cancelled, or a text without content.
    """
    current = locked(meeting, version, "body")
    if current.state not in {MeetingState.PLANNED, MeetingState.INVITED}:
        raise BodiesError(_("Nobody can be invited to a meeting that was held or cancelled."))
    if not text.strip() or not subject.strip():
        raise BodiesError(_("The invitation has no text."))
    changes = set_fields(current, {"state": MeetingState.INVITED})
    people = invited_people(current)
    sent = [
        user
        for user in people
        if enqueue(
            municipality=current.municipality,
            to=user.email,
            subject=subject,
            text=text,
            key=f"bodies.invitation:{current.pk}:{current.version}:{user.pk}",
        )
    ]
    # The version goes up with every invitation, so that its key is new, and a form from before is told so.
    revise(current, changes or {"invitation": (None, None)})
    record(actor, "meeting.invited", current, changes, [{"invited": len(sent)}])
    return current, len(sent)


def invited_people(meeting: Meeting) -> list[User]:
    """The accounts of those who hold a seat (deputies too) on the day of the meeting, each once, by name."""
    day = timezone.localdate(meeting.starts)
    rows = SeatHolder.objects.filter(seat__body=meeting.body_id, user__is_active=True).select_related("user")
    people = {row.user.pk: row.user for row in rows if row.user and row.holds_on(day)}
    return sorted(people.values(), key=lambda user: user.name)


@transaction.atomic
def set_attendance(
    *, meeting: Meeting, actor: User | None, version: int, presences: Mapping[int, Presence | None]
) -> Meeting:
    """Say who was there: by the id of the seat holder; None takes an entry back, who is not named stays as they are.

    Raises ChangedMeanwhileError, or BodiesError for somebody who does not sit in the body.
    """
    current = locked(meeting, version, "body")
    holders = {h.pk: h for h in SeatHolder.objects.filter(seat__body=current.body_id, pk__in=presences.keys())}
    if holders.keys() != presences.keys():
        raise BodiesError(_("Somebody of these is not a member of the body. Load the page again."))
    rows = {row.holder_id: row for row in Attendance.objects.filter(meeting=current)}
    children: list[dict[str, Any]] = []
    for pk, presence in presences.items():
        row, holder = rows.get(pk), holders[pk]
        before = row.presence if row else None
        if before == presence:
            continue
        children.append({"member": holder.name, "from": before, "to": presence})
        if presence is None and row:
            row.delete()
        elif presence is not None:
            row = row or Attendance(municipality=current.municipality, meeting=current, holder=holder)
            row.presence = presence
            row.save()
    if children:
        save_changed(current, {"attendance": (None, None)})
        record(actor, "meeting.attendance", current, None, children)
    return current
