# SPDX-License-Identifier: EUPL-1.2
"""Tables as XLSX and CSV: values as what they are, and never a formula from somebody's text.

A text that a spreadsheet would run (first sign = + - @, tab or line end; OWASP, "CSV Injection") stays a text: in
XLSX by the cell's type, in CSV by an apostrophe in front, which `csv_text` takes off again. Rows may come from a
generator. A sheet to be filled in offers choices, refuses edits where they would do harm, and hides what is for us.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Value = str | int | float | Decimal | bool | date | datetime | time | None

MEDIA_TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPE_CSV = "text/csv; charset=utf-8"
LONGEST_CELL = 32_767  # characters: the limit of the format
MOST_ROWS = 1_048_576
_MEASURED_ROWS = 200  # column widths follow the header and the first rows
_WIDEST, _NARROWEST = 60, 8
_FORBIDDEN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_LOOKS_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # "_x0041_" in a workbook means "A"
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_CUT = " … [gekürzt]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and if wanted a width in characters (else by content). `wrap` breaks long texts.

    For sheets that are filled in: `choices` is the range a cell is chosen from ("'Listen'!$A$2:$A$9"), with other
    values refused; `hint` is shown at the cell; `fixed` refuses every edit; `hidden` hides the column; `as_text`
    keeps what is typed as it is typed ("1.2" does not become a day).
    """

    title: str
    width: float | None = None
    wrap: bool = True
    choices: str = ""
    hint: str = ""
    fixed: bool = False
    hidden: bool = False
    as_text: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its columns, and its rows, each with one value a column. Rows are read once. `spare`: so
    many empty rows below follow the same rules."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]
    spare: int = 0


def safe_text(text: str) -> str:
    """`text` without characters that a workbook must not contain; longer than a cell, it is cut and says so."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(_CUT)] + _CUT


def _coded(text: str) -> str:
    """`text` so that a workbook gives it back: what looks like a coded character is coded itself."""
    return _LOOKS_CODED.sub("_x005F_", text)


def _sheet_names(sheets: Sequence[Sheet]) -> list[str]:
    """Names as the format allows them (31 characters, some signs forbidden, no two alike)."""
    names: list[str] = []
    taken: set[str] = set()
    for sheet in sheets:
        base = _FORBIDDEN_NAME.sub(" ", safe_text(sheet.name)).strip(" '") or "Tabelle"
        name, count = base[:31], 1
        while name.casefold() in taken:
            count += 1
            name = f"{base[: 31 - len(str(count)) - 1]} {count}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _xlsx_value(value: Value) -> str | int | float | Decimal | bool | date | datetime | time | None:
    """`value` as the workbook keeps it. A time with a zone becomes a text: the format knows no zones."""
    if isinstance(value, str):
        return _coded(safe_text(value))
    if isinstance(value, datetime | time) and value.tzinfo is not None:
        return value.isoformat(timespec="minutes")
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return None
    if isinstance(value, date) and value.year < 1900:
        return value.isoformat()  # the format counts days from 1900
    return value


def _length(value: Value) -> int:
    """How many characters wide a value shows."""
    if value is None:
        return 0
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 10
    return max((len(line) for line in str(value).split("\n")), default=0)


def _widths(sheet: Sheet, head: Sequence[Sequence[Value]]) -> list[float]:
    found = []
    for place, column in enumerate(sheet.columns):
        if column.width is not None:
            found.append(column.width)
            continue
        lengths = [len(column.title) + 4, *(_length(row[place]) + 2 for row in head)]
        found.append(float(min(_WIDEST, max(_NARROWEST, *lengths))))
    return found


def _rows_in_shape(sheet: Sheet) -> Iterable[Sequence[Value]]:
    for number, row in enumerate(sheet.rows, 1):
        if len(row) != len(sheet.columns):
            raise ValueError(f"sheet {sheet.name!r}, row {number}: {len(row)} values for {len(sheet.columns)} columns")
        if number >= MOST_ROWS:
            raise ValueError(f"sheet {sheet.name!r}: more than {MOST_ROWS - 1} rows")
        yield row


class _Styles:
    """The few looks a cell can have, made once a workbook: giving each cell its own look costs ten times as much."""

    def __init__(self, page: Any) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.cell: Any = WriteOnlyCell  # its look is set by the private shortcut, which has no type
        top, broken = Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
        heading: Any = WriteOnlyCell(page)
        heading.font = Font(bold=True, color="FF171A2B")
        heading.fill = PatternFill("solid", fgColor="FFE9ECF5")
        heading.border = Border(bottom=Side(style="medium", color="FF2F3C8F"))
        heading.alignment = broken
        self.heading = heading._style

        def look(alignment: Any, number_format: str = "General", *, quoted: bool = False) -> Any:
            cell: Any = WriteOnlyCell(page)
            cell.alignment = alignment
            cell.number_format = number_format
            cell.quotePrefix = quoted
            return cell._style

        self.plain = look(top)
        self.moment = look(top, "dd.mm.yyyy hh:mm")
        self.day = look(top, "dd.mm.yyyy")
        self.text = {
            (wrap, typed, quoted): look(broken if wrap else top, "@" if typed else "General", quoted=quoted)
            for wrap in (False, True)
            for typed in (False, True)
            for quoted in (False, True)
        }

    def of(self, value: Value, column: Column) -> Any:
        if isinstance(value, str):
            return self.text[column.wrap, column.as_text, _FORMULA.match(value) is not None]
        if value is None:
            return self.text[column.wrap, column.as_text, False]
        if isinstance(value, datetime):
            return self.moment
        return self.day if isinstance(value, date) else self.plain


def _cell(page: Any, styles: _Styles, value: Value, style: Any) -> Any:
    """A cell in which a text is a text, also one that begins like a formula or reads like an error."""
    if not isinstance(value, str):
        cell = styles.cell(page, value=value)
    else:
        cell = styles.cell(page)
        cell._value = value
        cell.data_type = "s"
    cell._style = style
    return cell


def _set_page(page: Any) -> None:
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    rows = iter(_rows_in_shape(sheet))
    head = list(itertools.islice(rows, _MEASURED_ROWS))
    for place, (column, width) in enumerate(zip(sheet.columns, _widths(sheet, head), strict=True), 1):
        page.column_dimensions[get_column_letter(place)].width = width
        page.column_dimensions[get_column_letter(place)].hidden = column.hidden
    _set_page(page)
    styles = _Styles(page)
    page.append([_cell(page, styles, safe_text(column.title), styles.heading) for column in sheet.columns])
    count = 0
    for row in itertools.chain(head, rows):
        count += 1
        kept = [_xlsx_value(value) for value in row]
        page.append(
            [
                None if value is None and not column.as_text else _cell(page, styles, value, styles.of(value, column))
                for value, column in zip(kept, sheet.columns, strict=True)
            ]
        )
    typed = [_cell(page, styles, None, styles.of(None, column)) for column in sheet.columns]
    for _spare in range(sheet.spare):
        page.append(typed)
    if sheet.columns:
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count + 1}"
    _set_rules(page, sheet, count + 1 + sheet.spare)


def _set_rules(page: Any, sheet: Sheet, last: int) -> None:
    """What a program for spreadsheets offers and refuses while somebody types."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, column in enumerate(sheet.columns, 1):
        if last < 2 or not (column.choices or column.hint or column.fixed):
            continue
        if column.fixed:
            rule = DataValidation(type="custom", formula1="FALSE", allow_blank=False)
        elif column.choices:
            rule = DataValidation(type="list", formula1=f"={column.choices}", allow_blank=True)
        else:
            rule = DataValidation(allow_blank=True)
        rule.showErrorMessage = bool(column.fixed or column.choices)
        if column.hint:
            rule.error = rule.prompt = safe_text(column.hint)[:250]
            rule.errorTitle = rule.promptTitle = safe_text(column.title)[:30]
            rule.showInputMessage = True
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{last}")
        page.data_validations.append(rule)


