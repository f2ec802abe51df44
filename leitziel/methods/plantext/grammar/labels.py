# SPDX-License-Identifier: EUPL-1.2
"""Labels: where the vocabulary, or the document's own repetition, says what a stretch of text is.

A label is found at the beginning of a piece ("Termin: ...", "Wer?", "Maßnahme A1.1", glued "StatusLaufend"), in its
middle ("... Personen Termin: fortlaufend"), alone on a line, and across a line break ("Praxis-" / "Beispiele:").
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from leitziel.methods.plantext.vocabulary import STRUCTURE, Vocabulary, key

from .celltypes import value_begins
from .numbering import AFTER_LABEL, DECIMAL, LETTER, ROMAN
from .pieces import Piece

_TERMINAL = re.compile(r":(?![\w/])|\?(?=\s|$|[\"”“])|\s[–—-](?=\s)|(?<=\S)\s*\|(?=\s)")
WORDS = re.compile(r"[^\s|]+")
_WIDE = re.compile(r"\S(\s{2,}|\t)\S")
_SENTENCE = re.compile(r"[.!?;)\]”“\"»>*]\s*$")
_OF = re.compile(
    r"(?:(?:Das|Unser|Die|Unsere)\s+)?([A-ZÄÖÜ][\wäöüß]+)\s+(?:dieses|dieser|des|der|im|für|zum|in)\s+\S+(?:\s+\S+){0,3}$"
)
_SIGN = re.compile(r":|\?(?=\s)")
_EMPHASIS = "*_ \t\u00a0"
MAX_LABEL = 64


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the text: `start` to `end` is what it takes up, with its number, separator and signs; the value
    begins at `end`. `style`: colon, question, alone, wide, glued, plain."""

    start: int
    end: int
    text: str
    concepts: tuple[str, ...]
    style: str
    number: str | None = None
    leading: str | None = None
    weak: bool = False

    @property
    def structural(self) -> bool:
        """Can the label open a field, a goal or a measure?"""
        return self.concepts[0] in STRUCTURE


