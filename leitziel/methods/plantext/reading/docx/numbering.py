# SPDX-License-Identifier: EUPL-1.2
"""Automatic numbers of a DOCX file: what Word prints before a paragraph although it stands nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leitziel.methods.plantext.reading.docx.names import Element, W, integer, number, switch, value
from leitziel.methods.plantext.reading.docx.styles import Styles
from leitziel.methods.plantext.reading.numbers import format_number

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    format: str
    text: str
    start: int
    restart: int | None
    legal: bool
    glued: bool


class Numbering:
    """Counts along the document; `next` must be called once for each numbered paragraph, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract: dict[int, dict[int, Level]] = {}
        self._lists: dict[int, int] = {}
        self._overrides: dict[tuple[int, int], Level] = {}
        self._starts: dict[tuple[int, int], int] = {}
        self._linked: dict[str, tuple[int, int]] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is None:
            return
        links: dict[int, str] = {}
        for element in root.findall(W + "abstractNum"):
            key = integer(element.get(W + "abstractNumId"))
            if key is not None:
                self._abstract[key] = self._levels(element, key)
                if style := value(element, "numStyleLink"):
                    links[key] = style
        for element in root.findall(W + "num"):
            self._list(element)
        for key, style in links.items():  # a list that is defined in a numbering style
            target = self._lists.get(styles.paragraph(style).list_id or -1)
            if target is not None and not self._abstract[key]:
                self._abstract[key] = self._abstract.get(target, {})

    def _levels(self, element: Element, key: int) -> dict[int, Level]:
        levels: dict[int, Level] = {}
        for child in element.findall(W + "lvl"):
            index = integer(child.get(W + "ilvl"))
            if index is not None:
                levels[index] = _level(child)
                if style := value(child, "pStyle"):
                    self._linked[style] = (key, index)
        return levels

    def _list(self, element: Element) -> None:
        key, abstract = integer(element.get(W + "numId")), number(element, "abstractNumId")
        if key is None or abstract is None:
            return
        self._lists[key] = abstract
        for override in element.findall(W + "lvlOverride"):
            index = integer(override.get(W + "ilvl"))
            if index is None:
                continue
            start = number(override, "startOverride")
            if start is not None:
                self._starts[key, index] = start
            level = override.find(W + "lvl")
            if level is not None:
                self._overrides[key, index] = _level(level)

    def level_of_style(self, style: str | None) -> int | None:
        """The list level that is tied to a paragraph style."""
        linked = self._linked.get(style or "")
        return None if linked is None else linked[1]

    def next(self, list_id: int, index: int) -> tuple[str, bool] | None:
        """Number of the next paragraph of a list with its blank ("2.1 "), and whether it is a bullet.

        None where there is no such list or level (`list_id` 0 takes a paragraph out of its list).
        """
        abstract = self._lists.get(list_id)
        level = None if abstract is None else self._level(list_id, abstract, index)
        if abstract is None or level is None:
            return None
        counters = self._counters.setdefault(abstract, {})
        if (list_id, index) in self._starts and (list_id, index) not in self._begun:
            counters[index] = self._starts[list_id, index]
        elif index in counters:
            counters[index] += 1
        else:
            counters[index] = level.start
        self._begun.add((list_id, index))
        for deeper in [key for key in counters if key > index]:
            below = self._level(list_id, abstract, deeper)
            if below is None or below.restart is None or (below.restart and index < below.restart):
                del counters[deeper]
        if level.format == "bullet":
            return "", True
        text = _PLACE.sub(lambda found: self._place(int(found.group(1)) - 1, list_id, abstract, level), level.text)
        return (text if level.glued or not text else text + " "), False

    def _place(self, index: int, list_id: int, abstract: int, shown: Level) -> str:
        level = self._level(list_id, abstract, index)
        if level is None:
            return ""
        count = self._counters[abstract].setdefault(index, level.start)
        return format_number(count, "decimal" if shown.legal and level.format != "bullet" else level.format)

    def _level(self, list_id: int, abstract: int, index: int) -> Level | None:
        return self._overrides.get((list_id, index)) or self._abstract.get(abstract, {}).get(index)


def _level(element: Element) -> Level:
    start = number(element, "start")
    text = value(element, "lvlText") or ""
    return Level(
        format=value(element, "numFmt") or "decimal",
        text=text.replace("\u00ad", ""),
        start=0 if start is None else start,
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        glued=value(element, "suff") == "nothing",
    )
