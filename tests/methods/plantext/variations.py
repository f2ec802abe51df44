# SPDX-License-Identifier: EUPL-1.2
"""The same document as other offices would have typed it: transformations of a concept's text at test time."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
LABELS = {
    "Verantwortung": "Zuständig",
    "Termin": "Zeitrahmen",
    "Fokus": "Aktueller Fokus",
    "Praxis-Beispiele": "Beispiele aus der Praxis",
    "Praxis-Beispiel": "Beispiele aus der Praxis",
}


def without_blank_lines(text: str) -> str:
    """All blank lines removed."""
    return "\n".join(line for line in text.split("\n") if line.strip()) + "\n"


def rewrapped(text: str, width: int = 90) -> str:
    """Each line wrapped at a width, words with hyphens broken at them as word processors do."""
    return "\n".join(textwrap.fill(line, width) if line.strip() else "" for line in text.split("\n"))


def rewrapped_without_blank_lines(text: str) -> str:
    """Wrapped, and no line blank."""
    return without_blank_lines(rewrapped(text))


def with_headers_and_footers(text: str, every: int = 38) -> str:
    """Running headers, footers and page numbers each so many lines, wherever that falls."""
    out: list[str] = []
    page = 1
    for number, line in enumerate(rewrapped(text).split("\n"), 1):
        out.append(line)
        if number % every == 0:
            out += ["", f"Stand: Mai 2025 Seite {page}", "", "Kommunale Sozialstrategie – Teil D", ""]
            page += 1
    return "\n".join(out)


def with_page_breaks(text: str, every: int = 40) -> str:
    """Form feeds and bare page numbers, without any blank line."""
    out: list[str] = []
    page = 7
    for number, line in enumerate(rewrapped_without_blank_lines(text).split("\n"), 1):
        out.append(line)
        if number % every == 0:
            out += [str(page), "\fKommunale Sozialstrategie"]
            page += 1
    return "\n".join(out)


def plain_footnote_marks(text: str) -> str:
    """Footnote marks as digits glued to the words; a footnote's own number stands before its text."""
    text = re.sub(
        rf"^([{SUPERSCRIPTS}]+)", lambda found: found[1].translate(_TO_DIGITS) + " ", text, flags=re.MULTILINE
    )
    text = re.sub(r"\^\{([\d ]+)\}", r"\1", text)
    return text.translate(_TO_DIGITS)


def glued_footnote_marks(text: str) -> str:
    """The same, with the number of a footnote glued to its text as well."""
    return re.sub(r"\^\{([\d ]+)\}", r"\1", text).translate(_TO_DIGITS)


def other_labels(text: str) -> str:
    """Another office's labels."""
    for label, other in LABELS.items():
        text = text.replace(f"{label}:", f"{other}:")
    return text


def still_other_labels(text: str) -> str:
    """Yet another office's labels."""
    return text.replace("Verantwortung:", "Zuständige Stelle:").replace("Termin:", "Umsetzung bis:").replace(
        "Operatives Ziel ", "Teilziel "
    )  # fmt: skip


def with_bullets(text: str) -> str:
    """Labels as list items."""
    return re.sub(r"^(Verantwortung|Termin|Fokus|Praxis-Beispiele?):", r"• \1:", text, flags=re.MULTILINE)


def with_emphasis(text: str) -> str:
    """Labels in Markdown's bold."""
    return re.sub(
        r"^(Verantwortung|Termin|Fokus|Praxis-Beispiele?|Maßnahme \d+):", r"**\1:**", text, flags=re.MULTILINE
    )


VARIATIONS: dict[str, Callable[[str], str]] = {
    function.__name__: function
    for function in (
        without_blank_lines, rewrapped, rewrapped_without_blank_lines, with_headers_and_footers, with_page_breaks,
        plain_footnote_marks, glued_footnote_marks, other_labels, still_other_labels, with_bullets, with_emphasis,
    )
}  # fmt: skip
