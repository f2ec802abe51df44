# SPDX-License-Identifier: EUPL-1.2
"""What planners say about a measure beside its text: whom it is for, where it is done, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Organisation, PlanningArea, Term, User
from leitziel.core.organisations import learn_aliases
from leitziel.strategy.enums import MeasureKind, ResponsibilityRole
from leitziel.strategy.models import Measure, Responsibility

from .plan_pdf import warm_pdf

# A responsibility: the organisation that the printed name stands for (None while nobody said so), and its part.
Parties = Mapping[int, tuple[int | None, ResponsibilityRole]]


class MeasureError(ValueError):
    """The measure cannot be like this; the message is fit for the screen."""


@transaction.atomic
def set_measure_facts(
    *,
    measure: Measure,
    actor: User | None,
    version: int,
    kind: MeasureKind,
    target_groups: Iterable[Term],
    objectives: Iterable[Term],
    areas: Iterable[PlanningArea],
    parties: Parties,
    learn: bool = False,
    site: str = "",
) -> Measure:
    """Set kind, target groups, objectives, areas, and the organisation and role of each printed name.

    `parties`: by the id of the responsibility; one that is not named stays as it is. `learn`: keep the printed
    names as further names of the organisations chosen. The text of the plan stays untouched, and with it what
    the search looks into (`search_text` holds nothing of this; filters and the page of an office read the tables).
    `site`: scheme and host for the links of the PDF that is made ready.
    Raises ChangedMeanwhileError if `version` is not the newest, MeasureError for what the municipality does not
    have: a term of another vocabulary, an organisation or a responsibility that is not there.
    """
    current = (
        Measure.objects.select_for_update(of=("self",))
        .select_related("edition__municipality", "municipality")
        .get(pk=measure.pk)
    )
    if current.version != version:
        raise ChangedMeanwhileError
    changes: dict[str, tuple[Any, Any]] = {}
    if current.kind != kind:
        changes["kind"] = (current.kind, str(kind))
        current.kind = kind
    groups = _of(target_groups, Term.Vocabulary.TARGET_GROUP)
    aims = _of(objectives, Term.Vocabulary.OBJECTIVE)
    for name, wanted in (("target_groups", groups), ("objectives", aims), ("areas", list(areas))):
        changes |= _set_links(current, name, wanted)
    assigned = _set_parties(current, parties, changes)
    learned = learn_aliases(municipality=current.municipality, names=assigned) if learn else []
    if changes:
        current.version += 1
        current.save()
        warm_pdf(edition=current.edition, site=site)
    if changes or learned:
        log.record(
            actor=actor,
            verb="strategy.measure.changed",
            target=current,
            municipality=current.municipality,
            changes=changes,
            children=[{"learned name": name} for name in learned],
        )
    return current


def _of(terms: Iterable[Term], vocabulary: str) -> list[Term]:
    found = list(terms)
    if any(term.vocabulary != vocabulary for term in found):
        raise MeasureError(_("This word belongs to another list."))
    return found


def _set_links(measure: Measure, name: str, wanted: list[Any]) -> dict[str, tuple[Any, Any]]:
    """Bring a list of a measure to `wanted`; what changed, in words, for the log."""
    if any(row.municipality_id != measure.municipality_id for row in wanted):
        raise MeasureError(_("This does not belong to the municipality."))
    related = getattr(measure, name)
    before, after = sorted(map(str, related.all())), sorted(map(str, wanted))
    if before == after:
        return {}
    related.set(wanted)
    return {name: (before, after)}


def _set_parties(measure: Measure, parties: Parties, changes: dict[str, tuple[Any, Any]]) -> dict[str, int]:
    """Set organisation and role of responsibilities; returns the printed names that stand for an organisation now."""
    rows = {r.pk: r for r in Responsibility.objects.filter(measure=measure).select_related("organisation")}
    offices = Organisation.objects.in_bulk({office for office, _role in parties.values() if office is not None})
    if not parties.keys() <= rows.keys() or any(o not in offices for o, _role in parties.values() if o is not None):
        raise MeasureError(_("An organisation or a printed name is no longer there. Load the page again."))
    before = [_said(row) for row in rows.values()]
    assigned: dict[str, int] = {}
    for ident, (office, role) in parties.items():
        row = rows[ident]
        if office is not None and office != row.organisation_id:
            assigned[row.name] = office
        if (row.organisation_id, row.role) != (office, role):
            row.organisation, row.role = offices[office] if office is not None else None, role
            row.save()
    after = [_said(row) for row in rows.values()]
    if before != after:
        changes["responsible"] = (before, after)
    return assigned


def _said(row: Responsibility) -> dict[str, str]:
    office = row.organisation.name if row.organisation else ""
    return {"name": row.name, "organisation": office, "role": str(row.role)}
