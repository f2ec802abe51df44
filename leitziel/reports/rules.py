# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the reports room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import Access, Role, any_of, everybody, permission

PLANNERS = any_of(Role.ADMINISTRATION, Role.PLANNING)
STAFF = any_of(Role.ADMINISTRATION, Role.PLANNING, Role.OFFICE)


def lists_tasks(access: Access, _obj: Any) -> bool:
    """Staff read every office's list; a provider that of the organisations it belongs to (the view asks for it)."""
    return STAFF(access, None) or access.has_role(Role.PROVIDER)


permission("reports.view_public", everybody, _("Everybody may see this page."))
permission("reports.view", STAFF, _("Only staff of the municipality see reports that are not published."))
permission(
    "reports.view_tasks",
    lists_tasks,
    _("Only staff of the municipality and the office itself see what it is asked for. Ask the social planners."),
)
permission(
    "reports.issue",
    PLANNERS,
    _("Only social planning and administration issue reports. Ask the social planners of your municipality."),
)
