# SPDX-License-Identifier: EUPL-1.2
"""Lines that may open something by their form: headings, numbered lines, ids, letters and words that are counted on."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from leitziel.methods.plantext.source import BlockKind

from .counting import PATH, path_group, prefixes
from .numbering import DECIMAL, GLUED_ID, ID, ROMAN, ROMAN_DECIMAL, SEPARATOR, depth, is_id
from .scan import Line, Scan

_CHAPTER = re.compile(r"(?:Kapitel|Abschnitt|Teil)\s+(\d+(?:\.\d+)*|[A-Z]|[IVX]+)\s*[:.–-]?\s+(?=\S)")


@dataclass(slots=True)
class Opening:
    """A line that may open something. `group` names the form; `value_start` is where its title begins."""

    index: int
    group: tuple[str, ...]
    number: str | None
    value_start: int
    level: int


def opening_of(scan: Scan, i: int) -> Opening | None:  # noqa: C901, PLR0912 - one form after the other
    """The line as a heading, a numbered line or an id line, if it has such a form."""
    line = scan.lines[i]
    if line.label is not None or not line.new or not line.head:
        return None
    text, start, end = scan.text, line.value_start, line.end
    while start < end and text[start] in "*_ ":
        start += 1
    chapter = _CHAPTER.match(text, start, end)
    if chapter and len(line.value) < 140 and text[chapter.end()].isupper():
        return Opening(i, ("chapter",), chapter[1], start, 1)
    if not line.bullet:
        path = _path(scan, i, text, start, end)
        if path is not None:
            return path
        glued = GLUED_ID.match(text, start, end)
        marked = glued or ID.match(text, start, end)
        if marked and not ROMAN_DECIMAL.match(text, start, end) and (glued or is_id(marked[1])):
            after = SEPARATOR.match(text, marked.end(), end)
            at = after.end() if after else marked.end()
            spaced = glued or after or at >= end or text[at].isspace()
            while at < end and text[at] in " \t*_":
                at += 1
            if spaced and (at >= end or not text[at].islower()):
                return Opening(i, ("id",), " ".join(marked[1].split()), at, 9)
    if line.bullet:
        return None
    special = _special(scan, text, start, end, i)
    if special is not None:
        return special
    numbered = DECIMAL.match(text, start, end) or ROMAN_DECIMAL.match(text, start, end) or ROMAN.match(text, start, end)
    if line.heading:
        group = ("heading", str(line.piece.level or 1))
        signed = _SIGN_NUMBER.match(text, start, end)
        if signed and signed["word"] and signed.end() < end:
            return Opening(i, group, signed["number"], signed.end(), line.piece.level or 1)
        if numbered and numbered.end() < end:
            return Opening(i, group, numbered[1], numbered.end(), line.piece.level or 1)
        return Opening(i, group, None, start, line.piece.level or 1)
    if numbered and numbered.end() < end and _title_like(text[numbered.end() : end], line):
        roman = numbered[1][0] in "IVX"
        level = depth(numbered[1])
        return Opening(i, ("roman" if roman else "number", str(level)), numbered[1], numbered.end(), level)
    bold = line.piece.bold and line.piece.kind in {BlockKind.PARAGRAPH, BlockKind.LINE} and 3 < len(line.value) <= 140
    if bold and line.value[-1] not in ".,;:" and (text[start].isupper() or text[start] in '„"'):
        return Opening(i, ("bold",), None, start, 7)
    return None


def _path(scan: Scan, i: int, text: str, start: int, end: int) -> Opening | None:
    """An id of several letter groups, or one that such ids begin with."""
    found = PATH.match(text, start, end) or ID.match(text, start, end)
    if not found or ("path", "", found[1]) not in scan.counted:
        return None
    after = SEPARATOR.match(text, found.end(), end)
    at = after.end() if after else found.end()
    while at < end and text[at] in " \t*_":
        at += 1
    return Opening(i, path_group(found[1]), found[1], at, found[1].count("-") + found[1].count(".") + 1)


def _paths(scan: Scan) -> None:
    """Ids of several letter groups at the beginning of lines, and what they stand under."""
    numbers = [
        found[1]
        for line in scan.lines
        if line.label is None and line.new and line.head and line.piece.cell is None
        and (found := PATH.match(scan.text, line.value_start, line.end))
    ]  # fmt: skip
    if len(numbers) >= 2:
        scan.counted.update(("path", "", name) for number in numbers for name in (number, *prefixes(number)))


def _special(scan: Scan, text: str, start: int, end: int, i: int) -> Opening | None:
    """Forms that count only if the document counts on with them: "a) ...", "B Schule", "Punkt 3: ..."."""
    for pattern, name in _FORMS:
        found = pattern.match(text, start, end)
        if found and found.end() < end and not scan.lines[i].heading:
            word = "" if name in {"small", "capital"} else found["word"].casefold()
            number = found["number"]
            if (name, word, number) in scan.counted:
                printed = f"{found['word']} {number}" if name == "word" else number
                level = {"small": 8, "capital": 1, "word": 3, "sign": 8}[name]
                return Opening(i, (name, word), printed if name == "word" else number, found.end(), level)
    return None


def count_on(scan: Scan) -> None:
    """Which letters and "word number" heads of the document are counted on: a), b), ...; Punkt 1, Punkt 2, ..."""
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    _number_titles(scan)
    _paths(scan)
    for line in scan.lines:
        if line.label is not None or not line.new or not line.head or line.bullet or line.piece.cell is not None:
            continue
        for pattern, name in _FORMS:
            found = pattern.match(scan.text, line.value_start, line.end)
            if found:
                word = "" if name in {"small", "capital"} else found["word"].casefold()
                seen[name, word].append(found["number"])
    for (name, word), numbers in seen.items():
        values = [int(re.split(r"\D", n)[-1]) if n[-1].isdigit() else ord(n) for n in numbers]
        steps = sum(b - a == 1 for a, b in pairwise(values))
        needed = {"small": 1, "capital": 1, "word": 2, "sign": 1}[name]
        if steps >= needed and steps * 3 >= len(values):
            scan.counted.update((name, word, number) for number in numbers)


def _number_titles(scan: Scan) -> None:
    """ "Nr. 1: Titel", "Nr. 2: Titel" carry a number and a title, no label and its value."""
    lines = [
        line
        for line in scan.lines
        if line.label is not None
        and line.head
        and line.label.concepts[0] == "number"
        and line.label.number
        and line.value
    ]
    numbers = [line.label.number for line in lines if line.label is not None and line.label.number]
    values = [int(re.split(r"\D", number)[-1]) for number in numbers if number[-1].isdigit()]
    if len(values) < len(lines) or sum(b - a == 1 for a, b in pairwise(values)) * 3 < max(len(values), 3):
        return
    for line in lines:
        line.label, line.value_start, line.new = None, line.piece.body, True
        line.value = scan.clean(line.value_start, line.end)


_SMALL = re.compile(r"(?P<number>[a-z])\)\s+(?=[A-ZÄÖÜ„\"\d])")
_CAPITAL = re.compile(r"(?P<number>[A-Z])(?:\.|\)|:)?\s+(?=[A-ZÄÖÜ][a-zäöüß]+(?:[\s-][\wäöüß&,-]+){0,7}$)")
_WORD_NUMBER = re.compile(r"(?P<word>[A-ZÄÖÜ][a-zäöüß]{3,20})\s+(?P<number>\d{1,2})\s*[:.–-]\s*(?=[A-ZÄÖÜ„\"])")
_SIGN_NUMBER = re.compile(
    r"(?P<word>\(|(?:lfd\.?\s?)?nr\.?\s|nummer\s|ziff(?:er|\.)\s|(?=\d{1,2}/\d))\s*(?P<number>\d{1,3}(?:[./]\d{1,3}){0,3})\)?"
    r"(?:\s*[:.–-](?=\s))?\s+(?=[A-ZÄÖÜ„\"])",
    re.IGNORECASE,
)
_FORMS = ((_SIGN_NUMBER, "sign"), (_SMALL, "small"), (_CAPITAL, "capital"), (_WORD_NUMBER, "word"))


def _title_like(rest: str, line: Line) -> bool:
    rest = rest.strip()
    return (
        len(rest) <= 220 and (rest[0].isupper() or rest[0] in "„\"“»‚'") and not line.bullet and line.piece.cell is None
    )
