# SPDX-License-Identifier: EUPL-1.2
"""The parts of the document in one file (Open Packaging Conventions, ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from xml.sax.saxutils import escape

from leitziel.rendering.docx.body import Body
from leitziel.rendering.docx.looks import DECLARATION, W, numberings, styles
from leitziel.rendering.docx.markup import attribute, clean, field, paragraph
from leitziel.rendering.docx.values import Document, check

MEDIA_TYPE_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    f'{W} xmlns:r="{_RELATIONS}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def write_docx(document: Document) -> bytes:
    """The document as a DOCX file. Raises DocumentError for what is not accessible; the same values and `issued`
    give the same bytes."""
    check(document)
    body = Body(document)
    content = body.write()
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(document),
        "docProps/app.xml": _app(),
        "word/document.xml": f"{DECLARATION}<w:document {_SPACES}><w:body>{content}{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(body),
        "word/styles.xml": styles(document.language, numbered=document.numbered),
        "word/numbering.xml": numberings(body.ordered, numbered=document.numbered),
        "word/settings.xml": _settings(document),
        "word/footer1.xml": _footer(document),
    }
    pictures = {f"word/media/picture{n}.png": png for n, png in enumerate(body.pictures, 1)}
    return _zipped({**{name: text.encode() for name, text in parts.items()}, **pictures}, document)


_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)


def _types() -> str:
    parts = (
        ("/word/document.xml", f"{_MAIN}.document.main+xml"),
        ("/word/styles.xml", f"{_MAIN}.styles+xml"),
        ("/word/numbering.xml", f"{_MAIN}.numbering+xml"),
        ("/word/settings.xml", f"{_MAIN}.settings+xml"),
        ("/word/footer1.xml", f"{_MAIN}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    )
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{named}</Types>"
    )


def _relation(ident: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{ident}" Type="{kind}" Target={attribute(target)}{mode}/>'


def _package_relations() -> str:
    rows = (
        _relation("document", f"{_RELATIONS}/officeDocument", "word/document.xml"),
        _relation("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        _relation("app", f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _relations(body: Body) -> str:
    rows = [
        _relation(name, f"{_RELATIONS}/{kind}", target)
        for name, kind, target in (
            ("styles", "styles", "styles.xml"),
            ("numbering", "numbering", "numbering.xml"),
            ("settings", "settings", "settings.xml"),
            ("footer", "footer", "footer1.xml"),
        )
    ]
    rows += [
        _relation(ident, f"{_RELATIONS}/hyperlink", address, outside=True)
        for address, ident in body.markup.links.items()
    ]
    rows += [
        _relation(f"picture{n}", f"{_RELATIONS}/image", f"media/picture{n}.png")
        for n in range(1, len(body.pictures) + 1)
    ]
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _core(document: Document) -> str:
    moment = document.issued.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def text(name: str, value: str) -> str:
        return f"<{name}>{escape(clean(value))}</{name}>" if value else ""

    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{text('dc:title', document.title)}{text('dc:subject', document.subject)}{text('dc:creator', document.author)}"
        f"{text('cp:keywords', document.keywords)}{text('dc:language', document.language)}"
        f"{text('cp:lastModifiedBy', document.author)}{stamps}</cp:coreProperties>"
    )


def _app() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{DECLARATION}<Properties xmlns="{space}"><Application>Leitziel</Application></Properties>'


def _settings(document: Document) -> str:
    language = attribute(document.language)
    return (
        f'{DECLARATION}<w:settings {W}><w:autoHyphenation/><w:defaultTabStop w:val="709"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f"<w:themeFontLang w:val={language}/></w:settings>"
    )


def _footer(document: Document) -> str:
    left = f'<w:r><w:t xml:space="preserve">{escape(clean(document.footer))}</w:t></w:r>' if document.footer else ""
    page = f"{field('PAGE', '1')}<w:r><w:t> / </w:t></w:r>{field('NUMPAGES', '1')}"
    return f"{DECLARATION}<w:ftr {_SPACES}>{paragraph('Footer', f'{left}<w:r><w:tab/></w:r>{page}')}</w:ftr>"


def _zipped(parts: dict[str, bytes], document: Document) -> bytes:
    moment = document.issued
    stamp = (max(moment.year, 1980), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()
