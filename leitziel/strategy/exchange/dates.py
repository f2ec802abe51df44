# SPDX-License-Identifier: EUPL-1.2
"""ISO dates as exact as the document: "2027", "2027-06", "2027-06-30"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

PATTERN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def last_day(value: str | None) -> dt.date | None:
    """The last day that the value means; None for no value or one that is no date."""
    match = PATTERN.match(value or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    month = month or 12
    try:
        return dt.date(year or 0, month, day or calendar.monthrange(year or 0, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
