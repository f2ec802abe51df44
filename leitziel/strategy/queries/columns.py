# SPDX-License-Identifier: EUPL-1.2
"""The columns of a city's own list as the page of their meaning shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import files
from leitziel.methods.plantext import sheet
from leitziel.strategy.exchange.lists import header_key, relabelled
from leitziel.strategy.models import ColumnMapping, PlanImport

SAMPLES = 3
PART_LABELS: dict[str, str | Promise] = {
    "field": gettext_lazy("Field of action"),
    "subfield": gettext_lazy("Part field"),
    "guiding_idea": gettext_lazy("Guiding idea"),
    "goal": gettext_lazy("Goal"),
    "number": gettext_lazy("Number"),
    "title": gettext_lazy("Title of the measure"),
    "text": gettext_lazy("Text of the measure"),
    "responsible": gettext_lazy("Responsible"),
    "partners": gettext_lazy("Partners"),
    "deadline": gettext_lazy("Deadline"),
    "focus": gettext_lazy("Focus"),
    "examples": gettext_lazy("Practice examples"),
    "references": gettext_lazy("Council papers and sources"),
    "attribute": gettext_lazy("keep under its own name"),
    "ignore": gettext_lazy("leave out"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with what it is taken to hold, how sure that is, and some of its values."""

    index: int
    name: str  # as the list has it; may be empty
    part: str
    reason: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a list, how many rows there are, and whether the mapping was kept from an earlier list."""

    columns: tuple[Column, ...]
    rows: int
    kept: bool


def columns_of(plan_import: PlanImport) -> Columns:
    """Read the list of an import and say what its columns hold. Raises PlanTextError when it cannot be read."""
    if plan_import.file is None:
        return Columns((), 0, kept=False)
    table = sheet.read_sheet(files.content(plan_import.file), plan_import.file.name)
    kept = ColumnMapping.objects.filter(header_key=header_key(table.columns)).first()
    if kept:
        mapping = sheet.Mapping.from_dict(relabelled(kept.mapping, table.columns)).fitted(table)
    else:
        mapping = sheet.suggest_mapping(table)
    found = []
    for index, name in enumerate(table.columns):
        values = dict.fromkeys(" ".join(row.values[index].split()) for row in table.rows if row.values[index])
        role = mapping.roles[index]
        reason = _("as last time") if kept else _reason(role.confidence)
        found.append(Column(index, name, role.part, reason, tuple(list(values)[:SAMPLES])))
    return Columns(tuple(found), len(table.rows), kept=kept is not None)


def _reason(confidence: float) -> str:
    if confidence >= 0.9:
        return _("by its name")
    return _("by its name, not sure") if confidence >= 0.5 else _("by its values, please check")


def chosen_mapping(plan_import: PlanImport, parts: list[str]) -> dict[str, object]:
    """A mapping of the parts a person chose, one for each column in its order; unknown parts are left out.

    Raises PlanTextError when the list cannot be read.
    """
    shown = columns_of(plan_import).columns
    roles = [
        sheet.ColumnRole(column.name, part if part in sheet.PARTS else "ignore", 1.0)
        for column, part in zip(shown, parts, strict=False)
    ]
    return sheet.Mapping(tuple(roles)).to_dict()
