# SPDX-License-Identifier: EUPL-1.2
"""Foot- and endnotes of a DOCX file: their text by id, and the numbers Word gives them."""

from __future__ import annotations

from leitziel.methods.plantext.reading.docx.names import Element, W, number, value
from leitziel.methods.plantext.reading.numbers import format_number

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


class DocxNotes:
    """Numbers notes in the order in which the text refers to them."""

    def __init__(
        self, footnotes: Element | None, endnotes: Element | None, settings: Element | None, body: Element
    ) -> None:
        self._notes = {"footnote": _by_id(footnotes, "footnote"), "endnote": _by_id(endnotes, "endnote")}
        self._next = {kind: _setting(kind, "numStart", settings, body) for kind in self._notes}
        self._format = {kind: _style(kind, settings, body) for kind in self._notes}
        self._taken: dict[tuple[str, str], str] = {}

    def mark(self, kind: str, key: str, custom: str | None) -> str:
        """The mark of a reference; `custom` is a mark the author wrote instead of a number."""
        if (kind, key) in self._taken:
            return self._taken[kind, key]
        if custom is not None:
            mark = custom
        else:
            mark = format_number(self._next[kind], self._format[kind])
            self._next[kind] += 1
        self._taken[kind, key] = mark
        return mark

    def body(self, kind: str, key: str) -> Element | None:
        """The element that holds the paragraphs of a note."""
        return self._notes[kind].get(key)


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    found = {}
    for element in root.findall(W + kind):
        if element.get(W + "type") not in _SEPARATORS:
            found[str(element.get(W + "id"))] = element
    return found


def _setting(kind: str, name: str, settings: Element | None, body: Element) -> int:
    for properties in _places(kind, settings, body):
        found = number(properties, name)
        if found is not None:
            return found
    return 1


def _style(kind: str, settings: Element | None, body: Element) -> str:
    for properties in _places(kind, settings, body):
        found = value(properties, "numFmt")
        if found:
            return found
    return "decimal" if kind == "footnote" else "lowerRoman"


def _places(kind: str, settings: Element | None, body: Element) -> list[Element]:
    """Where the numbering of notes may be stated: the first section goes before the whole document."""
    places = list(body.iter(f"{W}{kind}Pr"))
    if settings is not None:
        places += settings.findall(f"{W}{kind}Pr")
    return places
