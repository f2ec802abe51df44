# SPDX-License-Identifier: EUPL-1.2
"""The derived text that is searched: folded, umlauts in both spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

SEPARATOR = "|"  # stands between the words of a part and the stems added to them; no word contains it
SHORTEST_STEM = 4  # a shorter stem would be found inside too many other words
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_STEMMER = snowballstemmer.stemmer("german")


def lowered(text: str) -> str:
    """NFC, case folded except for "ß", soft hyphens and other invisible characters taken out."""
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", composed.replace("ß", "\ue000").casefold().replace("\ue000", "ß"))


def fold(text: str) -> str:
    """Equal for what a reader takes as equal: lower case, umlauts as two letters (DIN 5007-2), other accents off.

    "Müll", "MUELL" and "Mu\u0308ll" all become "muell". Punctuation stays.
    """
    two_letters = lowered(text).translate(_UMLAUTS)
    decomposed = unicodedata.normalize("NFKD", two_letters)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c))).casefold()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Stem of a lower-case German word by the Snowball algorithm (M. F. Porter, "German stemming algorithm",
    snowballstem.org), which also takes umlauts back: "häuser" -> "haus"."""
    return str(_STEMMER.stemWord(word))


def words_of(text: str) -> list[str]:
    """The folded words of a text, in their order: letters and digits, everything else parts them."""
    return _WORD.findall(fold(text))


def search_text(*parts: str) -> str:
    """The text to search in, one line a part (an empty part keeps its line, so that a line says which part it is).

    A line is " word word word " (blank at both ends: a pattern can ask for the beginning of a word). Behind
    a separator follow the stems that no word of the line contains, which are those of words with an umlaut:
    "Häuser" is found by "Haus", "Müll" by "Mull".
    """
    return "\n".join(_line(part) for part in parts)


def _line(part: str) -> str:
    words = words_of(part)
    if not words:
        return ""
    joined = f" {' '.join(words)} "
    stems = {fold(stem(word)) for word in _WORD.findall(lowered(part))}
    added = sorted(s for s in stems if len(s) >= 3 and s not in joined)
    return f"{joined}{SEPARATOR} {' '.join(added)} " if added else joined
