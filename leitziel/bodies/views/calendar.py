# SPDX-License-Identifier: EUPL-1.2
"""A person's own calendar link: make it, make it anew, end it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leitziel.bodies.actions.calendar import end_calendar_link, new_calendar_link
from leitziel.bodies.models import CalendarLink
from leitziel.core.access import requires

from .common import READ_OR_SEND, address


@require_http_methods(READ_OR_SEND)
@never_cache
@requires("bodies.own_calendar")
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The state of the person's link; a new one is shown once, on the page that answers its making."""
    link = ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_calendar_link(municipality=request.municipality, user=request.user)
            messages.success(request, _("Your calendar link was ended. Calendars that use it get nothing more."))
            return redirect("own-calendar", request.municipality.slug)
        token = new_calendar_link(municipality=request.municipality, user=request.user)
        link = request.build_absolute_uri(address(request, "own-calendar-feed", token))
    context = {
        "link": link,
        "row": CalendarLink.objects.filter(user=request.user).exclude(ends=None).first(),
        "public": request.build_absolute_uri(address(request, "bodies-calendar")),
        "breadcrumb": [(_("My calendar"), None)],
    }
    return render(request, "bodies/work/calendar.html", context)
