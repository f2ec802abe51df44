# SPDX-License-Identifier: EUPL-1.2
"""Making a backup while the house goes on working."""

from __future__ import annotations

import os
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from leitziel import __version__
from leitziel.core import schema
from leitziel.core.housekeeping import stored_names
from leitziel.core.models import LogHead

from .archive import DATABASES, FILES, KEY, BackupError, Manifest, Writer
from .databases import dump

PATTERN = "leitziel-*.tar"


def make_backup(destination: Path) -> tuple[Path, Manifest]:
    """Write a backup: into a folder under a name with the time, or to a name that ends with ".tar" and is free.

    The database is copied first, then the files: files are only ever added, so that all the copy knows are there.
    The archive gets its name when it is whole. Returns its path and manifest. Raises BackupError.
    """
    target = _target(destination)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".leitziel-", dir=target.parent) as folder:
            manifest = _write(Path(folder) / "backup.tar", Path(folder))
            _keep(Path(folder) / "backup.tar", target)
    except OSError as error:
        raise BackupError(f"Die Sicherung konnte nicht geschrieben werden ({error.strerror or error}).") from error
    return target, manifest


def _target(destination: Path) -> Path:
    if destination.suffix == ".tar":
        if destination.exists():
            raise BackupError(f"{destination} gibt es schon; es wurde nichts überschrieben.")
        return destination
    if destination.exists() and not destination.is_dir():
        raise BackupError(f"{destination} ist kein Ordner; eine Datei muss auf .tar enden.")
    return destination / f"leitziel-{timezone.now():%Y%m%d-%H%M%S-%f}.tar"


def _write(archive: Path, folder: Path) -> Manifest:
    name = DATABASES[connection.vendor]
    known = stored_names()  # before the copy: what is stored later may be in the folder, and need not
    heads = {slug: (count, digest) for slug, count, digest in _heads()}
    dump(folder / name)
    descriptor = os.open(archive, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            writer = Writer(tar)
            writer.add(name, folder / name)
            there = _add_files(writer)
            if Path(settings.SECRET_KEY_FILE).exists():
                writer.add(KEY, Path(settings.SECRET_KEY_FILE))
            manifest = Manifest(
                made_at=timezone.now().isoformat(timespec="seconds"),
                version=__version__,
                engine=connection.vendor,
                members=writer.members,
                migrations=schema.applied(),
                heads=heads,
                missing=sorted(known - there),
            )
            writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _heads() -> list[tuple[str, int, str]]:
    return list(LogHead.objects.values_list("municipality__slug", "sequence", "digest"))


def _add_files(writer: Writer) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    there = set()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.relative_to(root).as_posix()
        if path.name.startswith("."):
            continue
        try:
            writer.add(FILES + name, path)
        except FileNotFoundError:  # cleared away since the folder was read: no row knows it
            continue
        there.add(name)
    return there


def _keep(archive: Path, target: Path) -> None:
    """Give the whole archive its name; it survives a power failure from here on."""
    os.link(archive, target)  # fails where the name is taken: nothing is overwritten
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def rotate(folder: Path, keep: int) -> list[Path]:
    """Delete our backups in a folder but the newest `keep`; returns those that went. Other files stay."""
    found = sorted(folder.glob(PATTERN), reverse=True)
    for old in found[keep:]:
        old.unlink()
    return found[keep:]
