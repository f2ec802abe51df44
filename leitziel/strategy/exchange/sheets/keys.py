# SPDX-License-Identifier: EUPL-1.2
"""What a row was when it left: which measure, its version, and a digest for each cell.

With it the table can be compared in three ways: what a person changed in the table, what others changed on the site
meanwhile, and what both changed. Without it every difference would look like a change in the table.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from .columns import FIELDS, PLACE, canonical

_SCHEMA = "1"  # goes up when the order of `_PARTS` changes
_PARTS = (PLACE, *FIELDS)
_LENGTH = 6  # hexadecimal digits of a digest: two texts share one once in 16 million
_KEY = re.compile(rf"{_SCHEMA}\.([a-z0-9]{{1,8}})\.(\d{{1,9}})\.([0-9a-f]{{{_LENGTH * len(_PARTS)}}})")


@dataclass(frozen=True, slots=True)
class RowKey:
    """Short id and version of the measure when it left, and the digests of its cells by column."""

    ident: str
    version: int
    digests: Mapping[str, str]


def digest(text: str) -> str:
    return hashlib.blake2s(canonical(text).encode()).hexdigest()[:_LENGTH]


def write_key(ident: str, version: int, texts: Mapping[str, str]) -> str:
    """The key of a row: `texts` by column, all of place and fields."""
    return f"{_SCHEMA}.{ident}.{version}.{''.join(digest(texts[name]) for name in _PARTS)}"


def read_key(text: str) -> RowKey | None:
    """The key, or None for what is none (somebody edited it, or another version of the program wrote it)."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    parts = [found[3][at : at + _LENGTH] for at in range(0, len(found[3]), _LENGTH)]
    return RowKey(found[1], int(found[2]), dict(zip(_PARTS, parts, strict=True)))
