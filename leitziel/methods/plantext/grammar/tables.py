# SPDX-License-Identifier: EUPL-1.2
"""Tables by their cells: rows of measures under a header, and sheets of two columns (label and value)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reader import Reader


def read_table(reader: Reader, first: int) -> int:
    """Read the table whose first cell is line `first`; the index behind its last cell."""
    lines = reader.scan.lines
    table = lines[first].piece.cell
    assert table is not None
    i = first
    while i < len(lines):
        cell = lines[i].piece.cell
        if cell is None or cell.table != table.table:
            break
        i += 1
    return i
