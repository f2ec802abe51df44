# SPDX-License-Identifier: EUPL-1.2
"""What kind of file an upload is, by its content alone; what is not known here is refused."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from leitziel.core.observing.events import tell

LARGEST = 20 * 1024 * 1024  # bytes
_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PARTS = (
    ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OFFICE}spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OFFICE}presentationml.presentation"),
)
_OPEN_DOCUMENT = {
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation", "graphics")
}
_MACROS = ("vbaproject.bin", "basic/", "scripts/")


class UploadError(ValueError):
    """The file is not taken; the message says why and what to do."""


def media_type(data: bytes) -> str:
    """Media type of a file's content. Raises UploadError for empty, too large and unknown files, and for documents that
    carry macros."""
    if not data.strip(b"\x00 \t\r\n"):
        raise UploadError(_("The file is empty. Please check whether you have chosen the right one."))
    if len(data) > LARGEST:
        raise UploadError(
            _("The file is larger than %(limit)s MB. Please make it smaller or keep it elsewhere and name its place.")
            % {"limit": LARGEST // 1024 // 1024}
        )
    for start, found in _STARTS:
        if data.startswith(start):
            return found
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if _is_text(data):
        return "text/plain"
    tell("upload refused")
    raise UploadError(_refusal())


def _refusal() -> str:
    return _(
        "This kind of file is not taken. PDF, pictures (PNG, JPEG, GIF, WebP), text, and documents of Word, Excel, "
        "PowerPoint or LibreOffice without macros are. Please save the file in one of these formats."
    )


def _packed(data: bytes) -> str:
    """Kind of an office document; only its table of contents and the line that says what it is are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UploadError(_("The file is damaged or protected. Please open it, save it again and upload it.")) from None
    if any(macro in name.casefold() for name in names for macro in _MACROS):
        tell("upload refused")
        raise UploadError(_("The document holds macros. Please save it without macros or as PDF."))
    if kind.strip() in _OPEN_DOCUMENT:
        return kind.strip()
    found = next((found for part, found in _PARTS if part in names and "[Content_Types].xml" in names), None)
    if found is None:
        raise UploadError(_refusal())
    return found


def _is_text(data: bytes) -> bool:
    """Plain text in UTF-8 that no browser could take for a page or a drawing."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return "\x00" not in text and not text.lstrip().startswith(("<", "{\\rtf", "#!"))
