# SPDX-License-Identifier: EUPL-1.2
"""Whoever holds the signed link of an office answers for it without logging in.

The link alone says which round and which office. It stands in no log and in no answer to others: the house sends
no referrer elsewhere, the log knows views by their names, and no cache keeps these pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.links import LinkError
from leitziel.strategy.actions.progress.links import RoundClosedError, office_of
from leitziel.strategy.enums import ReportChannel
from leitziel.strategy.models import OfficeLink
from leitziel.strategy.queries.progress.answering import asked, name_given
from leitziel.strategy.views.common import address

from .calendar import deadline_file
from .desk import Desk, list_page, measure_page

READ_OR_SEND = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def _opened(view: View) -> View:
    """Give the view the desk that the token opens; a page that says what to do (410) where it opens nothing."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **parts: str) -> HttpResponse:
        try:
            row = office_of(request.municipality, token)  # type: ignore[attr-defined]
        except LinkError as problem:
            context = {"problem": str(problem), "closed": isinstance(problem, RoundClosedError)}
            response = render(request, "strategy/progress/link_over.html", context, status=410)
        else:
            response = view(request, _desk(request, token, row), **parts)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


def _desk(request: HttpRequest, token: str, row: OfficeLink) -> Desk:
    return Desk(
        round=row.round,
        channel=ReportChannel.LINK,
        organisations=frozenset({row.organisation_id}),
        office=row.organisation,
        name=name_given(row.round, row.organisation_id) or row.contact_name,
        home=address(request, "office-link", token),
        page=lambda short_id: address(request, "office-link-measure", token, short_id),
        calendar=address(request, "office-link-deadline", token),
        breadcrumb=[(row.round.title, None)],
    )


@require_http_methods(READ_OR_SEND)
@never_cache
@requires("strategy.answer_by_link")
@_opened
def office_link(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The measures that the office is asked for."""
    return list_page(request, desk)


@require_http_methods(READ_OR_SEND)
@never_cache
@requires("strategy.answer_by_link")
@_opened
def office_link_measure(request: HttpRequest, desk: Desk, short_id: str) -> HttpResponse:
    """One of them."""
    return measure_page(request, desk, short_id, asked(desk.round, desk.organisations or ()))


@require_safe
@never_cache
@requires("strategy.answer_by_link")
@_opened
def office_link_deadline(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The last day for answers, for one's calendar."""
    return deadline_file(request, desk)
