# SPDX-License-Identifier: EUPL-1.2
"""A picture as PNG, for formats that take no SVG; only the shipped font, so the same picture gives the same bytes."""

from __future__ import annotations

from leitziel.rendering.charts.vega import renderer
from leitziel.rendering.pdf.glyphs import FONT_FAMILY


def png(drawn: str, *, scale: float = 2.0) -> bytes:
    """The SVG text as PNG on white, `scale` pixels a unit. Raises ValueError for what is no SVG."""
    if not drawn.startswith("<svg "):
        raise ValueError("the picture is no SVG")
    framed = drawn.replace("<svg ", f'<svg font-family="{FONT_FAMILY}" color="#171a2b" ', 1)
    framed = framed.replace(' width="100%"', "", 1)
    made: bytes = renderer().svg_to_png(framed, scale=scale)
    return made
