# SPDX-License-Identifier: EUPL-1.2
"""What is alike in plans, and what became of their entries.

`SimilarIndex(items).pairs(minimum=0.3)` are the ranked pairs across groups, `.like(1)` what is like one item.
`align(old, new, decisions)` says what belongs together of two editions, `described(...)` what changed of each match,
`word_differences(old, new)` what differs between two texts.
"""

from .changes import Change, Described, Difference, described
from .differences import Segment, word_differences
from .entries import Alignment, Decision, Entry, Match, Tie
from .matching import align
from .similar import Item, Pair, Reason, SimilarIndex

__all__ = [
    "Alignment",
    "Change",
    "Decision",
    "Described",
    "Difference",
    "Entry",
    "Item",
    "Match",
    "Pair",
    "Reason",
    "Segment",
    "SimilarIndex",
    "Tie",
    "align",
    "described",
    "word_differences",
]
