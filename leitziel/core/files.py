# SPDX-License-Identifier: EUPL-1.2
"""Storing files with their checksum."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from leitziel.core.models import Municipality, StoredFile
from leitziel.core.models.stored_file import storage_path


class DamagedFileError(Exception):
    """A stored file is not what was stored."""


def store(*, municipality: Municipality, name: str, media_type: str, data: bytes) -> StoredFile:
    """Keep `data` as a file of the municipality; the name is only shown, never used as a path."""
    stored = StoredFile(
        municipality=municipality,
        name=name.replace("\\", "/").rsplit("/", 1)[-1][:255] or "datei",
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    name_there = storage_path(stored, "")
    try:
        stored.content.name = default_storage.save(name_there, ContentFile(data))
    except OSError:
        default_storage.delete(name_there)  # no half of a file stays where the disk is full
        raise
    stored.save()
    return stored


def content(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises DamagedFileError if they are not those that were stored."""
    with stored.content.open("rb") as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        message = f"{stored.name}: the stored file is damaged"
        raise DamagedFileError(message)
    return data
