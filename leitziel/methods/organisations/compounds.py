# SPDX-License-Identifier: EUPL-1.2
"""One printed name that means several organisations: "Dezernate 2, 4 + 5", "FD Soziales/FD Gesundheit".

A name that is known as a whole is never taken apart ("FD Jugend und Bildung" is one office where it exists). Else the
text is cut at its separators, and consecutive pieces are put together again so that as many as possible are names
that exist, in as few parts as possible (a shortest path over the cuts). A piece may share the first word of the part
before it ("FD Soziales und Gesundheit"), its number ("Dezernate 2, 4 + 5", "Dezernate 1-3") or its last letters
("Sozial- und Jugendamt").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .names import ROMAN, Names

How = Literal["numbers", "names", "shared"]
MOST_PIECES = 24  # a text with more separators is prose
LONGEST_RANGE = 20

_CUT = re.compile(r"\s*(?:[,;/+&\n]|\b(?:und|sowie|u\.)(?=\s))\s*", re.IGNORECASE)
_SIGN = r"(?:\d{1,3}|[IVX]{1,5})"
_RANGE = re.compile(rf"({_SIGN})\s*(?:-|–|bis)\s*({_SIGN})")
_NUMBERS = re.compile(
    rf"(?P<head>[^\W\d_][\w.\-]*(?:\s[^\W\d_][\w.\-]*)?)\s+"
    rf"(?P<list>{_SIGN}(?:\s*(?:,|/|\+|&|;|-|–|\bund\b|\bsowie\b|\bbis\b|\bu\.)\s*{_SIGN})+)$"
)
_UMLAUT_PLURALS = (("Ämter", "Amt"), ("ämter", "amt"), ("Beiräte", "Beirat"), ("beiräte", "beirat"))
_ARTICLE = re.compile(r"^(?:das|die|der|den|dem)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the printed name and the organisation it means; `text` is the whole name of the piece
    ("Dezernat 4" for the "4" in "Dezernate 2, 4 + 5")."""

    text: str
    organisation: int


@dataclass(frozen=True, slots=True)
class Compound:
    """What a printed name means: at least two organisations. `missing`: pieces that no organisation is called by;
    `how`: numbers behind a shared word, names side by side, or a word shared between names."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    how: How


@dataclass(frozen=True, slots=True)
class _Piece:
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    how: How


def resolve_compound(printed: str, names: Names) -> Compound | None:
    """The organisations a printed name means, if it means more than one; None for a name that is known as a whole,
    for one without separators, and where fewer than two organisations are found."""
    text = " ".join(printed.split()).strip(" ,;/+&.")
    if not text or names.find(text) is not None:
        return None
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(text)]
    if len(cuts) >= MOST_PIECES or (not cuts and not _RANGE.search(text)):
        return None
    pieces = _best(text, cuts, names)
    parts: dict[int, Part] = {}
    for piece in pieces:
        for part in piece.parts:
            parts.setdefault(part.organisation, part)
    if len(parts) < 2:
        return None
    missing = tuple(name for piece in pieces for name in piece.missing)
    kinds = {piece.how for piece in pieces if piece.parts}
    how: How = "numbers" if "numbers" in kinds else "shared" if "shared" in kinds else "names"
    return Compound(tuple(parts.values()), missing, how)


def _best(text: str, cuts: list[tuple[int, int]], names: Names) -> list[_Piece]:
    """The pieces of the text with the fewest unknown ones, then the fewest at all; the first name counts most."""
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    count = len(starts)
    best: list[tuple[tuple[int, int], list[_Piece]] | None] = [((0, 0), []), *([None] * count)]
    for first in range(count):
        before = best[first]
        if before is None:
            continue
        cost, pieces = before
        for last in range(first, count):
            piece = _piece(text[starts[first] : ends[last]], pieces, text[starts[first] :], names)
            if piece is None and last > first:
                continue
            if piece is None:  # one piece alone may stay unknown
                words = text[starts[first] : ends[last]].strip()
                piece = _Piece((), (words,) if words else (), "names")
            step = (cost[0] + len(piece.missing), cost[1] + 1)
            known = best[last + 1]
            if known is None or step < known[0]:
                best[last + 1] = (step, [*pieces, piece])
    final = best[count]
    return final[1] if final else []


def _piece(words: str, before: list[_Piece], rest: str, names: Names) -> _Piece | None:
    """What a stretch of text means by itself, or with what its neighbours lend it; None if nothing."""
    words = _ARTICLE.sub("", words.strip())
    found = names.find(words)
    if found is not None:
        return _Piece((Part(words, found),), (), "names")
    numbers = _NUMBERS.fullmatch(words)
    if numbers:
        return _numbered(numbers["head"], numbers["list"], names)
    for candidate in (*_with_head(words, before), *_with_tail(words, rest)):
        found = names.find(candidate)
        if found is not None:
            return _Piece((Part(candidate, found),), (), "shared")
    return None


def _numbered(head: str, listed: str, names: Names) -> _Piece | None:
    found: list[Part] = []
    missing: list[str] = []
    for sign in _signs(listed):
        tries = [f"{word} {sign}" for word in _singulars(head)]
        known = next(((name, ident) for name in tries if (ident := names.find(name)) is not None), None)
        if known:
            found.append(Part(*known))
        else:
            missing.append(f"{head} {sign}")
    return _Piece(tuple(found), tuple(missing), "numbers") if found else None


def _signs(listed: str) -> list[str]:
    """The numbers of a list, ranges written out: "1-3" -> 1, 2, 3; "II und IV" -> II, IV."""
    out: list[str] = []
    for entry in re.split(r"\s*(?:,|/|\+|&|;|\bund\b|\bsowie\b|\bu\.)\s*", listed):
        ends = _RANGE.fullmatch(entry)
        if ends is None:
            out += re.findall(_SIGN, entry)
            continue
        first, last = _value(ends[1]), _value(ends[2])
        if first is not None and last is not None and first < last <= first + LONGEST_RANGE:
            out += [str(number) for number in range(first, last + 1)]
    return out


def _value(sign: str) -> int | None:
    return int(sign) if sign.isdecimal() else ROMAN.get(sign.casefold())


def _singulars(head: str) -> Iterator[str]:
    """The word as it stands, and what it may be the plural of: "Dezernate" -> "Dezernat", "Ämter" -> "Amt"."""
    yield head
    for plural, singular in _UMLAUT_PLURALS:
        if head.endswith(plural):
            yield head.removesuffix(plural) + singular
    for ending in ("en", "e", "s", "n"):
        if head.endswith(ending) and len(head) > len(ending) + 2:
            yield head.removesuffix(ending)


def _with_head(words: str, before: list[_Piece]) -> Iterator[str]:
    """The words behind the first word of the part before: "FD Soziales" + "Gesundheit" -> "FD Gesundheit"; and after
    a plural, "Fachdienste Soziales und Gesundheit" -> "Fachdienst Soziales"."""
    parts = [part for piece in before for part in piece.parts]
    if parts and " " in parts[-1].text:
        yield f"{parts[-1].text.split()[0]} {words}"
    head, _, rest = words.partition(" ")
    if rest:
        for singular in _singulars(head):
            if singular != head:
                yield f"{singular} {rest}"


def _with_tail(words: str, rest: str) -> Iterator[str]:
    """A word that ends with a hyphen, with the last letters of a later one: "Sozial-" + "Jugendamt" -> "Sozialamt"."""
    if not words.endswith("-"):
        return
    stem = words[:-1]
    for later in re.findall(r"\w+", rest[len(words) :])[:6]:
        for cut in range(1, len(later) - 1):
            yield stem + later[cut:]
