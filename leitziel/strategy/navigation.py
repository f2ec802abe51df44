# SPDX-License-Identifier: EUPL-1.2
"""What the strategy room adds to the navigation; `ui` imports this module at start-up."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.panels import lineage, progress, together  # noqa: F401 - register their panels
from leitziel.strategy.queries.checks import ending_editions
from leitziel.strategy.queries.office_past import office_past
from leitziel.strategy.queries.open_names import count_open
from leitziel.ui import navigation, panels

navigation.register(_("Concepts"), "concepts", "strategy.view_public", order=10)
navigation.register(_("Measures"), "measures", "strategy.view_public", order=20)
navigation.register(_("Offices"), "offices", "strategy.view_public", order=30)
navigation.register(_("Council papers"), "papers", "strategy.view_public", order=40)
navigation.register(_("My measures"), "my-measures", "core.view_internal", area="internal", order=12)
navigation.register(_("Reporting rounds"), "rounds", "strategy.view_rounds", area="internal", order=14)
navigation.register(_("Similar measures"), "similar-measures", "strategy.view_similar", area="internal", order=40)
navigation.register(_("Crosswalk"), "crosswalk-work", "strategy.edit_plan", area="internal", order=42)
navigation.register(_("Language versions"), "languages-work", "strategy.edit_plan", area="internal", order=44)
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


def open_names_panel(_request: HttpRequest, edition: Any) -> dict[str, Any] | None:
    """How many measures of the edition name somebody who is no organisation yet, if there are any."""
    found = count_open(edition.id)
    return {"open": found} if found else None


panels.register(
    "edition-settings",
    "open-names",
    template="strategy/panels/open_names.html",
    context=open_names_panel,
    permission="strategy.edit_plan",
    queries=1,
    order=40,
)


def office_past_panel(request: HttpRequest, office: Any) -> dict[str, Any] | None:
    """Former names of an office, its end and who goes on, whose work it goes on with."""
    past = office_past(request.access, office.id)  # type: ignore[attr-defined]
    return {"past": past} if past else None


panels.register(
    "office-head",
    "past",
    template="strategy/panels/office_past.html",
    context=office_past_panel,
    permission="strategy.view_public",
    queries=4,
)
navigation.register(_("Trash"), "undo-trash", "strategy.edit_plan", area="internal", order=90)
