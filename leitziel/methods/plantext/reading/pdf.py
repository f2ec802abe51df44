# SPDX-License-Identifier: EUPL-1.2
"""PDF: opens the file, decides whether its tags can be trusted, and calls the reader for it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from leitziel.methods.plantext.errors import LimitExceededError, UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED
from leitziel.methods.plantext.reading.builder import SourceBuilder
from leitziel.methods.plantext.reading.limits import Watch, too_many_pages, too_much_text
from leitziel.methods.plantext.reading.pdf_lines import segments_of
from leitziel.methods.plantext.reading.pdf_page import PageReader, PageText
from leitziel.methods.plantext.reading.pdf_tables import Grid, fill, grids_of
from leitziel.methods.plantext.reading.pdf_untagged import UntaggedWriter
from leitziel.methods.plantext.reading.sniff import OCR
from leitziel.methods.plantext.source import Source

SCANNED = "Das PDF enthält nur Bilder, keinen lesbaren Text; " + OCR
PROTECTED = (
    "Das PDF ist mit einem Kennwort geschützt. Bitte ohne Kennwort neu speichern (drucken als PDF) und noch einmal "
    "hochladen."
)
EMPTY = "Das PDF enthält keinen Text. Bitte prüfen, ob das richtige Dokument ausgewählt wurde."
UNMAPPED = (
    "Die Schrift des PDF verrät ihre Buchstaben nicht; der Text ist unlesbar. Bitte das Ursprungsdokument (zum "
    "Beispiel DOCX) hochladen oder das PDF mit einer Texterkennung (OCR) neu erzeugen."
)

_COUNT = re.compile(rb"/Count\s+(\d{1,12})")


def read_pdf(data: bytes, watch: Watch) -> Source:
    """Source of a PDF; by its structure tree where it has a sound one, else by the places of its lines."""
    document = _open(data)
    try:
        pages = len(document)
        # What the file claims is believed where it is too much; the page tree itself may be a loop of promises.
        claimed = max((int(n) for n in _COUNT.findall(data)), default=0)
        if max(pages, claimed if claimed > 10 * watch.limits.pages else 0) > watch.limits.pages:
            raise LimitExceededError(too_many_pages(max(pages, claimed), watch.limits))
        if pages == 0:
            raise UnreadableDocumentError(DAMAGED)
        texts, grids, pictures = _pages(document, watch)
        _refuse_textless(texts, pictures)
        title = document.get_metadata_value("Title") if pages else None
        tagged = bool(pdfium.FPDFCatalog_IsTagged(document.raw))
    finally:
        document.close()
    if tagged:
        from leitziel.methods.plantext.reading.pdf_tagged import read_tagged

        source = read_tagged(data, texts, watch, title)
        if source is not None:
            return source
    builder = SourceBuilder(data, "pdf", watch.limits)
    _note_pictures(builder, texts, pictures)
    writer = UntaggedWriter(builder, _body_size(texts))
    for index, (text, tables) in enumerate(zip(texts, grids, strict=True)):
        watch.tick()
        builder.begin_page(index)
        outside = fill(tables, text.runs)
        writer.page(index, text, segments_of(outside), outside, tables)
    return builder.finish(title)


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableDocumentError(PROTECTED) from error
        raise UnreadableDocumentError(DAMAGED) from error
    return document


def _pages(document: Any, watch: Watch) -> tuple[list[PageText], list[list[Grid]], list[int]]:
    """Text and tables of all pages, and the pages (from 0) that show something but have no text."""
    texts: list[PageText] = []
    grids: list[list[Grid]] = []
    pictures: list[int] = []
    reader, total, characters = PageReader(), len(document), 0
    for index in range(total):
        watch.step(0.05 + 0.75 * index / total, f"Seite {index + 1} von {total}")
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            texts.append(PageText(0, 0))
            grids.append([])
            pictures.append(index)
            continue
        text = reader.read(page, text_page)
        characters += sum(len(run.text) for run in text.runs)
        if characters > watch.limits.characters:
            raise LimitExceededError(too_much_text(watch.limits))
        texts.append(text)
        grids.append(grids_of(page, text) if text.runs else [])
        if not text.runs and pdfium.FPDFPage_CountObjects(page.raw) > 0:
            pictures.append(index)
        text_page.close()
        page.close()
    return texts, grids, pictures


def _refuse_textless(texts: list[PageText], pictures: list[int]) -> None:
    shown = "".join(run.text for text in texts for run in text.runs)
    letters = sum(char.isalpha() for char in shown)
    if not shown.strip():
        raise UnreadableDocumentError(SCANNED if pictures else EMPTY)
    private = sum("\ue000" <= char <= "\uf8ff" or char == "\ufffd" for char in shown)
    if private > 20 and private > letters:
        raise UnreadableDocumentError(UNMAPPED)
    if len(pictures) > 0.8 * len(texts) and letters < 100 * len(texts) and len(texts) > 2:
        raise UnreadableDocumentError(SCANNED)


def _body_size(texts: list[PageText]) -> float:
    """The font size most of the text has, in points."""
    sizes: Counter[float] = Counter()
    for text in texts:
        for run in text.runs:
            sizes[run.size] += len(run.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _note_pictures(builder: SourceBuilder, texts: list[PageText], pictures: list[int]) -> None:
    if pictures:
        shown = ", ".join(str(index + 1) for index in pictures[:10]) + (" ..." if len(pictures) > 10 else "")
        builder.note(f"Ohne lesbaren Text sind {len(pictures)} von {len(texts)} Seiten: {shown}.")
