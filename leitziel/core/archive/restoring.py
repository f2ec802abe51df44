# SPDX-License-Identifier: EUPL-1.2
"""Bringing an archive into an empty installation: whole or not at all, with all primary keys as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scope

from leitziel.core.log import Break, record, verify
from leitziel.core.models import Municipality

from .errors import ArchiveError, NotEmptyError
from .manifest import data_member
from .reading import Archive, open_archive, opened
from .tables import Source, rooms
from .values import decode
from .writing import Report

BATCH = 200  # rows written at once


@dataclass(slots=True)
class Restored:
    """What came in: the municipality, the rows of each table, the files, and breaks of its log (none, if all is well)."""

    municipality: Municipality
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    breaks: list[Break] = field(default_factory=list)


def restore(path: Path, report: Report | None = None) -> Restored:
    """Bring the archive at `path` into this installation, which must be empty.

    Everything is checked before the first write; then all rows are written in one transaction. The import itself
    becomes the newest entry of the log. Raises NotEmptyError and ArchiveError; nothing was changed then.
    """
    say = report or (lambda _share, _what: None)
    refuse_unless_empty()
    with opened(path) as zipped:
        say(0.0, "Prüfsummen")
        archive = open_archive(zipped)
        restorer = _Restorer(archive, say)
        try:
            with transaction.atomic():
                return restorer.everything()
        except (DatabaseError, ValidationError, ValueError, TypeError) as error:
            raise ArchiveError(f"{restorer.at}: {error}. Nichts wurde übernommen.") from error
        finally:
            restorer.clean_up()


def refuse_unless_empty() -> None:
    """Raise NotEmptyError if any table of ours has a row."""
    for label in rooms():
        for model in apps.get_app_config(label).get_models():
            if model._base_manager.exists():
                raise NotEmptyError(
                    f"Diese Installation ist nicht leer ({model._meta.verbose_name_plural}). Ein Archiv kommt nur in "
                    "eine leere: Bitte mit einer neuen Datenbank und einem neuen Ordner LEITZIEL_HOME beginnen, "
                    "„leitziel migrate“ ausführen und dann importieren."
                )


class _Restorer:
    def __init__(self, archive: Archive, report: Report) -> None:
        self.archive, self.report = archive, report
        self.stored: list[tuple[Storage, str]] = []
        self.done = False
        self.at = ""
        key = archive.manifest["municipality"].get("id")
        if not isinstance(key, int) or isinstance(key, bool):
            raise ArchiveError("manifest.json nennt keine Kommune; das Archiv ist beschädigt.")
        self.municipality = key

    def everything(self) -> Restored:
        refuse_unless_empty()  # again, now that nobody else can write
        counts = {}
        for number, source in enumerate(self.archive.sources):
            self.report(0.1 + 0.85 * number / len(self.archive.sources), str(source.model._meta.verbose_name_plural))
            counts[source.name] = self._table(source)
        self.at = "Verweise"
        written = [source.model for source in self.archive.sources]
        connection.check_constraints(table_names=[model._meta.db_table for model in written])
        _move_sequences(written)
        municipality = Municipality.objects.get(pk=self.municipality)
        breaks = verify(municipality)
        changes = {"archive": (None, self.archive.manifest.get("made_at"))}
        with scope(municipality=municipality):
            record(
                actor=None,
                verb="core.municipality.imported",
                target=municipality,
                municipality=municipality,
                changes=changes,
            )
        files = len(self.stored)
        self.done = True
        return Restored(municipality, counts, files, breaks)

    def _table(self, source: Source) -> int:
        rows, count = enumerate(self.archive.rows(source), 1), 0
        while batch := list(islice(rows, BATCH)):
            made = [self._row(source, number, row) for number, row in batch]
            self.at = f"{data_member(source.name)}, Zeilen {batch[0][0]} bis {batch[-1][0]}"
            # raw: times and checksums stay as they are written, nothing is set anew
            source.model._base_manager.all()._insert(
                made, fields=source.model._meta.concrete_fields, raw=True, using="default"
            )
            count += len(made)
        return count

    def _row(self, source: Source, number: int, row: dict[str, Any]) -> models.Model:
        self.at = f"{data_member(source.name)}, Zeile {number}"
        made = source.model()
        for column in source.columns:
            value = row[column.name]
            if isinstance(column, models.FileField) and value:
                value = self._file(column, made, value)
            setattr(made, column.attname, decode(column, value))
        for name, left in source.instead:
            if left.instead:
                setattr(made, name, left.instead())
        owner = row["id"] if source.model is Municipality else row.get("municipality", self.municipality)
        if owner != self.municipality:
            raise ArchiveError(f"{self.at}: Die Zeile gehört nicht zur Kommune des Archivs.")
        return made

    def _file(self, column: models.FileField, made: models.Model, digest: str) -> str:
        """Store a file of the archive under a new path of our own making."""
        with self.archive.file(digest) as member:
            made.municipality_id = self.municipality  # type: ignore[attr-defined] # the path begins with it
            name = column.storage.save(column.generate_filename(made, ""), File(member))
        self.stored.append((column.storage, name))
        return name

    def clean_up(self) -> None:
        """Take stored files away again if the rows did not come to stay."""
        if not self.done:
            for storage, name in self.stored:
                storage.delete(name)


def _move_sequences(written: list[type[models.Model]]) -> None:
    """New rows get keys behind those that came in (PostgreSQL counts by itself; SQLite looks at the table)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)


def summary(rows: dict[str, int]) -> Iterator[str]:
    """ "strategy.measure: 63" of each table that has rows."""
    return (f"{name}: {count}" for name, count in rows.items() if count)
