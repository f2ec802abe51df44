# SPDX-License-Identifier: EUPL-1.2
"""The archive of a backup: one tar with the database, the files, the key, and at its end a manifest.

The manifest names every member with size and SHA-256 (and a last member the manifest's own), so that an archive that was cut off, altered or written by half
is known before anything is touched.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
FILES = "files/"
KEY = "secret-key"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
LARGEST_MANIFEST = 268_435_456
CHUNK = 1_048_576


class BackupError(Exception):
    """A backup cannot be made, read or brought back; the text is German, says why, and what was not changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself. `members`: name -> (bytes, SHA-256); `migrations`: app -> applied names;
    `heads`: municipality's slug -> (entries, digest) of its log; `missing`: files that the database knew and the
    folder did not have when the backup was made."""

    made_at: str
    version: str
    engine: str
    members: dict[str, tuple[int, str]]
    migrations: dict[str, list[str]]
    heads: dict[str, tuple[int, str]]
    missing: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    @property
    def files(self) -> list[str]:
        return sorted(name for name in self.members if name.startswith(FILES))


class Writer:
    """Adds members to an open tar and remembers their checksums."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: dict[str, tuple[int, str]] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file as it is now; one that grows meanwhile is cut at the size it had."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            stat = path.stat()
            info.size, info.mtime, info.mode = stat.st_size, int(stat.st_mtime), 0o600
            hashing = _Hashing(file)
            self.tar.addfile(info, hashing)  # type: ignore[arg-type]
        self.members[name] = (info.size, hashing.digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        for name, content in ((MANIFEST, data), (SEAL, hashlib.sha256(data).hexdigest().encode())):
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(content), 0o600
            self.tar.addfile(info, io.BytesIO(content))


class _Hashing:
    """A reader that hashes what passes through."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


def read_manifest(path: Path) -> Manifest:
    """The manifest of an archive, after every member has been checked against it. Raises BackupError."""
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    sealed, seal = "", ""
    try:
        with tarfile.open(path, "r:") as tar:
            for info in tar:
                if not info.isreg():
                    raise BackupError(f"{path.name}: enthält mit {info.name!r} etwas anderes als eine Datei.")
                if info.name == MANIFEST:
                    sealed = _measured(tar, info)[1]
                    manifest = _parsed(path, tar, info)
                elif info.name == SEAL:
                    seal = b"".join(_chunks(tar.extractfile(info))).decode(errors="replace")
                else:
                    found[_safe(path, info.name)] = _measured(tar, info)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupError(f"{path.name}: ist nicht lesbar oder unvollständig ({error}).") from error
    if manifest is None or seal != sealed:
        raise BackupError(
            f"{path.name}: das Inhaltsverzeichnis fehlt oder ist beschädigt; die Sicherung ist nicht zu gebrauchen."
        )
    wrong = sorted(name for name in found.keys() | manifest.members if found.get(name) != manifest.members.get(name))
    if wrong:
        names = ", ".join(wrong[:3])
        raise BackupError(f"{path.name}: {len(wrong)} Teile fehlen oder sind beschädigt ({names}).")
    return manifest


def _parsed(path: Path, tar: tarfile.TarFile, info: tarfile.TarInfo) -> Manifest:
    file = tar.extractfile(info)
    if file is None or info.size > LARGEST_MANIFEST:
        raise BackupError(f"{path.name}: das Inhaltsverzeichnis ist nicht lesbar.")
    try:
        raw: dict[str, Any] = json.loads(file.read())
        if raw.get("format") != FORMAT:
            raise BackupError(
                f"{path.name}: Format {raw.get('format')!r} kennt diese Version nicht; bitte aktualisieren."
            )
        raw["members"] = {name: (int(size), str(digest)) for name, (size, digest) in raw["members"].items()}
        raw["heads"] = {name: (int(count), str(digest)) for name, (count, digest) in raw["heads"].items()}
        manifest = Manifest(**raw)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(f"{path.name}: das Inhaltsverzeichnis ist beschädigt.") from error
    if manifest.engine not in DATABASES or manifest.database not in manifest.members:
        raise BackupError(f"{path.name}: enthält keine Datenbank.")
    return manifest


def _safe(path: Path, name: str) -> str:
    """Only the names that we write ourselves; none leads out of the folder it is unpacked to."""
    parts = PurePosixPath(name)
    expected = name in {KEY, *DATABASES.values()} or name.startswith(FILES)
    if not expected or parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name:
        raise BackupError(f"{path.name}: enthält mit {name!r} etwas, das in keine Sicherung gehört.")
    return name


def _measured(tar: tarfile.TarFile, info: tarfile.TarInfo) -> tuple[int, str]:
    file = tar.extractfile(info)
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    return info.size, digest.hexdigest()


def _chunks(file: IO[bytes] | None) -> Iterator[bytes]:
    while file is not None and (chunk := file.read(CHUNK)):
        yield chunk


def unpack(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write all members below `folder`, checking each again (the archive may have changed since it was read).
    Raises BackupError."""
    with tarfile.open(path, "r:") as tar:
        for info in tar:
            if info.name in {MANIFEST, SEAL}:
                continue
            target = folder / _safe(path, info.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with target.open("wb") as out:
                for chunk in _chunks(tar.extractfile(info)):
                    digest.update(chunk)
                    out.write(chunk)
            target.chmod(0o600)
            if manifest.members.get(info.name) != (target.stat().st_size, digest.hexdigest()):
                raise BackupError(f"{path.name}: {info.name} ist beschädigt.")
