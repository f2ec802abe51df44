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


def edits_measures(access: Access, measure: Any) -> bool:
    """Planners edit every measure; an office edits the working facts of those it leads, while the plan is in force.
    Which fields that is says `actions.editing.permissions.editable`."""
    if PLANNERS(access, measure):
        return True
    if measure is None:  # some measure: is there any point in asking for one?
        return access.has_role(Role.OFFICE)
    from leitziel.strategy.actions.editing.permissions import edits_as_lead

    return edits_as_lead(access, measure)


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
permission(
    "strategy.edit_measure",
    edits_measures,
    _(
        "Only social planning and the office that leads the measure edit it, the office while the plan is in force. "
        "Ask the social planners of your municipality."
    ),
)
permission(
    "strategy.view_history",
    INSIDERS,
    _("Only members of the municipality see who changed what. Ask its administration."),
)
