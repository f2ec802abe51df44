# SPDX-License-Identifier: EUPL-1.2
"""What the HTML of the fact sheet shows beside its values."""

from __future__ import annotations

from .pictures import for_print
from .values import Context


def shown(context: Context) -> dict[str, object]:
    """For `page.html`, as `p`."""
    return for_print(context)
