# SPDX-License-Identifier: EUPL-1.2
"""Writers of test documents: the same parts as DOCX, ODT, tagged and untagged PDF, HTML and Markdown.

No binary file is committed; tests make what they read.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
MARK = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^\{([\d ]+)\}")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Bit:
    """A stretch of text, or (with `mark`) a reference to a note."""

    text: str = ""
    mark: str | None = None
    bold: bool = False


@dataclass(frozen=True)
class Part:
    """heading, paragraph, item, note or table of a document."""

    kind: str
    bits: tuple[Bit, ...] = ()
    level: int = 1
    mark: str | None = None
    rows: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bits)


def bits_of(text: str) -> tuple[Bit, ...]:
    """Text with raised digits as references."""
    bits, at = [], 0
    for found in MARK.finditer(text):
        if text[at : found.start()]:
            bits.append(Bit(text[at : found.start()]))
        names = found.group(1).translate(SUPERSCRIPTS) if found.group(1) else found.group(2)
        bits += [Bit(mark=name) for name in names.split()]
        at = found.end()
    if text[at:]:
        bits.append(Bit(text[at:]))
    return tuple(bits)


def parts_of(text: str) -> list[Part]:
    """The lines of a plain text as parts, as an office would set them in a word processor."""
    parts = []
    for line in re.split(r"\n|</?p>", text):
        bare = " ".join(line.split())
        if not bare:
            continue
        note = re.match(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", bare)
        number = re.match(r"([A-Z]|\d+(?:\.\d+)*\.?) \S", bare)
        if note:
            parts.append(Part("note", (Bit(bare[note.end() :]),), mark=note.group(1).translate(SUPERSCRIPTS)))
        elif number and len(bare) < 90 and not bare.endswith("."):
            depth = number.group(1).strip(".").count(".")
            parts.append(Part("heading", bits_of(bare), level=1 if number.group(1).isalpha() else max(2, depth + 1)))
        elif len(bare) < 40 and bare[-1].isalpha() and ":" not in bare:
            parts.append(Part("heading", bits_of(bare), level=5))
        else:
            label = re.match(r"[A-ZÄÖÜ][\w -]{2,24}( \d+)?:", bare)
            head = (Bit(label.group(), bold=True),) if label else ()
            parts.append(Part("paragraph", (*head, *bits_of(bare[label.end() if label else 0 :]))))
    return parts


def notes_of(parts: list[Part]) -> dict[str, str]:
    return {part.mark: part.text for part in parts if part.kind == "note" and part.mark}


# -- Markdown and HTML -----------------------------------------------------------------------------------------


def as_markdown(parts: list[Part]) -> bytes:
    out = []
    for part in parts:
        text = "".join(f"[^{b.mark}]" if b.mark else f"**{b.text}**" if b.bold else b.text for b in part.bits)
        if part.kind == "heading":
            out.append("#" * part.level + " " + text)
        elif part.kind == "note":
            out.append(f"[^{part.mark}]: {text}")
        elif part.kind == "item":
            out.append("  " * (part.level - 1) + "- " + text)
        elif part.kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in part.rows]
            out.append("\n".join([rows[0], "|" + "---|" * len(part.rows[0]), *rows[1:]]))
        else:
            out.append(text)
    return ("\n\n".join(out) + "\n").encode()


def as_html(parts: list[Part]) -> bytes:
    out, notes = [], []
    for part in parts:
        text = "".join(
            f'<sup><a id="r{b.mark}" href="#fn{b.mark}">{b.mark}</a></sup>'
            if b.mark
            else f"<strong>{html.escape(b.text)}</strong>"
            if b.bold
            else html.escape(b.text)
            for b in part.bits
        )
        if part.kind == "heading":
            out.append(f"<h{part.level}>{text}</h{part.level}>")
        elif part.kind == "note":
            notes.append(f'<li id="fn{part.mark}" value="{part.mark}"><p>{text} <a href="#r{part.mark}">↩</a></p></li>')
        elif part.kind == "item":
            out.append(f"<ul><li>{text}</li></ul>")
        elif part.kind == "table":
            rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in part.rows)
            out.append(f"<table>{rows}</table>")
        else:
            out.append(f"<p>{text}</p>")
    body = "\n".join(out)
    page = (
        f"<header><a href='/'>Stadtportal</a></header><main>{body}<section><ol>{''.join(notes)}</ol></section></main>"
    )
    return f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"></head><body>{page}</body></html>'.encode()


# -- DOCX ------------------------------------------------------------------------------------------------------


def as_docx(parts: list[Part], *, header: str | None = None) -> bytes:
    """A DOCX with real headings and footnotes."""
    import docx
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    document = docx.Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    marks = [bit.mark for part in parts for bit in part.bits if bit.mark]
    for part in parts:
        if part.kind == "note":
            continue
        if part.kind == "table":
            table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]))
            for y, row in enumerate(part.rows):
                for x, text in enumerate(row):
                    table.cell(y, x).text = text
            continue
        style = {"heading": f"Heading {part.level}", "item": "List Bullet"}.get(part.kind)
        paragraph = document.add_paragraph(style=style)
        for bit in part.bits:
            run = paragraph.add_run(bit.text)
            run.bold = bit.bold or None
            if bit.mark:
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(marks.index(bit.mark) + 1))
                run._r.append(reference)
    stream = io.BytesIO()
    document.save(stream)
    if not marks:
        return stream.getvalue()
    notes = notes_of(parts)
    body = "".join(
        f'<w:footnote w:id="{index + 1}"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        f'<w:t xml:space="preserve">{html.escape(notes.get(mark, ""))}</w:t></w:r></w:p></w:footnote>'
        for index, mark in enumerate(marks)
    )
    return with_footnotes(stream.getvalue(), body, start=int(marks[0]))


def with_footnotes(data: bytes, body: str, start: int = 1) -> bytes:
    """Add a footnotes part to a DOCX file; `body` holds its `w:footnote` elements."""
    part = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">{body}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

    def change(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return content.replace(
                b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
            )
        if name == "word/_rels/document.xml.rels":
            tag = f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>'
            return content.replace(b"</Relationships>", tag.encode())
        if name == "word/settings.xml":
            setting = f'<w:footnotePr><w:numStart w:val="{start}"/></w:footnotePr></w:settings>'
            return content.replace(b"</w:settings>", setting.encode())
        return content

    return rezip(data, change, {"word/footnotes.xml": part.encode()})


def rezip(data: bytes, change: Any = lambda name, content: content, extra: dict[str, bytes] | None = None) -> bytes:
    """A ZIP file with changed and additional members."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in (extra or {}):
                new.writestr(info, change(info.filename, old.read(info.filename)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def docx_of(body: str, *, styles: str = "", numbering: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A minimal DOCX around the XML of a body."""
    space = f'xmlns:w="{W}"'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    members = {
        "[Content_Types].xml": types.encode(),
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>".encode(),
        "word/styles.xml": f"<w:styles {space}>{styles}</w:styles>".encode(),
        "word/numbering.xml": f"<w:numbering {space}>{numbering}</w:numbering>".encode(),
        **(extra or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


# -- ODT -------------------------------------------------------------------------------------------------------


def as_odt(parts: list[Part]) -> bytes:
    """An ODT with real headings, lists and footnotes."""
    from odf import table as odf_table
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.text import H, List, ListItem, Note, NoteBody, NoteCitation, P, Span

    document, notes = OpenDocumentText(), notes_of(parts)
    bold = Style(name="Fett", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)

    def fill(element: Any, part: Part) -> Any:
        for bit in part.bits:
            if bit.mark:
                note = Note(id=f"ftn{bit.mark}", noteclass="footnote")
                note.addElement(NoteCitation(text=bit.mark))
                body = NoteBody()
                body.addElement(P(text=notes.get(bit.mark, "")))
                note.addElement(body)
                element.addElement(note)
            elif bit.bold:
                element.addElement(Span(stylename=bold, text=bit.text))
            else:
                element.addText(bit.text)
        return element

    for part in parts:
        if part.kind == "heading":
            document.text.addElement(fill(H(outlinelevel=part.level), part))
        elif part.kind == "item":
            items, item = List(), ListItem()
            item.addElement(fill(P(), part))
            items.addElement(item)
            document.text.addElement(items)
        elif part.kind == "table":
            table = odf_table.Table()
            table.addElement(odf_table.TableColumn(numbercolumnsrepeated=len(part.rows[0])))
            for row in part.rows:
                line = odf_table.TableRow()
                for text in row:
                    cell = odf_table.TableCell()
                    cell.addElement(P(text=text))
                    line.addElement(cell)
                table.addElement(line)
            document.text.addElement(table)
        elif part.kind == "paragraph":
            document.text.addElement(fill(P(), part))
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


# -- PDF -------------------------------------------------------------------------------------------------------

FURNITURE = '#set page(header: "Integrationskonzept der Stadt", footer: context [Seite #counter(page).display()])\n'


def as_typst(parts: list[Part], settings: str = FURNITURE) -> str:
    """Typst source; texts are string literals, so that nothing in them is mark-up."""
    notes = notes_of(parts)
    marks = [bit.mark for part in parts for bit in part.bits if bit.mark]
    out = ['#set text(lang: "de", size: 9.5pt, hyphenate: true)', "#set par(justify: true)", settings]
    if marks and marks[0].isdigit():
        out.append(f"#counter(footnote).update({int(marks[0]) - 1})")
    for part in parts:
        if part.kind == "note":
            continue
        if part.kind == "table":
            cells = ", ".join(f"[#{_string(text)}]" for row in part.rows for text in row)
            out.append(f"#table(columns: {len(part.rows[0])}, {cells})")
            continue
        text = "".join(
            f"#footnote[#{_string(notes.get(b.mark, ''))}]"
            if b.mark
            else f"#strong({_string(b.text)})"
            if b.bold
            else f"#{_string(b.text)}"
            for b in part.bits
        )
        out.append({"heading": "=" * part.level + " " + text, "item": "- " + text}.get(part.kind, text))
    return "\n\n".join(out)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def as_tagged_pdf(parts: list[Part], settings: str = FURNITURE) -> bytes:
    return pdf_of(as_typst(parts, settings))


def as_untagged_pdf(parts: list[Part], settings: str = FURNITURE) -> bytes:
    return without_tags(as_tagged_pdf(parts, settings))


def pdf_of(source: str) -> bytes:
    """Typst source as a tagged PDF."""
    import typst

    return typst.compile(source.encode())


def without_tags(data: bytes) -> bytes:
    """The same pages without structure tree and without marked content."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(data)
    for page in document:
        for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
            handle = pdfium.FPDFPage_GetObject(page.raw, index)
            while pdfium.FPDFPageObj_CountMarks(handle) > 0:
                pdfium.FPDFPageObj_RemoveMark(handle, pdfium.FPDFPageObj_GetMark(handle, 0))
        page.gen_content()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue().replace(b"/StructTreeRoot", b"/XtructTreeRoot").replace(b"/MarkInfo", b"/XarkInfo")
