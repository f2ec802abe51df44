# SPDX-License-Identifier: EUPL-1.2
"""Sheets whose boxes an extraction left in any order: a running line bounds them, one numbered measure stands in each.

Labels are put back before their values and the title behind the measure's label, only where every line of the sheet
finds its place in one way; other sheets stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from leitziel.methods.plantext.vocabulary import key

from .celltypes import kind_of, misfit
from .flow import ends_sentence
from .scan import Line, Scan

_FITS = 0.5
Paragraph = list[Line]


def unscramble(scan: Scan) -> None:
    """Put the lines of such sheets into their order; see the module's docstring."""
    lines = scan.lines
    if any(line.piece.cell is not None for line in lines):
        return
    starts = [i for i, line in enumerate(lines) if line.after_break and i] if lines else []
    edges = [0, *starts, len(lines)]
    sheets = [lines[a:b] for a, b in pairwise(edges) if b > a]
    heads = [[i for i, line in enumerate(sheet) if _measure(line)] for sheet in sheets]
    if len(sheets) < 3 or any(len(found) != 1 for found in heads):
        return
    if any(line.label is not None and line.label.style != "alone" for line in lines):
        return
    if not any(found[0] and sheet[0].label is not None for found, sheet in zip(heads, sheets, strict=True)):
        return
    found = [_ordered(sheet) for sheet in sheets]
    titles = [key(lines[1].value) for lines in found if lines]
    fields = {key(b.value) for lines in found if lines for a, b in pairwise(lines) if _is_field(a)}
    if len(set(titles)) < len(titles) or fields & set(titles):
        return  # what looks like titles may as well be the fields
    scan.lines[:] = [line for sheet, lines in zip(sheets, found, strict=True) for line in lines or sheet]


def _measure(line: Line) -> bool:
    return line.label is not None and line.label.concepts[0] == "measure" and line.label.number is not None


def _is_field(line: Line) -> bool:
    return line.label is not None and line.label.concepts[0] == "field"


def _ordered(sheet: Sequence[Line]) -> list[Line] | None:
    """The lines of a sheet: measure, title, then every label with its value; None: not in one way."""
    groups = _groups(sheet)
    if groups is None:
        return None
    head: Line | None = None
    rest: list[tuple[Line, Paragraph]] = []
    titles: list[Paragraph] = []
    for labels, paragraphs in groups:
        own = [label for label in labels if not _measure(label)]
        if len(own) < len(labels):
            head = next(label for label in labels if _measure(label))
        matched = _matched(own, paragraphs)
        if matched is None:
            return None
        pairs, left = matched
        rest += pairs
        titles += left
    if head is None or len(titles) != 1 or len(titles[0]) > 3 or ends_sentence(titles[0][-1].value):
        return None
    for line in (head, titles[0][0], *(label for label, _ in rest), *(value[0] for _, value in rest)):
        line.new = True
    return [head, *titles[0], *(line for label, value in rest for line in (label, *value))]


def _groups(sheet: Sequence[Line]) -> list[tuple[list[Line], list[Paragraph]]] | None:
    """Runs of labels with the paragraphs behind them."""
    out: list[tuple[list[Line], list[Paragraph]]] = []
    for line in sheet:
        if line.label is not None:
            if not out or out[-1][1]:
                out.append(([], []))
            out[-1][0].append(line)
        elif not out:
            return None
        elif not out[-1][1] or (line.new and not line.bullet):
            out[-1][1].append([line])
        else:
            out[-1][1][-1].append(line)
    return out


def _kind(label: Line) -> str:
    assert label.label is not None
    return kind_of(label.label.concepts[0], label.label.text)


def _fits(label: Line, value: Paragraph) -> bool:
    return misfit(_kind(label), " ".join(line.value for line in value)) <= _FITS


def _matched(
    labels: list[Line], paragraphs: list[Paragraph]
) -> tuple[list[tuple[Line, Paragraph]], list[Paragraph]] | None:
    """Which paragraph is the value of which label, and what is left over."""
    if len(paragraphs) < len(labels) == sum(map(len, paragraphs)):
        paragraphs = [[line] for paragraph in paragraphs for line in paragraph]
    if len(paragraphs) < len(labels) or len(labels) > 4 or len(paragraphs) > 5:
        return None
    if len(labels) <= 1:
        return list(zip(labels, paragraphs, strict=False)), paragraphs[len(labels) :]
    ways = [
        order
        for order in permutations(paragraphs, len(labels))
        if all(_fits(label, value) for label, value in zip(labels, order, strict=True))
    ]
    if len(ways) != 1:
        return None
    left = [paragraph for paragraph in paragraphs if not any(paragraph is value for value in ways[0])]
    return list(zip(labels, ways[0], strict=True)), left
