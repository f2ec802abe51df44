# SPDX-License-Identifier: EUPL-1.2
"""What the structured formats (DOCX, ODT, HTML, tagged PDF) share about running text."""

from __future__ import annotations

import re

# Invisible inside a paragraph: soft hyphen, zero-width space and joiners. Plain text and untagged PDF keep the
# soft hyphen, because there it stands at the end of a line and tells how the word goes on.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")

_NOTE_MARK = re.compile(r"\A[\[(]?(\d{1,3}|\*{1,3}|†|‡|[a-z])[\])]?\Z")
_UNIT = re.compile(r"(?:^|[^A-Za-zÄÖÜäöüß])(?:[kcdm]?m|CO|10)\Z")


def visible(text: str) -> str:
    """Text without the characters that only steer hyphenation."""
    return _INVISIBLE.sub("", text)


def superscript_mark(text: str, before: str) -> str | None:
    """The footnote mark a raised `text` stands for, or None where it is an exponent ("m²", "10³") or a word."""
    found = _NOTE_MARK.match(text.strip())
    if not found or _UNIT.search(before[-4:]):
        return None
    return found.group(1)


def superscript_marks(text: str, before: str) -> list[str] | None:
    """Several marks in one raised stretch ("27 28", "27, 28"); None where any of them is not one."""
    parts = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    marks = [superscript_mark(part, before) for part in parts]
    return [mark for mark in marks if mark] if marks and all(marks) else None


def bold_throughout(weights: list[tuple[int, bool]]) -> bool:
    """Is all of a block bold? `weights` are pairs of visible characters and whether they are bold."""
    return any(count for count, _ in weights) and all(bold for count, bold in weights if count)


def most_frequent(sizes: dict[float, int]) -> float | None:
    """The font size that most characters have."""
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else None
