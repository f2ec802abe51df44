# SPDX-License-Identifier: EUPL-1.2
"""What a person is told when the machine fails: no room left, no database, or a fault of ours."""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

# EFBIG: a limit on the size of a file, which systemd or a quota may set.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_TEXTS = ("database or disk is full", "no space left on device", "disk quota exceeded", "could not extend file")
RETRY_AFTER = "120"  # seconds


def chain(fault: BaseException | None) -> list[BaseException]:
    """The fault and what it came from, the outermost first."""
    found: list[BaseException] = []
    while fault is not None and fault not in found:
        found.append(fault)
        fault = fault.__cause__ or fault.__context__
    return found


def is_full(fault: BaseException | None) -> bool:
    """Is a full disk (or quota) behind this fault?"""
    return any(
        (isinstance(one, OSError) and one.errno in NO_ROOM)
        or (isinstance(one, OperationalError) and any(text in str(one).lower() for text in FULL_TEXTS))
        for one in chain(fault)
    )


def is_away(fault: BaseException | None) -> bool:
    """Does the database not answer?"""
    return any(isinstance(one, OperationalError | InterfaceError) for one in chain(fault))


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands the request over
    """handler500: the page for the fault at hand, made without database and session. Every write is a transaction
    (ATOMIC in the actions), so that the pages can promise that nothing was kept by half."""
    fault = sys.exc_info()[1]
    if is_full(fault):
        return HttpResponse(render_to_string("ui/faults/full.html"), status=507)
    if is_away(fault):
        return HttpResponse(render_to_string("ui/faults/away.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)
