# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of an XLSX or CSV file to cells, with suspicion: nothing in it is run, and nothing is believed.

Read from the XML itself (ECMA-376, SpreadsheetML) row by row: a formula is told from a text that looks like one, a
day from a number, and a file that would unpack to gigabytes ends with a message.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from leitziel.methods.plantext.errors import PlanTextError
from leitziel.methods.plantext.reading.archive import Archive
from leitziel.methods.plantext.reading.limits import MEGABYTE, Limits
from leitziel.rendering.xlsx import csv_text

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 60, 20
LARGEST = 10 * MEGABYTE
LIMITS = Limits(size=LARGEST, members=500, unpacked=120 * MEGABYTE, part=40 * MEGABYTE)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class SheetFileError(ValueError):
    """The file cannot be read as a table; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text as a person sees it. `formula`: it computes something; `fault`: an error value (#REF!)."""

    text: str
    formula: bool = False
    fault: bool = False


@dataclass(slots=True)
class RawSheet:
    """A sheet of the file: `rows` by their number (from 1), cells by their column (from 1); empty cells are left out.
    `hidden` are the rows that a filter or a person hid; `merged` the cells that a merging covers."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: set[tuple[int, int]] = field(default_factory=set)
    is_csv: bool = False

    def place(self, row: int, column: int) -> str:
        """Name of a cell: "C12"."""
        return f"{get_column_letter(column)}{row}"


def read_file(data: bytes, name: str) -> list[RawSheet]:
    """The sheets of an XLSX file that are in sight, or the one table of a CSV file. Raises SheetFileError."""
    if len(data) > LARGEST:
        raise SheetFileError(_("The file has more than 10 MB. Upload only the working table."))
    if data[:4] == b"PK\x03\x04":
        try:
            return _workbook(data)
        except PlanTextError as problem:
            raise SheetFileError(str(problem)) from problem
        except (etree.XMLSyntaxError, ValueError, KeyError, IndexError, OverflowError) as problem:
            message = _("The file is damaged. Open it in Excel or LibreOffice, save it as .xlsx and upload it again.")
            raise problem if isinstance(problem, SheetFileError) else SheetFileError(message) from problem
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetFileError(
            _("This is the old Excel format, or protected by a password. Save it as .xlsx without one.")
        )
    if name.lower().endswith((".csv", ".tsv", ".txt")) and b"\x00" not in data[:4096]:
        return [_csv(data)]
    raise SheetFileError(_("This is no table. Upload the working table as .xlsx or .csv."))


def _workbook(data: bytes) -> list[RawSheet]:
    archive = Archive(data, LIMITS)
    book, relations = archive.xml("xl/workbook.xml"), archive.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise SheetFileError(_("This is no table. Upload the working table as .xlsx or .csv."))
    targets = {row.get("Id"): str(row.get("Target") or "") for row in relations}
    properties = book.find(f"{_MAIN}workbookPr")
    mac = properties is not None and properties.get("date1904") in {"1", "true"}
    strings, days = _strings(archive), _date_styles(archive)
    found = []
    for entry in list(book.iter(f"{_MAIN}sheet"))[:MOST_SHEETS]:
        target = targets.get(entry.get(_LINK), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if entry.get("state", "visible") != "visible" or part not in archive.names or "worksheets" not in part:
            continue
        sheet = RawSheet(str(entry.get("name") or ""))
        _read_sheet(_checked(archive.read(part)), sheet, strings, days, mac=mac)
        found.append(sheet)
    return found


def _checked(content: bytes) -> bytes:
    """Definitions have no place in a table; without them XML can neither grow nor fetch anything."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise SheetFileError(_("The file holds definitions that have no place in a table. Save it anew as .xlsx."))
    return content


def _elements(content: bytes, *tags: str) -> Iterator[etree._Element]:
    wanted = [_MAIN + tag for tag in tags]
    source = io.BytesIO(content)
    for _event, element in etree.iterparse(
        source, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    ):
        yield element
        element.clear(keep_tail=False)


def _strings(archive: Archive) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.names:
        return []
    content = _checked(archive.read("xl/sharedStrings.xml"))
    return [_text(element) for element in _elements(content, "si")]


def _text(element: etree._Element) -> str:
    """The text of a string with its formatted runs, without phonetic hints."""
    parts = [
        node.text or ""
        for node in element.iter(f"{_MAIN}t")
        if node.getparent() is None or node.getparent().tag != f"{_MAIN}rPh"
    ]
    return _CODED.sub(lambda found: chr(int(found[1], 16)), "".join(parts))


