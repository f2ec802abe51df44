# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the core room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import OPERATOR, Access, Role, any_of, everybody, logged_in, member, permission

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

ADMINISTRATION = any_of(Role.ADMINISTRATION)
ASK_ADMINISTRATION = _("Only the administration does this. Ask the administration of your municipality.")


def own_member(access: Access, _obj: Any) -> bool:
    """Is the person here by a role of their own, not only for somebody else?"""
    return bool(access.own_memberships)


def operates(access: Access, _obj: Any) -> bool:
    return logged_in(access, None) and access.user.is_operator and access.factor_suffices(OPERATOR)


def enters_deputy(access: Access, person: Any) -> bool:
    """One's own deputies, or (as administration) anybody's; whoever stands in for the person enters none for them."""
    if person is None or person.pk == access.user.pk:
        return own_member(access, None)
    own_roles = {m.role for m in access.own_memberships}
    if any(other.pk == person.pk for other in access.deputises) and Role.ADMINISTRATION not in own_roles:
        return False
    return ADMINISTRATION(access, None)


permission("core.manage_people", ADMINISTRATION, ASK_ADMINISTRATION)
permission("core.view_operator_sessions", ADMINISTRATION, ASK_ADMINISTRATION)
permission("core.own_deputies", own_member, _("Only members of the municipality see this. Ask its administration."))
permission(
    "core.enter_deputy",
    enters_deputy,
    _("Only the person and the administration enter deputies; a deputy enters none. Ask the administration."),
)
permission("core.operate", operates, _("Only operators of this installation do this. Ask whoever runs it."))
permission("core.accept_invitation", everybody, _("Everybody may see this page."))
