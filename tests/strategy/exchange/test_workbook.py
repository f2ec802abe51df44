# SPDX-License-Identifier: EUPL-1.2
"""Reading a table from the bytes: what other programs write, and what an attacker would."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.utils.translation import gettext

from leitziel.strategy.exchange.sheets import workbook
from leitziel.strategy.exchange.sheets.keys import read_key, write_key
from leitziel.strategy.exchange.sheets.workbook import Cell, SheetFileError, read_file

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(
    rows: str, *, strings: str = "", after: str = "", book: str = "", more: dict[str, str] | None = None
) -> bytes:
    """A workbook as a program writes it, with `rows` as the markup of its one sheet."""
    parts = {
        "xl/workbook.xml": f'<workbook {SPACE} xmlns:r="{LINKS}">{book}<sheets><sheet name="T" sheetId="1" r:id="a"/>'
        '<sheet name="Versteckt" sheetId="2" state="hidden" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {SPACE}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {SPACE}>{strings}</sst>",
        "xl/styles.xml": f'<styleSheet {SPACE}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def texts(rows: str, **options: str) -> list[str]:
    (sheet,) = read_file(packed(rows, **options), "t.xlsx")
    return [cell.text for row in sheet.rows.values() for cell in row.values()]


def test_kinds_of_cells_become_what_a_person_sees() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>direkt</t></is></c>'
        '<c r="C1"><v>12</v></c><c r="D1"><v>2.5</v></c><c r="E1" s="1"><v>46568</v></c><c r="F1" t="b"><v>1</v></c>'
        '<c r="G1" t="str"><v>Ergebnis</v></c><c r="H1" t="d"><v>2027-06-30T00:00:00Z</v></c></row>'
    )
    strings = "<si><r><t>Öl</t></r><r><t> und Gas</t></r><rPh><t>x</t></rPh></si>"
    assert texts(rows, strings=strings) == [
        "Öl und Gas", "direkt", "12", "2,5", "30.06.2027", gettext("yes"), "Ergebnis", "30.06.2027",
    ]  # fmt: skip


def test_days_count_from_1904_where_the_file_says_so() -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>45106</v></c></row>'
    assert texts(rows, book='<workbookPr date1904="1"/>') == ["30.06.2027"]


def test_formulas_and_faults_are_told_from_texts_that_look_like_them() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1" t="inlineStr"><is><t>=1+1</t></is></c></row>'
    )
    (sheet,) = read_file(packed(rows), "t.xlsx")
    assert list(sheet.rows[1].values()) == [Cell("2", formula=True), Cell("#REF!", fault=True), Cell("=1+1")]


def test_hidden_rows_and_merged_cells_are_known() -> None:
    rows = '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
    (sheet,) = read_file(packed(rows, after='<mergeCells><mergeCell ref="A2:B3"/></mergeCells>'), "t.xlsx")
    assert (sheet.hidden, sheet.merged) == ({2}, {(2, 2), (3, 1), (3, 2)})


def test_coded_characters_are_decoded_once() -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>_x005F_x0041_ und _x0041_</t></is></c></row>'
    assert texts(rows) == ["_x0041_ und A"]


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_entities_are_refused_and_fetch_nothing(part: str, tmp_path) -> None:
    secret = tmp_path / "geheim"
    secret.write_text("geheim")
    hostile = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><worksheet {SPACE}><a>&e;</a></worksheet>'
    with pytest.raises(SheetFileError) as refused:
        read_file(packed("", more={part: hostile}), "t.xlsx")
    assert "geheim" not in str(refused.value)


def test_file_that_unpacks_to_gigabytes_is_refused() -> None:
    with pytest.raises(SheetFileError):
        read_file(packed("", more={"xl/media/bomb": "0" * 130_000_000}), "t.xlsx")


def test_too_many_rows_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 6))
    with pytest.raises(SheetFileError, match="3"):
        read_file(packed(rows), "t.xlsx")
    with pytest.raises(SheetFileError, match="3"):
        read_file(b"a\nb\nc\nd\ne\n", "t.csv")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04kaputt", "t.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1alt", "t.xls"),
        (b"%PDF-1.7", "t.pdf"),
        (b"\x00\x01\x02", "t.csv"),
        (packed("<row r='1'><c r='A1' t='s'><v>99</v></c></row>"), "t.xlsx"),
        (packed("<row r='x'/>"), "t.xlsx"),
        (packed("<row><c r='A1'><v>NaN-kaputt</v></c></row>"), "t.xlsx"),
        (b"x" * (10 * 1024 * 1024 + 1), "t.csv"),
    ],
)
def test_damaged_files_say_so(data: bytes, name: str) -> None:
    with pytest.raises(SheetFileError):
        read_file(data, name)


def test_csv_of_other_programs_is_read() -> None:
    (sheet,) = read_file('sep=,\r\na,"b\nc",\'=1\r\n'.encode("cp1252"), "t.csv")
    assert [cell.text for cell in sheet.rows[2].values()] == ["a", "b\nc", "=1"]
    (sheet,) = read_file("Öl;ß\r\n".encode("cp1252"), "t.csv")
    assert [cell.text for cell in sheet.rows[1].values()] == ["Öl", "ß"]


def test_key_is_read_back_and_nothing_else_is_a_key() -> None:
    from leitziel.strategy.exchange.sheets.columns import FIELDS, PLACE

    key = write_key("abc123", 7, dict.fromkeys([PLACE, *FIELDS], "x"))
    assert (read_key(key).ident, read_key(f" {key}\n").version) == ("abc123", 7)
    assert [read_key(wrong) for wrong in ("", key[:-1], key + "0", key.replace("1.abc", "2.abc"))] == [None] * 4
