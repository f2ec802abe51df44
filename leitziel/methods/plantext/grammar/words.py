# SPDX-License-Identifier: EUPL-1.2
"""Making values readable: line breaks, hyphenation and mark-up undone, footnote marks taken off.

The text of a value is as in the document otherwise; nothing is corrected.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from .pieces import INLINE_TAG

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPER = r"[⁰¹²³⁴-⁹]+(?:\s?[,;⁺]?\s?[⁰¹²³⁴-⁹]+)*"
MARK = re.compile(
    rf"(?P<unit>(?<![^\W\d_])(?:[kcdm]?m|CO)[²³])|(?P<super>{_SUPER})"
    r"|\^\{(?P<caret>[\d\s,;]+)\}|\[\^(?P<named>[^\]\s]{1,30})\]|<sup>\s*(?P<sup>\d{1,3}(?:[\s,;]+\d{1,3})*)\s*</sup>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"\*\*|__(?=\S)|(?<=\S)__|(?<![\w*])\*(?=[^\s*][^*\n]{0,200}[^\s*]\*(?!\w))|(?<=[^\s*])\*(?![\w*])(?=[\s.,;:)]|$)"
)
_SPACE = re.compile(r"\s+")
_BEFORE_PUNCTUATION = re.compile(r"(?<=\w)\s+(?=[.,;](?:\s|$))")
_SUSPENDED = re.compile(
    r"(?:\b(?:und|oder|bzw\.?|sowie|als)|[,/])\s[-‐‑]$", re.IGNORECASE
)  # "Planung und -" "gestaltung"
_ENUMERATING = re.compile(r"(?:und|oder|bzw\.?|sowie|als|u\.|&|/|\+)(?:\s|$)", re.IGNORECASE)

_COUNTED = re.compile(r"(?:^|(?<=[\s/(]))(?:[a-z]|\d{1,2}(?:\.\d{1,2})*)\)(?=\s)")


def marks_in(text: str, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """Footnote marks that show by their form, as (start, end, names)."""
    out = []
    for found in MARK.finditer(text, start, end):
        if found["unit"]:
            continue
        if found["named"]:
            names: tuple[str, ...] = (found["named"],)
        else:
            digits = (found["super"] or found["caret"] or found["sup"] or "").translate(SUPERSCRIPTS)
            names = tuple(re.findall(r"\d+", digits))
        if names:
            out.append((found.start(), found.end(), names))
    return out


def clean(text: str, start: int, end: int, drops: Sequence[tuple[int, int]] = ()) -> str:
    """The words between two offsets, without the dropped ranges, tags and emphasis signs, spaces collapsed."""
    if drops:
        parts, at = [], start
        for first, last in drops:
            if first >= at and last <= end:
                parts.append(text[at:first])
                at = last
        parts.append(text[at:end])
        raw = "".join(parts)
    else:
        raw = text[start:end]
    if "<" in raw:
        raw = INLINE_TAG.sub("", raw)
    if "{#" in raw:
        raw = re.sub(r"\s*\{#[\w-]+\}\s*$", "", raw)
    if "*" in raw or "__" in raw:
        raw = _MARKUP.sub("", raw)
    if "&" in raw and ";" in raw:
        raw = html.unescape(raw)
    if "\\" in raw:
        raw = re.sub(r"\\(?=[|*_#\-.])", "", raw)
    if "\n" in raw:
        raw = join(raw.split("\n"))
    raw = raw.replace("\u00ad", "").replace("\u200b", "")
    return _BEFORE_PUNCTUATION.sub("", _SPACE.sub(" ", raw).strip()) if raw else ""


def join(parts: Iterable[str]) -> str:
    """Lines joined to running text, hyphenation undone; an enumerating hyphen ("Kinder- und") stays."""
    out = ""
    for raw in parts:
        part = raw.strip()
        if not part:
            continue
        if not out:
            out = part
        elif out.endswith("\u00ad"):
            out = out[:-1] + part
        elif _SUSPENDED.search(out[-12:]) and part[0].islower():
            out += part
        elif out[-1] in "-‐‑" and len(out) > 1 and (out[-2].isalpha() or out[-2].isdigit()):
            if _ENUMERATING.match(part):
                out += " " + part
            elif part[0].islower() and out[-2].islower():
                out = out[:-1] + part
            else:
                out += part
        elif out[-1] == "/" and len(out) > 1 and not out[-2].isspace():
            out += part
        else:
            out += " " + part
    return out


def brackets(text: str) -> int:
    """Brackets opened and not closed; below zero: closed and not opened. Those of "a)" and "2.1)" do not count."""
    plain = _COUNTED.sub(" ", text)
    return plain.count("(") - plain.count(")")
