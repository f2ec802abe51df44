# SPDX-License-Identifier: EUPL-1.2
"""Limits on what visitors may send: counted in the database, so they hold for all web processes together."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from leitziel.core.observing.events import tell


def too_many(request: HttpRequest, action: str, *, key: str | None = None) -> HttpResponse | None:
    """Count one more `action` of this sender (and of `key`, where the limit names one); a page that says so (429)
    when it is one too many. The limits stand in settings.VISITOR_LIMITS: action -> "amount/time/of what"."""
    limit = settings.VISITOR_LIMITS[action]
    if ratelimit.consume(request, app="leitziel", action=action, config={action: limit}, key=key):
        return None
    tell("limit reached", limit=action)
    return render(request, "429.html", status=429)
