# SPDX-License-Identifier: EUPL-1.2
"""What python-docx has no call for: real footnotes, fields, and a package that is the same byte for byte."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from lxml import etree

FIXED_TIME = (2026, 3, 2, 8, 0, 0)


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, cached: str = "1") -> None:
    """A field such as PAGE, with the text that is shown until the word processor computes it."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
            paragraph.add_run()._r.append(code)
        paragraph.add_run()._r.append(element("w:fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run(cached)


def add_footnote_mark(paragraph: Paragraph, number: int) -> None:
    run = paragraph.add_run(style="Footnote Reference")
    run._r.append(element("w:footnoteReference", id=str(number)))


def footnotes_xml(notes: list[str]) -> bytes:
    """The part `word/footnotes.xml`: the two separators that Word wants, then the notes from id 1 on."""
    root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note, paragraph, run = element("w:footnote", type=kind, id=str(number)), OxmlElement("w:p"), OxmlElement("w:r")
        run.append(OxmlElement(f"w:{kind}"))
        paragraph.append(run)
        note.append(paragraph)
        root.append(note)
    for number, text in enumerate(notes, start=1):
        note, paragraph = element("w:footnote", id=str(number)), OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(element("w:pStyle", val="FootnoteText"))
        mark, mark_properties, run, content = (OxmlElement(tag) for tag in ("w:r", "w:rPr", "w:r", "w:t"))
        mark_properties.append(element("w:rStyle", val="FootnoteReference"))
        mark.extend([mark_properties, OxmlElement("w:footnoteRef")])
        content.text = f" {text}"
        content.set(qn("xml:space"), "preserve")
        run.append(content)
        paragraph.extend([properties, mark, run])
        note.append(paragraph)
        root.append(note)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return xml


def add_footnotes(document: Document, notes: list[str]) -> None:
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, footnotes_xml(notes), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    properties = OxmlElement("w:footnotePr")
    properties.extend([element("w:footnote", id="-1"), element("w:footnote", id="0")])
    # the schema fixes the order of settings: footnotePr stands before compat
    compat = settings.find(qn("w:compat"))
    compat.addprevious(properties)


def repacked(data: bytes, replaced: dict[str, bytes] | None = None) -> bytes:
    """The same zip package with fixed times, so that building again gives the same bytes.

    `replaced` gives other contents to members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = (replaced or {}).get(info.filename, old.read(info.filename))
            fixed = zipfile.ZipInfo(info.filename, FIXED_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, content)
    return out.getvalue()
