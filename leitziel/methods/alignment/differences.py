# SPDX-License-Identifier: EUPL-1.2
"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
MANY = 3000  # words; longer texts are compared line by line


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is in both, in the old one only, or in the new one only."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_differences(old: str, new: str) -> list[Segment]:
    """Segments whose `same` and `removed` texts make up `old` and whose `same` and `added` texts make up `new`.

    Ratcliff and Obershelp's gestalt pattern matching (difflib) over words and the space between them; texts of more
    than 3,000 words are compared line by line.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(before), len(after)) > MANY:
        before, after = _LINES.findall(old), _LINES.findall(new)
    found: list[Segment] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Segment("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(Segment("removed", "".join(before[a:b])))
        if d > c:
            found.append(Segment("added", "".join(after[c:d])))
    return _joined(found)


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Changes that only a space parts are one: "old words" -> "new words", not word for word."""
    found: list[Segment] = []
    for index, segment in enumerate(segments):
        between = (
            segment.kind == "same"
            and not segment.text.strip()
            and 0 < index < len(segments) - 1
            and segments[index - 1].kind != "same"
            and segments[index + 1].kind != "same"
        )
        found += [Segment("removed", segment.text), Segment("added", segment.text)] if between else [segment]
    result: list[Segment] = []
    run: dict[str, str] = {}
    for segment in [*found, Segment("same", "")]:
        if segment.kind != "same":
            run[segment.kind] = run.get(segment.kind, "") + segment.text
            continue
        result += [Segment(kind, run[kind]) for kind in ("removed", "added") if kind in run]  # type: ignore[arg-type]
        run = {}
        if segment.text:
            result.append(segment)
    return result
