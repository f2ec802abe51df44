# SPDX-License-Identifier: EUPL-1.2
"""Column headers: which concept a header names."""

from __future__ import annotations

import re

from leitziel.methods.plantext.vocabulary import Vocabulary

_PARTS = re.compile(r"\s*(?:/|,|\bund\b|\boder\b|\||\n|;|\bI\b)\s*")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def column_concept(vocabulary: Vocabulary, header: str) -> str | None:
    """The concept a column header names: as a whole, without brackets, as a question, or by its first known part."""
    header = header.strip(" :*")
    for form in (header, _BRACKETS.sub("", header), header + "?"):
        concepts = vocabulary.concepts(form)
        if concepts:
            return _row_concept(concepts)
    for part in _PARTS.split(_BRACKETS.sub("", header)):
        concepts = vocabulary.concepts(part) or vocabulary.concepts(part + "?")
        if concepts:
            return _row_concept(concepts)
    words = header.split()
    if 1 < len(words) <= 5:
        for word in (words[-1], words[0]):
            concepts = vocabulary.concepts(word)
            if concepts and len(word) > 3:
                return _row_concept(concepts)
    return None


def _row_concept(concepts: tuple[str, ...]) -> str:
    return "goal" if concepts[0] == "guiding_idea" and "goal" in concepts else concepts[0]
