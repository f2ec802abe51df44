# SPDX-License-Identifier: EUPL-1.2
"""Taking a municipality's data out is on the log."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django_scopes import scope

from leitziel.core.log import record
from leitziel.core.models import Municipality, User

from .writing import Report, Written, write


def export_municipality(
    *, municipality: Municipality, actor: User | None, path: Path, report: Report | None = None
) -> Written:
    """Write the archive to `path`. That somebody took it is on the log, and so in the archive itself."""
    log_archive(municipality, actor, "exported")
    return write(municipality, path, report)


def log_archive(municipality: Municipality, actor: User | None, done: str) -> None:
    """One entry: who did what with the archive ("exported", "archive_downloaded", "archive_deleted")."""
    with scope(municipality=municipality), transaction.atomic():
        record(actor=actor, verb=f"core.municipality.{done}", target=municipality, municipality=municipality)
