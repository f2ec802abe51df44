# SPDX-License-Identifier: EUPL-1.2
"""When a session ends by itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

BEGAN, SEEN = "leitziel_began", "leitziel_seen"
STEP = 300  # seconds: how exactly the last page is remembered; a write for each page would cost more than it tells


class SessionLimits:
    """End a session that was not used for a while, or that has lasted long enough."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._look(request)
        return self.get_response(request)

    @staticmethod
    def _look(request: HttpRequest) -> None:
        session, now = request.session, time.time()
        if SEEN not in session:
            return
        idle = now - session[SEEN] > settings.SESSION_IDLE_MINUTES * 60
        old = now - session[BEGAN] > settings.SESSION_HOURS * 3600
        ahead = session[BEGAN] - now > STEP  # the clock was set back: nobody knows how old the session is
        if idle or old or ahead:
            logout(request)
            messages.info(request, _("You were logged out after a while. Please log in again."))
        elif now - session[SEEN] > STEP:
            session[SEEN] = now


def begin(request: HttpRequest) -> None:
    """Note when the session began; called for every log-in, whichever way it came."""
    request.session[BEGAN] = request.session[SEEN] = time.time()
