# SPDX-License-Identifier: EUPL-1.2
"""Running headers, footers, page marks and tables of contents: text that interrupts and says nothing.

The evidence is position (at a page break), repetition with a changing number, and counting on by one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from leitziel.methods.plantext.source import BlockKind

from .pieces import MD_RULE, Piece

_PAGE_MARK = re.compile(
    r"[-–—=\s]*(?:seite|s\.|page)?\s*(\d{1,4})\s*(?:of|von|/(?=\s*\d{1,3}\b))\s*\d{1,4}[-–—=\s]*$|[-–—]\s*(\d{1,4})\s*[-–—]$"
    r"|[-–—\s]*(?:seite|s\.|page)\s*(\d{1,4})[-–—\s]*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[-–—|\s]*(\d{1,4})[-–—|\s]*$")
_EDGE_NUMBER = re.compile(r"(?:(?:seite|s\.|page)?\s*(\d{1,4})(?:\s*[|·•–—]\s*|\s{3,})\D.{2,90}|.{2,90}?\D(?:[|·•–—]|\s{2,}|seite|s\.)\s*(\d{1,4})(?:\s*(?:von|/)\s*\d+)?\s*[-–—|]?)$",
                          re.IGNORECASE)  # fmt: skip
_LEADERS = re.compile(r".{3,200}?(?:\.\s?){4,}\s*\d{1,4}$|.{3,200}?\.{3,}\s*\d{1,4}$")
_LEADING = re.compile(r".{3,120}?(?:\s?\.){20,}\s*\d{1,4}$")
_PAGE_WORD = re.compile(r"\b(?:seite|page)\s*\d{1,4}(?:\s*(?:von|/)\s*\d{1,4})?$", re.IGNORECASE)
_ROW = re.compile(r"\S(?:\s{2,}|\t)\S+(?: \S+)*(?:\s{2,}|\t)\S+(?: \S+)*(?:\s{2,}|\t)\S")  # four cells or more
_THREE = re.compile(r"\S(?:\s{2,}|\t)\S+(?: \S+)*(?:\s{2,}|\t)\S")  # three cells or more
_SHEET_OF = re.compile(r"\b(?:blatt|seite|folie|page|s\.)\s*(\d{1,4})\s*(?:von|of|/)\s*(\d{1,4})\b", re.IGNORECASE)
_BUTTON = re.compile(  # what a web page offers to click, alone on its line
    r"[\W_]*(?:(?:zurück )?(?:nach|zum|zur) (?:oben|seitenanfang|anfang|übersicht)|mehr (?:dazu|erfahren|lesen|anzeigen|infos?)"
    r"|weiterlesen|weitere informationen|(?:seite )?(?:drucken|teilen|vorlesen)|alles? (?:ein|aus)klappen"
    r"|details (?:anzeigen|ansehen)|link kopieren|zur maßnahme)[\W_]*$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def find_furniture(text: str, pieces: Sequence[Piece], speaks: Sequence[bool]) -> set[int]:
    """Indices of pieces that are furniture. `speaks[i]` is True where a piece holds a label or a heading by its
    words; such a piece is furniture only if the format says so."""
    found: set[int] = set()
    bodies = [text[piece.start : piece.end] for piece in pieces]
    numbers: list[tuple[int, int]] = []
    edges: list[tuple[int, int, str]] = []
    for i, piece in enumerate(pieces):
        body = bodies[i]
        leading = len(body) > 120 and piece.kind is not BlockKind.CELL and _LEADING.match(body)
        if piece.kind is BlockKind.FURNITURE or MD_RULE.match(body) or leading or _button(piece, body):
            found.add(i)
        elif piece.kind in (BlockKind.CELL, BlockKind.FOOTNOTE) or len(body) > 120:
            continue
        elif (mark := _PAGE_MARK.match(body)) and not _years(body, mark):
            numbers.append((i, int(mark[1] or mark[2] or mark[3])))
            found.add(i)
        elif (mark := _BARE_NUMBER.match(body)) and not _year(mark[1]):
            numbers.append((i, int(mark[1])))
        elif _ROW.search(body) and not _PAGE_WORD.search(body):
            continue
        elif (
            (not speaks[i] or _PAGE_WORD.search(body))
            and (mark := _EDGE_NUMBER.match(body))
            and not (_year(mark[1] or mark[2]) and not _PAGE_WORD.search(body))
        ):
            edges.append((i, int(mark[1] or mark[2]), re.sub(r"[\W\d_]+", "", body).casefold()))
        elif _LEADERS.match(body):
            found.add(i)
    pages = _counting([(i, n) for i, n in numbers if i not in found and _near_break(pieces, found, i)], pieces, found)
    found |= pages
    found |= _edges(edges, found, {i for i, _, _ in edges if _THREE.search(bodies[i])})
    headers = _repeated(pieces, bodies, speaks, found)
    found |= headers
    # A header of two lines shows its second line only when the first is known; it comes about as often.
    usual = max(Counter(_shape(bodies[i]) for i in headers).values(), default=0)
    again = _repeated(pieces, bodies, speaks, found)
    times = Counter(_shape(bodies[i]) for i in again)
    found |= {i for i in again if times[_shape(bodies[i])] * 2 > usual}
    found |= _contents(pieces, bodies, found)
    return found


def _button(piece: Piece, body: str) -> bool:
    return len(body) < 40 and piece.kind is not BlockKind.HEADING and _BUTTON.match(body) is not None


def _counting(numbers: Sequence[tuple[int, int]], pieces: Sequence[Piece], found: set[int]) -> set[int]:
    """Runs of bare numbers that count on (by one, a page or two may lack its number) at the edges of pages."""
    best: dict[int, tuple[int, int | None]] = {}
    where: dict[int, int] = {}
    chain: list[tuple[int, int | None]] = []
    for position, (_, number) in enumerate(numbers):
        length, before = 1, None
        for step in (1, 2, 3):
            if number - step in where and best[where[number - step]][0] + 1 > length:
                before = where[number - step]
                length = best[before][0] + 1
        best[position] = (length, before)
        chain.append((length, before))
        where[number] = position
    if not chain:
        return set()
    out: set[int] = set()
    used: set[int] = set()
    for position in sorted(range(len(chain)), key=lambda p: -chain[p][0]):
        if chain[position][0] < 3 and not (chain[position][0] == 2 and len(numbers) == 2):
            break
        run: list[int] = []
        at: int | None = position
        while at is not None and at not in used:
            run.append(at)
            at = chain[at][1]
        if at is not None:  # joins a longer run that was looked at before
            continue
        used.update(run)
        places = [numbers[p][0] for p in run]
        if sum(_edge(pieces, found, i) for i in places) * 2 >= len(places):
            out.update(places)
    return out


def _near_break(pieces: Sequence[Piece], found: set[int], i: int) -> bool:
    """Where pages are known: does a piece stand among the first or last two of its page?"""
    if pieces[i].page is None:
        return True
    first = i < 2 or pieces[i - 2].page != pieces[i].page or i - 2 in found
    last = i + 2 >= len(pieces) or pieces[i + 2].page != pieces[i].page or i + 2 in found
    return first or last or i - 1 in found or i + 1 in found


def _edge(pieces: Sequence[Piece], found: set[int], i: int) -> bool:
    """Does white space, a page mark or the end of the document stand beside a piece?"""
    if i == 0 or i + 1 >= len(pieces):
        return True
    return pieces[i].gap or pieces[i + 1].gap or _at_break(pieces, found, i)


def _year(number: str) -> bool:
    """Is it a year rather than a page?"""
    return 1900 <= int(number) <= 2100


def _years(body: str, mark: re.Match[str]) -> bool:
    """A school year or two years ("2027/28", "2026 / 2027"): no "page of pages"."""
    return bool(mark[1] and _year(mark[1]) and "/" in body and not body[:1].isalpha())


def _edges(edges: Sequence[tuple[int, int, str]], found: set[int], cells: set[int]) -> set[int]:
    """Lines with a page number at one edge: the same words again, or next to a page mark. `cells`: lines that could
    be a row of a table; only the same words again speak against that."""
    shapes: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for i, number, shape in edges:
        shapes[shape].append((i, number))
    out: set[int] = set()
    for group in shapes.values():
        rising = all(a[1] < b[1] for a, b in pairwise(group))
        beside = sum((i - 1 in found or i + 1 in found) and i not in cells for i, _ in group)
        if (len(group) > 1 and rising) or beside == len(group):
            out.update(i for i, _ in group)
    return out


def _repeated(  # noqa: C901 - one kind of evidence after the other
    pieces: Sequence[Piece], bodies: Sequence[str], speaks: Sequence[bool], found: set[int]
) -> set[int]:
    """Lines that come back with only their numbers changed: at page breaks, or in the middle of sentences."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, body in enumerate(bodies):
        said = pieces[i].kind in (BlockKind.CELL, BlockKind.FOOTNOTE)  # what the format names is no furniture
        if i not in found and not speaks[i] and len(body) <= 120 and not said:
            places[_shape(body)].append(i)
    out: set[int] = set()
    for shape, group in places.items():
        if len(group) < 2 or sum(map(str.isalpha, shape)) < 6 or any(pieces[i].bullet for i in group):
            continue
        if _sheets_count(bodies, group):
            out.update(group)
            continue
        pages = [(i - 1, _bare(bodies, i - 1)) for i in group] + [(i + 1, _bare(bodies, i + 1)) for i in group]
        counted = [(i, number) for i, number in sorted(pages) if number is not None]
        if len(counted) >= 2 and len(counted) + 1 >= len(group) and all(b[1] - a[1] == 1 for a, b in pairwise(counted)):
            out.update(group, (i for i, _ in counted))
            continue
        if len(group) < 3 and not all(i - 1 in found or i + 1 in found for i in group[1:]):
            continue
        beside = sum(_at_break(pieces, found, i) for i in group)
        interrupts = sum(_interrupts(bodies, found, i) for i in group)
        counts = len({bodies[i] for i in group}) > 1
        if beside * 2 < len(group) and any(_THREE.search(bodies[i]) for i in group):
            continue
        if placed := _same_place(pieces, group):
            out.update(placed)
            continue
        behind = {bodies[i + 1] for i in group if i + 1 < len(bodies)}
        ahead = {bodies[i - 1] for i in group if i}
        if min(len(behind), len(ahead)) * 5 < len(group) * 3 and beside * 2 < len(group):
            continue
        if (
            beside * 2 >= len(group)
            or beside + 1 >= len(group)
            or interrupts * 4 >= len(group)
            or (interrupts and counts)
        ):
            out.update(group)
    return out


