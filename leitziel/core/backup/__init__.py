# SPDX-License-Identifier: EUPL-1.2
"""Backing up and bringing back everything an installation holds: database, files, key."""

from .archive import BackupError, Manifest, read_manifest
from .make import make_backup, rotate
from .restore import RestoreReport, restore_backup

__all__ = [
    "BackupError",
    "Manifest",
    "RestoreReport",
    "make_backup",
    "read_manifest",
    "restore_backup",
    "rotate",
]
