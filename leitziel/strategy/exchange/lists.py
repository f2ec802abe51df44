# SPDX-License-Identifier: EUPL-1.2
"""Telling lists from documents, and lists by their header."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from leitziel.core.text import name_key

LIST_ENDINGS = (".xlsx", ".csv", ".tsv")


def is_list(name: str) -> bool:
    """Is the file a list with columns (Excel or CSV)? By its name; the reader looks at the bytes."""
    return name.lower().endswith(LIST_ENDINGS)


def header_key(header: Sequence[str]) -> str:
    """Equal for headers that differ in case, punctuation and spacing only."""
    return hashlib.sha256(json.dumps([name_key(cell) for cell in header]).encode()).hexdigest()


def relabelled(mapping: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """A kept mapping under the names that the columns bear in this list; the header keys of both are equal, so
    the columns stand in the same order."""
    roles = mapping.get("roles") or []
    return {"roles": [{**role, "column": name} for role, name in zip(roles, columns, strict=False)]}
