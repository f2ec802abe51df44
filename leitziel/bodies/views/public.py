# SPDX-License-Identifier: EUPL-1.2
"""Bodies, meetings and resolutions as everybody (and, seeing more, their members) may read them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.bodies.models import Body
from leitziel.bodies.queries import bodies as queries
from leitziel.bodies.queries.meetings import find_meeting, meeting_page
from leitziel.bodies.queries.visibility import visible_meetings, visible_resolutions
from leitziel.core.access import requires
from leitziel.core.files import content

from .common import Crumb, address

PER_PAGE = 25


def _trail(request: HttpRequest, body: Body | None = None, *more: Crumb) -> list[Crumb]:
    trail: list[Crumb] = [(_("Bodies"), address(request, "bodies"))]
    if body is not None:
        trail.append((body.name, address(request, "body", body.slug)))
    return [*trail, *more]


@require_safe
@requires("bodies.view_public")
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies: active, planned and ended, with what follows what."""
    groups = [(state, lines) for state, lines in queries.bodies(request.access).items() if lines]
    context = {"groups": groups, "breadcrumb": [(_("Bodies"), None)]}
    return render(request, "bodies/list.html", context)


@require_safe
@requires("bodies.view_public")
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """A body: what it is for, who sits in it by function, its meetings and resolutions."""
    page = queries.body_page(request.access, slug)
    if page is None:
        raise Http404
    trail = [(_("Bodies"), address(request, "bodies")), (page.body.name, None)]
    return render(request, "bodies/body.html", {"page": page, "body": page.body, "breadcrumb": trail})


@require_safe
@requires("bodies.view_public")
def body_meetings(request: HttpRequest, slug: str) -> HttpResponse:
    """All meetings of a body, the latest first."""
    found = get_object_or_404(Body, slug=slug)
    rows = visible_meetings(request.access).filter(body=found).order_by("-starts", "-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"body": found, "page": page, "breadcrumb": _trail(request, found, (_("Meetings"), None))}
    return render(request, "bodies/meetings.html", context)


@require_safe
@requires("bodies.view_public")
def body_resolutions(request: HttpRequest, slug: str) -> HttpResponse:
    """All resolutions of a body, the latest first."""
    found = get_object_or_404(Body, slug=slug)
    rows = visible_resolutions(request.access).filter(body=found).select_related("item__meeting")
    page = Paginator(rows.order_by("-resolved_on", "-id"), PER_PAGE).get_page(request.GET.get("seite"))
    context = {"body": found, "page": page, "breadcrumb": _trail(request, found, (_("Resolutions"), None))}
    return render(request, "bodies/resolutions.html", context)


@require_safe
@requires("bodies.view_public")
def meeting(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """A meeting: agenda, minutes, votes and resolutions."""
    found = find_meeting(slug, short_id)
    if found is None:
        raise Http404
    request.access.require("bodies.view_meeting", found)
    context = {
        "page": meeting_page(request.access, found),
        "meeting": found,
        "body": found.body,
        "breadcrumb": _trail(request, found.body, (found.title, None)),
    }
    return render(request, "bodies/meeting.html", context)


@require_safe
@requires("bodies.view_public")
def minutes_file(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """The signed minutes as a download, once they may be seen."""
    found = find_meeting(slug, short_id)
    if found is None:
        raise Http404
    request.access.require("bodies.view_meeting", found)
    page = meeting_page(request.access, found)
    if not page.has_file or page.minutes is None or page.minutes.file is None:
        raise Http404
    file = page.minutes.file
    name = f"niederschrift-{found.body.slug}-{found.starts:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content(file), content_type="application/pdf", headers=headers)
