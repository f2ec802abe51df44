# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the API room."""

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import Role, any_of, everybody, permission

permission("api.read", everybody, _("Everybody may read what is published."))
permission(
    "core.export_municipality",
    any_of(Role.ADMINISTRATION),
    _("Only the administration takes out all data. Ask the administration of your municipality."),
)
permission(
    "api.set_open_data",
    any_of(Role.ADMINISTRATION),
    _("Only the administration decides on the licence. Ask the administration of your municipality."),
)
