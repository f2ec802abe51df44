# SPDX-License-Identifier: EUPL-1.2
"""What all pictures share: escaping, ids, line breaking without a layout engine, colours.

Pictures carry attributes only, no `style` (neither attribute nor element), so that they work under the strictest
content security policy. Text takes its colour from the page (`currentColor`) and its font by inheritance.
"""

from __future__ import annotations

import functools
import re
from xml.sax.saxutils import escape as _escape

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
_SAFE_ADDRESS = re.compile(r"(https?://|/(?!/)|#|\?|\./|\.\./|[\w%~-]+(/|$|\?|#))")

# Fill and the colour of a mark on it, at least 4.5 : 1 between the two; neighbours differ in lightness as well as in
# hue, so that they stay apart for colour-blind eyes and in grey print.
TONES: tuple[tuple[str, str], ...] = (
    ("#1f5fa8", "#ffffff"),
    ("#f3bb4a", "#171a2b"),
    ("#12705a", "#ffffff"),
    ("#e1e4ee", "#171a2b"),
    ("#7a3e9d", "#ffffff"),
    ("#a8d5f2", "#171a2b"),
    ("#a63c17", "#ffffff"),
    ("#2b3042", "#ffffff"),
)


def clean(value: object) -> str:
    """`value` without the characters that XML forbids."""
    return _CONTROL.sub("", str(value))


def text(value: object) -> str:
    """`value` as XML text; characters that XML forbids are left out."""
    return _escape(clean(value))


def attribute(value: object) -> str:
    """`value` as an attribute's value, without its quotation marks."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def address(href: str) -> str:
    """`href` as an attribute's value. Raises ValueError for anything but http(s) and addresses of the same site."""
    if not _SAFE_ADDRESS.match(href):
        raise ValueError(f"not an address for a link in a picture: {href!r}")
    return attribute(href)


def identifier(prefix: str) -> str:
    """`prefix` itself when it can begin an id; raises ValueError otherwise. Ids of two pictures on one page differ
    by it."""
    if not _IDENTIFIER.fullmatch(prefix):
        raise ValueError(f"not a prefix for ids (small letters, digits, hyphens): {prefix!r}")
    return prefix


def number(value: float) -> str:
    """A coordinate: two decimals at most, none where there are none."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def german(value: float, digits: int = 0) -> str:
    """1234.5 -> '1.234,5': point for thousands, comma for decimals, a true minus."""
    shown = f"{abs(value):,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"−{shown}" if value < 0 and shown.strip("0.,") else shown


@functools.cache
def _hyphenator() -> object:
    import pyphen

    return pyphen.Pyphen(lang="de_DE", left=3, right=3)


def _split_word(word: str, width: int) -> list[str]:
    """A word longer than the line, hyphenated as German does; cut where it has no syllables."""
    parts: list[str] = []
    while len(word) > width:
        spots = [spot for spot in _hyphenator().positions(word) if spot < width]  # type: ignore[attr-defined]
        spot = max(spots, default=width - 1)
        head = word[:spot]
        parts.append(head if head.endswith("-") else head + "-")
        word = word[spot:]
    return [*parts, word]


def wrap(value: str, width: int, lines: int) -> list[str]:
    """`value` in at most `lines` lines of about `width` characters; what is too long ends in an ellipsis."""
    rows: list[str] = []
    for word in value.split():
        for part in _split_word(word, width):
            if rows and len(rows[-1]) + 1 + len(part) <= width and not rows[-1].endswith("-"):
                rows[-1] += " " + part
            else:
                rows.append(part)
    if len(rows) <= lines:
        return rows
    last = rows[lines - 1].rstrip("-")
    return [*rows[: lines - 1], (last if len(last) < width else last[: width - 1].rstrip()) + "…"]