def _date_styles(archive: Archive) -> set[int]:
    """Numbers of the cell styles that show a number as a day."""
    root = archive.xml("xl/styles.xml")
    if root is None:
        return set()
    own = {row.get("numFmtId"): str(row.get("formatCode") or "") for row in root.iter(f"{_MAIN}numFmt")}
    styles = root.find(f"{_MAIN}cellXfs")
    found = set()
    for place, row in enumerate(styles if styles is not None else ()):
        ident = row.get("numFmtId") or "0"
        shown_as = own.get(ident) or BUILTIN_FORMATS.get(int(ident), "")
        if is_date_format(shown_as):
            found.add(place)
    return found


def _read_sheet(content: bytes, sheet: RawSheet, strings: list[str], days: set[int], *, mac: bool) -> None:
    number = 0
    for element in _elements(content, "row", "mergeCell"):
        if element.tag == f"{_MAIN}mergeCell":
            _merge(sheet, str(element.get("ref") or ""))
            continue
        number = int(element.get("r") or number + 1)
        cells: dict[int, Cell] = {}
        column = 0
        for each in element:
            reference = _REFERENCE.fullmatch(each.get("r") or "")
            column = column_index_from_string(reference[1]) if reference else column + 1
            cell = _cell(each, strings, days, mac=mac)
            if cell is not None and column <= MOST_COLUMNS:
                cells[column] = cell
        if cells:
            sheet.rows[number] = cells
            if element.get("hidden") in {"1", "true"}:
                sheet.hidden.add(number)
        if len(sheet.rows) > MOST_ROWS:
            raise SheetFileError(_("The table has more than %(n)s rows. Upload it in parts.") % {"n": MOST_ROWS})


def _merge(sheet: RawSheet, area: str) -> None:
    """Remember the cells of a merged area that lie under its first one."""
    first, _colon, last = area.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not start or not end:
        return
    left, right = column_index_from_string(start[1]), min(column_index_from_string(end[1]), MOST_COLUMNS)
    for row in range(int(start[2]), min(int(end[2]), int(start[2]) + MOST_ROWS) + 1):
        sheet.merged.update((row, column) for column in range(left, right + 1))
    sheet.merged.discard((int(start[2]), left))


def _cell(element: etree._Element, strings: list[str], days: set[int], *, mac: bool) -> Cell | None:
    kind, formula = element.get("t") or "n", element.find(f"{_MAIN}f") is not None
    if kind == "inlineStr":
        inline = element.find(f"{_MAIN}is")
        text = _text(inline) if inline is not None else ""
    else:
        value = element.findtext(f"{_MAIN}v")
        if not value:
            return Cell("", formula=True) if formula else None
        if kind == "s":
            text = strings[int(value)]
        elif kind == "b":
            text = _("yes") if value in {"1", "true"} else _("no")
        elif kind == "n":
            text = _number(value, int(element.get("s") or 0) in days, mac=mac)
        elif kind == "d":
            text = _day(dt.datetime.fromisoformat(value.replace("Z", "")))
        else:
            text = _CODED.sub(lambda found: chr(int(found[1], 16)), value)
    return Cell(text, formula, kind == "e") if text or formula else None


def _number(value: str, is_day: bool, *, mac: bool) -> str:
    number = float(value)
    if is_day:
        moment = from_excel(number, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
        if isinstance(moment, dt.datetime):
            return _day(moment)
        return str(moment)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def _day(moment: dt.datetime) -> str:
    day = f"{moment:%d.%m.%Y}"
    return day if moment.time() == dt.time() else f"{day} {moment:%H:%M}"


def _csv(data: bytes) -> RawSheet:
    text = _decoded(data)
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared[1] if declared else max(";\t,", key=text.split("\n", 1)[0].count)
    text = text[declared.end() :] if declared else text
    csv.field_size_limit(1 << 24)
    sheet = RawSheet("", is_csv=True)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    first = 1 + bool(declared)
    try:
        for number, values in enumerate(reader, first):
            cells = {place: Cell(csv_text(value)) for place, value in enumerate(values[:MOST_COLUMNS], 1) if value}
            if cells:
                sheet.rows[number] = cells
            if len(sheet.rows) > MOST_ROWS:
                raise SheetFileError(_("The table has more than %(n)s rows. Upload it in parts.") % {"n": MOST_ROWS})
    except csv.Error as problem:
        raise SheetFileError(_("The CSV file is damaged: %(error)s") % {"error": problem}) from problem
    return sheet


def _decoded(data: bytes) -> str:
    """UTF-8 as we write it; what a German program for spreadsheets saves without asking is Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
