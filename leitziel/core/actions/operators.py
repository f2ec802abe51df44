# SPDX-License-Identifier: EUPL-1.2
"""Sessions of the operator in a municipality: begin one with a reason, end it, and close those whose time is over."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.models import Municipality, OperatorSession, User
from leitziel.core.text import normalised

from .errors import PeopleError


@transaction.atomic
def begin_session(*, municipality: Municipality, operator: User, reason: str, hours: int) -> OperatorSession:
    """Begin to work in a municipality, on its log from the first moment. `hours`: 1 to 4.

    Raises PeopleError for somebody who is no operator, a reason that says too little, a time that is too long, or a
    session that runs already.
    """
    said = normalised(reason).strip()
    if not operator.is_operator or not operator.is_active:
        raise PeopleError(_("Only operators begin such a session."))
    if len(said) < OperatorSession.REASON_LENGTH:
        raise PeopleError(
            _("Please give a reason of at least %(n)s characters; the administration of the municipality reads it.")
            % {"n": OperatorSession.REASON_LENGTH}
        )
    if not 1 <= hours <= OperatorSession.HOURS:
        raise PeopleError(_("A session lasts between one and %(n)s hours.") % {"n": OperatorSession.HOURS})
    Municipality.objects.select_for_update().get(pk=municipality.pk)  # two clicks begin one session
    close_over(municipality)
    if OperatorSession.objects.filter(operator=operator, ended_at=None).exists():
        raise PeopleError(_("Your session runs already."))
    now = timezone.now()
    session = OperatorSession(
        municipality=municipality,
        operator=operator,
        reason=said,
        started_at=now,
        ends_at=now + dt.timedelta(hours=hours),
    )
    session.save()
    log.record(
        actor=operator,
        verb="core.operator_session.began",
        target=session,
        municipality=municipality,
        changes={"reason": (None, said), "ends_at": (None, session.ends_at.isoformat())},
    )
    return session


@transaction.atomic
def end_session(*, session: OperatorSession, actor: User | None) -> OperatorSession:
    """End a session before its time; the operator does so, or the administration of the municipality."""
    rows = OperatorSession.objects.select_for_update(of=("self",)).select_related("municipality", "operator")
    current = rows.get(pk=session.pk)
    if current.ended_at is None:
        _end(current, actor, min(timezone.now(), current.ends_at))
    return current


@transaction.atomic
def close_over(municipality: Municipality) -> int:
    """Write down the end of every session whose time is over; returns how many. Safe to repeat."""
    rows = OperatorSession.objects.select_for_update(of=("self",)).select_related("municipality", "operator")
    over = list(rows.filter(municipality=municipality, ended_at=None, ends_at__lte=timezone.now()))
    for session in over:
        _end(session, None, session.ends_at)
    return len(over)


def _end(session: OperatorSession, actor: User | None, at: dt.datetime) -> None:
    session.ended_at = at
    session.save()
    log.record(
        actor=actor,
        verb="core.operator_session.ended",
        target=session,
        municipality=session.municipality,
        changes={"ended_at": (None, at.isoformat())},
        children=[{"operator": session.operator.name}],
    )
