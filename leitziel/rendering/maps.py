# SPDX-License-Identifier: EUPL-1.2
"""Planning areas as a picture: GeoJSON in, SVG out, no map service asked.

Projection: equirectangular with the area's middle latitude as standard parallel, which is true enough for a
district. Neighbours are simplified together, so that no gaps open between them.

Classes for the style sheet (attributes carry a default): `lz-map`; `lz-map__area`, `lz-map__area--<category key>`,
`lz-map__area--highlighted` on link or group; `lz-map__shape` (`fill`, `stroke`), `lz-map__label`, `lz-map__sign`;
`lz-map__shape--plain`, `lz-map__label--plain` where there is no category (the style sheet may take the page's colours;
the tones of categories carry their own ink and stay);
`lz-map__legend`, `lz-map__legend-label`, `lz-map__swatch`, `lz-map__swatch--<category key>`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leitziel.rendering.charts import svg
from leitziel.rendering.charts.tiles import MARKS

_SIZE = 14
_LETTER = _SIZE * 0.56
_LINE = _SIZE * 1.2
_PLAIN = ("#e1e4ee", "#171a2b")
_WORDS = {
    "de": {"highlighted": "hervorgehoben", "empty": "Keine Gebiete", "absent": "ohne Fläche in der Karte"},
    "en": {"highlighted": "highlighted", "empty": "No areas", "absent": "without a shape on the map"},
}


@dataclass(frozen=True, slots=True)
class AreaCategory:
    """What areas are told apart by: class, legend, sign (one of `charts.MARKS`) and an index into `svg.TONES`."""

    key: str
    label: str
    mark: str
    tone: int


@dataclass(frozen=True, slots=True)
class AreaShape:
    """An area. `geometry`: a GeoJSON Polygon or MultiPolygon in degrees (WGS 84), or None where there is none;
    `note` is added to the name ("12 Maßnahmen")."""

    name: str
    geometry: Mapping[str, Any] | None
    category: str | None = None
    href: str | None = None
    highlighted: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An area on the picture: its path, the middle of the largest circle inside it, and that circle's radius."""

    area: AreaShape
    path: str
    x: float
    y: float
    radius: float
    box: tuple[float, float, float, float]


def _geometry(area: AreaShape) -> Any:
    """As a valid shapely polygon, or None. Raises ValueError for anything else than polygons in degrees."""
    import shapely
    from shapely.geometry import shape

    if area.geometry is None:
        return None
    if area.geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise ValueError(f"area {area.name!r}: a polygon is needed, not {area.geometry.get('type')!r}")
    try:
        made = shapely.force_2d(shape(area.geometry))
    except (TypeError, ValueError, IndexError, KeyError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"area {area.name!r}: its coordinates cannot be read") from error
    if made.is_empty:
        return None
    west, south, east, north = made.bounds
    if not (-180 <= west <= east <= 180 and -90 < south <= north < 90):
        raise ValueError(f"area {area.name!r}: coordinates are not degrees of longitude and latitude")
    if not made.is_valid:
        parts = [part for part in shapely.get_parts(shapely.make_valid(made)) if part.geom_type.endswith("Polygon")]
        made = shapely.union_all(parts)
    return None if made.is_empty else made


def _on_paper(geometries: Sequence[Any], width: float) -> tuple[list[Any], float]:
    """Projected, scaled to `width` (at most 1.4 times as high) and simplified; and the height."""
    import shapely

    west, south, east, north = shapely.total_bounds(geometries)
    shrink = math.cos(math.radians((south + north) / 2))
    spread, rise = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    margin = 3.0
    scale = min((width - 2 * margin) / spread, (1.4 * width - 2 * margin) / rise)
    left = (width - spread * scale) / 2

    def place(points: Any) -> Any:
        points = points.copy()
        points[:, 0] = left + (points[:, 0] - west) * shrink * scale
        points[:, 1] = margin + (north - points[:, 1]) * scale
        return points

    placed = [shapely.transform(geometry, place) for geometry in geometries]
    simple = shapely.coverage_simplify(placed, 0.6)
    kept = [one if one.is_empty is False and one.is_valid else whole for one, whole in zip(simple, placed, strict=True)]
    return kept, rise * scale + 2 * margin


