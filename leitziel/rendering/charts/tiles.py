# SPDX-License-Identifier: EUPL-1.2
"""The plan at a glance as one picture: each measure one square, in the order of the plan, marked by category.

Classes for the style sheet of the page (attributes carry a light default, classes win over them):

- `lz-tiles`, `lz-tiles--narrow`: the picture; `lz-tiles__legend`, `lz-tiles__legend-label`: its legend
- `lz-tiles__row`, `lz-tiles__row-label`, `lz-tiles__row-count`: a field, its name, its numbers
- `lz-tiles__group`, `lz-tiles__rule`: a goal, the line under its squares
- `lz-tile`, `lz-tile--<category key>`: a square (link, or group where it has no address; also in the legend),
  `lz-tile__box` its surface (`fill`, `stroke`)
- `lz-tile__mark--<category key>`: the sign of a category (`stroke`), drawn once and referred to
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from leitziel.rendering.charts import svg

# Signs in a square of 10 by 10 around (0, 0); drawn as lines, so that they need no font and read in no language.
MARKS: dict[str, str] = {
    "none": "",
    "dot": "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
    "ring": "M3.9 -2.2A4.5 4.5 0 1 0 4.5 0.6M4.6 -5V-1.8H1.4",
    "bar": "M-4.5 0H4.5",
    "flag": "M-3 5.5V-5H4.5L2.5 -2L4.5 1H-3",
    "dots": "M-5 0h.01M0 0h.01M5 0h.01",
    "question": "M-2.8 -2.4A2.9 2.9 0 1 1 1.2 0.6Q0 1.2 0 2.6M0 5.4v.01",
    "cross": "M-3.8 -3.8L3.8 3.8M-3.8 3.8L3.8 -3.8",
    "check": "M-4.5 0.5L-1.5 3.8L4.8 -3.5",
    "up": "M0 5V-4.5M-4 -0.5L0 -4.8L4 -0.5",
    "down": "M0 -5V4.5M-4 0.5L0 4.8L4 0.5",
    "half": "M-4.5 4.5H4.5L-4.5 -4.5Z",
    "pause": "M-2.3 -4V4M2.3 -4V4",
}


@dataclass(frozen=True, slots=True)
class TileCategory:
    """What squares are told apart by. `key` names the class `lz-tile--<key>`; `mark` is the sign that stands in the
    square, so that colour is never alone (one of `MARKS`); `tone` an index into `svg.TONES`."""

    key: str
    label: str
    mark: str
    tone: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A measure: its accessible title, the key of its category, and the address it leads to."""

    title: str
    category: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class TileGroup:
    """A goal with its measures; `title` None for measures that stand under no goal."""

    title: str | None
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TileRow:
    """A field with its goals. `below`: measures in the fields below it, which have rows of their own."""

    title: str
    groups: tuple[TileGroup, ...]
    href: str | None = None
    below: int = 0


@dataclass(frozen=True, slots=True)
class TilesTableRow:
    """Numbers of one goal (`goal` None: measures under no goal): `counts` in the order of the categories."""

    field: str
    goal: str | None
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TilesTable:
    """The same facts as the picture, as a table. `header`: field, goal, each category's label, total."""

    header: tuple[str, ...]
    rows: tuple[TilesTableRow, ...]
    totals: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """Sizes in user units; at full width one unit is about one CSS pixel. A square is at least 24 (WCAG 2.5.8)."""

    width: int
    label_width: int  # 0: the label stands above the squares
    label_letters: int
    square: int
    gap: int
    group_gap: int
    size: int

    @property
    def left(self) -> int:
        return self.label_width

    @property
    def step(self) -> int:
        return self.square + self.gap


_WIDE = _Frame(width=960, label_width=250, label_letters=30, square=26, gap=4, group_gap=14, size=15)
_NARROW = _Frame(width=320, label_width=0, label_letters=38, square=27, gap=5, group_gap=14, size=15)

_WORDS: dict[str, dict[str, str]] = {
    "de": {
        "field": "Handlungsfeld",
        "goal": "Ziel",
        "total": "Gesamt",
        "one": "Maßnahme",
        "many": "Maßnahmen",
        "none": "keine Maßnahmen",
        "below": "in Teilfeldern",
        "empty": "Der Plan enthält noch keine Maßnahmen.",
        "desc": "Jedes Quadrat ist eine Maßnahme, nach Handlungsfeldern und Zielen geordnet.",
    },
    "en": {
        "field": "Field of action",
        "goal": "Goal",
        "total": "Total",
        "one": "measure",
        "many": "measures",
        "none": "no measures",
        "below": "in fields below",
        "empty": "The plan has no measures yet.",
        "desc": "Each square is a measure, ordered by fields of action and goals.",
    },
}


