# SPDX-License-Identifier: EUPL-1.2
"""Title page and figures: the document's title by its type, and what is no description (dates, addresses, numbers)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .compose import BODY, PLAN_WORD, find_title
from .nodes import Node, Part
from .numbering import DECIMAL
from .scan import Line, Scan

_MONTH = r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)"
_ABOUT = re.compile(
    r"(?:(?:Große Kreis|Hanse|Universitäts|Landeshaupt|Kreis|Klingen)?[Ss]tadt|Landkreis|Kreis|(?:Samt|Verbands)?[Gg]emeinde|Markt)\s+[A-ZÄÖÜ]"
    r"[^.!?]*$|(?:Beschlossen|Beschluss|Verabschiedet|Stand|Fassung|Entwurf|Vorlage|Drucksache|Herausgeber\w*|Herausgegeben|Redaktion\w*"
    r"|Verfasser\w*|Bearbeitung|Layout|Gestaltung|Fotos?|Druck|Auflage|Kontakt|Telefon|Tel\.|Fax|E-Mail|Internet|www\.|https?:)(?=[\s:/]|$)"
    rf"|\S+@\S+\.\w+$|[\wäöüß .-]+\d+\s?\w?,\s*\d{{5}}\s+\w+|(?:im\s+)?{_MONTH}\s+20\d\d$|(?:\d{{1,2}}\.\s?)(?:{_MONTH}|\d{{1,2}}\.)\s?20\d\d$"
)
_FIGURE = re.compile(r"[-+–]?\d[\d.,/]*(?:%|€)?$|[-–—]$")
_TITLE_SIZE = 1.25  # times the size of the running text


def set_apart(root: Node, scan: Scan) -> None:
    """Find the title; take lines of the title page and rows of figures out of descriptions, so that they are left
    unassigned."""
    if root.part("title") is None:
        _title_by_type(root, scan)
    find_title(root)
    _about(root)
    for node in _holders(root):
        for part in node.parts:
            if part.concept == "description":
                part.lines = _without_figures(part.lines)


def _holders(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        if child.kind != "measure":
            yield from _holders(child)


def _title_by_type(root: Node, scan: Scan) -> None:
    """The largest type on the first page, if it is larger than the running text."""
    weights: Counter[float] = Counter()
    for line in scan.lines:
        weights[line.piece.size or 0.0] += len(line.value)
    body = max(weights, key=lambda size: weights[size], default=0.0)
    first = scan.lines[0].piece.page if scan.lines else None
    opening: list[tuple[Part, Line]] = []
    parts = [(part, line) for part in root.parts for line in part.lines]
    for part, line in sorted(parts, key=lambda pair: pair[1].start):
        if line.piece.page != first or (first is None and len(line.value) > 140) or line.start > 3000:
            break
        opening.append((part, line))
    named = [(part, line) for part, line in opening if _nameable(line)]
    largest = max((line.piece.size or 0.0 for _, line in named), default=0.0)
    if not body or largest < _TITLE_SIZE * body:
        return
    taken: list[Line] = []
    for part, line in opening:
        if (line.piece.size or 0.0) > largest - 0.3 and _nameable(line):
            taken.append(line)
            part.lines.remove(line)
        elif taken:
            break
    root.parts.insert(0, Part("title", None, taken))


def _nameable(line: Line) -> bool:
    """Could the line be a title, or a line of one?"""
    words = line.value
    told = BODY.match(words) and not PLAN_WORD.search(words)
    return (
        3 <= len(words) <= 140 and words[-1] not in ".;:" and not told and not DECIMAL.match(words) and not line.bullet
    )


def _about(root: Node) -> None:
    """Lines about the document before its first part: who publishes it, when it was decided, where to write to."""
    starts = [line.start for child in root.children for part in child.parts for line in part.lines]
    for part in root.parts:
        if part.concept != "description":
            continue
        kept: list[Line] = []
        for paragraph in _paragraphs(part.lines):
            words = " ".join(line.value for line in paragraph)
            early = paragraph[0].start < min([*starts, 4000]) and not paragraph[0].heading
            if not (early and len(words) < 240 and words[-1:] != "." and _ABOUT.match(words)):
                kept += paragraph
        part.lines = kept


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    out: list[list[Line]] = []
    for line in lines:
        if out and not line.new:
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _without_figures(lines: list[Line]) -> list[Line]:
    """Lines without runs of three or more rows of numbers."""
    kept: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _row_of_figures(line.value):
            run.append(line)
            continue
        if len(run) < 3:
            kept += run
        run = []
        if line is not None:
            kept.append(line)
    return kept


def _row_of_figures(words: str) -> bool:
    tokens = words.split()
    figures = sum(_FIGURE.match(token) is not None for token in tokens)
    return figures >= 2 and figures * 2 >= len(tokens) and words[-1] not in ".:;"
