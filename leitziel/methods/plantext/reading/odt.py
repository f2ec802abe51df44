# SPDX-License-Identifier: EUPL-1.2
"""ODT: paragraphs as Writer shows them, with their automatic numbers, tables, footnotes and text boxes.

Read from the XML itself (OASIS OpenDocument 1.3). Running headers and footers and comments are no part of the text;
tracked changes are read as accepted.
"""

from __future__ import annotations

from leitziel.methods.plantext.errors import UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, PROTECTED, Archive
from leitziel.methods.plantext.reading.builder import SourceBuilder
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.odt_body import OdtBody
from leitziel.methods.plantext.reading.odt_styles import OFFICE, OdtStyles
from leitziel.methods.plantext.source import Source

_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
CHANGES = "Das Dokument enthält nachverfolgte Änderungen; gelesen wurde die Fassung mit allen Änderungen."


def read_odt(data: bytes, watch: Watch) -> Source:
    """Source of an ODT (or OTT) file."""
    archive = Archive(data, watch.limits)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableDocumentError(PROTECTED)
    content = archive.xml("content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise UnreadableDocumentError(DAMAGED)
    builder = SourceBuilder(data, "odt", watch.limits)
    if next(body.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}changed-region"), None) is not None:
        builder.note(CHANGES)
    watch.step(0.1, "Absätze werden gelesen")
    styles = OdtStyles(content, archive.xml("styles.xml"))
    OdtBody(builder, watch, styles).run(body)
    meta = archive.xml("meta.xml")
    return builder.finish(None if meta is None else next((e.text for e in meta.iter(_DC_TITLE)), None))
