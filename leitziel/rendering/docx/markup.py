# SPDX-License-Identifier: EUPL-1.2
"""WordprocessingML as text. A plan of 1,000 measures is some 20,000 paragraphs: written as text it takes a moment, as
a tree of objects many seconds."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from leitziel.rendering.docx.values import Rich, Run, runs
from leitziel.rendering.pdf.typography import bind

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"(\n|\t)")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` without what XML cannot hold, each line end one sign."""
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def attribute(text: str) -> str:
    """`text` as a quoted attribute value."""
    return quoteattr(clean(text).replace("\n", " ").replace("\t", " "))


class Markup:
    """Turns texts into markup; keeps the addresses and anchors the document needs."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}  # address -> id of its relationship
        self._anchors: dict[str, int] = {}

    def content(self, text: Rich, *, bold: bool = False) -> str:
        """The runs of a paragraph."""
        return "".join(self._run(run, bold) for run in runs(text))

    def _run(self, run: Run, bold: bool) -> str:
        markup = _pieces(run, bold or run.bold)
        if run.link and _ADDRESS.fullmatch(run.link):
            ident = self.links.setdefault(run.link, f"link{len(self.links) + 1}")
            return f'<w:hyperlink r:id="{ident}" w:history="1">{markup}</w:hyperlink>'
        if run.target:
            return f'<w:hyperlink w:anchor="{self.name(run.target)}" w:history="1">{markup}</w:hyperlink>'
        return markup

    def name(self, anchor: str) -> str:
        """Name of the bookmark for an anchor: the format allows 40 letters, digits and underscores."""
        return f"a{self._anchors.setdefault(anchor, len(self._anchors) + 1)}"

    def anchored(self, anchor: str, markup: str) -> str:
        """`markup` with a bookmark around it."""
        if not anchor:
            return markup
        name = self.name(anchor)
        return f'<w:bookmarkStart w:id="{name[1:]}" w:name="{name}"/>{markup}<w:bookmarkEnd w:id="{name[1:]}"/>'


def _pieces(run: Run, bold: bool) -> str:
    properties = "".join(
        tag
        for tag, wanted in (
            ('<w:rStyle w:val="Hyperlink"/>', bool(run.link and _ADDRESS.fullmatch(run.link))),
            ("<w:b/>", bold),
            ("<w:i/>", run.italic),
            ("<w:strike/>", run.struck),
            ('<w:vertAlign w:val="superscript"/>', run.raised),
        )
        if wanted
    )
    head = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    body = "".join(_piece(piece) for piece in _BREAKS.split(bind(clean(run.text))) if piece)
    return f"{head}{body}</w:r>" if body else ""


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    return "<w:tab/>" if text == "\t" else f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def paragraph(style: str, content: str, *, together: bool = False, numbering: str = "") -> str:
    """A paragraph of a style ("" for the body)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    keep = "<w:keepNext/>" if together else ""
    properties = f"<w:pPr>{named}{keep}{numbering}</w:pPr>" if named or keep or numbering else ""
    return f"<w:p>{properties}{content}</w:p>"


def field(instruction: str, shown: str, *, dirty: bool = False) -> str:
    """A field such as PAGE with what is shown until the word processor brings it up to date."""
    begin = field_begin(instruction, dirty=dirty)
    return f"{begin}<w:r><w:t>{escape(shown)}</w:t></w:r>{FIELD_END}"


def field_begin(instruction: str, *, dirty: bool = False) -> str:
    stale = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{stale}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
