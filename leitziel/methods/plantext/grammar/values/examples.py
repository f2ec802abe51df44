# SPDX-License-Identifier: EUPL-1.2
"""Lists in running text: practice examples one by one."""

from __future__ import annotations

_OPEN = {"(": ")", "[": "]", "„": '“”"', "“": '”"', "«": "»", "»": "«", "‚": "‘’"}


def split_examples(text: str) -> tuple[str, ...]:
    """Single entries of a list set apart by commas, semicolons or line breaks; signs within brackets or quotation
    marks do not split."""
    return tuple(split_outside(text, ",;\n"))


def split_outside(text: str, signs: str) -> list[str]:
    """Split at any of the signs, outside brackets and quotation marks; a decimal comma does not split."""
    out: list[str] = []
    closing: list[str] = []
    at = 0
    for i, char in enumerate(text):
        if closing and char in closing[-1]:
            closing.pop()
        elif char == '"':
            closing.append('"')
        elif char in _OPEN and any(sign in text[i + 1 :] for sign in _OPEN[char]):
            closing.append(_OPEN[char])
        elif char in signs and (not closing or char == "\n"):
            if char == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit():
                continue
            if char == "\n":
                closing.clear()
            out.append(text[at:i])
            at = i + 1
    out.append(text[at:])
    return [part for part in (part.strip(" \t\n•") for part in out) if part]
