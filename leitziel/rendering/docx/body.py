# SPDX-License-Identifier: EUPL-1.2
"""Blocks -> the body of the document."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from leitziel.rendering.docx.markup import FIELD_END, Markup, attribute, field_begin, paragraph
from leitziel.rendering.docx.values import (
    Block,
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
    Table,
    plain,
)

WIDTH = 9070  # twentieths of a point between the margins of A4 (16 cm)
_EMU = 36_000  # units of a drawing in a millimetre
STYLES = {
    Look.BODY: "",
    Look.TITLE: "Title",
    Look.SUBTITLE: "Subtitle",
    Look.LEAD: "Lead",
    Look.QUOTE: "GuidingIdea",
    Look.LABEL: "Label",
    Look.OPENING: "Opening",
    Look.SMALL: "Small",
}
BULLETS, NUMBERS, HEADINGS = 1, 2, 3  # definitions in the part of numberings
FIRST_ORDERED = 10  # each numbered list counts for itself


class Body:
    """Writes the blocks; afterwards it knows the pictures, links and lists that the package needs."""

    def __init__(self, document: Document) -> None:
        self.markup = Markup()
        self.pictures: list[bytes] = []
        self.ordered = 0  # numbered lists: each counts from 1
        self._document = document
        self._headings = [
            (block, block.anchor or f"heading {number}")
            for number, block in enumerate(b for b in document.blocks if isinstance(b, Heading))
        ]
        self._next = 0

    def write(self) -> str:
        return "".join(self._block(block) for block in self._document.blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Paragraph):
            content = self.markup.anchored(block.anchor, self.markup.content(block.text))
            return paragraph(STYLES[block.look], content, together=block.together)
        if isinstance(block, Facts):
            return self._facts(block)
        if isinstance(block, Items):
            return self._items(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Picture):
            return self._picture(block)
        if isinstance(block, Contents):
            return self._contents(block)
        if isinstance(block, PageBreak):
            return paragraph("", '<w:r><w:br w:type="page"/></w:r>')
        raise DocumentError(f"{type(block).__name__} is no block")

    def _heading(self, block: Heading) -> str:
        _block, anchor = self._headings[self._next]
        self._next += 1
        return paragraph(f"Heading{block.level}", self.markup.anchored(anchor, self.markup.content(block.text)))

    def _facts(self, block: Facts) -> str:
        rows = []
        for place, (label, text) in enumerate(block.pairs, 1):
            content = self.markup.content(f"{label}: ", bold=True) + self.markup.content(text)
            rows.append(paragraph("Fact", content, together=place < len(block.pairs)))
        return "".join(rows)

    def _items(self, block: Items) -> str:
        ident = FIRST_ORDERED + self.ordered if block.ordered else BULLETS
        self.ordered += block.ordered
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{ident}"/></w:numPr>'
        style = "ListNumber" if block.ordered else "ListBullet"
        return "".join(paragraph(style, self.markup.content(entry), numbering=numbering) for entry in block.entries)

    def _table(self, block: Table) -> str:
        shares = list(block.widths) or [1.0] * len(block.head)
        widths = [max(1, round(WIDTH * share / sum(shares))) for share in shares]
        look = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{int(block.row_heads)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
        head = (
            f'<w:tblPr><w:tblStyle w:val="PlainTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook {look}/><w:tblCaption w:val={attribute(block.caption)}/></w:tblPr>'
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = [self._row(block.head, widths, heads=len(block.head), repeated=True)]
        rows += [self._row(row, widths, heads=int(block.row_heads)) for row in block.rows]
        caption = paragraph("Caption", self.markup.content(block.caption), together=True)
        return f"{caption}<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{paragraph('', '')}"

    def _row(self, cells: Sequence[object], widths: Sequence[int], *, heads: int, repeated: bool = False) -> str:
        marked = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if repeated else "<w:trPr><w:cantSplit/></w:trPr>"
        shown = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{paragraph('TableText', self.markup.content(cell, bold=place < heads))}</w:tc>"  # type: ignore[arg-type]
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"<w:tr>{marked}{shown}</w:tr>"

    def _picture(self, block: Picture) -> str:
        wide, high = _size(block.png)
        self.pictures.append(block.png)
        number = len(self.pictures)
        across = round(block.width * _EMU)
        extent = f'cx="{across}" cy="{round(across * high / wide)}"'
        alt = attribute(block.alt)
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
            f'<wp:docPr id="{1000 + number}" name="Bild {number}" descr={alt}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{1000 + number}" name="Bild {number}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        caption = paragraph("Caption", self.markup.content(block.caption)) if block.caption else ""
        return paragraph("", drawing, together=bool(block.caption)) + caption

    def _contents(self, block: Contents) -> str:
        """The field with its entries, as a word processor leaves it; the pages are its own business."""
        entries = [
            paragraph(
                f"TOC{heading.level}",
                f'<w:hyperlink w:anchor="{self.markup.name(anchor)}" w:history="1">'
                f"{self.markup.content(plain(heading.text))}</w:hyperlink>",
            )
            for heading, anchor in self._headings
            if heading.level <= block.levels
        ]
        if not entries:
            return ""
        instruction = f'TOC \\o "1-{block.levels}" \\h \\z \\u'
        opening = paragraph("", field_begin(instruction, dirty=True))
        title = paragraph("TOCHeading", self.markup.content(block.title))
        return f"{title}{opening}{''.join(entries)}{paragraph('', FIELD_END)}"


def _size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or len(png) < 24:
        raise DocumentError("a picture is no PNG")
    wide, high = struct.unpack(">II", png[16:24])
    if not wide or not high:
        raise DocumentError("a picture has no size")
    return wide, high
