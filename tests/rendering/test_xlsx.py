# SPDX-License-Identifier: EUPL-1.2
"""XLSX and CSV read back: what went in comes out, and nothing of it is a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from leitziel.rendering.xlsx import LONGEST_CELL, Column, Sheet, safe_text, write_csv, write_xlsx

ISSUED = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)


def book(*sheets: Sheet, **changes):
    raw = write_xlsx(sheets, **{"title": "Plan", "issued": ISSUED, "author": "Stadt Öd", **changes})
    return openpyxl.load_workbook(io.BytesIO(raw))


def one_column(*values):
    return Sheet("Blatt", (Column("Wert"),), [(value,) for value in values])


def kept(*values):
    return [row[0] for row in book(one_column(*values)).active.iter_rows(min_row=2, values_only=True)]


def test_values_keep_their_kind() -> None:
    values = ["Text", None, 12, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 10, 30)]
    assert kept(*values) == ["Text", None, 12, 2.5, True, datetime(2026, 3, 1), datetime(2026, 3, 1, 10, 30)]


def test_dates_are_shown_as_germans_write_them() -> None:
    page = book(one_column(date(2026, 3, 1), datetime(2026, 3, 1, 10, 30))).active
    assert [page["A2"].number_format, page["A3"].number_format] == ["dd.mm.yyyy", "dd.mm.yyyy hh:mm"]
    assert page["A2"].is_date


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+49 3641", "-1", "@SUM(A1)", "\t=1", "#REF!", "＝1"]
)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    page = book(one_column(text)).active
    assert (page["A2"].value, page["A2"].data_type) == (text, "s")
    assert page["A2"].quotePrefix == (text[0] != "#")


def test_heading_that_looks_like_a_formula_stays_text() -> None:
    page = book(Sheet("B", (Column("=1+1"),), [])).active
    assert (page["A1"].value, page["A1"].data_type) == ("=1+1", "s")


def test_no_part_of_the_workbook_holds_a_formula() -> None:
    raw = write_xlsx([one_column("=1+1", "=cmd|' /C calc'!A0")], title="=1+1", issued=ISSUED)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text(max_size=30).filter(lambda text: "\r" not in text), min_size=1, max_size=5))
def test_any_text_comes_back_without_its_illegal_signs(texts: list[str]) -> None:
    assert kept(*texts) == [safe_text(text) or None for text in texts]


def test_control_characters_are_removed() -> None:
    assert safe_text("a\x00b\x0bc\ud800d\te\n") == "abcd\te\n"


def test_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    cut = safe_text("x" * (LONGEST_CELL + 1))
    assert (len(cut), cut[-12:]) == (LONGEST_CELL, " … [gekürzt]")
    assert safe_text("x" * LONGEST_CELL) == "x" * LONGEST_CELL


def test_times_with_a_zone_and_old_dates_become_texts() -> None:
    assert kept(ISSUED, date(1899, 12, 31), float("nan"), Decimal("1.5")) == [
        "2026-03-01T10:30+00:00",
        "1899-12-31",
        None,
        1.5,
    ]


def test_sheet_is_ready_to_read_and_print() -> None:
    page = book(Sheet("Liste", (Column("Name"), Column("Zahl", width=33)), [("a" * 40, 1), ("b", 2)])).active
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:B3", "$1:$1")
    assert page["A1"].font.bold
    assert (page.column_dimensions["A"].width, page.column_dimensions["B"].width) == (42, 33)


def test_properties_name_the_document() -> None:
    found = book(one_column(1)).properties
    assert (found.title, found.creator, found.language) == ("Plan", "Stadt Öd", "de")
    assert found.created == datetime(2026, 3, 1, 10, 30)


def test_names_of_sheets_are_made_possible() -> None:
    names = ["A/B: [x]?", "", "x" * 40, "X" * 40, "'quoted'"]
    made = book(*(Sheet(name, (Column("a"),), []) for name in names)).sheetnames
    assert made == ["A B   x", "Tabelle", "x" * 31, "X" * 29 + " 2", "quoted"]


@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 2000])
def test_every_row_of_a_generator_is_written_once(count: int) -> None:
    page = book(Sheet("L", (Column("n"),), ((number,) for number in range(count)))).active
    assert [row[0] for row in page.iter_rows(min_row=2, values_only=True)] == list(range(count))
    assert page.auto_filter.ref == f"A1:A{count + 1}"


def test_same_tables_give_same_bytes() -> None:
    """Also at another time: openpyxl's own saving would write the moment into the file."""
    sheets = [one_column("a", date(2026, 1, 1), 3)]
    with time_machine.travel("2026-03-01T09:00:00Z"):
        first = write_xlsx(sheets, title="t", issued=ISSUED)
    with time_machine.travel("2027-04-02T10:01:01Z"):
        assert write_xlsx(sheets, title="t", issued=ISSUED) == first


@pytest.mark.parametrize("write", [lambda sheet: write_xlsx([sheet], title="t", issued=ISSUED), write_csv])
def test_row_of_the_wrong_length_is_refused(write) -> None:
    with pytest.raises(ValueError, match="'B', row 2: 1 values for 2 columns"):
        write(Sheet("B", (Column("a"), Column("b")), [(1, 2), (1,)]))


def test_workbook_without_sheets_or_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a sheet"):
        write_xlsx([], title="t", issued=ISSUED)
    with pytest.raises(ValueError, match="time zone"):
        write_xlsx([one_column(1)], title="t", issued=ISSUED.replace(tzinfo=None))


def read_csv(raw: bytes) -> list[list[str]]:
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_is_what_german_spreadsheets_open() -> None:
    row = ('Öl; "fett"\nneu', 12, 2.5, True, date(2026, 3, 1), datetime(2026, 3, 1, 10, 30), time(9, 5), None)
    sheet = Sheet("L", tuple(Column(name) for name in "abcdefgh"), [row])
    assert read_csv(write_csv(sheet)) == [
        list("abcdefgh"),
        ['Öl; "fett"\nneu', "12", "2,5", "ja", "2026-03-01", "2026-03-01 10:30", "09:05:00", ""],
    ]


@given(st.text(max_size=20))
def test_csv_cell_never_begins_like_a_formula(text: str) -> None:
    (_, (cell,)) = read_csv(write_csv(Sheet("L", (Column("a"),), [(f"x{text}",)])))
    assert not cell.startswith(("=", "@", "\t", "\r"))
    rows = read_csv(write_csv(Sheet("L", (Column("a"), Column("b")), [(text, "x")])))
    assert rows[1][0][:1] not in {"=", "@", "\t", "\r", "＝", "＠"}


@pytest.mark.parametrize(
    ("text", "written"), [("=1+1", "'=1+1"), ("-cmd", "'-cmd"), ("-12,5", "-12,5"), ("+49", "+49"), ("+a", "'+a")]
)
def test_csv_escapes_formulas_and_leaves_numbers(text: str, written: str) -> None:
    assert read_csv(write_csv(one_column(text)))[1] == [written]