def _checked(rows: Sequence[TileRow], categories: Sequence[TileCategory]) -> dict[str, TileCategory]:
    known = {svg.identifier(category.key): category for category in categories}
    if len(known) != len(categories):
        raise ValueError("two categories have the same key")
    for category in categories:
        if category.mark not in MARKS:
            raise ValueError(f"no such mark: {category.mark!r}; there are {', '.join(MARKS)}")
    unknown = {tile.category for row in rows for group in row.groups for tile in group.tiles} - known.keys()
    if unknown:
        raise ValueError(f"measures of unknown categories: {', '.join(sorted(unknown))}")
    return known


def tiles_table(rows: Sequence[TileRow], categories: Sequence[TileCategory], *, language: str = "de") -> TilesTable:
    """The table twin of `plan_tiles`: one row a goal, one column a category. Raises ValueError like it.

    A field that only holds other fields has no row of its own: its numbers stand in theirs.
    """
    _checked(rows, categories)
    words = _WORDS[language]
    keys = [category.key for category in categories]
    made = []
    for row in rows:
        for group in row.groups:
            found = Counter(tile.category for tile in group.tiles)
            made.append(TilesTableRow(row.title, group.title, tuple(found[key] for key in keys), len(group.tiles)))
        if not row.groups and not row.below:
            made.append(TilesTableRow(row.title, None, (0,) * len(keys), 0))
    totals = tuple(sum(line.counts[index] for line in made) for index in range(len(keys)))
    labels = tuple(category.label for category in categories)
    return TilesTable((words["field"], words["goal"], *labels, words["total"]), tuple(made), totals, sum(totals))


def _counted(count: int, words: dict[str, str]) -> str:
    return f"{svg.german(count)} {words['one' if count == 1 else 'many']}"


def _signs(categories: Sequence[TileCategory], prefix: str) -> str:
    """The sign of each category once; squares refer to it."""
    return "".join(
        f'<path id="{prefix}-{category.key}" class="lz-tile__mark lz-tile__mark--{category.key}" '
        f'd="{MARKS[category.mark]}" fill="none" stroke="{svg.TONES[category.tone % len(svg.TONES)][1]}" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
        for category in categories
    )


def _square(category: TileCategory, x: float, y: float, frame: _Frame, prefix: str) -> str:
    middle = frame.square / 2
    return (
        f'<rect class="lz-tile__box" x="{svg.number(x)}" y="{svg.number(y)}" width="{frame.square}" '
        f'height="{frame.square}" rx="3" fill="{svg.TONES[category.tone % len(svg.TONES)][0]}"/>'
        f'<use href="#{prefix}-{category.key}" x="{svg.number(x + middle)}" y="{svg.number(y + middle)}"/>'
    )


def _tile(tile: Tile, category: TileCategory, spot: tuple[float, float], frame: _Frame, prefix: str) -> str:
    name = f"{tile.title} ({category.label})"
    box = f"<title>{svg.text(name)}</title>{_square(category, *spot, frame, prefix)}"
    classes = f"lz-tile lz-tile--{category.key}"
    if tile.href is None:
        return f'<g class="{classes}" role="img">{box}</g>'
    return f'<a class="{classes}" href="{svg.address(tile.href)}">{box}</a>'


def _places(groups: Sequence[TileGroup], frame: _Frame) -> tuple[list[list[tuple[int, int]]], int]:
    """Where each square of each group stands (x from the left edge of the squares, line from 0), and the lines
    taken. A group that fits on a line is not broken."""
    room = frame.width - frame.left
    columns = (room + frame.gap) // frame.step
    places: list[list[tuple[int, int]]] = []
    x, line = 0, 0
    for group in groups:
        length = min(len(group.tiles), columns) * frame.step - frame.gap
        if x and x + length > room:
            x, line = 0, line + 1
        spots = []
        for _ in group.tiles:
            if x + frame.square > room:
                x, line = 0, line + 1
            spots.append((x, line))
            x += frame.step
        places.append(spots)
        if spots:
            x += frame.group_gap - frame.gap
    return places, line + 1 if any(places) else 0


def _rules(spots: Sequence[tuple[int, int]], top: float, pitch: float, frame: _Frame) -> Iterator[str]:
    """The thin line under a goal's squares, one a line of squares."""
    for line in sorted({line for _, line in spots}):
        starts = [x for x, at in spots if at == line]
        y = svg.number(top + line * pitch + frame.square + 3.5)
        yield (
            f'<line class="lz-tiles__rule" x1="{frame.left + min(starts)}" x2="{frame.left + max(starts) + frame.square}" '
            f'y1="{y}" y2="{y}" stroke="currentColor" stroke-opacity="0.45" stroke-width="1.5"/>'
        )


