# SPDX-License-Identifier: EUPL-1.2
"""How hard a German text is to read: LIX and Flesch-Amstad, block by block.

    result = read("Die Stadt hilft. Sie berät Familien kostenlos.")
    result.lix, result.flesch, result.band
    [block.kind for block in result.blocks]        # "heading", "item", "paragraph"

Both are counts of surface (length of words and sentences). They say nothing about structure, layout or whether
a text is understood; for Leichte Sprache people of the target group check a text.
"""

from .blocks import Block, Kind, blocks_of
from .measures import Band, Counts, Readability, band_of, count, flesch_amstad, lix, read
from .sentences import sentences_of
from .syllables import syllables

__all__ = [
    "Band",
    "Block",
    "Counts",
    "Kind",
    "Readability",
    "band_of",
    "blocks_of",
    "count",
    "flesch_amstad",
    "lix",
    "read",
    "sentences_of",
    "syllables",
]
