# SPDX-License-Identifier: EUPL-1.2
"""A person's own calendar link: made, made anew, taken back. The signed text itself is nowhere kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.bodies.models import CalendarLink
from leitziel.core.links import LinkError, make_link, read_link
from leitziel.core.models import Municipality, User

from .common import record

PURPOSE = "bodies.calendar"
VALID = dt.timedelta(days=365)


@transaction.atomic
def new_calendar_link(*, municipality: Municipality, user: User) -> str:
    """A new signed link of this person, valid for a year; those from before end with it. Returns the token."""
    link = _own(municipality, user)
    link.number += 1
    link.ends = timezone.now() + VALID
    link.save()
    record(user, "calendar.linked", link, {"number": (link.number - 1, link.number)})
    return make_link(purpose=PURPOSE, municipality=municipality, subject=user.pk, valid=VALID, state=link.number)


@transaction.atomic
def end_calendar_link(*, municipality: Municipality, user: User) -> None:
    """End the person's calendar link; nothing happens where there is none."""
    link = _own(municipality, user)
    if link.ends is None:
        return
    link.number += 1
    link.ends = None
    link.save()
    record(user, "calendar.ended", link, {"number": (link.number - 1, link.number)})


def _own(municipality: Municipality, user: User) -> CalendarLink:
    return CalendarLink.objects.select_for_update().get_or_create(municipality=municipality, user=user)[0]


def person_of(municipality: Municipality, token: str) -> User:
    """Whose calendar the token opens. Raises LinkError: not ours, over, taken back, or the person is gone."""
    link = read_link(purpose=PURPOSE, municipality=municipality, token=token)
    row = CalendarLink.objects.filter(user_id=link.subject, user__is_active=True).select_related("user").first()
    if row is None or row.ends is None or str(row.number) != link.state:
        raise LinkError(_("This link was taken back. Please make a new one on the page of your calendar."))
    return row.user