class Labeller:
    """Finds labels with a vocabulary and what the document adds to it (`extra`: compared forms -> concepts)."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.extra: dict[str, tuple[str, ...]] = {}
        self.overrides: dict[str, tuple[str, ...]] = {}
        self.glued_forms: set[str] = set()
        self.spaced_forms: set[str] = set()
        self.prompts: set[str] = set()
        self.cache: dict[tuple[int, ...], Label | None] = {}
        self.frequent: Counter[str] = Counter()
        self.virtual: dict[int, dict[int, tuple[str, str]]] = {}
        self.sheets: set[int] = set()
        self.row_notes: dict[tuple[int, int], list[str]] = {}

    def concepts(self, form: str) -> tuple[str, ...]:
        return self.overrides.get(form) or self.vocabulary.labels.get(form) or self.extra.get(form, ())

    def _make(  # noqa: PLR0917 - the fields of a label
        self, start: int, stop: int, end: int, style: str, number: str | None, leading: str | None
    ) -> Label | None:
        printed = " ".join(self.text[start:stop].strip(_EMPHASIS).replace("-\n", "-").split()).rstrip(":")
        form = key(printed)
        concepts = self.concepts(form)
        if not concepts:
            return None
        return Label(start, end, printed, concepts, style, number, leading, self._weak(form))

    def _weak(self, form: str) -> bool:
        return form in self.vocabulary.weak and form not in self.overrides

    def _number(self, start: int, stop: int) -> tuple[int, str | None]:
        """Split a trailing number off a label candidate: "Operatives Ziel 1" -> (end of "Ziel", "1")."""
        words = list(WORDS.finditer(self.text, start, stop))
        for take in (1, 2):
            if len(words) > take:
                at = words[-take].start()
                found = AFTER_LABEL.fullmatch(self.text[at:stop].strip(_EMPHASIS + ".)"))
                if found and re.search(r"\d|^[IVX]+$|^[A-Z]$", found[1]):
                    return words[-take - 1].end(), found[1]
        return stop, None

    def at_start(self, piece: Piece) -> Label | None:
        """The label with which a piece begins."""
        place = (
            piece.body, piece.end, len(self.extra), len(self.overrides), len(self.glued_forms), len(self.spaced_forms)
        )  # fmt: skip
        if place not in self.cache:
            self.cache[place] = self._at_start(piece)
        return self.cache[place]

    def _at_start(self, piece: Piece) -> Label | None:
        text, end = self.text, piece.end
        start, leading = piece.body, None
        while start < end and text[start] in _EMPHASIS:
            start += 1
        numbered = DECIMAL.match(text, start, end) or ROMAN.match(text, start, end) or LETTER.match(text, start, end)
        for begin, number in ((start, None), (numbered.end(), numbered[1])) if numbered else ((start, None),):
            if begin >= end or not (text[begin].isalpha() or text[begin] == "#"):
                continue
            if text[begin].islower():
                if found := self._lower(begin, end):
                    return found
                continue
            leading = number
            found = self._to_terminal(begin, end, leading) or self._alone(begin, end, leading)
            found = found or self._wide(begin, end, leading) or self._plain(begin, end, leading)
            found = found or self._glued(begin, end) or self._spaced(begin, end)
            if found:
                return found
        return None

    def _lower(self, start: int, end: int) -> Label | None:
        """A label in small letters, as offices write it in lists: "zuständig: ..."."""
        colon = self.text.find(":", start, min(end, start + 30))
        if colon < 0 or (colon + 1 < end and not self.text[colon + 1].isspace()):
            return None
        found = self._make(start, colon, min(colon + 2, end), "colon", None, None)
        return found if found and not found.structural and not found.weak else None

    def _spaced(self, start: int, end: int) -> Label | None:
        """A label and its value with nothing but a space between; only forms the document repeats."""
        words = [
            word for _, word in zip(range(4), WORDS.finditer(self.text, start, min(end, start + 60)), strict=False)
        ]
        for take in range(min(3, len(words) - 1), 0, -1):
            stop = words[take - 1].end()
            if (form := key(self.text[start:stop])) in self.spaced_forms:
                concepts = self.concepts(form)
                if value_begins(self.text[words[take].start() : end], concepts[0], self.text[start:stop]):
                    return self._make(start, stop, words[take].start(), "spaced", None, None)
        return None

    def _to_terminal(self, start: int, end: int, leading: str | None) -> Label | None:
        for mark in _TERMINAL.finditer(self.text, start, min(end, start + MAX_LABEL)):
            sign = mark.group().strip()
            if self.text[start : mark.start()].count(" ") > 9:
                break
            stop = mark.end() if sign == "?" else mark.start()
            after = mark.end()
            while after < end and self.text[after] in _EMPHASIS:
                after += 1
            if sign == "?" and after < end and self.text[after] == ":":
                after += 1
            style = "question" if sign == "?" else "colon"
            bare, number = self._number(start, stop)
            for last, name in ((stop, None), (bare, number)) if number else ((stop, None),):
                found = self._make(start, last, after, style, name, leading)
                if found and (sign in ":?" or (found.structural and name)):
                    return found
            if sign == ":" and (found := self._of(start, stop, after, leading)):
                return found
        return None

    def _of(self, start: int, stop: int, end: int, leading: str | None) -> Label | None:
        """A structural label that says of what: "Ziel dieses Kapitels:", "Ziele im Handlungsfeld Wohnen:"."""
        found = _OF.match(self.text, start, stop)
        if not found:
            return None
        label = self._make(found.start(1), found.end(1), end, "colon", None, leading)
        return label if label and label.structural else None

    def _alone(self, start: int, end: int, leading: str | None) -> Label | None:
        if end - start > MAX_LABEL:
            return None
        bare, number = self._number(start, end)
        for last, name in ((end, None), (bare, number)) if number else ((end, None),):
            found = self._make(start, last, end, "alone", name, leading)
            if found:
                return found
        return None

    def _wide(self, start: int, end: int, leading: str | None) -> Label | None:
        gap = _WIDE.search(self.text, start, min(end, start + MAX_LABEL))
        if not gap:
            return None
        found = self._make(start, gap.start(1), gap.end(1), "wide", None, leading)
        return found if found and not found.structural else None

    def _plain(self, start: int, end: int, leading: str | None) -> Label | None:
        """A structural label with its number but no separator: "Maßnahme A1.1 Titel", "Handlungsfeld Wohnen"."""
        words = [
            word for _, word in zip(range(4), WORDS.finditer(self.text, start, min(end, start + 80)), strict=False)
        ]
        for take in range(min(3, len(words) - 1), 0, -1):
            stop = words[take - 1].end()
            concepts = self.concepts(key(self.text[start:stop]))
            if not concepts or concepts[0] not in STRUCTURE:
                continue
            numbered = AFTER_LABEL.match(self.text, stop, end)
            if numbered:
                after = numbered.end()
                while after < end and self.text[after] in " \t:.)|–—-":
                    after += 1
                if after >= end or self.text[after].isupper() or not self.text[after].isalpha():
                    return self._make(start, stop, after, "plain", numbered[1], leading)
            many = self.text[stop - 1] == "," or key(self.text[start:stop]).endswith(("felder", "bereiche", "themen"))
            if concepts[0] == "field" and not many and self._names_field(words[take].start(), end):
                return self._make(start, stop, words[take].start(), "plain", None, leading)
        return None

    def _names_field(self, start: int, end: int) -> bool:
        rest = self.text[start:end]
        return len(rest) <= 110 and (rest[0].isupper() or rest[0] in '„"“') and rest[-1] not in ".,;:-"

    def _glued(self, start: int, end: int) -> Label | None:
        """A label with its value glued to it, as PDF extraction leaves it; only forms the document repeats."""
        for form_end in range(min(end - 1, start + 40), start + 2, -1):
            form = key(self.text[start:form_end])
            if form in self.glued_forms and not self.text[form_end].isspace() and self.text[form_end - 1].isalpha():
                return self._make(start, form_end, form_end, "glued", None, None)
        return None

    def inline(self, piece: Piece, after: int, previous_end: int | None) -> list[Label]:
        """Labels with a colon in the middle of a piece, behind `after`. A label may begin on the line before: then
        its start lies before the piece, not before `previous_end`."""
        out: list[Label] = []
        text = self.text
        for sign in _SIGN.finditer(text, after, piece.end):
            colon = sign.start()
            if not (colon + 1 < piece.end and (text[colon + 1].isalnum() or text[colon + 1] == "/")):
                floor = out[-1].end if out else after
                reach = floor if floor > piece.body or previous_end is None else previous_end
                if found := self._before(colon, max(reach, colon - MAX_LABEL), piece.end):
                    out.append(found)
        return out

    def _before(self, colon: int, floor: int, end: int) -> Label | None:
        asked = self.text[colon] == "?"
        words = list(WORDS.finditer(self.text, floor, colon))[-7:]
        best: Label | None = None
        for word in words:
            start = word.start()
            while start < colon and self.text[start] in _EMPHASIS + "(":
                start += 1
            opened = start and re.search(r"[(;]\s?$", self.text[max(0, start - 2) : start])
            upper = self.text[start : start + 1].isupper()
            if asked and not re.search(r"[,;|/)–]\s*$", self.text[max(0, start - 3) : start]):
                continue
            if start >= colon or not (upper or opened) or (start and self.text[start - 1].isalnum()):
                continue
            bare, number = self._number(start, colon)
            after = colon + 1
            while after < end and self.text[after] in _EMPHASIS:
                after += 1
            stop = colon + 1 if asked else colon
            style = "question" if asked else "colon"
            for last, name in ((stop, None), (bare, number)) if number else ((stop, None),):
                best = best or self._make(start, last, after, style, name, None)
            if best:
                return best
        return None

    def sentence_before(self, at: int) -> bool:
        """Does a sentence, a bracket or a quotation end right before the offset?"""
        return _SENTENCE.search(self.text[max(0, at - 6) : at]) is not None
