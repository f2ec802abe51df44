# SPDX-License-Identifier: EUPL-1.2
"""Where German sentences end, and which words they have."""

from __future__ import annotations

import re

# Abbreviations that no sentence ends with: a name, number or noun follows them.
_NEVER_LAST = frozenset(
    """
    abs abt allg art aufl bd betr bspw bzgl bzw ca dr ebd einschl evtl fa fr geb gem ggf hl hr hrsg i.d.r inkl insb
    jh kap lt max mind min mio mrd nr pkt prof rd s sog st str tel u univ v vgl vs z zb z.b zit ziff zzgl zzt
    d.h u.a z.t z.z i.v.m o.ä o.g b.z.w m.e u.u s.o s.u v.a a.a.o i.s.d i.a
    """.split()  # noqa: SIM905 - a list would take forty lines
)
# Abbreviations that may stand at the end; then the next word decides.
_SOMETIMES_LAST = frozenset({"usw", "etc", "o.ä", "u.a", "u.ä", "ff", "f", "e.v", "gmbh", "jh", "v.chr", "n.chr"})
# Words that open a sentence when they begin with a capital (as nouns do anyway).
_OPENERS = frozenset(
    """
    aber alle als am auch auf aus bei bis da dabei dadurch dafür daher damit danach dann darum das dazu dem den denn
    der des deshalb die dies diese dieser dieses doch dort durch ein eine einem einen einer eines er es für gegen hier
    hierzu ich ihr ihre im in ist jede jeder jedes jährlich kein keine man mit nach nicht nur ob oder ohne seit sie
    sind so sobald solche sowie über um und unter viele vom von vor während was weil weitere welche wenn wer wie wir
    wird wo zu zum zur zudem zusätzlich zwischen
    """.split()  # noqa: SIM905
)
_END = re.compile(r"(?P<mark>[.!?…]+)(?P<closing>[\"'“”»«)\]]*)(?P<gap>\s+|$)")
_BEFORE = re.compile(r"(?:[^\W\d_]\.\s?)*[^\s(„“\"»«\[]*$")
_NEXT = re.compile(r"[„“\"'»«(\[]*(?P<word>\S+)")
_WORD = re.compile(r"[^\W\d_]+(?:[·.'’&][^\W\d_]+|[-‐‑–/](?=[^\W\d_])[^\W\d_]+)*|\d+(?:[.,:/]\d+)*")


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of one block, in their order; without a single end mark the whole block is one.

    A full stop ends no sentence behind an abbreviation ("z. B.", "Nr.", "Abs."), a single letter ("A. Beispiel"),
    or an ordinal of one or two digits ("am 3. Mai"); nor where the next word begins in lower case. "usw." and the
    like end one where an article, pronoun or the like follows with a capital. A colon ends none.
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end["gap"] and not _ends(text[start : end.start()], end["mark"], text[end.end() :]):
            continue
        piece = text[start : end.end()].strip()
        if words_of(piece):
            found.append(piece)
            start = end.end()
    rest = text[start:].strip()
    if words_of(rest):
        found.append(rest)
    return tuple(found)


def _ends(before: str, mark: str, after: str) -> bool:
    following = _NEXT.match(after)
    if following is None:
        return True
    word = following["word"]
    if word[0].islower():
        return False
    if mark[0] != ".":
        return True
    last = _last_token(before)
    bare = last.casefold().replace(" ", "").replace("\u00a0", "").rstrip(".")
    if bare in _SOMETIMES_LAST:
        return word.strip(".,;:!?").casefold() in _OPENERS
    if bare in _NEVER_LAST or _is_letter(bare):
        return False
    if bare.isdecimal() and len(bare) <= 2:
        return word.strip(".,;:!?").casefold() in _OPENERS and not _is_date(before)
    return True


def _last_token(before: str) -> str:
    found = _BEFORE.search(before)
    return found.group() if found else ""


def _is_letter(bare: str) -> bool:
    return len(bare.rpartition(".")[2]) == 1 and bare.rpartition(".")[2].isalpha()


def _is_date(before: str) -> bool:
    """ "am 3.", "der 19.": an ordinal whose noun is still to come."""
    words = before.split()
    return len(words) > 1 and words[-2].casefold() in {
        "am",
        "vom",
        "zum",
        "der",
        "dem",
        "den",
        "das",
        "die",
        "im",
        "bis",
    }


def words_of(text: str) -> tuple[str, ...]:
    """Words and numbers. What a hyphen, a middle dot (Leichte Sprache) or a slash joins is one word."""
    return tuple(match.group() for match in _WORD.finditer(text))
