# SPDX-License-Identifier: EUPL-1.2
"""One log line and one count for each request."""

from __future__ import annotations

import logging
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from leitziel.core.observing import metrics
from leitziel.core.observing.logs import request_id

log = logging.getLogger("leitziel.request")
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class ObservingMiddleware:
    """The outermost middleware: numbers the request, times it, and tells what came of it by the view's name.

    The number is answered as X-Request-ID; a person who reports a fault can name it. It is made here, never taken
    from the request: nobody else decides what stands in our log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex)
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            self._tell(request, response, time.perf_counter() - begun)
            response["X-Request-ID"] = request_id.get()
        finally:
            request_id.reset(token)
        return response

    @staticmethod
    def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        view = view_name(request)
        method = request.method if request.method in METHODS else "OTHER"
        metrics.requests.labels(view, method, str(response.status_code)).inc()
        metrics.durations.labels(view).observe(seconds)
        fault = getattr(request, "leitziel_fault", None)
        extra = {
            "view": view,
            "method": method,
            "status": response.status_code,
            "ms": round(1000 * seconds, 1),
            "cache": getattr(request, "leitziel_cache", None),
        }
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        log.log(level, "request", extra=extra, exc_info=fault)


@receiver(got_request_exception, dispatch_uid="leitziel.core.observing")
def _remember(sender: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:  # noqa: ARG001 - Django's
    """Keep the fault for the line of its request; this signal knows faults of middleware as well."""
    if request is not None:
        request.leitziel_fault = sys.exc_info()[1]  # type: ignore[attr-defined]


def view_name(request: HttpRequest) -> str:
    """The name of the address, or "-" where none was found (also for a page out of the cache, which knows it)."""
    name = getattr(request, "leitziel_view", None)
    if name is None and request.resolver_match is not None:
        name = request.resolver_match.view_name
    return name or "-"