def _path(geometry: Any) -> str:
    import shapely

    rings = []
    for polygon in shapely.get_parts(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            points = [f"{svg.number(round(x, 1))} {svg.number(round(y, 1))}" for x, y in ring.coords[:-1]]
            rings.append("M" + "L".join(points) + "Z")
    return "".join(rings)


def _drawn(areas: Sequence[AreaShape], width: float) -> tuple[list[_Drawn], list[AreaShape], float]:
    """Areas with a shape, areas without, and the height of the map."""
    import shapely

    shaped = [(area, geometry) for area in areas if (geometry := _geometry(area)) is not None]
    absent = [area for area in areas if not any(area is one for one, _ in shaped)]
    if not shaped:
        return [], absent, 0.0
    geometries, height = _on_paper([geometry for _, geometry in shaped], width)
    made = []
    for (area, _), geometry in zip(shaped, geometries, strict=True):
        circle = shapely.maximum_inscribed_circle(geometry, tolerance=1.0)
        (x, y), radius = circle.coords[0], circle.length
        made.append(_Drawn(area, _path(geometry), x, y, radius, geometry.bounds))
    return made, absent, height


def _labels(drawn: Sequence[_Drawn]) -> tuple[list[list[str]], list[tuple[int, str]]]:
    """Lines of each label: the name where there is room in its area, else a number that the key explains."""
    lines: list[list[str]] = []
    key: list[tuple[int, str]] = []
    for one in drawn:
        for letters, most in ((18, 1), (13, 2), (11, 3)):
            wanted = svg.wrap(one.area.name, letters, most)
            breadth = max((len(line) for line in wanted), default=0) * _LETTER
            half = math.hypot(breadth / 2, len(wanted) * _LINE / 2)
            if not any("…" in line for line in wanted) and half <= one.radius * 1.08:
                lines.append(wanted)
                break
        else:
            key.append((len(key) + 1, one.area.name))
            lines.append([str(len(key))])
    return lines, key


def _text(lines: Sequence[str], x: float, y: float, classes: str, extra: str) -> str:
    spans = "".join(
        f'<tspan x="{svg.number(x)}" y="{svg.number(y + place * _LINE)}">{svg.text(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return f'<text class="{classes}" font-size="{_SIZE}" {extra}>{spans}</text>'


def _label(one: _Drawn, lines: Sequence[str], category: AreaCategory | None) -> str:
    ink = _PLAIN[1] if category is None else svg.TONES[category.tone % len(svg.TONES)][1]
    sign = "" if category is None else MARKS[category.mark]
    room = one.radius > len(lines) * _LINE / 2 + 14
    top = one.y - (len(lines) - 1) * _LINE / 2 + _SIZE * 0.36 + (8 if sign and room else 0)
    weight = ' font-weight="700"' if one.area.highlighted else ""
    classes = "lz-map__label" + (" lz-map__label--plain" if category is None else "")
    drawn = _text(lines, one.x, top, classes, f'text-anchor="middle" fill="{ink}"{weight}')
    if sign and room:
        drawn += _sign(sign, one.x, top - _SIZE - 6, ink)
    return drawn


def _sign(path: str, x: float, y: float, ink: str) -> str:
    return (
        f'<path class="lz-map__sign" d="{path}" transform="translate({svg.number(x)} {svg.number(y)})" fill="none" '
        f'stroke="{ink}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _shape(one: _Drawn, category: AreaCategory | None, words: Mapping[str, str]) -> str:
    area = one.area
    said = [category.label] if category else []
    said += [area.note] if area.note else []
    said += [words["highlighted"]] if area.highlighted else []
    name = f"{area.name} ({', '.join(said)})" if said else area.name
    classes = "lz-map__area"
    classes += f" lz-map__area--{category.key}" if category else ""
    classes += " lz-map__area--highlighted" if area.highlighted else ""
    fill = _PLAIN[0] if category is None else svg.TONES[category.tone % len(svg.TONES)][0]
    shape = "lz-map__shape" + (" lz-map__shape--plain" if category is None else "")
    inside = (
        f'<title>{svg.text(name)}</title><path class="{shape}" d="{one.path}" fill="{fill}" fill-rule="evenodd" '
        f'stroke="currentColor" stroke-width="{4 if area.highlighted else 1}" stroke-linejoin="round"/>'
    )
    if area.href is None:
        return f'<g class="{classes}" role="img">{inside}</g>'
    return f'<a class="{classes}" href="{svg.address(area.href)}">{inside}</a>'


def _under(entries: Sequence[tuple[str, str, str, str]], top: float, width: float) -> Iterator[tuple[str, float]]:
    """Entries of legend and key (what stands in front, its fill, the text, the key) in columns; each with the y below it."""
    letters = max((len(text) for _, _, text, _ in entries), default=0)
    columns = max(1, min(4, int(width // ((letters + 6) * _LETTER))))
    pitch = width / columns
    for place, (front, fill, text, key) in enumerate(entries):
        x, y = (place % columns) * pitch, top + (place // columns) * 26
        if fill:
            ink = next((ink for tone, ink in svg.TONES if tone == fill), _PLAIN[1])
            drawn = (
                f'<rect class="lz-map__swatch lz-map__swatch--{key}" x="{svg.number(x)}" y="{svg.number(y)}" '
                f'width="20" height="20" rx="3" fill="{fill}"/>'
            )
            drawn += _sign(front, x + 10, y + 10, ink) if front else ""
        else:
            bold = 'font-weight="600" fill="currentColor"'
            drawn = _text([front], x, y + 15, "lz-map__legend-label", bold) if front else ""
        drawn += _text([text], x + 28, y + 15, "lz-map__legend-label", 'fill="currentColor"')
        yield drawn, y + 26


def _checked(areas: Sequence[AreaShape], categories: Sequence[AreaCategory]) -> dict[str, AreaCategory]:
    known = {svg.identifier(category.key): category for category in categories}
    for category in categories:
        if category.mark not in MARKS:
            raise ValueError(f"no such mark: {category.mark!r}; there are {', '.join(MARKS)}")
    unknown = {area.category for area in areas if area.category is not None} - known.keys()
    if unknown:
        raise ValueError(f"areas of unknown categories: {', '.join(sorted(map(str, unknown)))}")
    return known


def area_map(
    areas: Sequence[AreaShape],
    *,
    title: str,
    description: str,
    prefix: str,
    categories: Sequence[AreaCategory] = (),
    width: int = 640,
    language: str = "de",
) -> str:
    """The map as SVG text, `width` user units wide (320 for narrow screens). Each area has its name (a link where
    it has an address); names that do not fit become numbers with a key below; so do areas without a shape.

    `title` names the picture, `description` says in words what is seen, `prefix` makes the ids unique on the page.
    Raises ValueError for geometry that is no polygon in degrees, an unknown category, a bad prefix or address.
    """
    svg.identifier(prefix)
    known = _checked(areas, categories)
    words = _WORDS[language]
    drawn, absent, height = _drawn(areas, width)
    category_of = {id(one): known[one.area.category] if one.area.category else None for one in drawn}
    lines, key = _labels(drawn)
    ordered = sorted(drawn, key=lambda one: one.area.highlighted)  # thick borders lie on top
    parts = [_shape(one, category_of[id(one)], words) for one in ordered]
    parts.append('<g pointer-events="none" aria-hidden="true">')
    parts += [_label(one, shown, category_of[id(one)]) for one, shown in zip(drawn, lines, strict=True)]
    parts.append("</g>")
    legend = [
        (MARKS[category.mark], svg.TONES[category.tone % len(svg.TONES)][0], category.label, category.key)
        for category in categories
    ]
    numbers = [(str(number), "", name, "") for number, name in key]
    others = [("–", "", f"{area.name} ({words['absent']})", "") for area in absent]
    bottom = height + 12
    parts.append('<g class="lz-map__legend">')
    for entries in (legend, numbers, others if areas else [("", "", words["empty"], "")]):
        for part, reach in _under(entries, bottom, width):
            parts.append(part)
            bottom = reach
    parts.append("</g>")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lz-map" viewBox="0 0 {width} {svg.number(bottom)}" '
        f'width="100%" role="group" aria-labelledby="{prefix}-title" aria-describedby="{prefix}-desc">'
        f'<title id="{prefix}-title">{svg.text(title)}</title>'
        f'<desc id="{prefix}-desc">{svg.text(description)}</desc>' + "".join(parts) + "</svg>"
    )
