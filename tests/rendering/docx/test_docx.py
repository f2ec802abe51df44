# SPDX-License-Identifier: EUPL-1.2
"""Word documents read back: by python-docx, by our own reader, and part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from leitziel.methods.plantext import reading
from leitziel.rendering.docx import (
    Contents,
    Document,
    DocumentError,
    Facts,
    Heading,
    Items,
    Look,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    write_docx,
)

ISSUED = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def made(*blocks, **changes) -> bytes:
    return write_docx(
        Document(**{"title": "Bericht", "author": "Stadt Öd", "issued": ISSUED, "blocks": blocks, **changes})
    )


def opened(*blocks, **changes):
    return docx.Document(io.BytesIO(made(*blocks, **changes)))


def part(data: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def png(wide: int = 4, high: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xff\x00\x00" * wide for _ in range(high))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


ALL = (
    Paragraph("Bericht", Look.TITLE),
    Contents("Inhalt"),
    PageBreak(),
    Heading(1, "Erster Teil", anchor="erster"),
    Paragraph(
        ["Siehe ", Run("die Seite", link="https://stadt.example/a?b=1&c=2"), Run("1", raised=True, target="quelle")]
    ),
    Heading(2, "Liste"),
    Items(["eins", "zwei"]),
    Items(["erstens", "zweitens"], ordered=True),
    Items(["anderes erstens"], ordered=True),
    Facts([("Termin", "bis 2027"), ("Verantwortung", "FD Soziales")]),
    Table("Werte", ["Jahr", "Zahl"], [["2025", "1"], ["2026", "2"]], widths=[1, 3], row_heads=True),
    Picture(png(), "Ein rotes Feld", 40, "Bild 1"),
    Paragraph([Run("1", raised=True), " Quelle"], Look.SMALL, anchor="quelle"),
)


def test_headings_lists_and_tables_are_what_they_say() -> None:
    document = opened(*ALL)
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.text and p.style.name != "toc 1"]
    assert ("Heading 1", "Erster Teil") in styles
    assert ("Heading 2", "Liste") in styles
    assert [text for name, text in styles if name == "List Number"] == ["erstens", "zweitens", "anderes erstens"]
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["Jahr", "Zahl"],
        ["2025", "1"],
        ["2026", "2"],
    ]


def test_header_row_is_marked_and_repeated() -> None:
    table = opened(*ALL).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Werte"


def test_numbered_lists_each_begin_at_one() -> None:
    data = made(*ALL)
    numbers = [
        p._p.pPr.numPr.numId.val for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "List Number"
    ]
    assert numbers == [10, 10, 11]
    starts = part(data, "word/numbering.xml").findall(f".//{qn('w:startOverride')}")
    assert [s.get(qn("w:val")) for s in starts] == ["1", "1"]


def test_pictures_say_in_words_what_they_show() -> None:
    body = part(made(*ALL), "word/document.xml")
    names = [e.get("descr") for e in body.iter() if etree.QName(e).localname in {"docPr", "cNvPr"}]
    assert names == ["Ein rotes Feld", "Ein rotes Feld"]


def test_language_title_and_author_are_those_of_the_document() -> None:
    data = made(*ALL, language="de-DE", subject="Zwischenbericht")
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author, core.language, core.subject) == ("Bericht", "Stadt Öd", "de-DE", "Zwischenbericht")
    assert core.created == ISSUED
    language = part(data, "word/styles.xml").find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "de-DE"


def test_links_lead_where_they_say() -> None:
    document = opened(*ALL)
    targets = {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert targets == {"https://stadt.example/a?b=1&c=2"}
    anchors = {e.get(qn("w:anchor")) for e in document.element.iter(qn("w:hyperlink")) if e.get(qn("w:anchor"))}
    marks = {e.get(qn("w:name")) for e in document.element.iter(qn("w:bookmarkStart"))}
    assert anchors <= marks
    assert len(marks) == 3  # two headings and the source


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "\\\\server\\share", "https://a b"])
def test_address_of_another_kind_stays_text(link: str) -> None:
    document = opened(Paragraph([Run("hier", link=link)]))
    assert [r.target_ref for r in document.part.rels.values() if r.is_external] == []
    assert document.paragraphs[0].text == "hier"


def test_contents_list_the_headings_down_to_their_level() -> None:
    blocks = (Contents("Inhalt", levels=1), Heading(1, "A"), Heading(2, "A a"), Heading(1, "B"))
    document = opened(*blocks)
    assert [p.text for p in document.paragraphs if p.style.name == "toc 1"] == ["A", "B"]
    kinds = [e.get(qn("w:fldCharType")) for e in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_footer_holds_the_page() -> None:
    footer = part(made(*ALL, footer="Stadt Öd"), "word/footer1.xml")
    codes = [e.text.strip() for e in footer.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "Stadt Öd" in "".join(footer.itertext())


def test_headings_are_numbered_if_wanted() -> None:
    numbered, plain = (part(made(Heading(1, "A"), numbered=wanted), "word/styles.xml") for wanted in (True, False))
    assert len(numbered.findall(f".//{qn('w:numPr')}")) == 9
    assert plain.findall(f".//{qn('w:numPr')}") == []


def test_german_typography_binds_what_belongs_together() -> None:
    assert opened(Paragraph("z. B. § 5 und 10 %")).paragraphs[0].text == "z.\u00a0B. §\u00a05 und 10\u00a0%"


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        ((Heading(2, "A"),), "level 2 after level 0"),
        ((Heading(1, "A"), Heading(3, "B")), "level 3 after level 1"),
        ((Heading(1, " "),), "a heading is empty"),
        ((Picture(png(), " "),), "no alternative text"),
        ((Picture(b"GIF89a", "x"),), "no PNG"),
        ((Table(" ", ["A"], []),), "no caption"),
        ((Table("T", ["A"], [["1", "2"]]),), "2 cells for 1 columns"),
    ],
)
def test_what_would_shut_out_readers_is_refused(blocks, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        made(*blocks)


def test_document_without_title_or_zone_is_refused() -> None:
    with pytest.raises(DocumentError):
        made(title=" ")
    with pytest.raises(DocumentError):
        made(issued=datetime(2026, 3, 1))


def test_same_values_give_same_bytes() -> None:
    assert made(*ALL) == made(*ALL)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
@settings(max_examples=60)
def test_any_text_is_read_back(texts: list[str]) -> None:
    """Whatever the texts hold, the parts are well-formed, and the words come back."""
    document = opened(*(Paragraph(text) for text in texts), Facts([(texts[0] or "x", texts[-1])]), title=f"T{texts[0]}")
    illegal = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
    wanted = [t.translate(illegal).replace("\r\n", "\n").replace("\r", "\n") for t in texts]
    found = [p.text.replace("\u00a0", " ") for p in document.paragraphs[: len(texts)]]
    assert found == [t.replace("\u00a0", " ") for t in wanted]


def test_our_own_reader_sees_the_outline() -> None:
    source = reading.read(made(*ALL), "bericht.docx")
    assert "Erster Teil" in source.text
    assert [block.level for block in source.blocks if getattr(block, "level", None)][:2] != []


def test_what_is_crossed_out_is_crossed_out() -> None:
    runs = opened(Paragraph(["Bleibt, ", Run("geht", struck=True), Run("kommt", bold=True)])).paragraphs[0].runs
    assert [(run.text, bool(run.font.strike), bool(run.bold)) for run in runs] == [
        ("Bleibt, ", False, False),
        ("geht", True, False),
        ("kommt", False, True),
    ]
