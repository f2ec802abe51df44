# SPDX-License-Identifier: EUPL-1.2
"""Styles of a DOCX file: outline level, list, weight, size and visibility along the chain of inheritance."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from leitziel.methods.plantext.reading.docx.names import Element, W, integer, number, switch, value

_HEADING = re.compile(r"(?:heading|überschrift|berschrift|titre)\s*([1-9])\Z", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|verzeichnis)\s*\d\Z|toc ?heading\Z|inhaltsverzeichnis|table of (?:figures|authorities)|"
    r"abbildungsverzeichnis",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says after inheritance. Sizes in points, `outline` from 0 as in the file."""

    name: str = ""
    outline: int | None = None
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None
    raised: bool | None = None
    list_id: int | None = None
    list_level: int | None = None

    @property
    def title(self) -> bool:
        return self.name.lower() in ("title", "titel")

    @property
    def contents(self) -> bool:
        """A line of a table of contents."""
        return bool(_CONTENTS.match(self.name))


def run_properties(style: Style, properties: Element | None) -> Style:
    """`style` with what a `w:rPr` states on top."""
    if properties is None:
        return style
    half = number(properties, "sz")
    bold, hidden = switch(properties, "b"), switch(properties, "vanish")
    vertical = value(properties, "vertAlign")
    return replace(
        style,
        bold=style.bold if bold is None else bold,
        size=style.size if half is None else half / 2,
        hidden=style.hidden if hidden is None else hidden,
        raised=style.raised if vertical is None else vertical == "superscript",
    )


class Styles:
    """All styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._cache: dict[str, Style] = {}
        self._default = Style(size=10.0)
        self._default_paragraph: str | None = None
        if root is None:
            return
        self._default = run_properties(self._default, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in root.iter(W + "style"):
            name = element.get(W + "styleId")
            if name:
                self._elements[name] = element
                if element.get(W + "default") in ("1", "true") and element.get(W + "type") == "paragraph":
                    self._default_paragraph = name

    def paragraph(self, name: str | None) -> Style:
        """The style of a paragraph; the document's default where it names none that exists."""
        key = name if name in self._elements else self._default_paragraph
        return self._resolve(key, 0) if key else replace(self._default, name=name or "")

    def character(self, name: str | None, base: Style) -> Style:
        """`base` with what a character style states on top."""
        seen = 0
        chain = []
        while name in self._elements and seen < 20:
            chain.append(self._elements[name])
            name, seen = value(self._elements[name], "basedOn"), seen + 1
        for element in reversed(chain):
            base = run_properties(base, element.find(W + "rPr"))
        return base

    def _resolve(self, name: str, depth: int) -> Style:
        if name in self._cache:
            return self._cache[name]
        element = self._elements[name]
        parent = value(element, "basedOn")
        base = self._resolve(parent, depth + 1) if parent in self._elements and depth < 20 else self._default
        shown = value(element, "name") or name
        properties = element.find(W + "pPr")
        outline = number(properties, "outlineLvl")
        heading = _HEADING.match(shown) or _HEADING.match(name)
        if outline is None and heading:
            outline = int(heading.group(1)) - 1
        numbering = None if properties is None else properties.find(W + "numPr")
        style = replace(
            run_properties(base, element.find(W + "rPr")),
            name=shown,
            outline=base.outline if outline is None else outline,
            list_id=base.list_id if number(numbering, "numId") is None else number(numbering, "numId"),
            list_level=base.list_level if number(numbering, "ilvl") is None else number(numbering, "ilvl"),
        )
        self._cache[name] = style
        return style


def outline_of(properties: Element | None, style: Style) -> int | None:
    """Outline level (from 0) of a paragraph, None for body text."""
    stated = integer(value(properties, "outlineLvl"))
    level = style.outline if stated is None else stated
    return level if level is not None and 0 <= level <= 8 else None
