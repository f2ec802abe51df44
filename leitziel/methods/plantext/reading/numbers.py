# SPDX-License-Identifier: EUPL-1.2
"""Automatic numbers of lists, headings and notes, written as word processors show them."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"


def format_number(number: int, style: str) -> str:
    """`number` in one of the styles of OOXML (decimal, decimalZero, lowerLetter, upperLetter, lowerRoman,
    upperRoman, ordinal, chicago, none, bullet); an unknown style is written as decimal."""
    if style in ("none", "bullet"):
        return ""
    if style in ("lowerLetter", "upperLetter") and number > 0:
        # after z come aa, bb, cc
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 20)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman, rest = "", number
        for value, sign in _ROMAN:
            roman += sign * (rest // value)
            rest %= value
        return roman if style == "lowerRoman" else roman.upper()
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "ordinal":
        return f"{number}."
    if style == "chicago" and number > 0:
        return _CHICAGO[(number - 1) % 4] * (1 + (number - 1) // 4)
    return str(number)
