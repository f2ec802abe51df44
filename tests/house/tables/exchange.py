# SPDX-License-Identifier: EUPL-1.2
"""Downloads and the working table in the matrix."""

from leitziel.strategy.actions.sheets import stage_sheet
from leitziel.strategy.exchange.export.internal import working_table_csv
from leitziel.strategy.models import Edition
from tests.house.tables.groups import PLANNERS

EDITORS = PLANNERS | {"office"}
WHO = {"strategy.use_sheets": EDITORS}
ADDRESSES = {
    "measures-csv": "strategy.view_public",
    "measures-xlsx": "strategy.view_public",
    "plan-csv": "strategy.view_public",
    "plan-docx": "strategy.view_public",
    "plan-downloads": "strategy.view_public",
    "plan-json": "strategy.view_public",
    "plan-xlsx": "strategy.view_public",
    "sheet": "strategy.use_sheets",
    "sheet-conflicts": "strategy.use_sheets",
    "sheet-csv": "strategy.use_sheets",
    "sheet-discard": "strategy.use_sheets",
    "sheet-file": "strategy.use_sheets",
    "sheet-progress": "strategy.use_sheets",
    "sheet-xlsx": "strategy.use_sheets",
    "sheets": "strategy.use_sheets",
}
SHOWS_EDITION = {"plan-csv", "plan-docx", "plan-downloads", "plan-json", "plan-xlsx"}


def plant(tenant):
    """A table that an office's person has uploaded; planners see it as well."""
    edition = Edition.objects.select_related("concept", "municipality").get(
        concept__slug=tenant.published["slug"], label=tenant.published["label"]
    )
    data = working_table_csv(edition)
    sheet = stage_sheet(actor=tenant.people["office"], edition=edition, data=data, name=f"{tenant.word}.csv")
    for values in (tenant.published, tenant.draft):
        values |= {
            f"{name}.pk": sheet.pk
            for name in ADDRESSES
            if name.startswith("sheet") and name not in {"sheets", "sheet-xlsx", "sheet-csv"}
        }
