# SPDX-License-Identifier: EUPL-1.2
"""The sessions of a person: on which devices they are logged in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model

User = get_user_model()


def end_sessions(user: User, *, but: str | None = None) -> int:  # type: ignore[valid-type]
    """Log a person out everywhere (but in the session with this key). Returns how many sessions ended."""
    ended = 0
    for session in UserSession.objects.filter(user=user):
        if session.session_key != but:
            session.end()
            ended += 1
    return ended
