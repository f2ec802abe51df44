# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the strategy room."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from leitziel.core.access import Access, Role, any_of, everybody, permission

PLANNERS = any_of(Role.ADMINISTRATION, Role.PLANNING)
INSIDERS = any_of(Role.ADMINISTRATION, Role.PLANNING, Role.OFFICE, Role.REVIEWER, Role.COMMITTEE, Role.READER)


def published_or_insider(access: Access, edition: Any) -> bool:
    """An edition is for everybody once it is published, and for insiders before."""
    return edition.published_at is not None or INSIDERS(access, edition)


ASK_PLANNERS = _("Only social planning and administration do this. Ask the social planners of your municipality.")

permission("strategy.view_public", everybody, _("Everybody may see this page."))
permission(
    "strategy.view_edition",
    published_or_insider,
    _("This edition is not published yet. Members of the municipality see it after they have logged in."),
)
permission("strategy.view_drafts", INSIDERS, _("Only members of the municipality see drafts."))
permission("strategy.import_plan", PLANNERS, ASK_PLANNERS)
permission("strategy.review_import", PLANNERS, ASK_PLANNERS)
permission("strategy.edit_plan", PLANNERS, ASK_PLANNERS)
permission("strategy.publish_edition", PLANNERS, ASK_PLANNERS)
