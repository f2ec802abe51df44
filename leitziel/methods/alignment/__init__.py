# SPDX-License-Identifier: EUPL-1.2
"""What is alike in plans: measures of different concepts that are about the same thing, with reasons.

`SimilarIndex(items).pairs(minimum=0.3)` are the ranked pairs across groups, `.like(1)` what is like one item.
"""

from .similar import Item, Pair, Reason, SimilarIndex

__all__ = ["Item", "Pair", "Reason", "SimilarIndex"]
