# SPDX-License-Identifier: EUPL-1.2
"""What the strategy room adds to the navigation; `ui` imports this module at start-up."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.queries.checks import ending_editions
from leitziel.ui import navigation, panels

navigation.register(_("Concepts"), "concepts", "strategy.view_public", order=10)
navigation.register(_("Measures"), "measures", "strategy.view_public", order=20)
navigation.register(_("Offices"), "offices", "strategy.view_public", order=30)
navigation.register(_("Council papers"), "papers", "strategy.view_public", order=40)
navigation.register(_("Imports"), "plan-imports", "strategy.import_plan", area="internal", order=20)
navigation.register(_("Word lists"), "vocabulary", "core.manage_vocabulary", area="internal", order=30)
navigation.register(_("Planning areas"), "areas", "strategy.view_public", order=50)


def ending_panel(_request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """Adopted editions that have ended or soon will, if there are any."""
    found = ending_editions(timezone.localdate())
    return {"endings": found} if found else None


panels.register(
    "work",
    "ending-editions",
    template="strategy/panels/ending.html",
    context=ending_panel,
    permission="strategy.edit_plan",
    queries=1,
    order=30,
)
