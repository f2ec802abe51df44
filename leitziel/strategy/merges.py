# SPDX-License-Identifier: EUPL-1.2
"""What the strategy room says about merging organisations; loaded at start-up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from leitziel.core import merging, undo
from leitziel.core.models import Organisation
from leitziel.strategy.enums import ResponsibilityRole
from leitziel.strategy.models import Measure, PlanImport, Responsibility

_ORDER = [ResponsibilityRole.LEAD, ResponsibilityRole.PARTNER, ResponsibilityRole.UNSPECIFIED]


def absorb_responsibility(kept: Responsibility, row: Responsibility, step: undo.Step) -> None:
    """One measure names both: it names one, with the part that says more. The printed names stand in the measure."""
    kept.role = min(kept.role, row.role, key=lambda role: _ORDER.index(ResponsibilityRole(role)))
    measure = kept.measure
    lost = [name for name in (kept.name, row.name) if name not in measure.responsible_text]
    if lost and kept.name != row.name:
        step.watch(Measure.objects.filter(pk=measure.pk), "responsible_text")
        measure.responsible_text = ", ".join(filter(None, [measure.responsible_text, *lost]))
        measure.save(update_fields=["responsible_text"])


def staged(organisation: int) -> list[PlanImport]:
    """Imports in review whose printed names were said to mean the organisation (it stands in their JSON)."""
    return [p for p in PlanImport.objects.defer("plan") if organisation in p.organisations.values()]


def move_staged(old: int, new: int, step: undo.Step) -> int:
    rows = staged(old)
    step.watch(PlanImport.objects.filter(pk__in=[row.pk for row in rows]), "organisations")
    for row in rows:
        row.organisations = {name: new if pk == old else pk for name, pk in row.organisations.items()}
        row.save(update_fields=["organisations"])
    return len(rows)


def count_staged(organisation: int) -> int:
    return len(staged(organisation))


merging.same_where(Responsibility, "organisation", "measure", absorb=absorb_responsibility)
merging.loose(
    Organisation,
    "strategy.plan_import",
    merging.Loose(label=_("names in imports"), count=count_staged, move=move_staged),
)
