# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the portal."""

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import Role, any_of, everybody, permission

permission("portal.view", everybody, _("Everybody may see this page."))
permission(
    "portal.read_feedback",
    any_of(Role.ADMINISTRATION),
    _("Only the administration reads messages about barriers. Ask the administration of your municipality."),
)
permission(
    "portal.read_metrics",
    any_of(),
    _("Only monitoring with the operator's token reads these numbers. Ask the operator."),
)
