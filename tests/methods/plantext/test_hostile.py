# SPDX-License-Identifier: EUPL-1.2
"""Hostile and unsuitable files are refused with a message that says what to do."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile

import pytest

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.errors import LimitExceededError, PlanTextError, UnreadableDocumentError
from leitziel.methods.plantext.grammar import parse
from leitziel.methods.plantext.reading.limits import Limits
from tests.methods.plantext.reading.writers import (
    Bit,
    Part,
    as_docx,
    as_html,
    as_markdown,
    as_odt,
    as_tagged_pdf,
    as_untagged_pdf,
    docx_of,
    pdf_of,
    rezip,
)

PARTS = [
    Part("heading", (Bit("1 Handlungsfeld Nachbarschaft"),)),
    Part("paragraph", (Bit("Operatives Ziel 1: Nachbarn kennen einander."),)),
    Part("paragraph", (Bit("Maßnahme 1: Ein Fest wird gefeiert."), Bit(mark="1"))),
    Part("paragraph", (Bit("Verantwortung:", bold=True), Bit(" Amt 50"))),
    Part("item", (Bit("ein Punkt"),)),
    Part("table", rows=(("Maßnahme", "Wer"), ("Bank aufstellen", "Amt 66"))),
    Part("note", (Bit("Vgl. Leitbild der Stadt, 12/0034-BV"),), mark="1"),
]


def refusal(data: bytes, name: str = "", limits: Limits = reading.DEFAULT) -> PlanTextError:
    with pytest.raises(PlanTextError) as caught:
        reading.read(data, name, limits)
    return caught.value


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "plan.pdf", "leer"),
        (b"\x00" * 64, "plan.docx", "leer"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "plan.docx", "als DOCX speichern"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "konzept.doc", "als DOCX speichern"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "liste.xls", "als XLSX speichern"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "Kennwort"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "scan.pdf", "OCR"),
        (b"{\\rtf1\\ansi Konzept}", "plan.doc", "RTF"),
        (b"\x1f\x8b\x08" + b"\x00" * 40, "plan.gz", "entpacken"),
        (zipped({"plan/konzept.docx": b"x"}), "plan.zip", "entpacken"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "folien.pptx", "PowerPoint"),
        (b"<?xml version='1.0'?><plan/>", "plan.xml", "XML"),
        (b"%PDF-1.7\nnothing of a document", "plan.pdf", "beschädigt"),
        (b"PK\x03\x04" + b"\x00" * 50, "plan.docx", "beschädigt"),
        (bytes(range(256)) * 20, "plan.txt", "kein lesbarer Text"),
    ],
)
def test_unsuitable_file_is_refused_with_advice(data: bytes, name: str, says: str) -> None:
    error = refusal(data, name)
    assert isinstance(error, UnreadableDocumentError)
    assert says in str(error)
    assert error.exit_status == 2


def test_file_above_the_size_limit_is_refused() -> None:
    error = refusal(b"a" * 2001, "plan.txt", Limits(size=2000))
    assert isinstance(error, LimitExceededError)
    assert "MB" in str(error)


def test_zip_bomb_by_declared_size_is_refused() -> None:
    bomb = docx_of("", extra={"word/media/a.bin": b"\x00" * 30_000_000})
    assert len(bomb) < 100_000
    assert isinstance(refusal(bomb, "plan.docx"), LimitExceededError)


def test_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    content = b"<w:p/>" + b" " * 9_000_000
    data = zipped({"word/document.xml": content})
    lie = data.replace(struct.pack("<L", len(content)), struct.pack("<L", 900))
    assert lie != data
    error = refusal(lie, "plan.docx", Limits(part=5_000_000))
    assert isinstance(error, UnreadableDocumentError)


def test_member_above_the_part_limit_is_refused() -> None:
    body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "<!-- " + "".join(chr(97 + n % 23) for n in range(9000)) + " -->"
    assert isinstance(refusal(docx_of(body), "a.docx", Limits(part=4000)), LimitExceededError)


def test_container_with_too_many_members_is_refused() -> None:
    many = docx_of("", extra={f"word/media/{n}.txt": b"x" for n in range(60)})
    assert isinstance(refusal(many, "a.docx", Limits(members=50)), LimitExceededError)


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/footnotes.xml"])
def test_entities_in_docx_are_refused(name: str) -> None:
    laughs = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:x>'
    )
    data = rezip(as_docx(PARTS), extra={name: laughs.encode()})
    assert "Entitäten" in str(refusal(data, "plan.docx"))


def test_external_entity_in_odt_is_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'
    assert "Entitäten" in str(refusal(rezip(as_odt(PARTS), extra={"content.xml": evil}), "plan.odt"))


def test_entities_in_utf16_are_refused() -> None:
    evil = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    assert "Entitäten" in str(refusal(rezip(as_docx(PARTS), extra={"word/document.xml": evil}), "plan.docx"))


@pytest.mark.parametrize("depth", [200, 5000, 100_000])
def test_deep_xml_is_refused(depth: int) -> None:
    body = "<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth
    assert isinstance(refusal(docx_of(body), "plan.docx"), LimitExceededError)


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_html_is_refused(depth: int) -> None:
    page = "<html><body>" + "<div>" * depth + "Maßnahme" + "</div>" * depth
    assert isinstance(refusal(page.encode(), "plan.html"), LimitExceededError)


def test_claimed_pages_beyond_the_limit_are_refused() -> None:
    data = pdf_of("Maßnahme 1")
    claimed = re.sub(rb"/Count \d+", b"/Count 100000", data)
    claimed = claimed if claimed != data else data + b"\n1 0 obj<</Type/Pages/Count 100000/Kids[]>>endobj\n"
    error = refusal(claimed, "plan.pdf")
    assert isinstance(error, LimitExceededError)
    assert "100.000 Seiten" in str(error)


def test_pages_beyond_the_limit_are_refused() -> None:
    data = pdf_of("#pagebreak()".join(["Seite"] * 6))
    error = refusal(data, "plan.pdf", Limits(pages=5))
    assert isinstance(error, LimitExceededError)
    assert "6 Seiten" in str(error)


def test_pdf_without_text_names_ocr() -> None:
    scanned = pdf_of("#rect(width: 10cm, height: 10cm, fill: gray)")
    assert "Texterkennung (OCR)" in str(refusal(scanned, "scan.pdf"))


def test_text_beyond_the_limit_is_refused() -> None:
    assert isinstance(refusal(b"Zeile\n" * 400, "a.txt", Limits(characters=2000)), LimitExceededError)
    assert isinstance(refusal(b"Zeile\n" * 400, "a.txt", Limits(blocks=300)), LimitExceededError)
    html = b"<html><body>" + b"<p>Absatz</p>" * 400
    assert isinstance(refusal(html, "a.html", Limits(blocks=300)), LimitExceededError)


def test_time_beyond_the_limit_is_refused() -> None:
    error = refusal(as_docx(PARTS), "a.docx", Limits(seconds=-1))
    assert isinstance(error, LimitExceededError)
    assert "aufteilen" in str(error)


def test_macros_are_left_out_with_a_note() -> None:
    data = rezip(as_docx(PARTS), extra={"word/vbaProject.bin": b"Sub AutoOpen()"})
    source = reading.read(data, "plan.docm")
    assert "AutoOpen" not in source.text
    assert any("Makros" in note for note in source.notes)


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled or cut off."""
    content = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(max(1, len(content)))
        way = dice.random()
        if way < 0.6:
            content[at : at + 1] = bytes([dice.randrange(256)])
        elif way < 0.75:
            del content[at : at + dice.randint(1, 200)]
        elif way < 0.9:
            content[at:at] = content[at : at + dice.randint(1, 60)]
        else:
            del content[at:]
    return bytes(content)


MAKERS = {
    "docx": as_docx,
    "odt": as_odt,
    "html": as_html,
    "md": as_markdown,
    "tagged.pdf": as_tagged_pdf,
    "untagged.pdf": as_untagged_pdf,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_mutated_bytes_raise_nothing_but_plan_text_errors(kind: str) -> None:
    data, dice = MAKERS[kind](PARTS), random.Random(20_281_031)
    read = refused = 0
    for _ in range(120):
        try:
            source = reading.read(mutated(data, dice), f"plan.{kind}", Limits(seconds=20))
        except PlanTextError:
            refused += 1
        else:
            parse(source)
            read += 1
    assert read + refused == 120


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "word/footnotes.xml"])
def test_mutated_xml_inside_docx_raises_nothing_but_plan_text_errors(member: str) -> None:
    data, dice = as_docx(PARTS), random.Random(7)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(member)
    outcomes = set()
    for _ in range(60):
        try:
            outcomes.add(bool(reading.read(rezip(data, extra={member: mutated(xml, dice)}), "plan.docx").blocks))
        except PlanTextError as error:
            outcomes.add(str(error)[:7])
    assert outcomes <= {True, "Die Dat", "Das Dok", "Der Inh"}
