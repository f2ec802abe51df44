# SPDX-License-Identifier: EUPL-1.2
"""The committed documents are those that the texts make, small enough to ship, and whole in their formats."""

import io
import zipfile

import pypdfium2
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook

from leitziel.demo import build
from leitziel.demo.city import DOCUMENTS
from leitziel.demo.content import load

NAMES = ("hitzeaktionsplan-2025.xlsx", "inklusion-2024.pdf", "sozialstrategie-2022.pdf", "sozialstrategie-2026.docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def built():
    return build.documents()


def text_of(name: str, data: bytes) -> list[str]:
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as pdf:
            return [page.get_textpage().get_text_bounded() for page in pdf]
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [etree.fromstring(package.read(f"word/{part}.xml")) for part in ("document", "footnotes")]
        return [node.text or "" for part in parts for node in part.iter(f"{W}t")]
    book = load_workbook(io.BytesIO(data))
    return [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


@pytest.mark.parametrize("name", NAMES)
def test_document_built_again_has_the_same_text(built, name):
    assert text_of(name, built[name]) == text_of(name, (DOCUMENTS / name).read_bytes())


def test_documents_are_those_built_and_small(built):
    assert {path.name for path in DOCUMENTS.iterdir()} == set(NAMES) == set(built)
    assert [path.name for path in DOCUMENTS.iterdir() if path.stat().st_size > 300_000] == []


def test_documents_built_twice_are_the_same_bytes(built):
    assert build.documents() == built


def test_word_file_has_real_styles_and_footnotes(built):
    document = Document(io.BytesIO(built["sozialstrategie-2026.docx"]))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert used >= {"Title", "Subtitle", "toc 1", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Maßnahme"}
    marks = [int(node.get(f"{W}id")) for node in document.element.iter(f"{W}footnoteReference")]
    assert marks == list(range(1, len(load("sozialstrategie-2026").notes) + 1))


@pytest.mark.parametrize(("name", "tagged"), [("sozialstrategie-2022.pdf", False), ("inklusion-2024.pdf", True)])
def test_pdf_tags_as_meant(built, name, tagged):
    with pypdfium2.PdfDocument(built[name]) as pdf:
        assert bool(pdf.is_tagged()) is tagged


def test_spreadsheet_header_stands_below_a_title(built):
    sheet = load_workbook(io.BytesIO(built["hitzeaktionsplan-2025.xlsx"]))["Maßnahmen"]
    assert [cell.value for cell in sheet[4]][:4] == ["Nr.", "Bereich", "Maßnahme", "Zuständig"]
    assert sheet.max_row == 4 + 15
