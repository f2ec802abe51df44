# SPDX-License-Identifier: EUPL-1.2
"""Calendars of meetings: of a body, of all bodies, and a person's own."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.bodies.actions.calendar import person_of
from leitziel.bodies.exchange.ical import feed
from leitziel.bodies.models import Body
from leitziel.bodies.queries.feeds import Event, own_events, public_events
from leitziel.core.access import Access, requires
from leitziel.core.calendars import calendar_answer
from leitziel.core.links import LinkError

from .common import address


def _answer(request: HttpRequest, events: Iterable[Event], name: str, *, private: bool = False) -> HttpResponseBase:
    """The feed with a tag of its content; who has this content already gets 304 and no body."""

    def page(event: Event) -> str:
        return request.build_absolute_uri(address(request, "meeting", event.body_slug, event.short_id))

    return calendar_answer(request, feed(events, name=name, address=page), private=private)


@require_safe
@requires("bodies.view_public")
def all_bodies(request: HttpRequest) -> HttpResponseBase:
    """The published meetings of all bodies."""
    name = _("Meetings in %(name)s") % {"name": request.municipality.name}
    return _answer(request, public_events(), name)


@require_safe
@requires("bodies.view_public")
def one_body(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published meetings of a body."""
    body = get_object_or_404(Body, slug=slug)
    return _answer(request, public_events(body), f"{body.name}, {request.municipality.name}")


@require_safe
@requires("bodies.view_public")
def own(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar of the person the signed link was made for: what they may see, wherever they are logged in."""
    try:
        person = person_of(request.municipality, token)
    except LinkError as problem:
        return HttpResponse(str(problem), status=404, content_type="text/plain; charset=utf-8")
    events = own_events(Access(person, request.municipality))
    name = _("My meetings in %(name)s") % {"name": request.municipality.name}
    return _answer(request, events, name, private=True)
