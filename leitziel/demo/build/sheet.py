# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet one office keeps of its measures: a title above the table, a second sheet with explanations."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from leitziel.demo.content import TEXTS

from .wordparts import repacked

WIDTHS = (5, 22, 58, 30, 30, 15, 14, 13, 30)
HEADER_ROW = 4
EMPTY_FROM = ("Nr.", "Kosten (EUR)")


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(TEXTS) / f"{name}.toml").read_text("utf-8"))


def build(about: dict[str, Any]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = about["sheet"]
    sheet["A1"], sheet["A2"] = about["title"], about["stand"]
    sheet["A1"].font, sheet["A2"].font = Font(size=14, bold=True, color="1F4E79"), Font(italic=True, color="595959")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(about["columns"]))
    side = Side(style="thin", color="A6A6A6")
    line = Border(left=side, right=side, top=side, bottom=side)
    for column, (label, width) in enumerate(zip(about["columns"], WIDTHS, strict=True), start=1):
        cell = sheet.cell(HEADER_ROW, column, label)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E79")
        cell.alignment, cell.border = Alignment(vertical="center", wrap_text=True), line
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(about["rows"], start=HEADER_ROW + 1):
        for column, (label, value) in enumerate(zip(about["columns"], row, strict=True), start=1):
            cell = sheet.cell(number, column, int(value) if label in EMPTY_FROM and value else value or None)
            cell.alignment, cell.border = Alignment(vertical="top", wrap_text=True), line
            if label == "Kosten (EUR)":
                cell.number_format = "#,##0"
    last = get_column_letter(len(about["columns"]))
    sheet.freeze_panes = f"D{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(about['rows'])}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    notes = book.create_sheet("Erläuterung")
    for row in about["notes"]:
        notes.append(row)
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 18, 70
    book.properties.creator, book.properties.title = "FD Umwelt und Klima", about["title"]
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def timeless(data: bytes) -> bytes:
    """Without the time of saving, so that building again gives the same bytes."""
    name = "docProps/core.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        core = package.read(name).decode()
    fixed = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2026-03-03T08:00:00Z", core)
    return repacked(data, {name: fixed.encode()})
