# SPDX-License-Identifier: EUPL-1.2
"""Reading PDFs back: what the validator finds, and the text a reader gets."""

from __future__ import annotations

import page
import pypdfium2 as pdfium

PROFILES = ("ua1", "2a")


def findings(pdf: bytes) -> list[tuple[str, str]]:
    """What page-validation holds against the document, for PDF/UA-1 and PDF/A-2a."""
    found = []
    for profile in PROFILES:
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.rules.total > 100
        found += [(failure.rule_id, failure.message) for failure in report.failures]
        assert report.is_compliant == (not report.failures)
    return found


def page_texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()


def extents(pdf: bytes) -> list[tuple[bool, bool]]:
    """For each page: whether all it draws stays inside its left and right, and its lower and upper edge."""
    document = pdfium.PdfDocument(pdf)
    found = []
    try:
        for sheet in document:
            width, height = sheet.get_size()
            bounds = [thing.get_bounds() for thing in sheet.get_objects(max_depth=1)]
            across = all(left >= 0 and right <= width for left, _, right, _ in bounds)
            found.append((across, all(bottom >= 0 and top <= height for _, bottom, _, top in bounds)))
    finally:
        document.close()
    return found


def letters(text: str) -> str:
    """Without the marks of typesetting: spaces, line ends, soft hyphens and hyphens at line ends."""
    return "".join(char for char in text if not char.isspace() and char not in "\u00ad\u200b\ufffe\u0002-")
