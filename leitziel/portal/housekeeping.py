# SPDX-License-Identifier: EUPL-1.2
"""The portal's periodic work: sessions whose time is over."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django_scopes import scope

from leitziel.core.actions.operators import close_over
from leitziel.core.models import Municipality
from leitziel.core.periodic import every


@every(minutes=5)
def close_operator_sessions(_now: datetime) -> None:
    """Write the end of operators' sessions into the log, where nobody ended them by hand."""
    for municipality in Municipality.objects.all():
        with scope(municipality=municipality):
            close_over(municipality)


@every(minutes=60)
def forget_lists_of_sessions(now: datetime) -> None:
    """The list of a person's sessions names no device whose session is gone."""
    alive = Session.objects.filter(expire_date__gte=now).values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
