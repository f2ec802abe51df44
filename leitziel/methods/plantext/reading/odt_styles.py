# SPDX-License-Identifier: EUPL-1.2
"""Styles and list definitions of an ODT file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from leitziel.methods.plantext.reading.numbers import format_number

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE, DRAW = (f"{{{_NS}{name}:1.0}}" for name in ("office", "text", "table", "style", "drawing"))
FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_POINTS = re.compile(r"([\d.]+)pt\Z")


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a style says after inheritance; size in points."""

    bold: bool = False
    size: float | None = None
    raised: bool = False
    hidden: bool = False
    outline: int | None = None
    title: bool = False
    list_style: str | None = None


@dataclass(frozen=True, slots=True)
class OdtLevel:
    """One level of a list style; an empty format is no number, None a bullet."""

    format: str | None
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1


class OdtStyles:
    """All styles of a document: the automatic ones of its content before the common ones."""

    def __init__(self, content: etree._Element, common: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._lists: dict[str, dict[int, OdtLevel]] = {}
        self._cache: dict[str, OdtStyle] = {}
        self.outline: dict[int, OdtLevel] = {}
        for root in (common, content):
            if root is None:
                continue
            for element in root.iter(STYLE + "style"):
                self._elements[str(element.get(STYLE + "name"))] = element
            for element in root.iter(TEXT + "list-style"):
                self._lists[str(element.get(STYLE + "name"))] = _levels(element)
            for element in root.iter(TEXT + "outline-style"):
                self.outline = _levels(element)

    def style(self, name: str | None, depth: int = 0) -> OdtStyle:
        """A style by its name; an empty one where there is none."""
        element = self._elements.get(name or "")
        if element is None or name is None or depth > 20:
            return OdtStyle()
        if name in self._cache:
            return self._cache[name]
        style = self.style(element.get(STYLE + "parent-style-name"), depth + 1)
        outline = element.get(STYLE + "default-outline-level")
        style = replace(
            style,
            outline=int(outline) if outline and outline.isascii() and outline.isdigit() else style.outline,
            title=style.title or name in ("Title", "Titel"),
            list_style=element.get(STYLE + "list-style-name") or style.list_style,
        )
        style = _with_properties(style, element.find(STYLE + "text-properties"))
        self._cache[name] = style
        return style

    def over(self, base: OdtStyle, name: str | None) -> OdtStyle:
        """`base` with what a text style states on top."""
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < 20:
            chain.append(self._elements[name])
            name = self._elements[name].get(STYLE + "parent-style-name")
        for element in reversed(chain):
            base = _with_properties(base, element.find(STYLE + "text-properties"))
        return base

    def level(self, list_style: str | None, depth: int) -> OdtLevel | None:
        """Level `depth` (from 1) of a list style."""
        return self._lists.get(list_style or "", {}).get(depth)


class OdtCounter:
    """Counts the items of one list."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def next(self, depth: int, levels: dict[int, OdtLevel], start: int | None) -> str:
        """The number before the next item at a depth (from 1), with its blank; empty for bullets."""
        level = levels.get(depth)
        for deeper in [key for key in self._counts if key > depth]:
            del self._counts[deeper]
        if start is not None:
            self._counts[depth] = start
        elif depth in self._counts:
            self._counts[depth] += 1
        else:
            self._counts[depth] = level.start if level else 1
        if level is None or not level.format:
            return ""
        first = max(1, depth - level.shown + 1)
        numbers = []
        for index in range(first, depth + 1):
            above = levels.get(index)
            if above is not None and above.format:
                count = self._counts.setdefault(index, above.start)
                numbers.append(format_number(count, _FORMATS.get(above.format, "decimal")))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip() + " "


def _with_properties(style: OdtStyle, properties: etree._Element | None) -> OdtStyle:
    if properties is None:
        return style
    weight, size = properties.get(FO + "font-weight"), _POINTS.match(properties.get(FO + "font-size") or "")
    position = properties.get(STYLE + "text-position")
    hidden = properties.get(TEXT + "display")
    return replace(
        style,
        bold=style.bold if weight is None else weight == "bold" or weight in ("600", "700", "800", "900"),
        size=float(size.group(1)) if size else style.size,
        raised=style.raised if position is None else _is_raised(position),
        hidden=style.hidden if hidden is None else hidden == "none",
    )


def _is_raised(position: str) -> bool:
    first = (position.split(maxsplit=1) or [""])[0]
    return first == "super" or (first.endswith("%") and first[:-1].isdigit() and int(first[:-1]) > 0)


def _levels(element: etree._Element) -> dict[int, OdtLevel]:
    levels = {}
    for child in element:
        depth = child.get(TEXT + "level")
        if not isinstance(child.tag, str) or not depth or not depth.isascii() or not depth.isdigit():
            continue
        if child.tag.endswith("-number") or child.tag.endswith("outline-level-style"):
            start, shown = child.get(TEXT + "start-value"), child.get(TEXT + "display-levels")
            levels[int(depth)] = OdtLevel(
                child.get(STYLE + "num-format") or "",
                child.get(STYLE + "num-prefix") or "",
                child.get(STYLE + "num-suffix") or "",
                int(shown) if shown and shown.isdigit() else 1,
                int(start) if start and start.isdigit() else 1,
            )
        else:
            levels[int(depth)] = OdtLevel(None)
    return levels
