# SPDX-License-Identifier: EUPL-1.2
"""What every answer to a logged-in person carries: no cache keeps it, and logging out empties the browser's store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

# Without "cookies": the session's is deleted by its own header, language and theme stay.
CLEARED = '"cache", "storage"'


class AnswersMiddleware:
    """Answers to whoever brings a session are stored nowhere; the browser at a desk in an open office shows nothing
    to the next person who presses "back". The cookie is asked, not the person: that costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        begun = settings.SESSION_COOKIE_NAME in response.cookies
        if begun or settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = "private, no-store"
        if getattr(request, "leitziel_logged_out", False):
            response["Clear-Site-Data"] = CLEARED
        return response


@receiver(user_logged_out, dispatch_uid="leitziel.core.answers")
def _remember(sender: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:  # noqa: ARG001 - Django's
    if request is not None:
        request.leitziel_logged_out = True  # type: ignore[attr-defined]
