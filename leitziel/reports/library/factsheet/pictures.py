# SPDX-License-Identifier: EUPL-1.2
"""What the PDF of the fact sheet shows beside its values: lines that every format says alike."""

from __future__ import annotations

from leitziel.reports.library.common.wording import words_of

from .values import Context
from .wording import plan_pairs, stand_line


def for_print(context: Context) -> dict[str, object]:
    """For the Typst file."""
    words = words_of(context.head)
    return {
        "plan_pairs": plan_pairs(context, words),
        "stand_line": stand_line(context.stand, words) if context.stand else "",
    }