def _shape(body: str) -> str:
    return _DIGITS.sub("#", " ".join(body.split())).casefold()


def _bare(bodies: Sequence[str], i: int) -> int | None:
    """The number a line consists of."""
    mark = _BARE_NUMBER.match(bodies[i]) if 0 <= i < len(bodies) else None
    return int(mark[1]) if mark and not _year(mark[1]) else None


def _sheets_count(bodies: Sequence[str], group: Sequence[int]) -> bool:
    """Do the lines count the sheets of one document ("Blatt 2 von 9")?"""
    marks = [_SHEET_OF.search(bodies[i]) for i in group]
    counts = [(int(mark[1]), int(mark[2])) for mark in marks if mark]
    whole = len(counts) == len(group) and len({total for _, total in counts}) == 1
    return whole and all(a[0] < b[0] for a, b in pairwise(counts)) and counts[-1][0] <= counts[-1][1]


def _same_place(pieces: Sequence[Piece], group: Sequence[int]) -> list[int]:
    """The lines that stand at the same height of three or more pages, if nearly all of the group do, once a page."""
    heights: dict[int, list[int]] = defaultdict(list)
    for i in group:
        top = pieces[i].top
        if top is not None and pieces[i].page is not None:
            heights[round(top)].append(i)
    usual = max(heights.values(), key=len, default=[])
    pages = {pieces[i].page for i in usual}
    return usual if len(usual) >= 3 and len(pages) == len(usual) and len(usual) + 1 >= len(group) else []


