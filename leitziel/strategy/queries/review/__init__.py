# SPDX-License-Identifier: EUPL-1.2
"""What the review page shows: sections of a staged plan, their entries, and the source beside them."""

from .entries import KIND_LABELS, Entry, all_entries, entry, marker
from .sections import Section, entries_of, section_of, sections
from .source import Piece, source_window
from .targets import Choice, near, targets

__all__ = [
    "KIND_LABELS",
    "Choice",
    "Entry",
    "Piece",
    "Section",
    "all_entries",
    "entries_of",
    "entry",
    "marker",
    "near",
    "section_of",
    "sections",
    "source_window",
    "targets",
]
