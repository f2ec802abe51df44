# SPDX-License-Identifier: EUPL-1.2
"""Editing plans in the matrix."""

from leitziel.core.models import Membership
from leitziel.strategy.actions.editing.structure import Editing, add_entry, delete_entry
from leitziel.strategy.actions.editing.tree import Ref
from leitziel.strategy.models import Edition, Measure, Responsibility
from tests.house.tables.groups import INSIDERS, PLANNERS

WHO = {
    "strategy.edit_measure": PLANNERS | {"office"},
    "strategy.view_history": INSIDERS,
}
ADDRESSES = {
    "edition-history": "strategy.view_history",
    "entry-history": "strategy.view_history",
    "measure-settings": "strategy.edit_measure",
    "plan-bulk": "strategy.edit_plan",
    "plan-editor": "strategy.edit_plan",
    "plan-entry": "strategy.edit_plan",
    "plan-entry-delete": "strategy.edit_plan",
    "plan-entry-merge": "strategy.edit_plan",
    "plan-entry-move": "strategy.edit_plan",
    "plan-entry-new": "strategy.edit_plan",
    "plan-entry-split": "strategy.edit_plan",
    "plan-numbers": "strategy.edit_plan",
    "plan-shift": "strategy.edit_plan",
    "undo-step": "strategy.edit_plan",
    "undo-trash": "strategy.edit_plan",
}


def plant(tenant):
    """A measure that the office's person leads, and a deleted entry in the trash."""
    edition = Edition.objects.select_related("municipality", "concept").get(
        concept__slug=tenant.published["slug"], label=tenant.published["label"]
    )
    measure = Measure.objects.filter(edition=edition).order_by("position").last()
    own = Membership.objects.filter(user=tenant.people["office"]).first().organisation
    Responsibility.objects.filter(measure=measure).delete()
    Responsibility(
        municipality=tenant.municipality, measure=measure, organisation=own, name=own.name, role="lead", position=1
    ).save()
    draft = Edition.objects.select_related("municipality", "concept").get(
        concept__slug=tenant.draft["slug"], label=tenant.draft["label"]
    )
    who = Editing(actor=tenant.people["planning"], edition=draft, version=None)
    row, _step = add_entry(who, kind="measure", values={"text": f"Gelöscht {tenant.word.upper()}"})
    step = delete_entry(who, entry=Ref("measure", row.pk))
    tenant.published |= {"measure-settings.short_id": measure.thread.short_id, "undo-step.pk": step.pk}
    for values in (tenant.published, tenant.draft):
        values["kind"] = "massnahme"
