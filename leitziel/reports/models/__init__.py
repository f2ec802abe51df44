# SPDX-License-Identifier: EUPL-1.2
"""Models of the reports room, one file a concept."""

from .snapshot import IssuedFile, Snapshot

__all__ = ["IssuedFile", "Snapshot"]
