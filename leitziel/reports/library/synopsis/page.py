# SPDX-License-Identifier: EUPL-1.2
"""What the HTML of the synopsis shows beside its values."""

from __future__ import annotations

from leitziel.reports.library.common.wording import words_of

from .values import Context


def shown(context: Context) -> dict[str, object]:
    """For `page.html`, as `p`."""
    words = words_of(context.head)
    return {
        "editions": (context.old, context.new),
        "old": words("old", label=context.old.label),
        "new": words("new", label=context.new.label),
    }