def _at_break(pieces: Sequence[Piece], found: set[int], i: int) -> bool:
    if i - 1 in found or i + 1 in found:
        return True
    page = pieces[i].page
    if page is None:
        return False
    first = i == 0 or pieces[i - 1].page != page
    last = i + 1 == len(pieces) or pieces[i + 1].page != page
    return first or last


def _interrupts(bodies: Sequence[str], found: set[int], i: int) -> bool:
    """The line before does not end a sentence and the line behind goes on in lower case."""
    before, behind = i - 1, i + 1
    while before in found:
        before -= 1
    while behind in found:
        behind += 1
    if before < 0 or behind >= len(bodies):
        return False
    return bodies[behind][:1].islower() and bodies[before][-1:] not in ".:!?"


def _contents(pieces: Sequence[Piece], bodies: Sequence[str], found: set[int]) -> set[int]:
    """A table of contents without leaders: four or more lines in a row that end in rising page numbers."""
    out: set[int] = set()
    run: list[tuple[int, int]] = []
    entry = re.compile(r"\D.{2,110}\s(\d{1,3})$|\d+(?:\.\d+)*\.?\s+\D.{1,110}\s(\d{1,3})$")

    def close() -> None:
        if len(run) >= 4 and run[-1][1] > run[0][1]:
            out.update(i for i, _ in run)
        run.clear()

    for i, body in enumerate(bodies):
        mark = entry.match(body) if len(body) < 130 and pieces[i].kind is not BlockKind.CELL else None
        number = int(mark[1] or mark[2]) if mark else -1
        if mark and (not run or 0 <= number - run[-1][1] <= 40) and i not in found:
            run.append((i, number))
        elif i not in found:
            close()
    close()
    return out