def _lines(lines: Sequence[str], spot: tuple[float, float], frame: _Frame, classes: str, extra: str = "") -> str:
    x, y = spot
    spans = "".join(
        f'<tspan x="{svg.number(x)}" y="{svg.number(y + index * frame.size * 1.25)}">{svg.text(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return f'<text class="{classes}" font-size="{frame.size}" fill="currentColor"{extra}>{spans}</text>'


def _row(
    row: TileRow,
    known: dict[str, TileCategory],
    *,
    top: float,
    frame: _Frame,
    words: dict[str, str],
    prefix: str,
) -> tuple[str, float]:
    """One field, and the y below it."""
    count = sum(len(group.tiles) for group in row.groups)
    counted = _counted(count, words) if count else words["none"]
    if row.below and not count:
        counted = f"{_counted(row.below, words)} {words['below']}"
    lines = svg.wrap(row.title, frame.label_letters, 4) or [""]
    leading = frame.size * 1.25
    label = _lines(lines, (0, top + frame.size), frame, "lz-tiles__row-label", ' font-weight="600"')
    if row.href is not None:
        label = f'<a class="lz-tiles__row-link" href="{svg.address(row.href)}" aria-label="{svg.attribute(row.title)}">{label}</a>'
    label += _lines([counted], (0, top + frame.size + len(lines) * leading), frame, "lz-tiles__row-count")
    label_height = (len(lines) + 1) * leading + 2
    squares_top = top if frame.label_width else top + label_height + 4
    pitch = frame.square + 11
    places, taken = _places(row.groups, frame)
    parts = [f'<g class="lz-tiles__row" role="group" aria-label="{svg.attribute(f"{row.title}: {counted}")}">{label}']
    for group, spots in zip(row.groups, places, strict=True):
        if not group.tiles:
            continue
        name = f' role="group" aria-label="{svg.attribute(group.title)}"' if group.title else ""
        parts.append(f'<g class="lz-tiles__group"{name}>')
        parts += _rules(spots, squares_top, pitch, frame)
        parts += [
            _tile(tile, known[tile.category], (frame.left + x, squares_top + line * pitch), frame, prefix)
            for tile, (x, line) in zip(group.tiles, spots, strict=True)
        ]
        parts.append("</g>")
    parts.append("</g>")
    bottom = squares_top + taken * pitch
    return "".join(parts), max(bottom, top + label_height) + 14


def _legend(
    rows: Sequence[TileRow], categories: Sequence[TileCategory], frame: _Frame, prefix: str
) -> tuple[str, float]:
    found = Counter(tile.category for row in rows for group in row.groups for tile in group.tiles)
    parts = ['<g class="lz-tiles__legend">']
    x, y = 0.0, 0.0
    double = False  # does the line before hold a label of two lines?
    letters = int((frame.width - frame.square - 8) / (frame.size * 0.56))
    for category in categories:
        shown = svg.wrap(f"{category.label} ({svg.german(found[category.key])})", letters, 2)
        length = frame.square + 8 + max(map(len, shown)) * frame.size * 0.56
        if x and x + length > frame.width:
            x, y = 0.0, y + frame.square + 8 + (8 if double else 0)
        double = len(shown) > 1
        parts.append(f'<g class="lz-tile lz-tile--{category.key}">{_square(category, x, y, frame, prefix)}</g>')
        spot = y + frame.square / 2 + frame.size * (0.36 if len(shown) == 1 else -0.26)
        parts.append(_lines(shown, (x + frame.square + 8, spot), frame, "lz-tiles__legend-label"))
        x += length + 20
    parts.append("</g>")
    return "".join(parts), y + frame.square + 24


def plan_tiles(
    rows: Sequence[TileRow],
    categories: Sequence[TileCategory],
    *,
    title: str,
    prefix: str,
    narrow: bool = False,
    language: str = "de",
) -> str:
    """The picture as SVG text: a legend, then one row a field; each measure one square (24 units or more), a link
    with its title and category as name; squares of one goal stand together on a thin line.

    `prefix` makes the ids unique on the page; `narrow` is for screens of 320 px (labels above the squares).
    Raises ValueError for an unknown category, a bad key or prefix, or an address that is no address.
    Put `tiles_table` beside it: the picture is never alone.
    """
    known = _checked(rows, categories)
    words = _WORDS[language]
    svg.identifier(prefix)
    frame = _NARROW if narrow else _WIDE
    parts, y = [f"<defs>{_signs(categories, prefix)}</defs>"], 0.0
    if any(group.tiles for row in rows for group in row.groups):
        legend, y = _legend(rows, categories, frame, prefix)
        parts.append(legend)
    elif not rows:
        parts.append(_lines([words["empty"]], (0, frame.size), frame, "lz-tiles__row-label"))
        y = frame.size * 2.0
    for row in rows:
        drawn, y = _row(row, known, top=y, frame=frame, words=words, prefix=prefix)
        parts.append(drawn)
    linked = any(tile.href for row in rows for group in row.groups for tile in group.tiles) or any(r.href for r in rows)
    total = sum(len(group.tiles) for row in rows for group in row.groups)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lz-tiles{" lz-tiles--narrow" if narrow else ""}" '
        f'viewBox="0 0 {frame.width} {svg.number(y)}" width="100%" role="{"group" if linked else "img"}" '
        f'aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
        f'<title id="{prefix}-title">{svg.text(title)}</title>'
        f'<desc id="{prefix}-desc">{svg.text(words["desc"])} {_counted(total, words)}.</desc>'
        + "".join(parts)
        + "</svg>"
    )