def _settled(raw: bytes, created: datetime) -> bytes:
    """The same workbook with one time for all its parts, so that the same tables give the same bytes."""
    stamp = (max(created.year, 1980), created.month, created.day, created.hour, created.minute, created.second)
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=stamp)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return out.getvalue()


def write_xlsx(
    sheets: Sequence[Sheet], *, title: str, issued: datetime, author: str = "", language: str = "de"
) -> bytes:
    """A workbook with one sheet a table: header row that stays in sight, filter, widths by content, print in A4.

    `title`, `author`, `language` and `issued` (aware; ValueError otherwise) go into its properties; the same tables
    and `issued` give the same bytes. Dates stay dates, numbers stay numbers, texts stay texts. Raises ValueError
    for no sheet at all or a row that has not one value a column.
    """
    from openpyxl import Workbook
    from openpyxl.packaging.core import DocumentProperties
    from openpyxl.writer.excel import ExcelWriter

    if not sheets:
        raise ValueError("a workbook needs a sheet")
    if issued.tzinfo is None:
        raise ValueError("issued must know its time zone")
    moment = issued.replace(tzinfo=None, microsecond=0)
    book = Workbook(write_only=True)
    for name, sheet in zip(_sheet_names(sheets), sheets, strict=True):
        _fill(book.create_sheet(name), sheet)
    book.properties = DocumentProperties(
        title=safe_text(title), creator=safe_text(author), language=language, created=moment, modified=moment
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()  # Workbook.save() would write the time of now over that of issue
    return _settled(out.getvalue(), moment)


def _csv_value(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",") if math.isfinite(value) else ""
    if isinstance(value, int):
        return str(value)
    text = _ILLEGAL.sub("", unicodedata.normalize("NFC", value))
    plain = _PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if _ESCAPED.match(text) or (_FORMULA.match(text) and not plain) else text


def csv_text(written: str) -> str:
    """The text that `write_csv` wrote as `written`."""
    return written[1:] if _ESCAPED.match(written) else written


def write_csv(sheet: Sheet) -> bytes:
    """The table as CSV the way German spreadsheets open it: UTF-8 with mark, semicolons, decimal commas, CR LF.

    Dates are ISO 8601. A text that begins like a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([_csv_value(column.title) for column in sheet.columns])
    writer.writerows([_csv_value(value) for value in row] for row in _rows_in_shape(sheet))
    return out.getvalue().encode("utf-8-sig")
