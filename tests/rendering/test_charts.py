# SPDX-License-Identifier: EUPL-1.2
"""Bars, stacked bars and lines as pictures for a strict page."""

from __future__ import annotations

import subprocess
import sys

import pytest

from leitziel.rendering.charts import Bar, Line, StackedBar, bars, lines, stacked_bars
from leitziel.rendering.charts import svg as parts
from leitziel.rendering.charts.finish import SERIES
from tests.rendering.svg_help import SVG, by_class, name_and_description, offences, parsed, texts

WORDS = {"title": "Maßnahmen je Feld", "description": "Bildung hat die meisten.", "prefix": "felder"}
BARS = (Bar("Öffnung & <b>", 1234.5), Bar("Gleich", 3), Bar("Gleich", -20))
STACKED = (StackedBar("Nord", (3, 4, 0)), StackedBar("Süd", (0, 0, 7)))
LINES = (Line("Nord", (1.5, None, 3)), Line("Süd", (4, 3, 2)))
STEPS = ("2023", "2024", "2025")


def all_charts() -> dict[str, str]:
    return {
        "bars": bars(BARS, unit="Anzahl", digits=1, **WORDS),
        "narrow bars": bars(BARS, width=288, **WORDS),
        "stacked": stacked_bars(STACKED, ("laufend", "bis 2027", "offen"), **WORDS),
        "lines": lines(STEPS, LINES, unit="Prozent", digits=1, **WORDS),
        "empty bars": bars((), **WORDS),
        "empty stacked": stacked_bars((), ("a",), **WORDS),
        "empty lines": lines(STEPS, (Line("Nord", (None, None, None)),), **WORDS),
    }


@pytest.fixture(scope="module")
def charts():
    return {name: parsed(drawn) for name, drawn in all_charts().items()}


def test_every_chart_is_one_named_picture(charts) -> None:
    for root in charts.values():
        assert name_and_description(root) == ("Maßnahmen je Feld", "Bildung hat die meisten.")
        assert [element.get("role") for element in root.iter() if element.get("role")] == ["img"]
        assert root.get("viewBox") is not None


def test_every_chart_holds_to_a_strict_policy(charts) -> None:
    assert {name: offences(root) for name, root in charts.items()} == {name: [] for name in charts}


def test_text_takes_the_colour_of_the_page(charts) -> None:
    for root in charts.values():
        assert {text.get("fill") for text in root.iter(f"{SVG}text")} == {"currentColor"}


def test_ids_begin_with_the_prefix(charts) -> None:
    ids = [element.get("id") for root in charts.values() for element in root.iter() if element.get("id")]
    assert [name for name in ids if not name.startswith("felder-")] == []


def test_every_reference_leads_somewhere(charts) -> None:
    for root in charts.values():
        ids = {element.get("id") for element in root.iter()}
        used = {
            value[5:-1] for element in root.iter() for value in element.attrib.values() if value.startswith("url(#")
        }
        assert used - ids == set()


def test_bars_show_labels_and_german_numbers(charts) -> None:
    shown = texts(charts["bars"])
    assert [shown.count(word) for word in ("Öffnung & <b>", "Gleich", "1.234,5", "3,0", "−20,0", "Anzahl")] == [
        1,
        2,
        1,
        1,
        1,
        1,
    ]
    assert len(by_class(charts["bars"], "lz-chart__series--0")) == 3


def test_english_chart_has_english_numbers() -> None:
    assert "1,234.5" in texts(parsed(bars(BARS, digits=1, language="en", **WORDS)))


def test_parts_of_stacked_bars_differ_by_pattern(charts) -> None:
    root = charts["stacked"]
    laid = {element.get("fill") for element in root.iter(f"{SVG}path") if (element.get("fill") or "").startswith("url")}
    assert laid == {"url(#felder-hatch-1)", "url(#felder-hatch-2)"}
    assert [word in texts(root) for word in ("laufend", "bis 2027", "offen", "Nord", "Süd")] == [True] * 5


def test_lines_differ_by_dash(charts) -> None:
    drawn = [path for path in charts["lines"].iter(f"{SVG}path") if path.get("stroke-width") == "2.5"]
    assert {path.get("stroke"): path.get("stroke-dasharray") for path in drawn} == {SERIES[0]: "1,0", SERIES[1]: "7,4"}


def test_missing_value_interrupts_the_line(charts) -> None:
    (path,) = [
        path
        for path in charts["lines"].iter(f"{SVG}path")
        if path.get("stroke-width") == "2.5" and path.get("stroke") == SERIES[0]
    ]
    assert path.get("d").count("M") == 2


def test_empty_chart_says_so(charts) -> None:
    assert [texts(charts[name]) for name in charts if name.startswith("empty")] == [["Keine Daten"]] * 3


def test_same_data_gives_same_picture() -> None:
    assert all_charts() == all_charts()


@pytest.mark.parametrize(
    "call",
    [
        lambda: bars((Bar("x", float("nan")),), **WORDS),
        lambda: bars((Bar("x", 1),), **{**WORDS, "prefix": "1 x"}),
        lambda: stacked_bars((StackedBar("x", (1, 2)),), ("a",), **WORDS),
        lambda: stacked_bars((StackedBar("x", (-1,)),), ("a",), **WORDS),
        lambda: stacked_bars((StackedBar("x", (1,) * 9),), ("a",) * 9, **WORDS),
        lambda: lines(STEPS, (Line("x", (1, 2)),), **WORDS),
        lambda: lines(STEPS, (Line("x", (1, 2, float("inf"))),), **WORDS),
        lambda: lines(STEPS, (Line("x", (1, 2, 3)),) * 9, **WORDS),
    ],
)
def test_wrong_input_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"number|prefix|series|part|value|lines"):
        call()


def test_heavy_library_is_loaded_by_drawing_only() -> None:
    code = "import sys, leitziel.rendering.charts, leitziel.rendering.plan_document; print([m for m in ('vl_convert', 'typst', 'pyphen') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(1234567, 0, "1.234.567"), (0.5, 1, "0,5"), (-3.25, 2, "−3,25"), (-0.001, 1, "0,0"), (12, 0, "12")],
)
def test_german_numbers(value: float, digits: int, shown: str) -> None:
    assert parts.german(value, digits) == shown


def test_wrap_ends_with_an_ellipsis_when_there_is_no_room() -> None:
    assert parts.wrap("eins zwei drei vier fünf", 9, 2) == ["eins zwei", "drei vie…"]
    assert parts.wrap("kurz", 9, 2) == ["kurz"]
    assert parts.wrap("", 9, 2) == []
