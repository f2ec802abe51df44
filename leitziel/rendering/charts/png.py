# SPDX-License-Identifier: EUPL-1.2
"""A picture as PNG, for formats that take no SVG; only the shipped font, so the same picture gives the same bytes."""

from __future__ import annotations

import struct
import zlib

from leitziel.rendering.charts.vega import renderer
from leitziel.rendering.pdf.glyphs import FONT_FAMILY


def png(drawn: str, *, scale: float = 2.0) -> bytes:
    """The SVG text as PNG on white, `scale` pixels a unit. Raises ValueError for what is no SVG."""
    if not drawn.startswith("<svg "):
        raise ValueError("the picture is no SVG")
    framed = drawn.replace("<svg ", f'<svg font-family="{FONT_FAMILY}" color="#171a2b" ', 1)
    framed = framed.replace(' width="100%"', "", 1)
    return _packed(renderer().svg_to_png(framed, scale=scale))


def _packed(drawn: bytes) -> bytes:
    """The same picture in a sixth of the room: the drawing library packs for speed (PNG specification, chapter 5)."""
    head, rows, at = drawn[:8], b"", 8
    before, after = b"", b""
    while at < len(drawn):
        length, kind = struct.unpack_from(">I4s", drawn, at)
        chunk = drawn[at : at + 12 + length]
        if kind == b"IDAT":
            rows += chunk[8:-4]
        elif rows:
            after += chunk
        else:
            before += chunk
        at += len(chunk)
    packed = b"IDAT" + zlib.compress(zlib.decompress(rows), 6)
    sum_ = struct.pack(">I", zlib.crc32(packed))
    return head + before + struct.pack(">I", len(packed) - 4) + packed + sum_ + after
