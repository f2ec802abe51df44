# SPDX-License-Identifier: EUPL-1.2
"""Pictures of numbers as SVG text, each with a name, a description and no `style`."""

from leitziel.rendering.charts.png import png
from leitziel.rendering.charts.shares import share_bar, sign
from leitziel.rendering.charts.tiles import (
    MARKS,
    Tile,
    TileCategory,
    TileGroup,
    TileRow,
    TilesTable,
    TilesTableRow,
    plan_tiles,
    tiles_table,
)
from leitziel.rendering.charts.vega import Bar, Line, StackedBar, bars, lines, stacked_bars

__all__ = [
    "MARKS",
    "Bar",
    "Line",
    "StackedBar",
    "Tile",
    "TileCategory",
    "TileGroup",
    "TileRow",
    "TilesTable",
    "TilesTableRow",
    "bars",
    "lines",
    "plan_tiles",
    "png",
    "share_bar",
    "sign",
    "stacked_bars",
    "tiles_table",
]
