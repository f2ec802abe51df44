# SPDX-License-Identifier: EUPL-1.2
"""Numbers and ids as offices print them: 2.3.1, M1.2, HW-1, A1.1, IV., a)."""

from __future__ import annotations

import re

DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})(?:\.(?=\s)|\))?(?=\s|$)\s*")
ID = re.compile(
    r"((?=[A-ZÄÖÜ])[A-ZÄÖÜ][A-ZÄÖÜa-zäöü]{0,4}(?:[\s.]?[\-–]\s?|[.\s_]?)\d{1,3}(?:[.\-]\d{1,3}){0,3}(?:\.?[a-z])?)(?![\w%€])"
)
GLUED_ID = re.compile(r"([A-ZÄÖÜ]{1,4}[\-–.]?\d{1,3}(?:\.\d{1,2}){0,2})(?=[A-ZÄÖÜ„\"“][a-zäöü])")
ROMAN = re.compile(r"([IVX]{1,5})(?:\.|\))(?=\s)\s*")
ROMAN_DECIMAL = re.compile(r"([IVX]{1,5}(?:\.\d{1,2}){1,3})\.?(?=\s)\s*")
LETTER = re.compile(r"([A-Z])(?:\.|\)|:)(?=\s)\s*")
AFTER_LABEL = re.compile(
    r"\s*(?:Nr\.?\s*)?((?=\S)(?:[A-ZÄÖÜ]{1,5}[\s.]?[\-–]?\s?)?\d{1,3}(?:[.\-]\d{1,3}){0,4}[a-z]?|[IVX]{1,5}|[A-Z])"
    r"(?=\s*$|\s*[:.)\-–—|]|\s)"
)
SEPARATOR = re.compile(r"\s*(?:[:.)|]\s*|[\-–—]\s+)")


def shape(number: str) -> str:
    """The pattern of an id: its letters stay, digits become one sign ("HW-1" -> "A-#", "M1.2" -> "A#.#")."""
    return re.sub(r"\d+", "#", re.sub(r"[^\W\d_]+", "A", number.replace(" ", "").replace("–", "-")))


def depth(number: str) -> int:
    """Levels of a decimal number."""
    return number.strip(". )").count(".") + 1


def extends(child: str, parent: str | None) -> bool:
    """Is `child` a number one or more levels below `parent` (2.3.1 below 2.3)?"""
    return parent is not None and child.startswith(parent.rstrip(".") + ".")


_NOT_IDS = re.compile(
    r"(?:Abb|Tab|Teil|Kap|Anl|Art|Seite|Stufe|Phase|Punkt|Nr|Bild|Fig|TOP|DIN|ISO|EU|SGB|KW|Q|CO|PM|NO|Mai|Juni|Juli|Jan|Feb|März"
    r"|Apr|Aug|Sep|Sept|Okt|Nov|Dez|Ende|Jahr|Rund|Bis|Ab|Seit|Ca|Über|Von|Im|Am|Je|Zum)(?![^\W\d_])",
    re.IGNORECASE,
)


def is_id(number: str) -> bool:
    """Is it an id of a measure rather than a word with a number (Teil 3, Tempo 30, CO2)?"""
    if _NOT_IDS.match(number):
        return False
    letters = re.match(r"[^\W\d_]+", number)
    word = letters.group() if letters else ""
    if " " in number.strip():
        return word.isupper() and len(word) <= 3
    return word.isupper() or len(word) <= 2 or (len(word) <= 5 and word[1:].islower() and "-" in number)
