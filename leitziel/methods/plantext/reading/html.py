# SPDX-License-Identifier: EUPL-1.2
"""HTML: headings, paragraphs, lists, tables and footnotes of a page; its navigation as FURNITURE."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from leitziel.methods.plantext.errors import LimitExceededError, UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, TOO_DEEP, refuse_depth
from leitziel.methods.plantext.reading.builder import SourceBuilder
from leitziel.methods.plantext.reading.html_notes import HtmlNotes
from leitziel.methods.plantext.reading.html_walk import HtmlWalk
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.text import decode
from leitziel.methods.plantext.source import Source

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s*<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9_\-]+)")
_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(data: bytes, watch: Watch) -> Source:
    """Source of an HTML page. Scripts, styles and hidden parts are no text; navigation, page header, page
    footer and what stands beside the main content are FURNITURE."""
    text, notes = _decode(data)
    text = _PROLOG.sub("", text).replace("\x00", "")
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableDocumentError(DAMAGED) from error
    # The parser gives up silently where the nesting is too deep; half a document would be worse than none.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise LimitExceededError(TOO_DEEP)
    refuse_depth(root)
    builder = SourceBuilder(data, "html", watch.limits)
    for note in notes:
        builder.note(note)
    HtmlWalk(builder, watch, HtmlNotes(root)).run(root)
    title = root.findtext(".//title")
    return builder.finish(re.sub(r"\s+", " ", title) if title else None)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    found = _CHARSET.search(data[:4096]) or _XML_CHARSET.match(data)
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = found.group(1).decode("ascii").lower()
        # Browsers read these as Windows-1252, and pages are written to look right in browsers.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252") else name
        try:
            return data.decode(name), ()
        except (LookupError, UnicodeDecodeError):
            return decode(data)
    return decode(data)
