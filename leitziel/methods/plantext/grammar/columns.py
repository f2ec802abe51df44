# SPDX-License-Identifier: EUPL-1.2
"""Text that keeps its layout by runs of spaces: columns are read one after the other."""

from __future__ import annotations

from .labels import Labeller
from .pieces import Piece


def regroup(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """Pieces in the order of reading, lines with columns cut at the columns."""
    return pieces
