# SPDX-License-Identifier: EUPL-1.2
"""Chapter headings that name no field themselves: "Handlungsfelder, Ziele und Maßnahmen", "Ausblick", "Impressum"."""

from __future__ import annotations

import re

from leitziel.methods.plantext.vocabulary import STRUCTURE, Vocabulary, key

_JOINTS = re.compile(
    r"\s*(?:[,;/&+]|\b(?:und|sowie|mit|nach|je|in|im|der|die|den|des|unsere|konkrete|geplante|einzelne)\b)\s*"
)


def section_named(vocabulary: Vocabulary, heading: str) -> str | None:
    """The kind of section a heading opens by its words: a word of the vocabulary's sections, or nothing but several
    of the words for fields, goals and measures."""
    known = vocabulary.sections.get(key(heading))
    if known or len(heading) > 90 or vocabulary.concepts(heading):
        return known
    parts = [part for part in _JOINTS.split(heading) if part]
    return "measures" if len(parts) > 1 and all(_structural(vocabulary, part) for part in parts) else None


def _structural(vocabulary: Vocabulary, word: str) -> bool:
    """Is it a word for fields, goals or measures, in the plural?"""
    for form in (word, word.removesuffix("n")):
        concepts = vocabulary.concepts(form)
        plural = vocabulary.sections.get(key(form)) in {"measures", "goals"} or form[-1:] in tuple("erns")
        if concepts and concepts[0] in STRUCTURE and plural and form[:1].isupper():
            return True
    return False
