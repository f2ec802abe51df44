# SPDX-License-Identifier: EUPL-1.2
"""Column headers: which concept a header names."""

from __future__ import annotations

import re

from leitziel.methods.plantext.vocabulary import Vocabulary

_PARTS = re.compile(r"\s*(?:/|,|\bund\b|\boder\b|\||\n|;|\bI\b)\s*")
SEPARATOR = re.compile(r"(?:I|\||/|·|•)$")
_YEAR = re.compile(r"20\d\d$")
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


def header_columns(vocabulary: Vocabulary, line: str, whole: bool = True) -> list[tuple[str, str]] | None:
    """The line as a row of at least three column headers and nothing else: (concept, printed) each. A header may be a
    label with a year ("Status 2024"); one word with a capital between known headers is a header without a concept
    (not where the header is put together from several lines, `whole` False)."""
    words = line.split()
    if not 3 <= len(words) <= 16 or line[-1] in ".:;,!":
        return None
    out: list[tuple[str, str]] = []
    at = strange = 0
    while at < len(words):
        if SEPARATOR.match(words[at]) and out:
            at += 1
            continue
        size, concept = _next_header(vocabulary, words[at:])
        if not size:
            if not (whole and out) or not words[at][:1].isupper() or not words[at].isalpha() or strange:
                return None
            size, concept, strange = 1, "other", strange + 1
        out.append((concept, " ".join(words[at : at + size])))
        at += size
    found = {concept for concept, _ in out}
    enough = len(out) - strange >= 3 and len(found) >= 3 and (not strange or len(out) >= 5)
    return out if enough and found & {"measure", "title", "description"} else None


def _next_header(vocabulary: Vocabulary, words: list[str]) -> tuple[int, str]:
    """How many words the next header takes, and what it names; (0, "") if it names nothing."""
    for size in (4, 3, 2, 1):
        if size > len(words):
            continue
        phrase = " ".join(words[:size])
        concepts = vocabulary.concepts(phrase) or (vocabulary.concepts(phrase + "?") if size < 3 else ())
        if concepts:
            if _YEAR.match(" ".join(words[size : size + 1])) and _row_concept(concepts) in ("other", "deadline"):
                return size + 1, "other"
            return size, _row_concept(concepts)
    return (1, "other") if _YEAR.match(words[0]) else (0, "")


def _row_concept(concepts: tuple[str, ...]) -> str:
    return "goal" if concepts[0] == "guiding_idea" and "goal" in concepts else concepts[0]
