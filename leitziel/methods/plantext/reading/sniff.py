# SPDX-License-Identifier: EUPL-1.2
"""What kind of document bytes are: by their content first, by the file's name second."""

from __future__ import annotations

import re

from leitziel.methods.plantext.errors import UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, PROTECTED, Archive
from leitziel.methods.plantext.reading.limits import Limits

READABLE = "Gelesen werden PDF, DOCX, ODT, HTML, Markdown, Text, XLSX und CSV."
OCR = (
    "bitte zuerst mit einer Texterkennung (OCR) in ein PDF mit Text umwandeln oder das Ursprungsdokument (zum "
    "Beispiel DOCX) hochladen."
)
EMPTY = "Die Datei ist leer. Bitte prüfen, ob das richtige Dokument ausgewählt wurde."
OLD_WORD = (
    "Die Datei hat das alte Word-Format (.doc). Bitte in Word oder LibreOffice öffnen, als DOCX speichern und noch "
    "einmal hochladen."
)
OLD_EXCEL = (
    "Die Datei hat das alte Excel-Format (.xls). Bitte in Excel oder LibreOffice öffnen, als XLSX speichern und noch "
    "einmal hochladen."
)
WRONG = "Dieser Dateityp wird nicht gelesen ({kind}). " + READABLE + " Bitte in einem dieser Formate speichern."

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_XML_PREFIX = re.compile(rb"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes, name: str, limits: Limits) -> str:
    """One of pdf, docx, odt, xlsx, html, markdown, csv, text.

    Raises UnreadableDocumentError, saying what to do, for every other kind of file.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocumentError(EMPTY)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(data, limits)
    if data.startswith(_OLE):
        raise UnreadableDocumentError(_ole(data, name))
    if data.startswith(_IMAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise UnreadableDocumentError("Die Datei ist ein Bild; " + OCR)
    if data.startswith(_PACKED):
        raise UnreadableDocumentError("Die Datei ist ein Archiv. Bitte entpacken und das Dokument selbst hochladen.")
    if data.startswith(b"{\\rtf"):
        raise UnreadableDocumentError(WRONG.format(kind="RTF"))
    return _textual(data, name)


def _container(data: bytes, limits: Limits) -> str:
    archive = Archive(data, limits)
    names = archive.names
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    mime = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in names else ""
    if mime.startswith("application/vnd.oasis.opendocument.text") and "content.xml" in names:
        return "odt"
    if "[Content_Types].xml" in names:
        main = _main_part(archive)
        if main:
            return main
    kinds = {
        "application/vnd.oasis.opendocument.spreadsheet": "ODS",
        "application/vnd.oasis.opendocument.presentation": "ODP",
        "application/epub+zip": "EPUB",
    }
    if mime in kinds:
        raise UnreadableDocumentError(WRONG.format(kind=kinds[mime]))
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableDocumentError(WRONG.format(kind="PowerPoint"))
    if "xl/workbook.bin" in names:
        raise UnreadableDocumentError(WRONG.format(kind="XLSB"))
    if any(name.lower().endswith((".docx", ".pdf", ".odt", ".txt", ".xlsx")) for name in names):
        raise UnreadableDocumentError(
            "Die Datei ist ein ZIP-Archiv. Bitte entpacken und das Dokument selbst hochladen."
        )
    raise UnreadableDocumentError(WRONG.format(kind="ZIP-Archiv") if names else DAMAGED)


def _main_part(archive: Archive) -> str | None:
    """Word may name its main part otherwise (`word/document2.xml`); the content types tell."""
    types = archive.xml("[Content_Types].xml")
    if types is None:
        return None
    for override in types:
        kind = str(override.get("ContentType") or "")
        if kind.endswith("main+xml"):
            if "wordprocessingml" in kind or "ms-word" in kind:
                return "docx"
            if "spreadsheetml" in kind or "ms-excel" in kind:
                return "xlsx"
    return None


def _ole(data: bytes, name: str) -> str:
    """Old Office files and encrypted new ones share one container; its directory names the streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return PROTECTED
    if has("WordDocument") or name.lower().endswith(".doc"):
        return OLD_WORD
    if has("Workbook") or name.lower().endswith(".xls"):
        return OLD_EXCEL
    return WRONG.format(kind="altes Office-Format")


def _textual(data: bytes, name: str) -> str:
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    head = data[:8192].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")[2:]
    head = head[_XML_PREFIX.match(head).end() :]  # type: ignore[union-attr]
    if _HTML.match(head) or (suffix in ("html", "htm", "xhtml") and b"<" in data):
        return "html"
    if head[:5].lower() == b"mime-" or b"\nContent-Type: multipart/related" in data[:4096]:
        raise UnreadableDocumentError(WRONG.format(kind="MHTML; bitte die Seite als HTML speichern"))
    if data.lstrip().startswith(b"<?xml"):
        raise UnreadableDocumentError(WRONG.format(kind="XML"))
    if suffix in ("md", "markdown", "mdown"):
        return "markdown"
    if suffix in ("csv", "tsv"):
        return "csv"
    return "markdown" if _is_markdown(data) else "text"


_ATX = re.compile(rb"^#{1,6} \S", re.MULTILINE)
_SIGNS = (
    re.compile(rb"^\|?(?:\s*:?-{3,}:?\s*\|)+", re.MULTILINE),  # the rule below a table's header
    re.compile(rb"^\[\^[\w-]+\]: ", re.MULTILINE),
    re.compile(rb"^[*+-] \S", re.MULTILINE),
    re.compile(rb"\*\*\S[^*\n]*\*\*"),
    re.compile(rb"\[[^\]\n]+\]\([^)\n]+\)"),
)


def _is_markdown(data: bytes) -> bool:
    """Clearly Markdown: many headings, or a few of them and other signs of it."""
    headings = len(_ATX.findall(data))
    signs = sum(bool(sign.search(data)) for sign in _SIGNS) if headings else 0
    return headings >= 5 or (headings >= 2 and signs >= 1) or (headings == 1 and signs >= 3)
