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

from lxml import etree

from leitziel.rendering.charts import svg

SVG = "http://www.w3.org/2000/svg"
# Colours of series: at least 3 : 1 against white and against the dark page; see `svg.TONES` for the rule of lightness.
SERIES: tuple[str, ...] = ("#3b78c4", "#c26a00", "#23896c", "#9a5cc0", "#c4502a", "#6b7280", "#2a8fb3", "#a3731a")
DASHES: tuple[list[int], ...] = ([1, 0], [7, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2], [1, 2], [14, 3, 3, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
_LOCALES = {"de": "de-DE", "en": "en-GB"}
_EMPTY = {"de": "Keine Daten", "en": "No data"}
_INK = "#000102"  # stands for the page's text colour until `finish`


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
def _renderer() -> Any:
    import vl_convert  # a second of start-up: only who draws pays for it

    from leitziel.rendering.pdf.glyphs import FONT_FOLDER

    vl_convert.register_font_directory(str(FONT_FOLDER))
    return vl_convert


def _check(values: Sequence[float | None]) -> None:
    if any(value is not None and not math.isfinite(value) for value in values):
        raise ValueError("a chart needs finite numbers")


def _config() -> dict[str, Any]:
    axis = {"labelColor": _INK, "titleColor": _INK, "domainColor": _INK, "tickColor": _INK, "gridColor": _INK}
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
        "legend": {"labelColor": _INK, "titleColor": _INK, "labelFontSize": 14, "labelLimit": 300, "symbolSize": 140},
        "text": {"color": _INK, "fontSize": 14},
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


def _invisible(element: etree._Element) -> bool:
    if element.get("display") == "none" or element.get("d") in {"", "M0,0h0v0h0Z"}:
        return True
    return bool(element.tag == f"{{{SVG}}}text" and element.get("opacity") == "0")


def _own_attributes(element: etree._Element, prefix: str) -> None:
    """Take off what Vega says for itself, and hand text and lines to the page's colour and font."""
    for name in ("aria-label", "aria-roledescription", "aria-hidden", "role", "font-family", "style", "class"):
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name, value in element.attrib.items():
        if value in {_INK, "black", "#000"}:
            element.set(name, "currentColor")
        elif "url(#" in value:
            element.set(name, value.replace("url(#", f"url(#{prefix}-"))
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif value in SERIES and name in {"fill", "stroke"}:
            element.set("class", f"lz-chart__series lz-chart__series--{SERIES.index(value)}")


def _strip(root: etree._Element, prefix: str) -> None:
    for element in list(root.iterdescendants(f"{{{SVG}}}*")):
        parent = element.getparent()
        if parent is not None and _invisible(element):
            parent.remove(element)
        else:
            _own_attributes(element, prefix)


_PATTERNS = (
    None,
    "M-2 8L8 -2M0 12L12 0M4 14L14 4",
    "M3 3h.01M9 9h.01",
    "M0 5H12",
    "M5 0V12",
    "M-2 4L8 14M0 0L12 12M4 -2L14 8",
    "M0 5H12M5 0V12",
    "M0 3H12M0 9H12",
)


def _hatch(root: etree._Element, prefix: str) -> None:
    """Lay a pattern of white lines over the bars of each series but the first."""
    defs = etree.Element(f"{{{SVG}}}defs")
    for index, path in enumerate(_PATTERNS):
        if path is None:
            continue
        pattern = etree.SubElement(
            defs,
            f"{{{SVG}}}pattern",
            id=f"{prefix}-hatch-{index}",
            width="12",
            height="12",
            patternUnits="userSpaceOnUse",
        )
        lines = {"d": path, "fill": "none", "stroke": "#ffffff", "stroke-opacity": "0.75"}
        lines |= {"stroke-width": "4" if index == 2 else "1.6", "stroke-linecap": "round"}
        etree.SubElement(pattern, f"{{{SVG}}}path", lines)
    for element in list(root.iter(f"{{{SVG}}}path")):
        series = next((n for n, colour in enumerate(SERIES) if element.get("fill") == colour), 0)
        parent = element.getparent()
        if series == 0 or parent is None:
            continue
        over = etree.Element(f"{{{SVG}}}path", {"d": element.get("d", ""), "fill": f"url(#{prefix}-hatch-{series})"})
        if element.get("transform"):
            over.set("transform", element.get("transform", ""))
        parent.insert(parent.index(element) + 1, over)
    root.insert(0, defs)


def finish(drawn: str, *, title: str, description: str, prefix: str, hatched: bool = False) -> str:
    """Make an SVG from Vega one picture with a name and a description, ready for a strict page."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(drawn.encode(), parser)
    _strip(root, prefix)
    if hatched:
        _hatch(root, prefix)
    for name in ("style", "class"):
        root.attrib.pop(name, None)
    root.set("class", "lz-chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = svg.clean(words)
        root.insert(place, element)
    return str(etree.tostring(root, encoding="unicode"))


def _draw(
    spec: Mapping[str, Any], *, title: str, description: str, prefix: str, language: str, hatched: bool = False
) -> str:
    svg.identifier(prefix)
    whole = {**spec, "config": _config(), "padding": 4, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn = _renderer().vegalite_to_svg(whole, format_locale=_LOCALES[language])
    return finish(drawn, title=title, description=description, prefix=prefix, hatched=hatched)


def _nothing(*, title: str, description: str, prefix: str, language: str, width: int) -> str:
    svg.identifier(prefix)
    drawn = (
        f'<svg xmlns="{SVG}" width="{width}" height="40" viewBox="0 0 {width} 40">'
        f'<text y="24" font-size="14" fill="{_INK}">{_EMPTY[language]}</text></svg>'
    )
    return finish(drawn, title=title, description=description, prefix=prefix)


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
    for bar in data:
        _check(bar.parts)
        if len(bar.parts) != len(series) or any(part < 0 for part in bar.parts):
            raise ValueError(f"the bar {bar.label!r} needs one part of 0 or more for each series")
    if len(series) > len(SERIES):
        raise ValueError(f"at most {len(SERIES)} series")
    if not data or not series:
        return _nothing(title=title, description=description, prefix=prefix, language=language, width=width)
    rows = [
        {"id": str(index), "series": str(place), "value": part}
        for index, bar in enumerate(data)
        for place, part in enumerate(bar.parts)
    ]
    keys = [str(place) for place in range(len(series))]
    names, height = _rows_of([bar.label for bar in data], width)
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": keys, "range": list(SERIES[: len(series)])},
        "legend": {
            "title": None,
            "orient": "top",
            "columns": 2 if width >= 480 else 1,
            "labelExpr": "series_names[+datum.value]",
            "symbolType": "square",
        },
    }
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
            "color": colour,
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
    for line in data:
        _check(line.values)
        if len(line.values) != len(steps):
            raise ValueError(f"the line {line.label!r} needs one value for each of {len(steps)} steps")
    if len(data) > len(SERIES):
        raise ValueError(f"at most {len(SERIES)} lines")
    rows = [
        {"step": place, "series": str(index), "value": value}
        for index, line in enumerate(data)
        for place, value in enumerate(line.values)
    ]
    if all(row["value"] is None for row in rows):
        return _nothing(title=title, description=description, prefix=prefix, language=language, width=width)
    keys = [str(index) for index in range(len(data))]
    legend = {
        "title": None,
        "orient": "top",
        "columns": 2 if width >= 480 else 1,
        "labelExpr": "series_names[+datum.value]",
        "symbolStrokeWidth": 0,
    }

    def scale(values: Sequence[Any]) -> dict[str, Any]:
        return {
            "field": "series",
            "type": "nominal",
            "scale": {"domain": keys, "range": list(values[: len(data)])},
            "legend": legend,
        }

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
            "color": scale(SERIES),
            "strokeDash": {**scale(DASHES), "legend": None},
            "shape": scale(SHAPES),
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"shape": {"value": None}}},
            {"mark": {"type": "point", "filled": True, "size": 70}, "encoding": {"strokeDash": {"value": [1, 0]}}},
        ],
    }
    return _draw(spec, title=title, description=description, prefix=prefix, language=language)
