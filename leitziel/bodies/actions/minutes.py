# SPDX-License-Identifier: EUPL-1.2
"""Writes of the minutes of a meeting; each item's part is written by `agenda.write_minutes_of_item`."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.bodies.enums import MINUTES_TRANSITIONS, MeetingState, MinutesState
from leitziel.bodies.models import Meeting, Minutes
from leitziel.core.changes import set_fields
from leitziel.core.files import store
from leitziel.core.models import User

from .common import BodiesError, created, locked, record, save_changed

PDF = "application/pdf"
LARGEST = 20 * 1024 * 1024  # bytes


def minutes_of(meeting: Meeting) -> Minutes | None:
    return Minutes.objects.filter(meeting=meeting).select_related("file").first()


@transaction.atomic
def write_minutes(
    *,
    meeting: Meeting,
    actor: User | None,
    version: int,
    opening: str,
    file_public: bool,
    file: tuple[str, bytes] | None = None,
) -> Minutes:
    """Write the opening of the minutes and keep the signed file (name, bytes of a PDF). `version` 0: none yet.

    Raises ChangedMeanwhileError; BodiesError once they are approved, or for a file that is no PDF or too large.
    """
    held = locked(meeting, None)
    current = minutes_of(held)
    values: dict[str, object] = {"opening": opening, "file_public": file_public}
    if current is None:
        current = Minutes(municipality=held.municipality, meeting=held)
    else:
        current = locked(current, version, "file")
    if current.state == MinutesState.APPROVED:
        raise BodiesError(_("The minutes are approved. Take the approval back before you change them."))
    if file is not None:
        values["file"] = _stored(held, file)
    changes = set_fields(current, values)
    if current.pk is None:
        current.save()
        record(actor, "minutes.created", current, created(current, "opening", "file", "file_public"))
    elif changes:
        save_changed(current, changes)
        record(actor, "minutes.changed", current, changes)
    return current


def _stored(meeting: Meeting, file: tuple[str, bytes]) -> object:
    name, data = file
    if len(data) > LARGEST:
        raise BodiesError(_("The file is larger than 20 MB."))
    if not data.startswith(b"%PDF-"):
        raise BodiesError(_("The file is no PDF. Save the signed minutes as PDF and choose the file again."))
    return store(municipality=meeting.municipality, name=name, media_type=PDF, data=data)


@transaction.atomic
def change_minutes_state(
    *, minutes: Minutes, actor: User | None, version: int, state: MinutesState, day: dt.date | None = None
) -> Minutes:
    """Approve the minutes (`day`: when), or take the approval back. Raises ChangedMeanwhileError, or BodiesError
    where there is no such step, no day, or the meeting was not held."""
    current = locked(minutes, version, "meeting")
    if state not in MINUTES_TRANSITIONS[MinutesState(current.state)]:
        raise BodiesError(_("This step is not possible from the state the minutes are in."))
    if state == MinutesState.APPROVED:
        if current.meeting.state != MeetingState.HELD:
            raise BodiesError(_("Only the minutes of a meeting that was held can be approved."))
        if day is None:
            raise BodiesError(_("Say on which day the minutes were approved."))
    changes = set_fields(current, {"state": state, "approved_on": day if state == MinutesState.APPROVED else None})
    save_changed(current, changes)
    record(actor, "minutes.state", current, changes)
    return current
