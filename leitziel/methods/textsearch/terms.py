# SPDX-License-Identifier: EUPL-1.2
"""What a person typed, as terms to look for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .folding import SHORTEST_STEM, fold, lowered, stem, words_of

_PARTS = re.compile(r"[\"„“”»«](?P<phrase>[^\"„“”»«]*)[\"„“”»«]|(?P<word>[^\s\"„“”»«]+)")
_WORD = re.compile(r"[^\W_]+")
MOST_TERMS = 12  # a longer query is cut: nobody means the thirteenth word
LONGEST_WORD = 60
# Words that say nothing about the subject (also who acts: that is the same for the whole plan); they count only
# where nothing else was typed.
_STOP_WORDS = frozenset(
    """
    aber alle als am an auch auf aus bei beim bis da das dass dem den denn der des die doch durch ein eine
    einem einen einer eines er es etwas fuer geben gegen gemeinde gibt haben hat ich ihr ihre ihren im in ist
    kann koennen kommune man mach machen macht mit nach nicht noch oder ohne sich sie sind so soll sollen stadt
    tu tun tut ueber um und uns unser unsere unserer unter vom von vor wann warum was welche welchen welcher
    welches wer werden wie wieso wir wird wo zu zum zur
    """.split()  # noqa: SIM905 - a list would take sixty lines
)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: `text` as typed, `words` folded, and `patterns`, of which any must be contained.

    Patterns are plain substrings of a `search_text`; they hold letters, digits and blanks only, so that they can
    stand in a LIKE unescaped.
    """

    text: str
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    phrase: bool = False

    def matches(self, text: str) -> bool:
        """Is the term in a text made by `search_text`?"""
        return any(pattern in text for pattern in self.patterns)


def query_terms(text: str) -> tuple[Term, ...]:
    """The terms of a query: words, and phrases in quotation marks (straight or German ones).

    A word is looked for by its stem, as a part of words ("Wohnungen" finds "Sozialwohnungsbau"); one of up to
    three letters only at the beginning of a word ("Rat" does not find "Beratung"). Stop words are left out
    unless nothing else was typed. At most 12 terms; equal terms count once.
    """
    found: dict[tuple[str, ...], Term] = {}
    for part in _PARTS.finditer(text[:1000]):
        if part["phrase"] is not None:
            words = tuple(words_of(part["phrase"]))
            if words:
                found.setdefault(words, _phrase(part["phrase"].strip(), words))
        else:
            for word in _WORD.findall(lowered(part["word"])):
                term = _word(word[:LONGEST_WORD])
                found.setdefault(term.words, term)
    meaningful = [t for t in found.values() if t.phrase or t.words[0] not in _STOP_WORDS]
    return tuple((meaningful or list(found.values()))[:MOST_TERMS])


def _phrase(text: str, words: tuple[str, ...]) -> Term:
    return Term(text=text, words=words, patterns=(f" {' '.join(words)} ",), phrase=True)


def _word(word: str) -> Term:
    folded = fold(word)
    if len(folded) < SHORTEST_STEM:
        return Term(text=word, words=(folded,), patterns=(f" {folded}",))
    stems = [fold(stem(word))]
    if folded.endswith("innen"):  # "Schülerinnen": the shorter form finds both
        stems.append(folded.removesuffix("nen"))
    patterns = dict.fromkeys(s if len(s) >= SHORTEST_STEM else f" {folded}" for s in stems)
    return Term(text=word, words=(folded,), patterns=tuple(patterns))
