# SPDX-License-Identifier: EUPL-1.2
"""Bringing a backup back: checked first, then put in place, then proven."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from leitziel.core import schema
from leitziel.core.log import verify
from leitziel.core.models import LogHead, Municipality

from .archive import FILES, KEY, BackupError, Manifest, read_manifest, unpack
from .databases import check_sqlite, is_empty, load_postgresql, load_sqlite
from .make import make_backup


@dataclass(slots=True)
class RestoreReport:
    """What a restore did: `safety` is the backup of what was there before; `breaks` names logs that do not verify or
    do not end where the archive says."""

    manifest: Manifest
    safety: Path | None = None
    migrated: int = 0
    key_kept: bool = False
    breaks: list[str] = field(default_factory=list)


def restore_backup(archive: Path, *, replace: bool = False) -> RestoreReport:
    """Bring `archive` back into this installation. Nothing is touched before the archive is proven whole and fitting.

    A place that is in use is refused, unless `replace`: then it is backed up first. Raises BackupError.
    """
    manifest = read_manifest(archive)
    _fits(manifest)
    empty = is_empty() and not _has_files()
    if not empty and not replace:
        raise BackupError(
            "Hier gibt es schon Daten; es wurde nichts geändert. Mit --replace werden sie ersetzt (und vorher gesichert)."
        )
    report = RestoreReport(manifest)
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    if not empty:
        report.safety, _ = make_backup(home / "backups")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        unpack(archive, manifest, Path(folder))
        _put_in_place(manifest, Path(folder), report)
    report.migrated = len(schema.state().missing)
    call_command("migrate", verbosity=0, interactive=False)
    report.breaks = _proof(manifest)
    return report


def _fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"Die Sicherung stammt von {manifest.engine}, hier läuft {connection.vendor}; es wurde nichts geändert. "
            "Eine Kommune wechselt die Datenbank mit dem Archiv der Kommune."
        )
    if unknown := schema.unknown_to_us(manifest.migrations):
        raise BackupError(
            f"Die Sicherung stammt von einer neueren Version ({manifest.version}; hier unbekannt: {unknown[0]}); "
            "es wurde nichts geändert."
        )


def _has_files() -> bool:
    root = Path(settings.MEDIA_ROOT)
    return any(p.is_file() for p in root.rglob("*")) if root.exists() else False


def _put_in_place(manifest: Manifest, folder: Path, report: RestoreReport) -> None:
    """Database first: it can fail and then leaves everything as it was. Files are renamed, which cannot fail by half."""
    dumped = folder / manifest.database
    if manifest.engine == "sqlite":
        check_sqlite(dumped)
        load_sqlite(dumped)
    else:
        load_postgresql(dumped, folder)
    root, fresh = Path(settings.MEDIA_ROOT), folder / FILES.rstrip("/")
    fresh.mkdir(exist_ok=True)
    if root.exists():
        root.rename(folder / "files-before")
    root.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(fresh, root)
    key = folder / KEY
    if key.exists():
        target = Path(settings.SECRET_KEY_FILE)
        report.key_kept = target.exists() and target.read_bytes() != key.read_bytes()
        key.replace(target)


def _proof(manifest: Manifest) -> list[str]:
    """Every log verifies and ends where the archive says, or later (entries of the moment between)."""
    wrong = []
    for municipality in Municipality.objects.order_by("slug"):
        wrong += [f"{municipality.slug}: {found.sequence}: {found.reason}" for found in verify(municipality)]
    ends = dict(LogHead.objects.values_list("municipality__slug", "sequence"))
    for slug, (count, _digest) in manifest.heads.items():
        if ends.get(slug, 0) < count:
            wrong.append(f"{slug}: {ends.get(slug, 0)} von {count} Einträgen")
    return wrong
