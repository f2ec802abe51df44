# SPDX-License-Identifier: EUPL-1.2
"""Addresses for machines that watch the house: health, readiness, metrics."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from leitziel import __version__
from leitziel.core.access import requires
from leitziel.core.observing import metrics as numbers
from leitziel.core.observing import readiness

WATCH = "portal.read_metrics"


@never_cache
@require_GET
@requires("portal.view")
def health(_request: HttpRequest) -> HttpResponse:
    """200 when the server answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@never_cache
@require_GET
@requires("portal.view")
def ready(_request: HttpRequest) -> JsonResponse:
    """200 when work can be done here, else 503; the names of the checks and how they went, nothing else. A worker
    that is silent is told but takes no web server out of service."""
    found = readiness.quick()
    whole = all(finding.level != "bad" for finding in found)
    answer = {"ready": whole, "version": __version__, "checks": {f.name: f.level for f in found}}
    return JsonResponse(answer, status=200 if whole else 503)


def with_token(view: Any) -> Any:
    """Let in whoever sends LEITZIEL_METRICS_TOKEN as a bearer token; for everybody else `WATCH` decides (nobody)."""
    asked = requires(WATCH)(view)

    @wraps(asked)
    def check(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.headers.get("Authorization", "")
        wanted = settings.METRICS_TOKEN
        if wanted and constant_time_compare(sent, f"Bearer {wanted}"):
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]
        return asked(request, *args, **kwargs)  # type: ignore[no-any-return]

    return check


@never_cache
@require_GET
@with_token
def metrics(_request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus; names nobody."""
    return HttpResponse(numbers.exposition(), content_type=numbers.TYPE)
