# SPDX-License-Identifier: EUPL-1.2
"""Bars, stacked bars and lines: Vega-Lite dictionaries -> SVG that a strict page can take in.

Vega-Lite lays out; `finish` makes the result ours: one accessible name and description, text in the page's colour
and font, no `style`, ids with a prefix, a class for each series (`lz-chart__series--0` ...) so that the style sheet
can recolour it. Series differ by pattern, dash or shape as well as by colour.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leitziel.rendering.charts import svg
from leitziel.rendering.charts.finish import INK, SERIES, SVG, finish

DASHES: tuple[list[int], ...] = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2], [1, 2], [14, 3, 3, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
_LOCALES = {"de": "de-DE", "en": "en-GB"}
_EMPTY = {"de": "Keine Daten", "en": "No data"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label and its value."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class StackedBar:
    """A bar of parts, one a series, none negative."""

    label: str
    parts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A series over the common steps of a chart; None where there is no value (the line is interrupted)."""

    label: str
    values: tuple[float | None, ...]


@functools.cache
def renderer() -> Any:
    import vl_convert  # a second of start-up: only who draws pays for it

    from leitziel.rendering.pdf.glyphs import FONT_FOLDER

    vl_convert.register_font_directory(str(FONT_FOLDER))
    return vl_convert


def _check(values: Sequence[float | None]) -> None:
    if any(value is not None and not math.isfinite(value) for value in values):
        raise ValueError("a chart needs finite numbers")


def _config() -> dict[str, Any]:
    axis = {"labelColor": INK, "titleColor": INK, "domainColor": INK, "tickColor": INK, "gridColor": INK}
    return {
        "font": "Fira Sans",
        "background": None,
        "view": {"stroke": None},
        "axis": {
            **axis,
            "gridOpacity": 0.15,
            "domainOpacity": 0.6,
            "labelFontSize": 14,
            "titleFontSize": 14,
            "labelPadding": 6,
        },
        "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 14, "labelLimit": 300, "symbolSize": 140},
        "text": {"color": INK, "fontSize": 14},
    }


def _label_letters(width: int) -> int:
    return 34 if width >= 480 else 18


def _rows_of(labels: Sequence[str], width: int) -> tuple[dict[str, Any], dict[str, int]]:
    """Labels as a parameter of the chart (rows are told apart by number, so that two may have the same name), and
    the height of a row that holds the longest of them."""
    wrapped = [svg.wrap(label, _label_letters(width), 3) or [""] for label in _plain(labels)]
    return {"name": "names", "value": wrapped}, {"step": 16 + 18 * max(len(lines) for lines in wrapped)}


def _label_axis() -> dict[str, Any]:
    """Labels of one to three lines, each in the middle of its row."""
    offsets = [{"test": f"length(names[+datum.value]) == {lines}", "value": -8.5 * (lines - 1)} for lines in (2, 3)]
    return {
        "title": None,
        "labelExpr": "names[+datum.value]",
        "labelLimit": 300,
        "labelLineHeight": 17,
        "labelOffset": {"condition": offsets, "value": 0},
        "ticks": False,
        "domain": False,
        "grid": False,
    }


def _value_axis(unit: str, digits: int, width: int) -> dict[str, Any]:
    return {
        "title": unit or None,
        "format": f",.{digits}f",
        "tickMinStep": 10.0**-digits,
        "tickCount": 5 if width >= 480 else 3,
    }


def _roomy(values: Sequence[float], digits: int, width: int) -> list[float]:
    """The axis from the smallest to the largest value, with room for the number at a bar's end."""
    low, high = min(0.0, *values), max(0.0, *values)
    plot = width - _label_letters(width) * 7.6
    letters = max(len(svg.german(value, digits)) for value in values)
    share = min(0.4, (letters * 9 + 10) / plot)
    span = (high - low) or 1.0
    beyond = span * share / (1 - share)
    return [low - (beyond if low < 0 else 0), high + beyond]


def _plain(labels: Sequence[str]) -> list[str]:
    return [svg.clean(re.sub(r"\s", " ", label)) for label in labels]


def _draw(
    spec: Mapping[str, Any], *, title: str, description: str, prefix: str, language: str, hatched: bool = False
) -> str:
    svg.identifier(prefix)
    whole = {**spec, "config": _config(), "padding": 4, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = renderer().vegalite_to_svg(whole, format_locale=_LOCALES[language])
    return finish(drawn, title=title, description=description, prefix=prefix, hatched=hatched)


def _nothing(*, title: str, description: str, prefix: str, language: str, width: int) -> str:
    svg.identifier(prefix)
    drawn = (
        f'<svg xmlns="{SVG}" width="{width}" height="40" viewBox="0 0 {width} 40">'
        f'<text y="24" font-size="14" fill="{INK}">{_EMPTY[language]}</text></svg>'
    )
    return finish(drawn, title=title, description=description, prefix=prefix)


def _legend(width: int, **more: Any) -> dict[str, Any]:
    columns = 2 if width >= 480 else 1
    return {"title": None, "orient": "top", "columns": columns, "labelExpr": "series_names[+datum.value]", **more}


def _scale(values: Sequence[Any], count: int, legend: Mapping[str, Any] | None) -> dict[str, Any]:
    """An encoding that gives each of `count` series its own of `values`."""
    domain = [str(place) for place in range(count)]
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": domain, "range": list(values[:count])},
        "legend": legend,
    }


def _check_parts(data: Sequence[StackedBar], series: Sequence[str]) -> None:
    for bar in data:
        _check(bar.parts)
        if len(bar.parts) != len(series) or any(part < 0 for part in bar.parts):
            raise ValueError(f"the bar {bar.label!r} needs one part of 0 or more for each series")
    if len(series) > len(SERIES):
        raise ValueError(f"at most {len(SERIES)} series")


