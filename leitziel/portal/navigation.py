# SPDX-License-Identifier: EUPL-1.2
"""What the portal adds to the navigation and to the work page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leitziel.portal import queries
from leitziel.ui import navigation, panels

navigation.register(_("My work"), "work", "core.view_internal", area="internal", order=10)


def imports_panel(_request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """Imports that wait for somebody, if there are any."""
    waiting = queries.waiting_imports()
    return {"imports": waiting} if waiting else None


def drafts_panel(_request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """Editions that are not public yet, if there are any."""
    drafts = queries.unpublished_editions()
    return {"drafts": drafts} if drafts else None


def feedback_panel(_request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """The newest open messages about barriers, if there are any."""
    newest = list(queries.open_feedback()[:3])
    return {"feedback": newest} if newest else None


for name, context, asked, order in (
    ("imports", imports_panel, "strategy.review_import", 10),
    ("drafts", drafts_panel, "strategy.view_drafts", 20),
    ("feedback", feedback_panel, "portal.read_feedback", 90),
):
    panels.register(
        "work",
        name,
        template=f"portal/panels/{name}.html",
        context=context,
        permission=asked,
        queries=1,
        order=order,
    )
