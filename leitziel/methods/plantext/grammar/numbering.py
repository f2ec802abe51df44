# SPDX-License-Identifier: EUPL-1.2
"""Numbers and ids as offices print them: 2.3.1, M1.2, HW-1, A1.1, IV., a)."""

from __future__ import annotations

import re

DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,4})(?:\.(?=\s)|\))?(?=\s|$)\s*")
ID = re.compile(
    r"((?=[A-ZÄÖÜ])[A-ZÄÖÜ][A-ZÄÖÜa-zäöü]{0,4}(?:[\s.]?[\-–]\s?|[.\s_]?)\d{1,3}(?:[.\-]\d{1,3}){0,3}[a-z]?)(?![\w%€])"
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
