# SPDX-License-Identifier: EUPL-1.2
"""Models of the bodies room."""

from .agenda import AgendaItem, Exclusion
from .body import Body, BodySuccession
from .calendar import CalendarLink
from .meeting import Attendance, Meeting, Minutes
from .paper import CouncilPaper, Deliberation
from .seat import Seat, SeatHolder
from .vote import Ballot, Resolution, Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Body",
    "BodySuccession",
    "CalendarLink",
    "CouncilPaper",
    "Deliberation",
    "Exclusion",
    "Meeting",
    "Minutes",
    "Resolution",
    "Seat",
    "SeatHolder",
    "Vote",
]
