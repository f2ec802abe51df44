# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of an XLSX or CSV file to a header and rows of text."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from leitziel.methods.plantext.errors import LimitExceededError, PlanTextError, UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, Archive, parse_xml
from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder, clean
from leitziel.methods.plantext.reading.limits import Watch, too_much_text
from leitziel.methods.plantext.reading.sniff import sniff
from leitziel.methods.plantext.reading.text import decode
from leitziel.methods.plantext.source import BlockKind, Cell, Source
from leitziel.methods.plantext.vocabulary import Vocabulary

NO_HEADER = (
    "In der Tabelle wurde keine Kopfzeile gefunden. Bitte in eine Zeile über den Maßnahmen die Namen der Spalten "
    "schreiben (zum Beispiel Handlungsfeld, Ziel, Maßnahme, Verantwortung, Termin) und noch einmal hochladen."
)
_HEADER_ROWS = 40  # the header is looked for among so many rows
_MAX_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with the number it has in the file (from 1) and a text for each column."""

    number: int
    values: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its name (empty for CSV), column names, rows below the header."""

    name: str
    media: str
    sha256: str
    header_row: int
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    others: tuple[str, ...] = ()  # names of the other sheets of the file
    title: str | None = None  # a line of text above the header
    notes: tuple[str, ...] = ()

    def place(self, row: SheetRow, column: int) -> str:
        """Where a value stands, for messages: sheet, row and column."""
        sheet = f"Blatt „{self.name}“, " if self.name else ""
        return f"{sheet}Zeile {row.number}, Spalte „{self.columns[column] or column_letter(column)}“"


def column_letter(index: int) -> str:
    """A, B, ... Z, AA, ... for a column from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_sheet(data: bytes, name: str = "", *, sheet: str | None = None, watch: Watch | None = None) -> Sheet:
    """The table of measures in an XLSX or CSV file: the named sheet, else the one whose header says most.

    Dates are written day.month.year as in German files, merged cells hold their value in every row, hidden rows
    are marked. Raises UnreadableDocumentError where there is no header or the file is none of the two.
    """
    watch = watch or Watch()
    kind = sniff(data, name, watch.limits)
    try:
        if kind == "xlsx":
            return _best([*_workbook(data, watch)], data, "xlsx", sheet)
        if kind in ("csv", "text", "markdown"):
            return _best([_csv(data, watch)], data, "csv", None)
    except (PlanTextError, MemoryError):
        raise
    except Exception as error:
        raise UnreadableDocumentError(DAMAGED) from error
    raise UnreadableDocumentError("Die Datei ist keine Tabelle. Bitte eine XLSX- oder CSV-Datei hochladen.")


@dataclass(slots=True)
class _Raw:
    """Rows of one sheet before a header is known."""

    name: str
    rows: list[SheetRow]
    notes: list[str]


def _workbook(data: bytes, watch: Watch) -> Iterator[_Raw]:
    archive = Archive(data, watch.limits)
    for member in sorted(archive.names):
        if member.endswith((".xml", ".rels")) and member.startswith(("xl/workbook", "xl/styles", "[")):
            parse_xml(archive.read(member))
        elif member.endswith(".xml") and member.startswith(("xl/worksheets/", "xl/sharedStrings")):
            head = archive.read(member)[:4096].upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise UnreadableDocumentError(DAMAGED)
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for table in book.worksheets:
        if table.sheet_state != "visible" or table.max_row is None:
            continue
        yield _Raw(table.title, list(_rows(table, watch)), [])


def _rows(table: Any, watch: Watch) -> Iterator[SheetRow]:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in table.merged_cells.ranges:
        if area.min_col == area.max_col or area.min_row != area.max_row:  # a value that counts for several rows
            for row in range(area.min_row, min(area.max_row, area.min_row + 2000) + 1):
                merged[row, area.min_col] = (area.min_row, area.min_col)
    total = 0
    for number, cells in enumerate(table.iter_rows(max_col=min(table.max_column, _MAX_COLUMNS)), start=1):
        watch.tick()
        values = []
        for column, cell in enumerate(cells, start=1):
            source = merged.get((number, column))
            shown = cell if source is None else table.cell(*source)
            values.append(clean(_shown(shown)).strip())
        total += len(values)
        if total > watch.limits.blocks * 4:
            raise LimitExceededError(too_much_text(watch.limits))
        if any(values):
            dimension = table.row_dimensions.get(number)
            yield SheetRow(number, tuple(values), bool(dimension is not None and dimension.hidden))


def _shown(cell: Any) -> str:
    """The value of a cell as a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        day = f"{value:%d.%m.%Y}"
        return day if value.time() == dt.time() else f"{day} {value:%H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return str(value)


