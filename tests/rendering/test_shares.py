# SPDX-License-Identifier: EUPL-1.2
"""Bars of shares, signs, and pictures as PNG."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from lxml import etree
from PIL import Image

from leitziel.rendering.charts import TileCategory, png, share_bar, sign
from leitziel.rendering.charts.shares import WIDTH

SVG = "{http://www.w3.org/2000/svg}"
DONE, LATE = TileCategory("done", "abgeschlossen", "check", 2), TileCategory("late", "verspätet", "flag", 6)


def bar(*counts: int) -> etree._Element:
    parts = list(zip((DONE, LATE), counts, strict=False))
    return etree.fromstring(share_bar(parts, title="Feld <1>", description="5 & 1", prefix="feld"))


def test_parts_are_as_wide_as_their_numbers_and_fill_the_bar() -> None:
    widths = [float(rect.get("width")) for rect in bar(3, 1).iter(f"{SVG}rect")]
    assert widths == [WIDTH * 0.75 - 1.5, WIDTH * 0.25 - 1.5]


def test_name_and_numbers_are_said_in_words() -> None:
    drawn = bar(3, 1)
    assert (drawn.get("role"), drawn.find(f"{SVG}title").text, drawn.find(f"{SVG}desc").text) == (
        "img",
        "Feld <1>",
        "5 & 1",
    )
    ids = set(drawn.xpath("//@id"))
    assert {drawn.get("aria-labelledby"), drawn.get("aria-describedby")} == ids


def test_part_of_none_is_left_out_and_a_narrow_one_shows_its_colour_alone() -> None:
    assert [g.get("class").split()[-1] for g in bar(3, 0).iter(f"{SVG}g")] == ["lz-tile--done"]
    assert len(list(bar(100, 1).iter(f"{SVG}path"))) == 1


def test_bar_of_nothing_is_a_line() -> None:
    assert (len(list(bar(0, 0).iter(f"{SVG}line"))), list(bar(0, 0).iter(f"{SVG}rect"))) == (1, [])


def test_negative_part_and_bad_prefix_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        bar(-1, 2)
    with pytest.raises(ValueError, match="not a prefix"):
        share_bar([(DONE, 1)], title="t", description="d", prefix="Bad Prefix")


def test_sign_is_a_decoration() -> None:
    drawn = etree.fromstring(sign(DONE))
    assert (drawn.get("aria-hidden"), len(list(drawn.iter(f"{SVG}path")))) == ("true", 1)
    assert list(etree.fromstring(sign(TileCategory("x", "ohne", "none", 0))).iter(f"{SVG}path")) == []


def test_pictures_carry_no_style() -> None:
    assert [
        a for e in (*bar(3, 1).iter(), *etree.fromstring(sign(LATE)).iter()) for a in e.attrib if a == "style"
    ] == []


def test_png_is_the_picture_at_its_scale_and_twice_the_same() -> None:
    drawn = share_bar([(DONE, 1), (LATE, 1)], title="t", description="d", prefix="p")
    data = png(drawn, scale=2.0)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (640, 40)
    assert [picture.getpixel((x, 4)) for x in (20, 600)] == [(0x12, 0x70, 0x5A), (0xA6, 0x3C, 0x17)]
    assert png(drawn) == data


def test_png_is_packed_and_every_chunk_has_its_sum() -> None:
    data = png(share_bar([(DONE, 1)], title="t", description="d", prefix="p"))
    kinds, at = [], 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 4 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(body),)
        kinds.append(kind)
        at += 12 + length
    assert (kinds[0], kinds.count(b"IDAT"), kinds[-1]) == (b"IHDR", 1, b"IEND")


def test_what_is_no_drawing_is_no_png() -> None:
    with pytest.raises(ValueError, match="no SVG"):
        png("<p>kein Bild</p>")
