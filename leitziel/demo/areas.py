# SPDX-License-Identifier: EUPL-1.2
"""Draws the twelve planning areas of the demo city: `python -m leitziel.demo.areas`.

The city is drawn in metres around its centre: an outline, a river that parts it, and one seed for each area.
The Voronoi borders of each bank are bent by a smooth warp of the whole plane, so that neighbours keep sharing
the very same points: no gap and no overlap can arise. The result is GeoJSON in WGS84 (RFC 7946).
"""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path
from typing import Any

import shapely
from shapely import MultiPoint, line_merge
from shapely.geometry import LineString, MultiLineString, Point, Polygon, mapping
from shapely.ops import polygonize, unary_union, voronoi_diagram

HERE = Path(__file__).parent
CENTRE = (11.047, 51.083)  # longitude, latitude
METRES_PER_DEGREE = 111_320.0
STEP = 90.0  # metres between two points of a border
DIGITS = 5  # of a degree: about one metre

OUTLINE = (
    (-4300, -900), (-3900, 900), (-4600, 2300), (-3300, 3600), (-1900, 3300), (-700, 4500), (900, 4100), (1900, 4900),
    (3500, 4000), (4300, 2500), (3900, 1200), (4900, -200), (4200, -1700), (4400, -3000), (2700, -3900), (1200, -3500),
    (-100, -4600), (-1700, -4100), (-2300, -3100), (-3700, -3000),
)  # fmt: skip
RIVER = (
    (-700, -5600), (-500, -4300), (-1050, -3300), (-900, -2300), (-250, -1500), (-420, -700), (150, 0), (120, 800),
    (750, 1600), (620, 2500), (1250, 3300), (1200, 4400), (1700, 5600),
)  # fmt: skip
SEEDS = {
    "01": (-700, 150), "02": (-650, 2100), "03": (1250, 250), "04": (650, -1700), "05": (-2050, -650),
    "06": (2100, 2050), "07": (-3300, 2450), "08": (-2500, 1150), "09": (3300, 400), "10": (-1850, -2600),
    "11": (2900, -2300), "12": (3000, 3600),
}  # fmt: skip


def warp(x: float, y: float) -> tuple[float, float]:
    """Bend the plane gently; small against the size of an area, hence one to one."""
    dx = 95 * math.sin(y / 410 + 0.6) + 60 * math.sin(x / 330 + y / 270) + 25 * math.sin(y / 130 - x / 170)
    dy = 85 * math.sin(x / 460 - 1.1) + 55 * math.sin(y / 350 - x / 290) + 25 * math.sin(x / 120 + y / 190)
    return x + dx, y + dy


def to_wgs84(x: float, y: float) -> tuple[float, float]:
    """Metres from the centre to longitude and latitude, in degrees."""
    lon = CENTRE[0] + x / (METRES_PER_DEGREE * math.cos(math.radians(CENTRE[1])))
    return round(lon, DIGITS), round(CENTRE[1] + y / METRES_PER_DEGREE, DIGITS)


def smoothed(points: tuple[tuple[float, float], ...], *, closed: bool) -> list[tuple[float, float]]:
    """Chaikin's corner cutting, three times."""
    line = list(points)
    for _ in range(3):
        ends = zip(line, line[1:] + line[:1] if closed else line[1:], strict=False)
        cut = [
            ((3 * a[0] + b[0]) / 4, (3 * a[1] + b[1]) / 4, (a[0] + 3 * b[0]) / 4, (a[1] + 3 * b[1]) / 4)
            for a, b in ends
        ]
        inner = [point for x1, y1, x2, y2 in cut for point in ((x1, y1), (x2, y2))]
        line = inner if closed else [line[0], *inner, line[-1]]
    return line


def borders(outline: Polygon, river: LineString) -> list[LineString]:
    """All lines of the map, cut where they meet: outline, river, and the borders of each bank's areas."""
    lines = [outline.exterior, river.intersection(outline)]
    for bank in polygonize(unary_union([outline.exterior, river])):
        if not outline.buffer(1).contains(bank):
            continue
        seeds = MultiPoint([Point(p) for p in SEEDS.values() if bank.contains(Point(p))])
        cells = voronoi_diagram(seeds, envelope=outline.buffer(9000))
        lines += [cell.intersection(bank).boundary for cell in cells.geoms]
    # noded on a grid of a metre: the same border, computed twice, must become one line
    noded = line_merge(shapely.unary_union(lines, grid_size=1.0))
    return list(noded.geoms) if isinstance(noded, MultiLineString) else [noded]


def bent(line: LineString) -> LineString:
    return LineString([to_wgs84(*warp(*point[:2])) for point in line.segmentize(STEP).coords])


def shapes() -> tuple[dict[str, Polygon], LineString]:
    """Key of an area -> its shape, and the river; longitudes and latitudes in degrees."""
    outline = Polygon(smoothed(OUTLINE, closed=True))
    river = LineString(smoothed(RIVER, closed=False))
    faces = list(polygonize(unary_union([bent(line) for line in borders(outline, river)])))
    found = {}
    for key, seed in SEEDS.items():
        point = Point(to_wgs84(*warp(*seed)))
        (found[key],) = (face for face in faces if face.contains(point))
    return found, bent(river.intersection(outline.buffer(600)))


def collection() -> dict[str, Any]:
    """The areas as a GeoJSON FeatureCollection, with the names and figures of city.toml."""
    rows = {row["key"]: row for row in tomllib.loads((HERE / "city.toml").read_text("utf-8"))["areas"]}
    areas, river = shapes()
    features = [
        {
            "type": "Feature",
            "id": key,
            "properties": {"key": key, "name": rows[key]["name"], "population": rows[key]["population"]},
            "geometry": mapping(shape.normalize().reverse()),  # exterior rings counter-clockwise
        }
        for key, shape in sorted(areas.items())
    ]
    return {"type": "FeatureCollection", "river": mapping(river), "features": features}


def main() -> None:
    text = json.dumps(collection(), ensure_ascii=False, separators=(",", ":"))
    (HERE / "areas.geojson").write_text(text.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n", "utf-8")


if __name__ == "__main__":
    main()
