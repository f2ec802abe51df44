# SPDX-License-Identifier: EUPL-1.2
"""The demo city's documents out of its texts. The results are committed: the demo imports them as files."""

from __future__ import annotations

from pathlib import Path

from leitziel.demo.city import DOCUMENTS
from leitziel.demo.content import load

from . import pdf, sheet, word


def documents() -> dict[str, bytes]:
    """File name -> bytes of every document; the same bytes whenever and wherever it is called."""
    return {
        "sozialstrategie-2022.pdf": pdf.build(load("sozialstrategie-2022"), "strategy", tagged=False),
        "sozialstrategie-2026.docx": word.build(load("sozialstrategie-2026")),
        "inklusion-2024.pdf": pdf.build(load("inklusion-2024"), "factsheets", tagged=True),
        "hitzeaktionsplan-2025.xlsx": sheet.build(sheet.content("hitzeaktionsplan-2025")),
    }


def write_all() -> list[Path]:
    """Write the documents into their folder."""
    DOCUMENTS.mkdir(exist_ok=True)
    written = []
    for name, data in documents().items():
        path = DOCUMENTS / name
        path.write_bytes(data)
        written.append(path)
    return written
