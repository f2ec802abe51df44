# SPDX-License-Identifier: EUPL-1.2
"""Writing the archive: one table, one file after the other, in constant memory and from one moment in time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.storage import Storage
from django.db import connection, models, transaction
from django.utils import timezone

from leitziel import __version__
from leitziel.core.models import Municipality, User

from .errors import ArchiveError
from .manifest import EXPLANATION, FORMAT, FORMAT_VERSION, MANIFEST, README, data_member, file_member, schema
from .tables import Source, sources
from .values import encode

CHUNK = 2**20  # bytes of a file, read at once
ROWS = 500  # rows read at once

Report = Callable[[float, str], None]


@dataclass(slots=True)
class Written:
    """What the archive holds: rows of each table, and the files."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    size: int = 0


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything inside reads one state of the database, and nobody who writes waits for it."""
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # IMMEDIATE would lock out everybody who writes
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


def write(municipality: Municipality, path: Path, report: Report | None = None) -> Written:
    """Write everything of a municipality to `path`; the file appears whole or not at all.

    `report` gets the share done (0 to 1) and what is being written. Raises ArchiveError if a stored file is
    missing or damaged, and OSError if there is no room.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with snapshot(), ZipFile(part, "w", ZIP_DEFLATED, allowZip64=True) as archive:
            written = _Writer(archive, municipality, report or (lambda _share, _what: None)).everything()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    written.size = path.stat().st_size
    return written


class _Writer:
    def __init__(self, archive: ZipFile, municipality: Municipality, report: Report) -> None:
        self.archive, self.municipality, self.report = archive, municipality, report
        self.members: dict[str, dict[str, Any]] = {}
        self.files: dict[str, tuple[Storage, str]] = {}
        self.written = Written()

    def everything(self) -> Written:
        wanted = sources()
        for number, source in enumerate(wanted):
            self.report(0.7 * number / len(wanted), str(source.model._meta.verbose_name_plural))
            self._rows(source)
        for number, (digest, place) in enumerate(self.files.items()):
            self.report(0.7 + 0.29 * number / len(self.files), f"{number + 1}/{len(self.files)}")
            self._file(digest, *place)
        self.written.files = len(self.files)
        made_at = timezone.localtime()
        words = {"name": self.municipality.name, "ags": self.municipality.ags, "version": __version__}
        self._member(README, [EXPLANATION.format(made_at=f"{made_at:%d.%m.%Y %H:%M}", **words).encode()])
        manifest = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "leitziel": __version__,
            "made_at": made_at.isoformat(timespec="seconds"),
            "municipality": {"id": self.municipality.pk, "slug": self.municipality.slug, **words},
            "schema": schema(),
            "tables": {
                s.name: {"rows": self.written.rows[s.name], "columns": [c.name for c in s.columns]} for s in wanted
            },
            "members": self.members,
        }
        self.archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        return self.written

    def _rows(self, source: Source) -> None:
        def lines() -> Iterator[bytes]:
            names = [column.name for column in source.columns]
            rows = _rows_of(source, self.municipality).order_by("pk")
            count = 0
            for row in rows.values_list(*(c.attname for c in source.columns)).iterator(chunk_size=ROWS):
                values = [self._value(column, value) for column, value in zip(source.columns, row, strict=True)]
                record = dict(zip(names, values, strict=True))
                yield json.dumps(record, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"
                count += 1
            self.written.rows[source.name] = count

        self._member(data_member(source.name), lines())

    def _value(self, column: models.Field[Any, Any], value: Any) -> Any:
        if not isinstance(column, models.FileField) or not value:
            return encode(column, value)
        digest = hashlib.sha256()
        for chunk in _chunks(column.storage, value):
            digest.update(chunk)
        self.files[digest.hexdigest()] = (column.storage, value)
        return digest.hexdigest()

    def _file(self, digest: str, storage: Storage, name: str) -> None:
        self._member(file_member(digest), _chunks(storage, name))
        if self.members[file_member(digest)]["sha256"] != digest:
            message = f"Die Datei {name} wurde während des Sicherns verändert. Bitte das Archiv noch einmal erstellen."
            raise ArchiveError(message)

    def _member(self, name: str, chunks: Any) -> None:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members[name] = {"sha256": digest.hexdigest(), "bytes": size}


def _chunks(storage: Storage, name: str) -> Iterator[bytes]:
    try:
        with storage.open(name, "rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except FileNotFoundError as error:
        message = (
            f"Die Datei {name} fehlt im Ordner der Dateien. Bitte zuerst aus der Sicherung zurückholen; "
            "ohne sie wäre das Archiv nicht vollständig."
        )
        raise ArchiveError(message) from error


def _rows_of(source: Source, municipality: Municipality) -> models.QuerySet[Any]:
    rows = source.model._base_manager.all()
    if source.scope:
        return rows.filter(**{source.scope: municipality.pk})
    if source.model is User:
        return rows.filter(pk__in=_people(municipality))
    assert source.model is Municipality, source.name
    return rows.filter(pk=municipality.pk)


def _people(municipality: Municipality) -> set[int]:
    """Everybody who is named in a row of the municipality: its members, and those in its log."""
    found: set[int] = set()
    for source in sources():
        for column in source.columns:
            if source.scope and isinstance(column, models.ForeignKey) and column.related_model is User:
                named = _rows_of(source, municipality).exclude(**{column.attname: None})
                found.update(named.order_by().values_list(column.attname, flat=True).distinct())
    return found
