# SPDX-License-Identifier: EUPL-1.2
"""Single mechanisms of the grammar, each on an invented snippet."""

from __future__ import annotations

import hashlib

from leitziel.methods.plantext import Source, parse
from leitziel.methods.plantext.source import Block, BlockKind, Cell


def blocks(*parts: tuple[str, dict]) -> Source:
    """A source of the given blocks, a blank line between them; `pages` begin where `page` grows."""
    text, made, pages = "", [], []
    for words, form in parts:
        if form.get("page", -1) >= len(pages):
            pages.append(len(text))
        made.append(Block(len(text), len(text) + len(words), **form))
        text += words + "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(text=text, sha256=digest, media="pdf", pages=tuple(pages), blocks=tuple(made))


def sheet(number: int, *rows: tuple[str, str]) -> list[tuple[str, dict]]:
    return [
        (words, {"kind": BlockKind.CELL, "cell": Cell(number, i, column)})
        for i, row in enumerate(rows)
        for column, words in enumerate(row)
    ]


def all_measures(node):
    found = list(getattr(node, "measures", ()))
    for kind in ("fields", "goals"):
        for child in getattr(node, kind, ()):
            found += all_measures(child)
    return found


def test_sheet_headed_by_id_and_title_opens_a_measure_with_both():
    first = sheet(0, ("K1.1", "Lastenräder verleihen"), ("Federführung", "FD Verkehr"), ("Zeitrahmen", "bis 2027"))
    second = sheet(1, ("K1.2", "Radwege beleuchten"), ("Federführung", "Stadtwerke"), ("Zeitrahmen", "2026"))
    plan = parse(blocks(("Handlungsfeld 1: Verkehr", {"kind": BlockKind.HEADING, "level": 2}), *first, *second))
    assert [(m.number, m.title, m.responsible, m.deadline) for m in all_measures(plan)] == [
        ("K1.1", "Lastenräder verleihen", "FD Verkehr", "bis 2027"),
        ("K1.2", "Radwege beleuchten", "Stadtwerke", "2026"),
    ]


def test_counted_steps_inside_a_sheet_open_no_measure():
    rows = [
        ("Maßnahme", "Spielplätze erneuern"),
        ("Federführung", "FD Grün"),
        ("1", "Plan zeichnen"),
        ("Kosten", "9 Euro"),
    ]
    plan = parse(blocks(*sheet(0, *rows)))
    assert [m.title or m.text for m in all_measures(plan)] == ["Spielplätze erneuern"]
