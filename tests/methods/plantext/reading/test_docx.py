# SPDX-License-Identifier: EUPL-1.2
"""DOCX as Word shows it."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.source import BlockKind, Cell, Source
from tests.methods.plantext.reading.writers import Bit, Part, as_docx, docx_of, with_footnotes

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Maßnahme %1:"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%2)"/></w:lvl>
 <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""
STYLES = """
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="berschrift1"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
"""


def p(text: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def read(body: str) -> Source:
    return reading.read(docx_of(body, styles=STYLES, numbering=NUMBERING), "plan.docx")


def texts(source: Source) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]


def test_automatic_numbers_stand_as_word_shows_them() -> None:
    body = (
        p("Bildung", style("berschrift1")) + p("Kinder", style("berschrift2")) + p("Jugend", style("berschrift2"))
        + p("Gesundheit", style("berschrift1")) + p("Sport", style("berschrift2"))
    )  # fmt: skip
    source = read(body)
    assert texts(source) == ["2 Bildung", "2.1 Kinder", "2.2 Jugend", "3 Gesundheit", "3.1 Sport"]
    assert [b.level for b in source.blocks] == [1, 2, 2, 1, 2]
    assert {b.kind for b in source.blocks} == {BlockKind.HEADING}
    assert source.blocks[0].size == 14.0
    assert source.blocks[0].bold


def test_lists_count_on_and_begin_anew_by_override() -> None:
    body = (
        p("Bank", listed(2)) + p("Ort", listed(2, 1)) + p("Farbe", listed(2, 1)) + p("rot", listed(2, 2))
        + p("Text dazwischen") + p("Fest", listed(2)) + p("Tag", listed(2, 1)) + p("Markt", listed(3))
    )  # fmt: skip
    source = read(body)
    assert texts(source) == [
        "Maßnahme 1: Bank", "I) Ort", "II) Farbe", "rot", "Text dazwischen", "Maßnahme 2: Fest", "I) Tag",
        "Maßnahme 1: Markt",
    ]  # fmt: skip
    assert source.blocks[3].kind is BlockKind.ITEM
    assert source.blocks[3].level == 3


def test_title_is_the_top_of_the_outline() -> None:
    source = read(p("Sozialplan", style("Titel")) + p("Bildung", style("berschrift1")))
    assert [(b.kind, b.level) for b in source.blocks] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 2)]


def test_table_of_contents_is_furniture() -> None:
    source = read(p("1 Bildung 4", style("Verzeichnis1")) + p("Text"))
    assert [b.kind for b in source.blocks] == [BlockKind.FURNITURE, BlockKind.PARAGRAPH]


def test_changes_are_read_as_accepted() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Termin: </w:t></w:r><w:del><w:r><w:delText>2025</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>2027</w:t></w:r></w:ins></w:p>"
    )
    source = read(body)
    assert texts(source) == ["Termin: 2027"]
    assert any("Änderungen" in note for note in source.notes)


def test_hidden_text_and_field_codes_are_left_out() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Seite 4</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )
    source = read(p("geheim", run="<w:vanish/>") + field)
    assert texts(source) == ["Seite 4."]
    assert any("ausgeblendet" in note for note in source.notes)


def test_breaks_tabs_and_hyphens_inside_a_paragraph() -> None:
    body = (
        "<w:p><w:r><w:t>Wer?</w:t><w:tab/><w:t>Amt</w:t><w:br/><w:t>Hand</w:t><w:softHyphen/><w:t>lung</w:t>"
        "<w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
    )
    source = read(body)
    assert texts(source) == ["Wer?\tAmt", "Handlung\u2011x"]  # a break set by a person: the lines may be two things
    assert {block.kind for block in source.blocks} == {BlockKind.LINE}


def test_text_boxes_are_read_once_behind_their_paragraph() -> None:
    box = "<w:txbxContent>" + p("Im Kasten") + "</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent><w:t>Anker</w:t></w:r></w:p>"
    )
    assert texts(read(body)) == ["Anker", "Im Kasten"]


def test_content_controls_and_links_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('im Steuerelement')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>Link</w:t></w:r></w:hyperlink></w:p>"
    )
    assert texts(read(body)) == ["im Steuerelement", "Link"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_merged_cells_have_their_extent() -> None:
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("Kopf", '<w:gridSpan w:val="2"/>') + cell("Wer") + "</w:tr>"
        "<w:tr>" + cell("A", '<w:vMerge w:val="restart"/>') + cell("B") + cell("C") + "</w:tr>"
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("D") + cell("E") + "</w:tr></w:tbl>"
    )  # fmt: skip
    source = read(table)
    assert [(source.text[b.start : b.end], b.cell) for b in source.blocks] == [
        ("Kopf", Cell(0, 0, 0, 1, 2, header=True)),
        ("Wer", Cell(0, 0, 2, 1, 1, header=True)),
        ("A", Cell(0, 1, 0, 2, 1)),
        ("B", Cell(0, 1, 1)),
        ("C", Cell(0, 1, 2)),
        ("D", Cell(0, 2, 1)),
        ("E", Cell(0, 2, 2)),
    ]


def test_table_of_one_cell_is_a_frame() -> None:
    source = read("<w:tbl><w:tr>" + cell("Gerahmt") + "</w:tr></w:tbl>")
    assert [b.kind for b in source.blocks] == [BlockKind.PARAGRAPH]


def test_footnotes_follow_their_paragraph_with_their_number() -> None:
    parts = [
        Part("paragraph", (Bit("Erster Satz."), Bit(mark="26"), Bit(mark="27"))),
        Part("paragraph", (Bit("Zweiter Satz."),)),
        Part("note", (Bit("Quelle A"),), mark="26"),
        Part("note", (Bit("Quelle B"),), mark="27"),
    ]
    source = reading.read(as_docx(parts), "plan.docx")
    assert texts(source) == ["Erster Satz.26 27", "Quelle A", "Quelle B", "Zweiter Satz."]
    assert [(source.text[m.start : m.end], m.mark) for m in source.marks] == [("26", "26"), ("27", "27")]
    assert [b.mark for b in source.blocks] == [None, "26", "27", None]


def test_headers_and_footers_are_no_part_of_the_text() -> None:
    source = reading.read(as_docx([Part("paragraph", (Bit("Text"),))], header="Kopfzeile"), "plan.docx")
    assert texts(source) == ["Text"]


@pytest.mark.parametrize(
    ("before", "raised", "mark"), [("geplant.", "26", "26"), ("500 m", "2", None), ("CO", "2", None)]
)
def test_raised_digits_are_marks_unless_they_belong_to_a_unit(before: str, raised: str, mark: str | None) -> None:
    body = (
        f"<w:p><w:r><w:t>{before}</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
        f"<w:t>{raised}</w:t></w:r></w:p>"
    )
    source = read(body)
    assert [m.mark for m in source.marks] == ([mark] if mark else [])
    assert texts(source) == [before + raised]


def test_notes_with_a_format_of_their_own() -> None:
    data = with_footnotes(as_docx([Part("paragraph", (Bit("x"), Bit(mark="3")))]), "", start=3)
    assert reading.read(data, "a.docx").marks[0].mark == "3"
