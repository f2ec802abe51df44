# SPDX-License-Identifier: EUPL-1.2
"""What the bodies room adds to the navigation and to pages; `ui` imports this module at start-up."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.queries.meetings import next_meetings
from leitziel.bodies.queries.papers import paper_way
from leitziel.ui import navigation, panels

navigation.register(_("Bodies"), "bodies", "bodies.view_public", order=45)
navigation.register(_("Manage bodies"), "bodies-work", "bodies.manage", area="internal", order=40)


def next_meetings_panel(request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """The next meetings of one's own bodies, if there are any."""
    found = next_meetings(request.access)  # type: ignore[attr-defined]
    return {"meetings": found} if found else None


def paper_panel(request: HttpRequest, paper: Any) -> dict[str, Any] | None:
    """The way of a council paper through the bodies, and for those who may the page to set it."""
    lines = paper_way(request.access, paper.id)  # type: ignore[attr-defined]
    may_edit = request.access.may("bodies.create")  # type: ignore[attr-defined]
    return {"lines": lines, "may_edit": may_edit} if lines or may_edit else None


panels.register(
    "work",
    "next-meetings",
    template="bodies/panels/next_meetings.html",
    context=next_meetings_panel,
    permission="bodies.own_calendar",
    queries=3,
    order=20,
)
panels.register(
    "paper",
    "deliberations",
    template="bodies/panels/way.html",
    context=paper_panel,
    permission="bodies.view_public",
    queries=4,
    order=10,
)
