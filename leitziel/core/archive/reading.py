# SPDX-License-Identifier: EUPL-1.2
"""Reading an archive that anybody may have made: nothing of it is believed before it is checked.

No member is ever unpacked to a path of its own; members are streams that are read up to their stated size.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from .errors import ArchiveError
from .manifest import (
    FORMAT,
    FORMAT_VERSION,
    FREE,
    MANIFEST,
    MEMBER,
    MOST_LINE,
    MOST_MANIFEST,
    RATIO,
    data_member,
    file_member,
    schema,
)
from .tables import Source, sources

CHUNK = 2**20
# what Python's reader raises for a member that is damaged, encrypted or packed in a way it does not know
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """An archive whose form, version and every checksum are right."""

    def __init__(self, zipped: ZipFile, manifest: dict[str, Any]) -> None:
        self._zip, self.manifest = zipped, manifest
        self.sources: list[Source] = sources()

    def count(self, source: Source) -> int:
        return int(self.manifest["tables"][source.name]["rows"])

    def rows(self, source: Source) -> Iterator[dict[str, Any]]:
        """The rows of a table as JSON has them. Raises ArchiveError with table and line for a row of another form."""
        names, number = {column.name for column in source.columns}, 0
        with self._zip.open(data_member(source.name)) as member:
            while line := member.readline(MOST_LINE):
                number += 1
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ArchiveError(f"{data_member(source.name)}, Zeile {number}: kein JSON.") from error
                if not isinstance(row, dict) or row.keys() != names:
                    raise ArchiveError(f"{data_member(source.name)}, Zeile {number}: nicht die erwarteten Felder.")
                yield row
        if number != self.count(source):
            raise ArchiveError(f"{data_member(source.name)}: {number} statt {self.count(source)} Zeilen.")

    def file(self, digest: str) -> IO[bytes]:
        """A stored file as a stream."""
        if not isinstance(digest, str) or file_member(digest) not in self.manifest["members"]:
            raise ArchiveError(f"Eine Datei fehlt im Archiv: {str(digest)[:80]}")
        return self._zip.open(file_member(digest))


def open_archive(zipped: ZipFile) -> Archive:
    """Check a ZIP file from outside to inside. Raises ArchiveError, which says what is wrong and what to do."""
    _check_shape(zipped)
    manifest = _manifest(zipped)
    _check_origin(manifest)
    _check_members(zipped, manifest)
    return Archive(zipped, manifest)


def opened(path: Path) -> ZipFile:
    """The ZIP file at `path`; raises ArchiveError for anything else."""
    try:
        return ZipFile(path)
    except (BadZipFile, NotImplementedError) as error:
        raise ArchiveError(f"{path.name} ist kein ZIP-Archiv oder beschädigt.") from error


def _check_shape(zipped: ZipFile) -> None:
    infos = zipped.infolist()
    names = [info.filename for info in infos]
    if len(names) != len(set(names)):
        raise ArchiveError("Das Archiv enthält einen Namen zweimal; es stammt nicht aus Leitziel.")
    if MANIFEST not in names:
        raise ArchiveError("Im Archiv fehlt manifest.json; es stammt nicht aus Leitziel.")
    foreign = [name for name in names if name != MANIFEST and not MEMBER.fullmatch(name)]
    if foreign:
        raise ArchiveError(f"Das Archiv enthält, was nicht hineingehört: {foreign[0][:80]!r}")
    packed, unpacked = sum(i.compress_size for i in infos), sum(i.file_size for i in infos)
    if unpacked > FREE and unpacked > RATIO * packed:
        raise ArchiveError("Das Archiv entpackt sich zu unwahrscheinlich viel; es wurde nicht gelesen.")
    if zipped.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise ArchiveError("manifest.json ist zu groß; das Archiv wurde nicht gelesen.")


def _manifest(zipped: ZipFile) -> dict[str, Any]:
    try:
        found = json.loads(zipped.read(MANIFEST))
    except (*BROKEN, RecursionError) as error:
        raise ArchiveError("manifest.json ist nicht lesbar; das Archiv ist beschädigt.") from error
    kinds = {"municipality": dict, "schema": dict, "tables": dict, "members": dict}
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ArchiveError("Das ist kein Archiv einer Kommune aus Leitziel.")
    if found.get("format_version") != FORMAT_VERSION:
        raise ArchiveError(
            f"Das Archiv hat das Format {found.get('format_version')!r}, diese Version liest {FORMAT_VERSION}. "
            "Bitte Leitziel aktualisieren."
        )
    if not all(isinstance(found.get(key), kind) for key, kind in kinds.items()):
        raise ArchiveError("manifest.json ist unvollständig; das Archiv ist beschädigt.")
    return found


def _check_origin(manifest: dict[str, Any]) -> None:
    here = schema()
    if manifest["schema"] != here:
        apart = sorted(app for app in here | manifest["schema"] if here.get(app) != manifest["schema"].get(app))
        raise ArchiveError(
            f"Das Archiv stammt aus Leitziel {manifest.get('leitziel')} mit einem anderen Stand der Datenbank "
            f"({', '.join(apart)}). Bitte die gleiche Version installieren, importieren und danach aktualisieren."
        )
    expected = {s.name: [c.name for c in s.columns] for s in sources()}
    tables = {name: value.get("columns") for name, value in manifest["tables"].items() if isinstance(value, dict)}
    if tables != expected:
        raise ArchiveError("Die Tabellen des Archivs sind nicht die dieser Version. Bitte die gleiche Version nehmen.")
    if not all(isinstance(value.get("rows"), int) for value in manifest["tables"].values()):
        raise ArchiveError("manifest.json ist unvollständig; das Archiv ist beschädigt.")


def _check_members(zipped: ZipFile, manifest: dict[str, Any]) -> None:
    """Every member is listed, every listed one is there, and each has the checksum it should have."""
    stated = manifest["members"]
    there = {info.filename for info in zipped.infolist()} - {MANIFEST}
    wanted = {data_member(name) for name in manifest["tables"]}
    if there != stated.keys() or not wanted <= there:
        odd = sorted((there ^ stated.keys()) | (wanted - there))
        raise ArchiveError(f"Inhalt und Verzeichnis des Archivs passen nicht zusammen: {odd[0][:120]}")
    for name, facts in stated.items():
        digest = hashlib.sha256()
        try:
            with zipped.open(name) as member:
                while chunk := member.read(CHUNK):
                    digest.update(chunk)
        except BROKEN as error:
            raise ArchiveError(f"{name} ist beschädigt. Bitte das Archiv noch einmal übertragen.") from error
        if not isinstance(facts, dict) or digest.hexdigest() != facts.get("sha256"):
            raise ArchiveError(f"{name}: Die Prüfsumme stimmt nicht. Bitte das Archiv noch einmal übertragen.")
        if name.startswith("files/") and name != file_member(digest.hexdigest()):
            raise ArchiveError(f"{name} ist nicht die Datei, die so heißt.")
