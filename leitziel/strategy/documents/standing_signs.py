# SPDX-License-Identifier: EUPL-1.2
"""The colour and the sign of each standing, the same in every picture: on the pages and in the reports."""

from __future__ import annotations

from collections.abc import Iterable

from leitziel.rendering.charts import TileCategory
from leitziel.strategy.standing import Standing

# Sign and tone (leitziel.rendering.charts): dark where something was reached or is wrong, light where little is said.
SIGNS: dict[str, tuple[str, int]] = {
    Standing.DONE: ("check", 2),
    Standing.HAPPENED: ("ring", 5),
    Standing.ON_TRACK: ("up", 0),
    Standing.NOT_STARTED: ("dots", 3),
    Standing.QUIET: ("bar", 5),
    Standing.PAUSED: ("pause", 1),
    Standing.LATE: ("flag", 6),
    Standing.NO_REPORT: ("question", 3),
    Standing.SILENT: ("question", 7),
    Standing.GIVEN_UP: ("cross", 4),
}


def category(key: str, label: str) -> TileCategory:
    """A standing as what pictures tell squares apart by; keys in pictures have no underscore."""
    return TileCategory(key.replace("_", "-"), label, *SIGNS[key])


def categories(standings: Iterable[Standing]) -> list[TileCategory]:
    """Those that occur, in the order of the enumeration."""
    found = set(standings)
    return [category(standing.value, str(standing.label)) for standing in Standing if standing in found]
