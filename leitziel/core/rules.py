# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the core room."""

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import Role, any_of, everybody, logged_in, member, permission

permission("core.view_public", everybody, _("Everybody may see this page."))
permission("core.logged_in", logged_in, _("Please log in first."))
permission("core.view_internal", member, _("Only members of the municipality see this. Ask its administration."))
permission(
    "core.manage_organisations",
    any_of(Role.ADMINISTRATION, Role.PLANNING),
    _("Only administration and social planning manage organisations. Ask the social planners."),
)
permission(
    "core.manage_vocabulary",
    any_of(Role.ADMINISTRATION, Role.PLANNING),
    _("Only administration and social planning change the municipality's words. Ask the social planners."),
)
permission(
    "core.view_log",
    any_of(Role.ADMINISTRATION, Role.PLANNING),
    _("Only administration and social planning see the log. Ask the administration."),
)
