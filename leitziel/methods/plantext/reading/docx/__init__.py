# SPDX-License-Identifier: EUPL-1.2
"""DOCX: paragraphs as Word shows them, with their automatic numbers, tables, footnotes and text boxes.

Read from the XML itself (ECMA-376), because numbers, footnotes, tracked changes and text boxes are beyond
python-docx. Running headers and footers and comments are no part of the text.
"""

from __future__ import annotations

from lxml import etree

from leitziel.methods.plantext.errors import UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, Archive
from leitziel.methods.plantext.reading.builder import SourceBuilder
from leitziel.methods.plantext.reading.docx.body import DocxBody
from leitziel.methods.plantext.reading.docx.names import RELATIONS, W
from leitziel.methods.plantext.reading.docx.notes import DocxNotes
from leitziel.methods.plantext.reading.docx.numbering import Numbering
from leitziel.methods.plantext.reading.docx.styles import Styles
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.source import Source

MACROS = "Die Datei enthält Makros; sie wurden weder gelesen noch ausgeführt."


def read_docx(data: bytes, watch: Watch) -> Source:
    """Source of a DOCX (or DOCM, DOTX) file."""
    archive = Archive(data, watch.limits)
    main = _main_part(archive)
    root = archive.xml(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise UnreadableDocumentError(DAMAGED)
    folder = main.rpartition("/")[0]
    builder = SourceBuilder(data, "docx", watch.limits)
    if any(name.endswith("vbaProject.bin") for name in archive.names):
        builder.note(MACROS)
    watch.step(0.1, "Absätze werden gelesen")
    styles = Styles(archive.xml(f"{folder}/styles.xml"))
    numbering = Numbering(archive.xml(f"{folder}/numbering.xml"), styles)
    settings = archive.xml(f"{folder}/settings.xml")
    footnotes, endnotes = archive.xml(f"{folder}/footnotes.xml"), archive.xml(f"{folder}/endnotes.xml")
    notes = DocxNotes(footnotes, endnotes, settings, body)
    DocxBody(builder, watch, styles, numbering, notes).run(body)
    return builder.finish(_title(archive))


def _main_part(archive: Archive) -> str:
    relations = archive.xml("_rels/.rels")
    if relations is not None:
        for relation in relations.iter(RELATIONS + "Relationship"):
            target = str(relation.get("Target") or "").lstrip("/")
            if str(relation.get("Type") or "").endswith("/officeDocument") and target in archive.names:
                return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise UnreadableDocumentError(DAMAGED)


def _title(archive: Archive) -> str | None:
    core: etree._Element | None = archive.xml("docProps/core.xml")
    return None if core is None else core.findtext("{http://purl.org/dc/elements/1.1/}title")
