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


def letters(text: str) -> str:
    """Without the marks of typesetting: spaces, line ends, soft hyphens and hyphens at line ends."""
    return "".join(char for char in text if not char.isspace() and char not in "\u00ad\u200b\ufffe\u0002-")
