# SPDX-License-Identifier: EUPL-1.2
"""How a whole is made up, as one bar of parts: each with its colour and its sign, so that colour is never alone.

The squares of `tiles.plan_tiles` and the parts of these bars carry the same colours and signs. Classes: `lz-share`
the picture, `lz-share__part` a part, `lz-tile--<key>` its category.
"""

from __future__ import annotations

from collections.abc import Sequence

from leitziel.rendering.charts import svg
from leitziel.rendering.charts.tiles import MARKS, TileCategory

WIDTH, HEIGHT = 320, 20
_ROOM = 16  # a part narrower than this shows its colour alone
_GAP = 1.5


def share_bar(
    parts: Sequence[tuple[TileCategory, int]], *, title: str, description: str, prefix: str, width: int = WIDTH
) -> str:
    """The bar as SVG text, each part as wide as its number; parts of none are left out.

    `description` says the numbers in words; `prefix` makes the ids unique on the page. Raises ValueError for a
    negative number or a bad prefix. Put the numbers beside it: the picture is never alone.
    """
    svg.identifier(prefix)
    if any(count < 0 for _category, count in parts):
        raise ValueError("a part of a whole is not negative")
    shown = [(category, count) for category, count in parts if count]
    total = sum(count for _category, count in shown)
    drawn, x = [], 0.0
    for category, count in shown:
        across = width * count / total
        drawn.append(_part(category, x, across))
        x += across
    if not shown:
        drawn.append(f'<line x1="0" x2="{width}" y1="{HEIGHT / 2:g}" y2="{HEIGHT / 2:g}" stroke="currentColor"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lz-share" viewBox="0 0 {width} {HEIGHT}" width="100%" '
        f'role="img" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
        f'<title id="{prefix}-title">{svg.text(title)}</title><desc id="{prefix}-desc">{svg.text(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def sign(category: TileCategory, size: int = 20) -> str:
    """A category's square with its sign, as a decoration beside its name: hidden from assistive technology."""
    middle = svg.number(size / 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lz-sign lz-tile lz-tile--{svg.identifier(category.key)}" '
        f'viewBox="0 0 {size} {size}" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'<rect class="lz-tile__box" width="{size}" height="{size}" rx="3" fill="{_tone(category)[0]}"/>'
        f"{_mark(category, middle, middle)}</svg>"
    )


def _tone(category: TileCategory) -> tuple[str, str]:
    return svg.TONES[category.tone % len(svg.TONES)]


def _mark(category: TileCategory, x: str, y: str) -> str:
    path = MARKS[category.mark]
    if not path:
        return ""
    return (
        f'<path transform="translate({x} {y})" d="{path}" fill="none" stroke="{_tone(category)[1]}" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _part(category: TileCategory, x: float, across: float) -> str:
    inner = max(across - _GAP, 0.5)
    mark = _mark(category, svg.number(x + inner / 2), svg.number(HEIGHT / 2)) if inner >= _ROOM else ""
    return (
        f'<g class="lz-share__part lz-tile lz-tile--{svg.identifier(category.key)}"><rect class="lz-tile__box" '
        f'x="{svg.number(x)}" width="{svg.number(inner)}" height="{HEIGHT}" fill="{_tone(category)[0]}"/>{mark}</g>'
    )
