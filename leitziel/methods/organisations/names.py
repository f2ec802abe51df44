# SPDX-License-Identifier: EUPL-1.2
"""The names a municipality knows, and how a printed name is looked up among them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NUMBERED = re.compile(r"([a-z]+ (?:[0-9]{1,3}|[ivx]{1,5}))(?: |$)")
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
}  # fmt: skip
_AS_ROMAN = {value: sign for sign, value in ROMAN.items()}


def key_of(name: str) -> str:
    """Equal for names that differ in case, umlauts, accents and punctuation only: letters a-z and digits."""
    text = unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


class Names:
    """Names and further names of organisations by their key.

    `names`: (name, identifier) pairs, several for one identifier; where two organisations bear one name, the first
    has it. `abbreviations`: what words stand for ("FD" -> "Fachdienst").
    A name that begins with a word and a number ("Dezernat 2 – Soziales") is found by these two alone as well, if no
    other organisation begins the same.
    """

    def __init__(self, names: Iterable[tuple[str, int]], abbreviations: Mapping[str, str] | None = None) -> None:
        self.abbreviations = {key_of(short): key_of(long) for short, long in (abbreviations or {}).items()}
        self.by_key: dict[str, int] = {}
        short: dict[str, set[int]] = {}
        for name, ident in names:
            key = key_of(name)
            if not key:
                continue
            self.by_key.setdefault(key, ident)
            self.by_key.setdefault(self.expanded(key), ident)
            if found := _NUMBERED.match(self.expanded(key)):
                short.setdefault(found.group(1), set()).add(ident)
        self._short = {key: next(iter(idents)) for key, idents in short.items() if len(idents) == 1}

    def expanded(self, key: str) -> str:
        """A key with its abbreviations written out."""
        return " ".join(self.abbreviations.get(word, word) for word in key.split())

    def find(self, name: str) -> int | None:
        """The organisation of this name, with abbreviations written out where that helps; None if there is none."""
        key = key_of(name)
        expanded = self.expanded(key)
        for candidate in (key, expanded, _other_numerals(expanded)):
            if candidate in self.by_key:
                return self.by_key[candidate]
        return self._short.get(expanded, self._short.get(_other_numerals(expanded)))


def _other_numerals(key: str) -> str:
    """The key with a number at its end written the other way: "dezernat iv" <-> "dezernat 4"."""
    head, _, last = key.rpartition(" ")
    if head and last in ROMAN:
        return f"{head} {ROMAN[last]}"
    if head and last.isdecimal() and int(last) in _AS_ROMAN:
        return f"{head} {_AS_ROMAN[int(last)]}"
    return key
