# SPDX-License-Identifier: EUPL-1.2
"""The city's own list: what its columns mean, kept for the next list with the same header."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core import files
from leitziel.core.log import record
from leitziel.core.models import Municipality, User
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.actions.imports import Run, lock, start
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.lists import header_key, relabelled
from leitziel.strategy.models import ColumnMapping, PlanImport


def kept_mapping(data: bytes, name: str) -> dict[str, Any] | None:
    """How a list with this header was understood before; None for a new one. Needs an active scope.

    Raises PlanTextError when the list cannot be read.
    """
    from leitziel.methods.plantext import sheet

    columns = sheet.read_sheet(data, name).columns
    kept = ColumnMapping.objects.filter(header_key=header_key(columns)).first()
    return relabelled(kept.mapping, columns) if kept else None


def keep_mapping(
    *, municipality: Municipality, actor: User | None, data: bytes, name: str, mapping: dict[str, Any]
) -> None:
    """Keep a mapping for the header of this list. Raises PlanTextError when the list cannot be read."""
    from leitziel.methods.plantext import sheet

    table = sheet.read_sheet(data, name)
    with scope(municipality=municipality), transaction.atomic():
        key = header_key(table.columns)
        kept = ColumnMapping.objects.filter(header_key=key).first()
        before = kept.mapping if kept else None
        kept = kept or ColumnMapping(municipality=municipality, header_key=key)
        kept.header, kept.mapping = list(table.columns), mapping
        kept.save()
        record(
            actor=actor,
            verb="strategy.column_mapping.kept",
            target=kept,
            municipality=municipality,
            changes={"mapping": (before, mapping)},
        )


def choose_columns(
    *, actor: User | None, plan_import: PlanImport, version: int, mapping: dict[str, Any], run: Run = "background"
) -> None:
    """Keep what a person says the columns mean, and read the list. Raises Conflict, ImportProblem."""
    municipality = plan_import.municipality
    with scope(municipality=municipality):
        with transaction.atomic():
            locked = lock(plan_import, version)
            if locked.state not in {ImportState.READING, ImportState.FAILED} or locked.file is None:
                raise ImportProblem(_("The columns can be chosen before the list is read only."))
            keep_mapping(
                municipality=municipality,
                actor=actor,
                data=files.content(locked.file),
                name=locked.file.name,
                mapping=mapping,
            )
            locked.state, locked.message, locked.version = ImportState.READING, "", locked.version + 1
            locked.save()
            start(locked, run)
        if run == "now":
            from leitziel.strategy.actions.reading import read_import

            read_import(locked.pk, municipality=municipality)