def _number(value: float, shown_as: str) -> str:
    if "%" in shown_as:
        return f"{value * 100:g} %".replace(".", ",")
    if "€" in shown_as or "EUR" in shown_as:
        amount = f"{value:,.2f}".removesuffix(".00")
        return amount.translate(str.maketrans(",.", ".,")) + " €"
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")


def _csv(data: bytes, watch: Watch) -> _Raw:
    text, notes = decode(data)
    text = text.removeprefix("\ufeff")
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared.group(1) if declared else _delimiter(text)
    text = text[declared.end() :] if declared else text
    csv.field_size_limit(1 << 24)
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 1 + bool(declared)
    for values in reader:
        watch.tick()
        cells = tuple(clean(value).strip() for value in values[:_MAX_COLUMNS])
        if any(cells):
            rows.append(SheetRow(number, cells))
        number = reader.line_num + 1 + bool(declared)
        if len(rows) > watch.limits.blocks:
            raise LimitExceededError(too_much_text(watch.limits))
    width = max((len(row.values) for row in rows), default=0)
    even = [SheetRow(r.number, r.values + ("",) * (width - len(r.values))) for r in rows]
    return _Raw("", even, list(notes))


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of parts; German programs write semicolons."""
    sample = re.sub(r'"(?:[^"]|"")*"', '""', text[:20_000])  # signs inside quoted cells part nothing
    best, most = ";", 0.0
    for sign in (";", "\t", ",", "|"):
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row][:200]
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        worth = widths.count(usual) / len(widths) * min(usual - 1, 12)
        if worth > most * 1.05:
            best, most = sign, worth
    return best


def _best(tables: list[_Raw], data: bytes, media: str, wanted: str | None) -> Sheet:
    found: list[tuple[float, _Raw, int]] = []
    for raw in tables:
        if wanted is None or raw.name == wanted:
            at, worth = _header(raw.rows)
            if at is not None:
                found.append((worth, raw, at))
    if not found:
        raise UnreadableDocumentError(NO_HEADER)
    _, raw, at = max(found, key=lambda item: (item[0], -tables.index(item[1])))
    header, rows = raw.rows[at], raw.rows[at + 1 :]
    used = [
        i for i in range(len(header.values)) if header.values[i] or any(i < len(r.values) and r.values[i] for r in rows)
    ]
    notes = list(raw.notes)
    hidden = sum(row.hidden for row in rows)
    if hidden:
        notes.append(
            f"{hidden} Zeilen sind in der Tabelle ausgeblendet; sie wurden mitgelesen und sind gekennzeichnet."
        )
    others = tuple(t.name for t in tables if t is not raw)
    if others:
        notes.append(f"Gelesen wurde nur das Blatt „{raw.name}“; nicht gelesen: {', '.join(others)}.")
    return Sheet(
        name=raw.name,
        media=media,
        sha256=hashlib.sha256(data).hexdigest(),
        header_row=header.number,
        columns=tuple(" ".join(header.values[i].split()) for i in used),
        rows=tuple(SheetRow(r.number, tuple(r.values[i] for i in used), r.hidden) for r in rows),
        others=others,
        title=next((v for r in raw.rows[:at] for v in r.values if v), None),
        notes=tuple(notes),
    )


def _header(rows: list[SheetRow]) -> tuple[int | None, float]:
    """Index of the header among the rows, and how much speaks for it."""
    vocabulary = Vocabulary.default()
    best: int | None = None
    most = 0.0
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        texts = [value for value in row.values if value]
        known = sum(bool(vocabulary.concepts(text)) for text in texts)
        if index + 1 >= len(rows) or (len(texts) < 2 and not known):
            continue
        short = sum(len(text) < 60 and not re.fullmatch(r"[\d.,\s%€]+", text) for text in texts)
        worth = 3.0 * known + short / len(texts) - 0.01 * index
        if worth > most and (known or short == len(texts)):
            best, most = index, worth
    return best, most


def source_of_sheet(sheet: Sheet) -> Source:
    """The rows as text: one line a row, a tab between cells, a CELL block for each value."""
    builder = SourceBuilder(b"", sheet.media)
    if sheet.title:
        builder.add(sheet.title)
    for row, values in enumerate([sheet.columns, *(r.values for r in sheet.rows)]):
        for column, value in enumerate(values):
            cell = Cell(0, row, column, header=row == 0)
            builder.add([Piece(value)], BlockKind.CELL, cell=cell, bold=row == 0)
    for note in sheet.notes:
        builder.note(note)
    return replace(builder.finish(sheet.title), sha256=sheet.sha256)
