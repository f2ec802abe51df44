# SPDX-License-Identifier: EUPL-1.2
"""Accessible PDF: PDF/UA-1 and PDF/A-2a by Typst."""

from leitziel.rendering.pdf.compile import PdfError, render_pdf

__all__ = ["PdfError", "render_pdf"]
