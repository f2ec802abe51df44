# SPDX-License-Identifier: EUPL-1.2
"""An office that is logged in answers for its measures."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import ReportingRound
from leitziel.strategy.queries.progress.answering import asked
from leitziel.strategy.views.common import address

from .calendar import deadline_file
from .desk import Desk, list_page, measure_page

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _desk(request: HttpRequest, slug: str) -> Desk:
    """The list of the person's own organisations. A round that was not opened yet does not exist for them."""
    current = get_object_or_404(ReportingRound.objects.select_related("municipality"), slug=slug)
    if current.state == RoundState.DRAFT and not request.access.may("strategy.view_rounds"):
        raise Http404
    return Desk(
        round=current,
        channel=ReportChannel.LOGIN,
        organisations=request.access.organisations,
        actor=request.user,  # type: ignore[arg-type]
        home=address(request, "round-answer", slug),
        page=lambda short_id: address(request, "round-answer-measure", slug, short_id),
        calendar=address(request, "round-deadline", slug),
        breadcrumb=[(_("My work"), address(request, "work")), (current.title, None)],
    )


@require_http_methods(READ_OR_SEND)
@requires("strategy.report_progress")
def round_answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The measures that the person's organisations are asked for."""
    return list_page(request, _desk(request, slug))


@require_http_methods(READ_OR_SEND)
@requires("strategy.report_progress")
def round_answer_measure(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """One of them. A planner who is asked for something else answers for the office that is."""
    desk = _desk(request, slug)
    found = asked(desk.round, desk.organisations or ())
    if found.of(short_id) is None and request.access.may("strategy.manage_rounds"):
        return redirect("round-measure", request.municipality.slug, slug, short_id)
    return measure_page(request, desk, short_id, found)


@require_safe
@requires("strategy.report_progress")
def round_deadline(request: HttpRequest, slug: str) -> HttpResponse:
    """The last day for answers, for one's calendar."""
    return deadline_file(request, _desk(request, slug))
