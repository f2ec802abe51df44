# SPDX-License-Identifier: EUPL-1.2
"""The parts under `render_pdf`: what the font can draw, no-break spaces, ends of streams."""

from __future__ import annotations

import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.rendering.pdf import glyphs
from leitziel.rendering.pdf.archive import settle_stream_ends
from leitziel.rendering.pdf.typography import bind, breakable


def test_font_draws_german_and_its_neighbours() -> None:
    wanted = set("ABCXYZabcxyzäöüÄÖÜßẞ„“‚‘–—…•·§€²³½°łąčřşığĐñçéèêЖдЇαω≤≥×−")
    assert wanted - glyphs.drawable() == set()


def test_font_lacks_emoji_and_arabic() -> None:
    assert glyphs.drawable() & set("😀م☐") == set()


def test_font_without_a_character_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cmap"):
        glyphs.characters_of_font(struct.pack(">4sHHHH", b"\0\1\0\0", 0, 0, 0, 0))


def test_run_of_unknown_signs_becomes_one_mark() -> None:
    missing: set[str] = set()
    assert glyphs.clean("a 😀👩\u200d👩 b", missing) == "a [?] b"
    assert glyphs.describe(missing) == ["U+1F469 WOMAN", "U+1F600 GRINNING FACE"]


def test_signs_with_an_equal_are_kept_readable() -> None:
    missing: set[str] = set()
    assert glyphs.clean("ﬆn ㎡ o\u0308 ３ \uf0b7 a\u2011b 1\u202f%", missing) == "stn m2 ö 3 • a-b 1\u00a0%"
    assert missing == set()


def test_control_characters_and_line_ends_are_tidied() -> None:
    assert glyphs.clean("a\x00b\r\nc\rd\u2028e\x07", set()) == "ab\nc\nd\ne"


@given(st.text())
def test_clean_text_is_drawable(text: str) -> None:
    assert set(glyphs.clean(text, set())) <= glyphs.drawable()


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = glyphs.clean(text, set())
    missing: set[str] = set()
    assert glyphs.clean(once, missing) == once
    assert missing == set()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("z. B. und u.a. heute", "z.~B. und u.~a. heute"),
        ("nach § 5 Abs. 2 und Nr. 3", "nach §~5 Abs.~2 und Nr.~3"),
        ("18,2 % von 3 Mio. Euro", "18,2~% von 3~Mio. Euro"),
        ("am 1. März 2026", "am 1.~März 2026"),
        ("am 1. Tag", "am 1. Tag"),
        ("Ende.Neu", "Ende.Neu"),
    ],
)
def test_bind_keeps_together_what_belongs_together(text: str, bound: str) -> None:
    assert bind(text) == bound.replace("~", "\u00a0")


@given(st.text())
def test_bind_changes_spaces_only(text: str) -> None:
    bare = re.compile(r"[ \u00a0]")
    assert bare.sub("", bind(text)) == bare.sub("", text)


@given(st.text())
def test_breakable_adds_only_invisible_break_points(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_breakable_leaves_no_long_run_of_noise() -> None:
    text = breakable("x" * 500 + " " + "_" * 90 + " " + "4711." * 50)
    assert max(len(run) for run in re.split(r"[\s\u200b]", text)) == 40


@pytest.mark.parametrize(
    "text",
    ["Kinderschutzkooperationsvereinbarungsfortschreibungsgruppe.", "https://plan.example.org/stadt/massnahmen/a/"],
)
def test_breakable_leaves_words_and_addresses_alone(text: str) -> None:
    assert breakable(text) == text


def _small_pdf(*streams: bytes) -> tuple[bytes, list[int]]:
    body = b"%PDF-1.7\n"
    offsets = []
    for number, stream in enumerate(streams, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n<</Length %d>>\nstream\n" % (number, len(stream)) + stream + b"\nendstream\nendobj\n"
    table = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(streams) + 1)
    body += b"".join(b"%010d 00000 n\r\n" % offset for offset in offsets)
    return body + b"trailer\n<<>>\nstartxref\n%d\n%%%%EOF" % table, offsets


def _objects_by_table(pdf: bytes) -> list[bytes]:
    """The first bytes of each object, found by the cross-reference table."""
    table = int(re.search(rb"startxref\n(\d+)", pdf)[1])  # type: ignore[index]
    return [pdf[int(entry) : int(entry) + 7] for entry in re.findall(rb"(\d{10}) 00000 n", pdf[table:])]


@given(st.lists(st.binary(max_size=20).map(lambda raw: raw.replace(b"endstream", b"")), max_size=8))
def test_stream_ends_are_settled_and_objects_found(streams: list[bytes]) -> None:
    pdf, _ = _small_pdf(*streams)
    settled = settle_stream_ends(pdf)
    assert _objects_by_table(settled) == [b"%d 0 obj" % number for number in range(1, len(streams) + 1)]
    for stream in streams:
        raw = b"\nstream\n" + stream
        start = settled.index(raw) + len(raw)
        ended = b"\r\nendstream" if stream.endswith(b"\r") else b"\nendstream"
        assert any(
            settled[place : place + len(ended)] == ended for place in (start, settled.find(raw + ended) + len(raw))
        )


def test_document_with_clear_stream_ends_is_left_alone() -> None:
    pdf, _ = _small_pdf(b"abc", b"def\n")
    assert settle_stream_ends(pdf) == pdf


def test_document_without_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cross-reference"):
        settle_stream_ends(b"1 0 obj\nstream\nx\r\nendstream\nendobj\n")


@pytest.mark.parametrize(
    "month",
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
)
def test_day_and_month_stay_together(month: str) -> None:
    assert bind(f"am 31. {month} 2026") == f"am 31.\u00a0{month} 2026"
