# SPDX-License-Identifier: EUPL-1.2
"""Who may edit what of a measure, and when a change of a plan asks for a reason (decision 012)."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from leitziel.core.access import Access, Refused
from leitziel.core.models import User
from leitziel.strategy.enums import EditionState, ResponsibilityRole
from leitziel.strategy.models import Edition, Measure, Responsibility

from .values import MEASURE_FIELDS, EditError

PLANNER = "strategy.edit_plan"


class ReasonNeededError(EditError):
    """The plan counts already: say why its wording changes."""

    def __str__(self) -> str:
        return _("This plan is decided or public. Say why you change it; the reason goes to the log.")


def needs_reason(edition: Edition) -> bool:
    """Does a change of the wording need a reason? In a draft that nobody outside has seen it does not."""
    return edition.published_at is not None or edition.state != EditionState.DRAFT


def led_by(access: Access, measures: Collection[int]) -> frozenset[int]:
    """Ids of the measures that the person's offices lead: those named as lead, or, where a measure names no lead,
    those named without a part. One query (and those of the access)."""
    if not measures or not access.organisations:
        return frozenset()
    lead, involved = ResponsibilityRole.LEAD, ResponsibilityRole.UNSPECIFIED
    rows = Responsibility.objects.filter(measure__in=measures, role__in=[lead, involved])
    leads: dict[int, set[int | None]] = {}
    others: dict[int, set[int | None]] = {}
    for measure, role, organisation in rows.order_by().values_list("measure_id", "role", "organisation_id"):
        (leads if role == lead else others).setdefault(measure, set()).add(organisation)
    return frozenset(pk for pk in measures if leads.get(pk, others.get(pk, set())) & access.organisations)


def edits_as_lead(access: Access, measure: Measure) -> bool:
    """Is the plan in force, and does an office of the person lead the measure?"""
    return measure.edition.state == EditionState.ADOPTED and measure.pk in led_by(access, [measure.pk])


def editable(access: Access, measure: Measure, *, leads: bool | None = None) -> frozenset[str]:
    """Names of the fields of a measure that this person may change. `leads`: known from `led_by` (many measures)."""
    if access.may(PLANNER):
        return frozenset(MEASURE_FIELDS)
    if leads is None:
        leads = edits_as_lead(access, measure)
    elif leads:
        leads = measure.edition.state == EditionState.ADOPTED
    return frozenset(f.name for f in MEASURE_FIELDS.values() if f.lead) if leads else frozenset()


def may_edit(access: Access, measure: Measure, field: str) -> bool:
    """May this person change this field of this measure? (For many measures: `editable` with `led_by`.)"""
    return field in editable(access, measure)


def require_fields(access: Access, measure: Measure, fields: Collection[str], *, leads: bool | None = None) -> None:
    """Refuse the change of a field that is not this person's; the refusal names the fields and whom to ask."""
    refused = sorted(set(fields) - editable(access, measure, leads=leads))
    if refused:
        names = ", ".join(str(MEASURE_FIELDS[name].label) for name in refused)
        reason = _("You may not change this here: %(fields)s. Ask the social planners of your municipality.")
        raise Refused("strategy.edit_measure", reason % {"fields": names})


def access_of(actor: User | None, edition: Edition, access: Access | None) -> Access | None:
    """The access to ask; None for the system itself, which may do everything."""
    if actor is None:
        return None
    return access or Access(actor, edition.municipality)


def require_planner(actor: User | None, edition: Edition, access: Access | None = None) -> None:
    """The structure of a plan is for planners alone."""
    asked = access_of(actor, edition, access)
    if asked is not None:
        asked.require(PLANNER)
