# SPDX-License-Identifier: EUPL-1.2
"""The demo city's invitations, deputies and the operator, so that their pages are alive."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from leitziel.core.actions.deputies import enter_deputy
from leitziel.core.actions.invitations import invite
from leitziel.core.actions.memberships import Terms
from leitziel.core.actions.operators import begin_session, end_session
from leitziel.core.models import Membership, Municipality, Organisation, User

DAY = dt.timedelta(days=1)


def load(municipality: Municipality) -> None:
    """Open invitations, a holiday with a deputy, and a session of the operator that has ended."""
    boss = User.objects.get(email="o.brandstaetter@auenmuenster.example")
    office = User.objects.get(email="j.waldschuetz@auenmuenster.example")
    colleague = User.objects.get(email="m.stankovic-huebner@auenmuenster.example")
    today = timezone.localdate()
    family = Organisation.objects.get(name="FD Jugend und Familie")
    for email, terms in (
        ("k.amsel@auenmuenster.example", Terms(Membership.Role.OFFICE, family, today)),
        ("praktikum@auenmuenster.example", Terms(Membership.Role.READER, None, today, today + 90 * DAY)),
    ):
        invite(municipality=municipality, actor=boss, email=email, terms=terms, site="http://127.0.0.1:8000")
    enter_deputy(
        municipality=municipality,
        actor=office,
        person=office,
        deputy=colleague,
        valid_from=today,
        valid_to=today + 14 * DAY,
    )
    operator = User.objects.create_user(email="betrieb@haus.example", name="Bea Betrieb", password=None)
    operator.is_operator = True
    operator.save()
    reason = "Konzeptdatei ließ sich nicht einlesen; Hilfe auf Wunsch der Sozialplanung"
    session = begin_session(municipality=municipality, operator=operator, reason=reason, hours=1)
    end_session(session=session, actor=operator)
