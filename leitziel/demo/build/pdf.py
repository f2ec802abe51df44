# SPDX-License-Identifier: EUPL-1.2
"""A concept as the PDF a city would print."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import fontpkg_fira_sans
import typst

from leitziel.demo.content import Concept, Field, Measure, Text

HERE = Path(__file__).parent
FONTS = Path(fontpkg_fira_sans.__file__).parent / "files"
ISSUED = 1_727_000_000  # seconds since 1970; a fixed date gives the same bytes again


def pieces(text: Text | None) -> list[str | int] | None:
    return None if text is None else list(text.pieces)


def measure(m: Measure) -> dict[str, Any]:
    said = {name: pieces(text) for name, text in m.said.items() if name != "rhythm"}
    if m.examples:
        said["examples"] = [", ".join(m.examples)]
    return {"number": m.number, "text": pieces(m.text), "said": said, "examples": len(m.examples)}


def field(f: Field, *, short: bool) -> dict[str, Any]:
    """`short`: measures are counted within their goal, "2" and not "1.2"."""
    goals = []
    for goal in f.goals:
        rows = [measure(m) for m in goal.measures]
        for row in rows:
            row["number"] = row["number"].rpartition(".")[2] if short else row["number"]
        described = [pieces(text) for text in goal.description]
        goals.append({"number": goal.number, "text": pieces(goal.text), "description": described, "measures": rows})
    return {
        "number": f.number,
        "title": f.title,
        "guiding_idea": pieces(f.guiding_idea),
        "description": [pieces(text) for text in f.description],
        "goals": goals,
        "measures": [measure(m) for m in f.measures],
        "fields": [field(sub, short=short) for sub in f.fields],
    }


def data(concept: Concept) -> str:
    """What the templates draw, as JSON: texts are lists of strings and numbers of footnotes."""
    chapters = [
        {
            **{key: value for key, value in asdict(chapter).items() if key in ("number", "title")},
            "paragraphs": [pieces(text) for text in chapter.paragraphs],
            "fields": [field(each, short=True) for each in chapter.fields],
        }
        for chapter in concept.chapters
    ]
    return json.dumps({"head": concept.head, "chapters": chapters, "notes": concept.notes}, ensure_ascii=False)


def build(concept: Concept, template: str, *, tagged: bool) -> bytes:
    """The PDF drawn by `<template>.typ`; without tags it is what many cities' printers hand over."""
    drawn: bytes = typst.compile(
        str(HERE / f"{template}.typ"),
        sys_inputs={"data": data(concept)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_tags=tagged,
        timestamp=ISSUED,
    )
    return drawn
