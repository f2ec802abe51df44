# SPDX-License-Identifier: EUPL-1.2
"""A city's own list of measures (XLSX, CSV): rows under a header, columns mapped to the parts of a plan.

`read_sheet` finds header and rows, `suggest_mapping` proposes what each column holds, a person corrects it, and
`plan_from_sheet` makes the plan. `Mapping.to_dict` and `Mapping.from_dict` keep a mapping for the next edition.
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from typing import Any

from leitziel.methods.plantext.plan import Plan
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.sheet.mapping import PARTS, ColumnRole, Mapping, suggest_mapping
from leitziel.methods.plantext.sheet.planning import plan_from_sheet
from leitziel.methods.plantext.sheet.table import Sheet, SheetRow, read_sheet, source_of_sheet
from leitziel.methods.plantext.vocabulary import Vocabulary

__all__ = [
    "PARTS",
    "ColumnRole",
    "Mapping",
    "Sheet",
    "SheetRow",
    "plan_from_sheet",
    "plan_of",
    "read_sheet",
    "source_of_sheet",
    "suggest_mapping",
]


def plan_of(
    data: bytes,
    name: str,
    *,
    vocabulary: Vocabulary | None = None,
    mapping: AnyMapping[str, Any] | None = None,
    watch: Watch | None = None,
) -> Plan:
    """Read a list and make its plan; `mapping` is a kept one (`Mapping.to_dict`), else it is suggested."""
    watch = watch or Watch()
    watch.step(0.0, "Tabelle wird gelesen")
    sheet = read_sheet(data, name, watch=watch)
    watch.step(0.6, "Spalten werden zugeordnet")
    chosen = suggest_mapping(sheet, vocabulary) if mapping is None else Mapping.from_dict(mapping)
    plan = plan_from_sheet(sheet, chosen)
    watch.step(1.0, "Tabelle gelesen")
    return plan
