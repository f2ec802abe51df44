# SPDX-License-Identifier: EUPL-1.2
"""Maps of planning areas: every area named, in its place, and readable without colour."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitziel.rendering.maps import AreaCategory, AreaShape, area_map
from tests.rendering.svg_help import SVG, by_class, name_and_description, offences, parsed, texts

CATEGORIES = (AreaCategory("focus", "Schwerpunkt", "up", 0), AreaCategory("watch", "Beobachten", "dot", 5))
WORDS = {"title": "Planungsräume", "description": "Die Stadt hat vier Räume.", "prefix": "karte"}


def square(west: float, south: float, side: float = 0.1) -> dict[str, object]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


AREAS = (
    AreaShape("Nord & West", square(11.0, 51.1), "focus", "/x/raeume/1/", highlighted=True, note="3 Maßnahmen"),
    AreaShape("Ost", square(11.1, 51.1), "watch"),
    AreaShape("Süd", square(11.0, 51.0)),
    AreaShape("Klein", square(11.15, 51.05, 0.004)),
    AreaShape("Ohne Fläche", None),
)


def draw(areas=AREAS, **changes):
    return parsed(area_map(areas, **{"categories": CATEGORIES, **WORDS, **changes}))


def extent(area) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", area.find(f"{SVG}path").get("d"))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def areas_by_name(root) -> dict[str, object]:
    return {area.findtext(f"{SVG}title"): area for area in by_class(root, "lz-map__area")}


def test_map_has_name_and_description() -> None:
    assert name_and_description(draw()) == ("Planungsräume", "Die Stadt hat vier Räume.")


@pytest.mark.parametrize("width", [320, 640])
def test_map_holds_to_a_strict_policy(width: int) -> None:
    assert offences(draw(width=width)) == []


def test_each_area_is_named_with_what_it_shows() -> None:
    found = areas_by_name(draw())
    assert {
        name: (area.tag.removeprefix(SVG), area.get("class"), area.get("href")) for name, area in found.items()
    } == {
        "Nord & West (Schwerpunkt, 3 Maßnahmen, hervorgehoben)": (
            "a",
            "lz-map__area lz-map__area--focus lz-map__area--highlighted",
            "/x/raeume/1/",
        ),
        "Ost (Beobachten)": ("g", "lz-map__area lz-map__area--watch", None),
        "Süd": ("g", "lz-map__area", None),
        "Klein": ("g", "lz-map__area", None),
    }


def test_areas_lie_as_on_the_ground() -> None:
    found = areas_by_name(draw())
    north_west = extent(found["Nord & West (Schwerpunkt, 3 Maßnahmen, hervorgehoben)"])
    east, south = extent(found["Ost (Beobachten)"]), extent(found["Süd"])
    assert (north_west[2], north_west[1]) == (east[0], east[1])
    assert (south[0], south[1]) == (north_west[0], north_west[3])


def test_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    left, top, right, bottom = extent(areas_by_name(draw())["Süd"])
    assert (right - left) / (bottom - top) == pytest.approx(0.628, abs=0.002)  # cos(51.1 degrees)


def test_every_name_can_be_read() -> None:
    shown = texts(draw())
    assert [name in shown for name in ("Nord & West", "Ost", "Süd", "Schwerpunkt", "Beobachten")] == [True] * 5
    assert shown[shown.index("1", shown.index("Beobachten")) + 1] == "Klein"
    assert "Ohne Fläche (ohne Fläche in der Karte)" in shown


def test_categories_differ_by_sign_on_the_map() -> None:
    signs = [sign.get("d") for sign in by_class(draw(), "lz-map__sign")]
    assert len(signs) == 4
    assert len(set(signs)) == 2


def test_map_without_areas_says_so() -> None:
    assert texts(draw((), categories=())) == ["Keine Gebiete"]


def test_hole_and_several_parts_are_kept() -> None:
    ring = square(11.0, 51.0)["coordinates"][0]
    hole = square(11.03, 51.03, 0.03)["coordinates"][0]
    island = square(11.3, 51.0, 0.05)["coordinates"]
    root = draw((AreaShape("Ring", {"type": "MultiPolygon", "coordinates": [[ring, hole], island]}),))
    (path,) = by_class(root, "lz-map__shape")
    assert path.get("d").count("M") == 3
    assert path.get("fill-rule") == "evenodd"


def test_shape_that_crosses_itself_is_mended() -> None:
    bow = {"type": "Polygon", "coordinates": [[[11, 51], [11.1, 51.1], [11.1, 51], [11, 51.1], [11, 51]]]}
    assert list(areas_by_name(draw((AreaShape("Schleife", bow),)))) == ["Schleife"]


def test_same_areas_give_same_map() -> None:
    assert area_map(AREAS, categories=CATEGORIES, **WORDS) == area_map(AREAS, categories=CATEGORIES, **WORDS)


@pytest.mark.parametrize(
    ("area", "match"),
    [
        (AreaShape("P", {"type": "Point", "coordinates": [11, 51]}), "polygon is needed"),
        (AreaShape("M", square(4_400_000, 5_600_000)), "not degrees"),
        (AreaShape("K", {"type": "Polygon", "coordinates": [[["a", 1]]]}), "cannot be read"),
        (AreaShape("K", {"type": "Polygon"}), "cannot be read"),
        (AreaShape("U", square(11, 51), "neu"), "unknown categories: neu"),
        (AreaShape("J", square(11, 51), href="javascript:alert(1)"), "address"),
    ],
)
def test_wrong_area_is_refused(area: AreaShape, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        area_map((area,), categories=CATEGORIES, **WORDS)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.integers(0, 8), st.integers(0, 8), st.booleans()), min_size=1, max_size=20
    )
)
def test_every_area_is_drawn_once_inside_the_picture(found: list[tuple[str, int, int, bool]]) -> None:
    areas = [AreaShape(name, square(11 + x / 10, 51 + y / 10), None, "/x/", marked) for name, x, y, marked in found]
    root = draw(areas, width=320)
    drawn = by_class(root, "lz-map__area")
    assert len(drawn) == len(areas)
    _, _, width, height = (float(part) for part in root.get("viewBox").split())
    for area in drawn:
        left, top, right, bottom = extent(area)
        assert 0 <= left <= right <= width
        assert 0 <= top <= bottom <= height
