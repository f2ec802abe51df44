# SPDX-License-Identifier: EUPL-1.2
"""Laws that hold for the `Source` of every reader, on generated documents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.errors import UnreadableDocumentError
from leitziel.methods.plantext.source import BlockKind, Source
from tests.methods.plantext.reading.writers import (
    Bit,
    Part,
    as_docx,
    as_html,
    as_markdown,
    as_odt,
    as_tagged_pdf,
    as_untagged_pdf,
)

WORDS = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=30,
)
LETTERS = st.text(alphabet="aeinrstßäöüMVABK ,.:-1239", min_size=1, max_size=60)


def parts_from(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[Part]]:
    bits = st.lists(st.builds(Bit, text=words, bold=st.booleans()), min_size=1, max_size=3).map(tuple)
    rows = st.lists(st.tuples(words, words, words), min_size=1, max_size=4).map(tuple)
    part = st.one_of(
        st.builds(Part, kind=st.sampled_from(["paragraph", "item"]), bits=bits),
        st.builds(Part, kind=st.just("heading"), bits=bits, level=st.integers(1, 5)),
        st.builds(Part, kind=st.just("table"), rows=rows),
    )
    return st.lists(part, min_size=1, max_size=12)


def assert_sound(source: Source) -> None:
    """Blocks ordered, disjoint, in range, not blank; only white space between; marks and pages inside."""
    at = 0
    for block in source.blocks:
        assert block.start < block.end <= len(source.text)
        assert source.text[at : block.start].strip() == ""
        assert source.text[block.start : block.end] == source.text[block.start : block.end].strip()
        assert (block.kind is BlockKind.CELL) == (block.cell is not None)
        at = block.end
    assert source.text[at:].strip() == ""
    assert list(source.pages) == sorted(source.pages)
    assert all(0 <= page <= len(source.text) for page in source.pages)
    for mark in source.marks:
        assert any(b.start <= mark.start < mark.end <= b.end for b in source.blocks)
    assert unicodedata.is_normalized("NFC", source.text)
    assert source.text.encode("utf-8")
    assert len(source.sha256) == 64


def read_or_skip(data: bytes, name: str) -> Source:
    try:
        return reading.read(data, name)
    except UnreadableDocumentError as error:
        assume("keinen Text" not in str(error) and "leer" not in str(error))
        raise


@pytest.mark.parametrize(
    ("write", "name"),
    [(as_docx, "a.docx"), (as_odt, "a.odt"), (as_html, "a.html"), (as_markdown, "a.md")],
    ids=["docx", "odt", "html", "markdown"],
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(parts=parts_from(WORDS))
def test_blocks_tile_the_text_for_any_document(
    write: Callable[[list[Part]], bytes], name: str, parts: list[Part]
) -> None:
    assert_sound(read_or_skip(write(parts), name))


@pytest.mark.parametrize("write", [as_tagged_pdf, as_untagged_pdf], ids=["tagged", "untagged"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(parts=parts_from(LETTERS))
def test_blocks_tile_the_text_for_any_pdf(write: Callable[..., bytes], parts: list[Part]) -> None:
    assume(any(c.isalnum() for p in parts for c in p.text + "".join(t for r in p.rows for t in r)))
    assert_sound(read_or_skip(write(parts, ""), "a.pdf"))


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        source = reading.read(data, name)
    except UnreadableDocumentError:
        return
    assert_sound(source)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_give_the_same_text(encoding: str, text: str) -> None:
    assume(text.strip() and not text.lstrip().startswith(("<", "{", "%", "PK", "\ufeff")))
    wanted = unicodedata.normalize("NFC", text).replace("\ufeff", "")
    found = read_or_skip(("Plan " + text).encode(encoding), "plan.txt")
    assert found.text.split() == ("Plan " + wanted.replace("\u2028", "\n").replace("\u2029", "\n")).split()


@settings(max_examples=60, deadline=None)
@given(parts=parts_from(LETTERS))
def test_no_word_is_lost_in_docx(parts: list[Part]) -> None:
    assume(any(p.text.strip() or any(t.strip() for r in p.rows for t in r) for p in parts))
    written = "".join(p.text + "".join(t for row in p.rows for t in row) for p in parts)
    source = reading.read(as_docx(parts), "a.docx")
    assert "".join(source.text.split()) == "".join(written.split())
