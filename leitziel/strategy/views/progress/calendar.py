# SPDX-License-Identifier: EUPL-1.2
"""Deadlines as calendar entries: of a round for those who answer, of an office's measures for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.core.calendars import MEDIA, calendar_answer
from leitziel.core.models import Organisation
from leitziel.rendering.ical import CalendarEntry, calendar
from leitziel.strategy.queries.progress.deadlines import Deadline, deadlines_of
from leitziel.strategy.views.common import address

if TYPE_CHECKING:
    from .desk import Desk


def deadline_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The deadline of a round as one all-day entry. It leads to the person's own list; a signed link stays out of it,
    for calendars are shared."""
    current = desk.round
    page = request.build_absolute_uri(address(request, "municipality") if desk.by_link else desk.home)
    text = _("Progress on %(day)s. The link to your list stands in the message you were sent.")
    entry = CalendarEntry(
        uid=f"round-{current.municipality.slug}-{current.slug}",
        sequence=current.version,
        revised=current.opened_at or current.created_at,
        begins=current.deadline,
        ends=None,
        summary=_("Answers until today: %(round)s") % {"round": current.title},
        url=page,
        text=text % {"day": current.reference_date.strftime("%d.%m.%Y")} if desk.by_link else page,
    )
    answer = HttpResponse(calendar([entry], name=current.title), content_type=MEDIA)
    answer["Content-Disposition"] = f'attachment; filename="{current.slug}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@requires("strategy.view_public")
def office_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The deadlines of an office's measures in published plans that are in force."""
    office = get_object_or_404(Organisation, slug=slug)

    def entry(found: Deadline) -> CalendarEntry:
        page = request.build_absolute_uri(address(request, "measure", found.short_id))
        return CalendarEntry(
            uid=f"measure-{request.municipality.slug}-{found.short_id}-{office.slug}",
            sequence=found.version,
            revised=found.revised,
            begins=found.day,
            ends=None,
            summary=_("Deadline: %(measure)s") % {"measure": f"{found.number} {found.heading}".strip()[:200]},
            url=page,
            text="\n".join(part for part in (f"{found.concept} {found.label}", found.deadline, page) if part),
        )

    name = _("Deadlines of %(office)s, %(municipality)s") % {
        "office": office.name,
        "municipality": request.municipality.name,
    }
    return calendar_answer(request, calendar(map(entry, deadlines_of(office.pk)), name=name), filename="termine.ics")
