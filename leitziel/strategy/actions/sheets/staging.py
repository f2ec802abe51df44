# SPDX-License-Identifier: EUPL-1.2
"""Keeping an uploaded table, deciding its conflicts, discarding it. Nothing of the plan changes here."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core import files, log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import User
from leitziel.core.text import normalised
from leitziel.rendering.xlsx import MEDIA_TYPE_CSV, MEDIA_TYPE_XLSX
from leitziel.strategy.enums import SheetState
from leitziel.strategy.exchange.sheets.columns import in_sheet_language
from leitziel.strategy.exchange.sheets.reading import read_table
from leitziel.strategy.exchange.sheets.workbook import read_file
from leitziel.strategy.models import Edition, SheetImport


class SheetProblem(Exception):  # noqa: N818 - read as a word
    """The table cannot go on like this; the message is fit for the screen. Nothing was changed."""


def stage_sheet(*, actor: User | None, edition: Edition, data: bytes, name: str) -> SheetImport:
    """Read an uploaded table and keep it with its file. Raises SheetFileError, saying what to do, for what is none."""
    with in_sheet_language():
        table = read_table(read_file(data, name))
    with transaction.atomic():
        media_type = MEDIA_TYPE_XLSX if data[:2] == b"PK" else MEDIA_TYPE_CSV
        stored = files.store(municipality=edition.municipality, name=normalised(name), media_type=media_type, data=data)
        sheet = SheetImport(
            municipality=edition.municipality,
            edition=edition,
            file=stored,
            table=table.to_json(),
            created_by=actor,
        )
        sheet.save()
        log.record(
            actor=actor,
            verb="strategy.sheet.uploaded",
            target=sheet,
            municipality=edition.municipality,
            changes={"file": (None, stored.name), "sha256": (None, stored.sha256), "edition": (None, str(edition))},
        )
    return sheet


def locked(sheet: SheetImport, version: int | None) -> SheetImport:
    """The table locked, still to be looked at, in the version that was seen (None: whatever is there)."""
    rows = SheetImport.objects.select_for_update(of=("self",)).select_related(
        "edition__concept", "edition__municipality", "municipality"
    )
    found = rows.get(pk=sheet.pk)
    if found.state != SheetState.STAGED:
        raise SheetProblem(_("This table was taken over or discarded already."))
    if version is not None and found.version != version:
        raise ChangedMeanwhileError(found.pk)
    return found


@transaction.atomic
def decide_conflicts(
    *, actor: User | None, sheet: SheetImport, version: int | None, chosen: Mapping[str, str]
) -> SheetImport:
    """Say what counts where both sides changed a cell: by the key of the conflict "table" or "site" (what is not named
    keeps its decision). Raises ChangedMeanwhileError, SheetProblem."""
    current = locked(sheet, version)
    wanted = {key[:80]: choice for key, choice in chosen.items() if choice in {"table", "site"}}
    after = {**current.chosen, **wanted}
    if after != current.chosen:
        before, current.chosen = current.chosen, after
        current.version += 1
        current.save(update_fields=["chosen", "version"])
        changes = {key: (before.get(key), choice) for key, choice in wanted.items() if before.get(key) != choice}
        log.record(
            actor=actor,
            verb="strategy.sheet.decided",
            target=current,
            municipality=current.municipality,
            changes=changes,
        )
    return current


@transaction.atomic
def discard_sheet(*, actor: User | None, sheet: SheetImport, version: int | None) -> SheetImport:
    """Put the table aside; the plan stays as it is. Raises ChangedMeanwhileError, SheetProblem."""
    current = locked(sheet, version)
    current.state = SheetState.DISCARDED
    current.version += 1
    current.save(update_fields=["state", "version"])
    log.record(
        actor=actor,
        verb="strategy.sheet.discarded",
        target=current,
        municipality=current.municipality,
        changes={"state": (SheetState.STAGED.value, SheetState.DISCARDED.value)},
    )
    return current
