# SPDX-License-Identifier: EUPL-1.2
"""Organisations in the matrix; their permission stands with the core room."""

from leitziel.core.actions.organisations import change_organisation
from leitziel.core.models import Organisation, UndoStep

PK_PAGES = ("", "-names", "-ending", "-merge", "-history", "-undo", "-delete")
ADDRESSES = {
    "organisations": "core.manage_organisations",
    "organisation-new": "core.manage_organisations",
    "organisation-duplicates": "core.manage_organisations",
    "edition-names": "strategy.edit_plan",
} | {f"organisation{page}": "core.manage_organisations" for page in PK_PAGES}


def plant(tenant):
    """An organisation with an internal name, and a step of it that can be taken back."""
    row = Organisation(
        municipality=tenant.municipality, name=f"Stelle {tenant.word.upper()}", kind="partner", slug="stelle-innen"
    )
    row.save()
    change_organisation(
        organisation=row, actor=tenant.people["planning"], version=row.version, kind="provider", parent=None
    )
    for page in PK_PAGES:
        tenant.published[f"organisation{page}.pk"] = row.pk
    tenant.published["organisation-undo.step"] = UndoStep.objects.get(scope_id=str(row.pk)).pk
