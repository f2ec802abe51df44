# SPDX-License-Identifier: EUPL-1.2
"""Showing where the terms stand in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .folding import fold, lowered, stem
from .terms import Term

_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u00ad\u0300-\u036f\u200b])*")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the original text; `hit` if it belongs to a term."""

    text: str
    hit: bool


def highlight(text: str, terms: Sequence[Term]) -> list[Segment]:
    """The text in segments, whole words marked that answer a term. Joined, the segments are the text again."""
    spans = _hits(text, terms)
    segments: list[Segment] = []
    at = 0
    for start, end in spans:
        if start > at:
            segments.append(Segment(text[at:start], hit=False))
        segments.append(Segment(text[start:end], hit=True))
        at = end
    if at < len(text):
        segments.append(Segment(text[at:], hit=False))
    return segments


def excerpt(text: str, terms: Sequence[Term], length: int = 240) -> list[Segment]:
    """About `length` characters around the first hit, cut between words, with the hits marked."""
    if len(text) <= length:
        return highlight(text, terms)
    spans = _hits(text, terms)
    first = spans[0][0] if spans else 0
    start = 0 if first < length * 2 // 3 else text.rfind(" ", 0, max(first - length // 4, 1)) + 1
    end = start + length
    if end < len(text):
        end = max(text.rfind(" ", start + length // 2, end), start + length // 2)
    segments = highlight(text[start:end].rstrip(), terms)
    if start > 0:
        segments.insert(0, Segment(f"{ELLIPSIS} ", hit=False))
    if end < len(text):
        segments.append(Segment(f" {ELLIPSIS}", hit=False))
    return segments


def _hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Spans of the words that answer a term, in order; the words of a phrase and what is between them are one."""
    words = [(m.start(), m.end(), _forms(m.group())) for m in _WORD.finditer(text)]
    hit: set[int] = set()
    joined: set[int] = set()  # words that belong together with the one before
    for term in terms:
        size = len(term.words)
        if term.phrase:
            for i in range(len(words) - size + 1):
                if all(words[i + k][2][0] == term.words[k] for k in range(size)):
                    hit.update(range(i, i + size))
                    joined.update(range(i + 1, i + size))
        else:
            hit.update(
                i for i, word in enumerate(words) if any(p in f" {form}" for p in term.patterns for form in word[2])
            )
    spans: list[tuple[int, int]] = []
    for i in sorted(hit):
        start, end, _forms_of_word = words[i]
        if i in joined and spans:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _forms(word: str) -> tuple[str, ...]:
    folded = fold(word)
    return (folded,) if word.isascii() else (folded, fold(stem(lowered(word))))
