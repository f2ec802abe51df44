# SPDX-License-Identifier: EUPL-1.2
"""What the portal adds to the navigation and to the work page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leitziel.portal import queries
from leitziel.ui import navigation, panels

navigation.register(_("My work"), "work", "core.view_internal", area="internal", order=10)


def feedback_panel(_request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """The newest open messages about barriers, if there are any."""
    newest = list(queries.open_feedback()[:3])
    return {"feedback": newest} if newest else None


panels.register(
    "work",
    "feedback",
    template="portal/panels/feedback.html",
    context=feedback_panel,
    permission="portal.read_feedback",
    queries=1,
    order=900,
)
