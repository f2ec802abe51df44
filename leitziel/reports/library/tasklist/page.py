# SPDX-License-Identifier: EUPL-1.2
"""What the HTML of the task list shows beside its values."""

from __future__ import annotations

from leitziel.reports.library.common.wording import words_of

from .values import Context
from .wording import how, lead, total


def shown(context: Context) -> dict[str, object]:
    """For `page.html`, as `p`."""
    words = words_of(context.head)
    return {"total": total(context), "lead": lead(context, words), "how": how(context, words)}
