# SPDX-License-Identifier: EUPL-1.2
"""What the shipped font can draw.

PDF/UA refuses a document with a glyph that the font lacks (rightly: nobody could read it). So that one emoji in one
measure does not stop a plan of 300 pages, whatever cannot be drawn is replaced by a visible sign, and the document
says at its end which characters were left out. The coverage is read from the `cmap` table of the font files
themselves (OpenType specification, "cmap - Character to Glyph Index Mapping Table", formats 4 and 12).
"""

from __future__ import annotations

import functools
import re
import struct
import unicodedata
from pathlib import Path

import fontpkg_fira_sans

FONT_FAMILY: str = fontpkg_fira_sans.FAMILY
FONT_FOLDER: Path = fontpkg_fira_sans.ROOT / "files"
FONT_FACES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")

REPLACEMENT = "[?]"

# Typst shapes these without a glyph of their own; they steer line breaking and do not show.
_INVISIBLE = frozenset("\n\t\u00ad\u200b\u2060")
# Joiners, variation selectors, direction marks, skin tones: only part of a sign that is itself replaced or plain.
_DROPPED = re.compile("[\u200c-\u200f\u202a-\u202e\u2061-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EQUAL = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2043", "-"),
        **dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000", " "),
        **dict.fromkeys("\u202f\u2007", "\u00a0"),
        **dict.fromkeys("\u25aa\u25ab\u25a0\u25a1\u25cf\u25c6\u2023\u25e6\uf0b7\uf0a7\uf076\uf0d8", "\u2022"),
    }
)  # the same sign to a reader: spaces of other widths, and the bullets office programs write
_LINE_ENDS = re.compile("\r\n|[\r\u2028\x85]|\x0b|\x0c")


def _format4(data: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + doubled)
    deltas = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    found: set[int] = set()
    for index in range(segments):
        for code in range(starts[index], ends[index] + 1):
            if ranges[index] == 0:
                glyph = (code + deltas[index]) & 0xFFFF
            else:
                place = ranges_at + 2 * index + ranges[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from(">H", data, place)
            if glyph and code != 0xFFFF:
                found.add(code)
    return found


def _format12(data: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for index in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * index)
        found.update(code for code in range(first, last + 1) if glyph + code - first)
    return found


def characters_of_font(data: bytes) -> frozenset[int]:
    """The code points a TrueType or OpenType file maps to a glyph. Raises ValueError without a `cmap` table."""
    (tables,) = struct.unpack_from(">H", data, 4)
    for index in range(tables):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        raise ValueError("the font has no cmap table")
    (subtables,) = struct.unpack_from(">H", data, offset + 2)
    found: set[int] = set()
    for index in range(subtables):
        _platform, _encoding, place = struct.unpack_from(">HHI", data, offset + 4 + 8 * index)
        (kind,) = struct.unpack_from(">H", data, offset + place)
        if kind == 4:
            found |= _format4(data, offset + place)
        elif kind == 12:
            found |= _format12(data, offset + place)
    return frozenset(found)


@functools.cache
def drawable() -> frozenset[str]:
    """The characters that every face the documents use can draw."""
    faces = [characters_of_font((FONT_FOLDER / f"FiraSans-{face}.ttf").read_bytes()) for face in FONT_FACES]
    return frozenset(chr(code) for code in frozenset.intersection(*faces)) | _INVISIBLE


@functools.cache
def _undrawable_run() -> re.Pattern[str]:
    """One or more characters in a row that the font lacks (a character class of ranges: one pass in C)."""
    codes = sorted(ord(char) for char in drawable())
    ranges: list[tuple[int, int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    inside = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^{inside}]+")


def clean(text: str, missing: set[str]) -> str:
    """`text` as the font can draw it; characters it cannot draw are added to `missing`.

    Composed (NFC); control characters and invisible marks go; a run of undrawable characters becomes one
    `REPLACEMENT`.
    """
    text = unicodedata.normalize("NFC", text).translate(_EQUAL)
    text = _DROPPED.sub("", _CONTROL.sub("", _LINE_ENDS.sub("\n", text).replace("\u2029", "\n\n")))

    def replace(match: re.Match[str]) -> str:
        plain = unicodedata.normalize("NFKC", match.group())  # a ligature, a full-width digit, "\u33a1"
        if drawable().issuperset(plain):
            return plain
        missing.update(set(match.group()) - drawable())
        return REPLACEMENT

    return _undrawable_run().sub(replace, text)


def describe(missing: set[str]) -> list[str]:
    """The missing characters, readable without a glyph: 'U+1F600 GRINNING FACE', in the order of their codes."""
    return [f"U+{ord(char):04X} {unicodedata.name(char, 'ohne Namen')}" for char in sorted(missing)]
