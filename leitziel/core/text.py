# SPDX-License-Identifier: EUPL-1.2
"""Texts at the door: one form for equal texts, and keys made from names."""

import re
import unicodedata
from collections.abc import Container

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


# Word's soft line end and page end are line ends here; other control characters say nothing, PostgreSQL refuses NUL,
# and XML (feeds, DOCX, XLSX) cannot hold any of them (XML 1.0, production 2).
_CONTROLS = {n: None for n in range(32) if n not in {9, 10, 13}} | {11: "\n", 12: "\n", 0xFFFE: None, 0xFFFF: None}


def normalised(text: str) -> str:
    """The text in Unicode NFC without control characters other than tab and line end."""
    return unicodedata.normalize("NFC", text.translate(_CONTROLS))


def folded(text: str) -> str:
    """Lower case, umlauts as two letters, other accents removed: equal for what a reader takes as equal."""
    text = unicodedata.normalize("NFC", text).casefold().translate(UMLAUTS)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def name_key(name: str) -> str:
    """Key under which the aliases of an organisation are compared: folded, letters and digits only."""
    return re.sub(r"[^a-z0-9]+", " ", folded(name)).strip()


def web_address(address: str) -> str:
    """The address if it begins with http:// or https://, else "": nothing else becomes a link, whatever way it came
    in (a form refuses it, but an archive of another house may bring it)."""
    return address if address.lower().startswith(("http://", "https://")) else ""


def slug(text: str, limit: int = 60) -> str:
    """An address part made of a text, cut at a word: "Büro für Migration" -> "buero-fuer-migration"."""
    words = name_key(text).split()
    kept: list[str] = []
    for word in words:
        if kept and len("-".join([*kept, word])) > limit:
            break
        kept.append(word[:limit])
    return "-".join(kept)


def free_slug(text: str, default: str, taken: Container[str]) -> str:
    """The slug of a text (or `default`), with "-2", "-3" … behind it where it is taken."""
    base = slug(text) or default
    candidate, number = base, 2
    while candidate in taken:
        candidate, number = f"{base}-{number}", number + 1
    return candidate
