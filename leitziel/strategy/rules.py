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
permission(
    "strategy.use_sheets",
    any_of(Role.ADMINISTRATION, Role.PLANNING, Role.OFFICE),
    _("Only those who edit plans work with their tables. Ask the social planners of your municipality."),
)


# Working together: internal talk is for those who work on measures, not for everybody who may read drafts.
STAFF = any_of(Role.ADMINISTRATION, Role.PLANNING, Role.OFFICE)


def reads_talk(access: Access, thread: Any) -> bool:
    """Staff read what is said about any measure; a provider about those in which it has a part."""
    return STAFF(access, thread) or takes_part_as(access, thread, Role.PROVIDER)


def joins_talk(access: Access, thread: Any) -> bool:
    """Planners comment everywhere; offices and providers on the measures in which they have a part."""
    return PLANNERS(access, thread) or takes_part_as(access, thread, Role.OFFICE, Role.PROVIDER)


def judges_similar(access: Access, threads: Any) -> bool:
    """Planners judge every pair; an office one in which it has a part."""
    if PLANNERS(access, threads) or threads is None:
        return STAFF(access, threads)
    return any(takes_part_as(access, thread, Role.OFFICE) for thread in threads)


def takes_part_as(access: Access, thread: Any, *roles: Role) -> bool:
    if not access.has_role(*roles):
        return False
    if thread is None:  # some measure: is there any point in asking for one?
        return True
    from leitziel.strategy.queries.together.parties import takes_part

    return takes_part(access, thread)


permission(
    "strategy.view_comments",
    reads_talk,
    _("Only those who work on the measure see its comments and attachments. Ask the social planners."),
)
permission(
    "strategy.comment",
    joins_talk,
    _("Only social planning and those who have a part in the measure comment on it. Ask the social planners."),
)
permission(
    "strategy.view_similar",
    STAFF,
    _("Only staff of the municipality see which measures look alike. Ask the social planners."),
)
permission(
    "strategy.judge_similar",
    judges_similar,
    _("Only social planning and the offices that have a part in one of the two measures say this. Ask the planners."),
)


# Progress: staff read it in every round, with internal notes, everybody in published ones; who is asked answers.
def reports_progress(access: Access, measure: Any) -> bool:
    """Planners report on every measure, an office or provider on those it (or one below it) answers for.
    `measure`: a `queries.progress.values.MeasureStand`, or None for some measure."""
    if PLANNERS(access, measure):
        return True
    if not access.has_role(Role.OFFICE, Role.PROVIDER):
        return False
    return measure is None or any(office.id in access.organisations for office in measure.answers)


permission(
    "strategy.view_rounds",
    STAFF,
    _("Only staff of the municipality see rounds that are not published. Ask the social planners."),
)
permission("strategy.manage_rounds", PLANNERS, ASK_PLANNERS)
permission(
    "strategy.report_progress",
    reports_progress,
    _("Only the office that answers for the measure and social planning report on it. Ask the social planners."),
)
permission("strategy.answer_by_link", everybody, _("Everybody may see this page."))
