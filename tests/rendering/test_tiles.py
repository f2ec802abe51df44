# SPDX-License-Identifier: EUPL-1.2
"""The plan at a glance: every measure once, named, marked, and the same numbers in the table."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from leitziel.rendering.charts import MARKS, Tile, TileCategory, TileGroup, TileRow, plan_tiles, tiles_table
from leitziel.rendering.charts.svg import TONES
from tests.rendering.svg_help import SVG, by_class, name_and_description, offences, parsed, texts

CATEGORIES = (
    TileCategory("ongoing", "fortlaufend", "ring", 0),
    TileCategory("by", "bis zu einem Jahr", "flag", 1),
    TileCategory("unknown", "ohne Termin", "question", 3),
)
ROWS = (
    TileRow(
        "Öffnung & Verwaltung",
        (
            TileGroup("Ziel 1", (Tile("Maßnahme <1>", "ongoing", "/x/massnahmen/a/"), Tile("Zwei", "by", "/x/b/"))),
            TileGroup(None, (Tile("Ohne Ziel", "ongoing", "https://example.org/c"),)),
        ),
        "/x/felder/1/",
    ),
    TileRow("Leer", ()),
)


def draw(rows=ROWS, **changes):
    return parsed(plan_tiles(rows, CATEGORIES, **{"title": "Der Plan", "prefix": "plan", **changes}))


def tiles_of(root):
    return [tile for tile in by_class(root, "lz-tile") if tile.find(f"{SVG}title") is not None]


def test_picture_has_name_and_description() -> None:
    root = draw()
    assert name_and_description(root) == (
        "Der Plan",
        "Jedes Quadrat ist eine Maßnahme, nach Handlungsfeldern und Zielen geordnet. 3 Maßnahmen.",
    )
    assert root.get("role") == "group"


def test_picture_without_links_is_one_image() -> None:
    rows = (TileRow("Feld", (TileGroup("Ziel", (Tile("Eins", "by"),)),)),)
    assert draw(rows).get("role") == "img"


@pytest.mark.parametrize("narrow", [False, True])
def test_picture_holds_to_a_strict_policy(narrow: bool) -> None:
    assert offences(draw(narrow=narrow)) == []


def test_each_square_is_a_link_with_its_name() -> None:
    assert [(tile.get("href"), tile.findtext(f"{SVG}title"), tile.get("class")) for tile in tiles_of(draw())] == [
        ("/x/massnahmen/a/", "Maßnahme <1> (fortlaufend)", "lz-tile lz-tile--ongoing"),
        ("/x/b/", "Zwei (bis zu einem Jahr)", "lz-tile lz-tile--by"),
        ("https://example.org/c", "Ohne Ziel (fortlaufend)", "lz-tile lz-tile--ongoing"),
    ]


def test_square_refers_to_the_sign_of_its_category() -> None:
    root = draw()
    signs = {sign.get("id"): sign.get("d") for sign in by_class(root, "lz-tile__mark")}
    assert signs == {f"plan-{category.key}": MARKS[category.mark] for category in CATEGORIES}
    used = [tile.find(f"{SVG}use").get("href") for tile in tiles_of(root)]
    assert used == ["#plan-ongoing", "#plan-by", "#plan-ongoing"]


def test_fields_and_goals_are_named_groups() -> None:
    labels = [group.get("aria-label") for group in draw().iter(f"{SVG}g") if group.get("role") == "group"]
    assert labels == ["Öffnung & Verwaltung: 3 Maßnahmen", "Ziel 1", "Leer: keine Maßnahmen"]


def test_legend_counts_each_category() -> None:
    legend = ["".join(text.itertext()) for text in by_class(draw(), "lz-tiles__legend-label")]
    assert legend == ["fortlaufend (2)", "bis zu einem Jahr (1)", "ohne Termin (0)"]


def test_plan_without_fields_says_so() -> None:
    assert texts(draw(())) == ["Der Plan enthält noch keine Maßnahmen."]


def test_english_picture_has_english_words() -> None:
    assert name_and_description(draw(language="en"))[1].startswith("Each square is a measure")


def test_same_plan_gives_same_picture() -> None:
    assert plan_tiles(ROWS, CATEGORIES, title="a", prefix="b") == plan_tiles(ROWS, CATEGORIES, title="a", prefix="b")


@pytest.mark.parametrize(
    ("rows", "categories", "prefix", "match"),
    [
        ((TileRow("x", (TileGroup(None, (Tile("m", "neu"),)),)),), CATEGORIES, "p", "neu"),
        (ROWS, CATEGORIES + CATEGORIES[:1], "p", "same key"),
        (ROWS, (*CATEGORIES, TileCategory("a b", "x", "dot", 0)), "p", "a b"),
        (ROWS, (*CATEGORIES, TileCategory("x", "x", "heart", 0)), "p", "heart"),
        (ROWS, CATEGORIES, '"><script>', "prefix"),
        ((TileRow("x", (), "javascript:alert(1)"),), CATEGORIES, "p", "address"),
        ((TileRow("x", (), "//evil.example"),), CATEGORIES, "p", "address"),
    ],
)
def test_wrong_input_is_refused(rows, categories, prefix, match) -> None:
    with pytest.raises(ValueError, match=match):
        plan_tiles(rows, categories, title="t", prefix=prefix)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("tone", TONES)
def test_sign_stands_out_from_its_square(tone: tuple[str, str]) -> None:
    light, dark = sorted((_luminance(colour) for colour in tone), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


PLANS = st.lists(
    st.builds(
        TileRow,
        st.text(max_size=60),
        st.lists(
            st.builds(
                TileGroup,
                st.none() | st.text(max_size=20),
                st.lists(
                    st.builds(
                        Tile,
                        st.text(max_size=20),
                        st.sampled_from([category.key for category in CATEGORIES]),
                        st.none() | st.just("/m/"),
                    ),
                    max_size=40,
                ).map(tuple),
            ),
            max_size=4,
        ).map(tuple),
    ),
    max_size=4,
).map(tuple)


@settings(deadline=None, max_examples=60)
@given(PLANS, st.booleans())
def test_every_measure_is_drawn_once_inside_the_picture_and_apart(rows: tuple[TileRow, ...], narrow: bool) -> None:
    root = draw(rows, narrow=narrow)
    drawn = tiles_of(root)
    wanted = [tile for row in rows for group in row.groups for tile in group.tiles]
    assert [tile.get("class") for tile in drawn] == [f"lz-tile lz-tile--{tile.category}" for tile in wanted]
    boxes = [tile.find(f"{SVG}rect") for tile in by_class(root, "lz-tile")]
    spots = [(float(box.get("x")), float(box.get("y")), float(box.get("width"))) for box in boxes]
    _, _, width, height = (float(part) for part in root.get("viewBox").split())
    assert [spot for spot in spots if spot[0] < 0 or spot[0] + spot[2] > width or spot[1] + spot[2] > height] == []
    assert all(side >= 24 for _, _, side in spots)
    ordered = sorted(spots, key=lambda spot: (spot[1], spot[0]))
    near = [(a, b) for a, b in pairwise(ordered) if a[1] == b[1] and b[0] - a[0] < a[2] + 4]
    assert near == []


@settings(deadline=None, max_examples=60)
@given(PLANS)
def test_table_counts_what_the_picture_shows(rows: tuple[TileRow, ...]) -> None:
    table = tiles_table(rows, CATEGORIES)
    wanted = [tile.category for row in rows for group in row.groups for tile in group.tiles]
    assert table.totals == tuple(wanted.count(category.key) for category in CATEGORIES)
    assert table.total == len(wanted)
    assert [row.total for row in table.rows] == [sum(row.counts) for row in table.rows]
    assert len(table.rows) == sum(max(1, len(row.groups)) for row in rows)


def test_table_names_its_columns_and_rows() -> None:
    table = tiles_table(ROWS, CATEGORIES)
    assert table.header == ("Handlungsfeld", "Ziel", "fortlaufend", "bis zu einem Jahr", "ohne Termin", "Gesamt")
    assert [(row.field, row.goal, row.counts) for row in table.rows] == [
        ("Öffnung & Verwaltung", "Ziel 1", (1, 1, 0)),
        ("Öffnung & Verwaltung", None, (1, 0, 0)),
        ("Leer", None, (0, 0, 0)),
    ]


def test_field_that_only_holds_fields_tells_their_measures() -> None:
    within = TileRow("Teilfeld", (TileGroup(None, (Tile("Eins", "by"),)),))
    rows = (TileRow("Oberfeld", (), "/x/felder/2/", 12), within)
    assert [text for text in texts(draw(rows)) if "Maßnahme" in text] == ["12 Maßnahmen in Teilfeldern", "1 Maßnahme"]
    assert [(row.field, row.total) for row in tiles_table(rows, CATEGORIES).rows] == [("Teilfeld", 1)]


def test_thousand_measures_in_one_goal_are_all_there() -> None:
    tiles = tuple(Tile(f"M {number}", "by", f"/m/{number}/") for number in range(1000))
    root = draw((TileRow("Feld", (TileGroup("Ziel", tiles),)),), narrow=True)
    assert [tile.get("href") for tile in tiles_of(root)] == [tile.href for tile in tiles]


def test_long_name_of_a_field_is_hyphenated_and_kept_whole_for_the_ear() -> None:
    name = "Kinderschutzkooperationsvereinbarungsfortschreibung"
    root = draw((replace(ROWS[1], title=name),))
    (label,) = by_class(root, "lz-tiles__row-label")
    lines = [span.text for span in label]
    assert "".join(line.removesuffix("-") for line in lines) == name
    assert max(len(line) for line in lines) <= 30
    assert by_class(root, "lz-tiles__row")[0].get("aria-label") == f"{name}: keine Maßnahmen"


def test_long_name_in_the_legend_of_a_narrow_picture_takes_two_lines_and_stays_within() -> None:
    long = TileCategory("long", "seit zwei Runden oder länger kein Sachstand", "question", 7)
    rows = [TileRow("Feld", (TileGroup(None, (Tile("M1", "long"),)),))]
    narrow, wide = (plan_tiles(rows, [long], title="t", prefix="p", narrow=narrow) for narrow in (True, False))
    labels = [
        [span.text for span in etree.fromstring(drawn).find(".//{*}text[@class='lz-tiles__legend-label']")]
        for drawn in (narrow, wide)
    ]
    assert labels == [
        ["seit zwei Runden oder länger kein", "Sachstand (1)"],
        ["seit zwei Runden oder länger kein Sachstand (1)"],
    ]