def _check_lines(data: Sequence[Line], steps: Sequence[str]) -> None:
    for line in data:
        _check(line.values)
        if len(line.values) != len(steps):
            raise ValueError(f"the line {line.label!r} needs one value for each of {len(steps)} steps")
    if len(data) > len(SERIES):
        raise ValueError(f"at most {len(SERIES)} lines")


def bars(
    data: Sequence[Bar],
    *,
    title: str,
    description: str,
    prefix: str,
    unit: str = "",
    digits: int = 0,
    width: int = 640,
    language: str = "de",
) -> str:
    """Horizontal bars in the order given, each with its value written at its end.

    `description` says in words what is seen; `unit` names the axis ("Anzahl", "Prozent"); `digits` decimals of the
    values; `width` in CSS pixels (320 for a narrow screen). SVG text. Raises ValueError for a number that is none.
    """
    _check([bar.value for bar in data])
    if not data:
        return _nothing(title=title, description=description, prefix=prefix, language=language, width=width)
    rows = [{"id": str(index), "value": bar.value} for index, bar in enumerate(data)]
    values = [bar.value for bar in data]
    names, height = _rows_of([bar.label for bar in data], width)
    written = {"text": {"field": "value", "format": f",.{digits}f"}}
    spec = {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "params": [names],
        "encoding": {
            "y": {"field": "id", "type": "nominal", "sort": None, "axis": _label_axis()},
            "x": {
                "field": "value",
                "type": "quantitative",
                "axis": _value_axis(unit, digits, width),
                "scale": {"domain": _roomy(values, digits, width), "nice": False},
            },
        },
        "layer": [
            {"mark": {"type": "bar", "color": SERIES[0], "size": 24}},
            {
                "transform": [{"filter": "datum.value >= 0"}],
                "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle"},
                "encoding": written,
            },
            {
                "transform": [{"filter": "datum.value < 0"}],
                "mark": {"type": "text", "align": "right", "dx": -5, "baseline": "middle"},
                "encoding": written,
            },
        ],
    }
    return _draw(spec, title=title, description=description, prefix=prefix, language=language)


def stacked_bars(
    data: Sequence[StackedBar],
    series: Sequence[str],
    *,
    title: str,
    description: str,
    prefix: str,
    unit: str = "",
    digits: int = 0,
    width: int = 640,
    language: str = "de",
) -> str:
    """Horizontal bars of parts, told apart by colour and by pattern, with a legend. Like `bars` otherwise.

    Raises ValueError when a bar has not one part for each series, a part is negative or no number, or there are
    more than eight series (nobody tells more apart).
    """
    _check_parts(data, series)
    if not data or not series:
        return _nothing(title=title, description=description, prefix=prefix, language=language, width=width)
    rows = [
        {"id": str(index), "series": str(place), "value": part}
        for index, bar in enumerate(data)
        for place, part in enumerate(bar.parts)
    ]
    names, height = _rows_of([bar.label for bar in data], width)
    spec = {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "params": [
            names,
            {"name": "series_names", "value": _plain(list(series))},
        ],
        "mark": {"type": "bar", "size": 24},
        "encoding": {
            "y": {"field": "id", "type": "nominal", "sort": None, "axis": _label_axis()},
            "x": {
                "field": "value",
                "type": "quantitative",
                "stack": "zero",
                "axis": _value_axis(unit, digits, width),
            },
            "color": _scale(SERIES, len(series), _legend(width, symbolType="square")),
            "order": {"field": "series", "type": "ordinal"},
        },
    }
    return _draw(spec, title=title, description=description, prefix=prefix, language=language, hatched=True)


def lines(
    steps: Sequence[str],
    data: Sequence[Line],
    *,
    title: str,
    description: str,
    prefix: str,
    unit: str = "",
    digits: int = 0,
    width: int = 640,
    height: int = 300,
    from_zero: bool = True,
    language: str = "de",
) -> str:
    """Lines over common steps (years as texts), told apart by colour, dash and shape of the points.

    `values` of each line stand beside `steps` (else ValueError); None interrupts the line. `from_zero` False lets
    the axis begin near the smallest value.
    """
    _check_lines(data, steps)
    rows = [
        {"step": place, "series": str(index), "value": value}
        for index, line in enumerate(data)
        for place, value in enumerate(line.values)
    ]
    if all(row["value"] is None for row in rows):
        return _nothing(title=title, description=description, prefix=prefix, language=language, width=width)
    legend = _legend(width, symbolStrokeWidth=0)
    spec = {
        "width": width,
        "height": height,
        "data": {"values": rows},
        "params": [
            {"name": "names", "value": _plain(list(steps))},
            {"name": "series_names", "value": _plain([line.label for line in data])},
        ],
        "encoding": {
            "x": {
                "field": "step",
                "type": "ordinal",
                "axis": {"title": None, "labelExpr": "names[+datum.value]", "labelAngle": 0, "labelOverlap": True},
            },
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"zero": from_zero, "nice": True},
                "axis": _value_axis(unit, digits, width),
            },
            "color": _scale(SERIES, len(data), legend),
            "strokeDash": _scale(DASHES, len(data), None),
            "shape": _scale(SHAPES, len(data), legend),
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"shape": {"value": None}}},
            {"mark": {"type": "point", "filled": True, "size": 70}, "encoding": {"strokeDash": {"value": [1, 0]}}},
        ],
    }
    return _draw(spec, title=title, description=description, prefix=prefix, language=language)
