# SPDX-License-Identifier: EUPL-1.2
"""Telling lists from documents, and lists by their header."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from leitziel.core.text import name_key

LIST_ENDINGS = (".xlsx", ".csv", ".tsv")


def is_list(name: str) -> bool:
    """Is the file a list with columns (Excel or CSV)? By its name; the reader looks at the bytes."""
    return name.lower().endswith(LIST_ENDINGS)


def header_key(header: Sequence[str]) -> str:
    """Equal for headers that differ in case, punctuation and spacing only."""
    return hashlib.sha256(json.dumps([name_key(cell) for cell in header]).encode()).hexdigest()
