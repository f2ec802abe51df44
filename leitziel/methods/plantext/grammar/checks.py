# SPDX-License-Identifier: EUPL-1.2
"""Short values checked: does a value run on over a page break, hold a sentence, or stand on another page?"""

from __future__ import annotations

import re
from collections import Counter

from .flow import UNWRAPPED, goes_on
from .nodes import Part
from .scan import Line

SHORT_VALUES = frozenset(("deadline", "responsible", "partners", "number"))
_SENTENCE = re.compile(r"[a-zäöüß]{3,}[.!?](?:\s+[A-ZÄÖÜ]|\s*$)")
_WORDS = 10  # fewer words with a full stop may well be a value


def cut_by_page(part: Part | None, line: Line, text: str, width: int) -> bool:
    """Does a new page begin between a finished short value and a line that does not plainly continue it?"""
    if part is None or part.concept not in SHORT_VALUES or part.empty:
        return False
    last = part.lines[-1]
    if not _apart(last, line, text) or goes_on(last.value, line.value):
        return False
    full = 0 < width < UNWRAPPED and len(last.value) >= width * 0.8
    return part.concept == "deadline" or not full


def _apart(first: Line, second: Line, text: str) -> bool:
    if first.piece.page is not None and second.piece.page is not None:
        return first.piece.page != second.piece.page
    return "\f" in text[first.end : second.start]


def doubts(part: Part, value: str) -> list[str]:
    """German remarks on a deadline or a responsible party that looks like something else."""
    if part.concept not in {"deadline", "responsible"}:
        return []
    out = []
    name = part.label or part.concept
    if len(value.split()) >= _WORDS and _SENTENCE.search(value):
        out.append(f"Unter „{name}“ steht ein ganzer Satz; bitte prüfen, ob er dazugehört.")
    pages: Counter[int | None] = Counter()
    for line in part.lines:
        pages[line.piece.page] += len(line.value)
    label = part.lines[0].piece.page
    usual = max(pages, key=lambda page: pages[page], default=label)
    if label is not None and usual is not None and usual != label:
        out.append(f"Der Wert unter „{name}“ steht auf einer anderen Seite als die Bezeichnung; bitte prüfen.")
    return out
