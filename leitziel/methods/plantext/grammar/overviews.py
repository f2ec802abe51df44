# SPDX-License-Identifier: EUPL-1.2
"""Overviews that name the measures a second time: a time chart, a table of all measures before or behind the sheets."""

from __future__ import annotations

import re
from collections import defaultdict

from .nodes import Node

_MARKS = re.compile(r"(?:\s+(?:[xX✓✔●■•–—-]+|(?:19|20)\d\d|\d{1,3}))*\s*")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s+(?:19|20)\d\d)+")
_VALUES = frozenset(("responsible", "partners", "deadline", "span", "focus", "examples"))
_SHARE = 0.8  # of the rows of a table that must come back for it to be an overview


def repeats(words: str, title: str) -> bool:
    """Are the words a title, or the title and the crosses and years of a chart?"""
    words, title = (" ".join(text.split()).casefold() for text in (words, title))
    if not title or not words.startswith(title):
        return False
    return _MARKS.fullmatch(words[len(title) :]) is not None


def drop_overviews(root: Node) -> None:
    """Take measures off the tree that only repeat others which say more; their text is left unassigned.

    A line without anything below it goes if one measure of its number and title has parts of its own. The rows of a
    table go if nearly all of them come back so, and the measure elsewhere says all that its row says.
    """
    parents = {id(child): node for node in _walk(root) for child in node.children if child.kind == "measure"}
    measures = [child for node in _walk(root) for child in node.children if child.kind == "measure"]
    detailed = [node for node in measures if node.style != "row" and _concepts(node)]
    tables: dict[int, list[tuple[Node, bool]]] = defaultdict(list)
    dropped: list[Node] = []
    for node in measures:
        if node.style == "row":
            tables[_table(node)].append((node, any(_tells(other, node) for other in detailed)))
        elif node.number and not _concepts(node) and any(_same(other, node) for other in detailed):
            dropped.append(node)
    for rows in tables.values():
        again = [node for node, found in rows if found]
        if len(again) >= 2 and len(again) >= _SHARE * len(rows):
            dropped += again
    for node in dropped:
        _drop_head(node, measures)
        siblings = parents[id(node)].children
        siblings[:] = [child for child in siblings if child is not node]
    if dropped:
        root.notes.append(
            f"Eine Übersicht nennt Maßnahmen ein zweites Mal ({len(dropped)}); übernommen wurden die ausführlichen Einträge."
        )


def _drop_head(node: Node, measures: list[Node]) -> None:
    """The head of a chart ("Zeitplan", and the years) was taken for a second value of the measure before it."""
    start = node.parts[0].lines[0].start
    before = [other for other in measures if other is not node and other.parts[-1].lines]
    before = [other for other in before if other.parts[-1].lines[0].start < start]
    last = max(before, key=lambda other: other.parts[-1].lines[0].start, default=None)
    if last is None or last.parts[-1].concept not in {part.concept for part in last.parts[:-1]}:
        return
    if _YEARS.fullmatch(" ".join(line.value for line in last.parts[-1].lines).strip()):
        last.parts.pop()


def _tells(other: Node, row: Node) -> bool:
    return _same(other, row) and (_concepts(row) & _VALUES) <= _concepts(other)


def _same(other: Node, node: Node) -> bool:
    """The same title, and no other number."""
    ours, theirs = _digits(node), _digits(other)
    return (not ours or not theirs or ours == theirs) and repeats(_title(node), _title(other))


def _digits(node: Node) -> list[str]:
    return re.findall(r"\d+", node.number or "")


def _title(node: Node) -> str:
    titled = node.part("title")
    return " ".join(line.value for line in titled.lines) if titled else node.header()


def _concepts(node: Node) -> set[str]:
    """What a measure says beside its title."""
    return {part.concept for part in node.parts if part.concept not in {"header", "title", "tail"} and not part.empty}


def _table(node: Node) -> int:
    cells = (line.piece.cell for part in node.parts for line in part.lines)
    return next((cell.table for cell in cells if cell is not None), -1)


def _walk(node: Node) -> list[Node]:
    out = [node]
    for child in node.children:
        out += _walk(child)
    return out
