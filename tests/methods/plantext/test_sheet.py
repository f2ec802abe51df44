# SPDX-License-Identifier: EUPL-1.2
"""The city's own list: header, rows, suggested columns, plan."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitziel.methods.plantext import sheet as sheets
from leitziel.methods.plantext.errors import NothingRecognisedError, UnreadableDocumentError
from leitziel.methods.plantext.plan import Party, Role, Schedule, ScheduleKind
from leitziel.methods.plantext.sheet import ColumnRole, Mapping

HEADER = ["Lfd. Nr.", "Handlungsfeld", "Ziel", "Maßnahme", "Beschreibung", "Federführung", "Beteiligte",
          "Umsetzung bis", "Kosten", "Sachstand"]  # fmt: skip
ROWS: list[list[Any]] = [
    ["1.1", "1 Bildung", "Alle lernen gern.", "Lernort\nNord", "Ein Lernort entsteht.", "Amt 40", "Amt 51, VHS",
     dt.datetime(2027, 12, 31), 12500, "läuft"],
    ["1.2", None, "Alle lernen gern.", "Lesepaten", "Paten lesen vor.", "Amt 40", None, "fortlaufend", None, None],
    ["2.1", "2 Gesundheit", "Alle bewegen sich.", "Spielplatz", "Er wird gebaut.", "Amt 67", None, 2028, None, None],
    [None, None, None, None, None, "Amt 67", None, None, None, None],
]  # fmt: skip


def workbook(header: list[str] = HEADER, rows: list[list[Any]] = ROWS, title: str | None = "Maßnahmenliste") -> bytes:
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.title = "Liste"
    if title:
        table.append([title])
        table.append([])
    table.append(header)
    for row in rows:
        table.append(row)
    if rows is ROWS:
        table.merge_cells("B4:B5")
        table["I4"].number_format = "#,##0 €"
        table.row_dimensions[6].hidden = True
        book.create_sheet("Legende").append(["Farbe", "Bedeutung"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_header_is_found_below_a_title() -> None:
    sheet = sheets.read_sheet(workbook(), "liste.xlsx")
    assert (sheet.name, sheet.header_row, list(sheet.columns)) == ("Liste", 3, HEADER)
    assert sheet.title == "Maßnahmenliste"
    assert sheet.others == ("Legende",)


def test_values_are_text_as_people_see_it() -> None:
    first, second, third, _ = sheets.read_sheet(workbook(), "liste.xlsx").rows
    assert first.values[3] == "Lernort\nNord"
    assert first.values[7:9] == ("31.12.2027", "12.500 €")
    assert second.values[1] == "1 Bildung"  # from the merged cell above
    assert (third.values[7], third.hidden, third.number) == ("2028", True, 6)


def test_columns_are_suggested_by_the_vocabulary() -> None:
    mapping = sheets.suggest_mapping(sheets.read_sheet(workbook(), "liste.xlsx"))
    assert [role.part for role in mapping.roles] == [
        "number", "field", "goal", "title", "text", "responsible", "partners", "deadline", "attribute", "attribute",
    ]  # fmt: skip
    assert all(0 < role.confidence <= 1 for role in mapping.roles)


def test_plan_has_fields_goals_and_measures() -> None:
    sheet = sheets.read_sheet(workbook(), "liste.xlsx")
    plan = sheets.plan_from_sheet(sheet, sheets.suggest_mapping(sheet))
    assert [(f.number, f.title, len(f.goals)) for f in plan.fields] == [("1", "Bildung", 1), ("2", "Gesundheit", 1)]
    first, second, third = plan.walk_measures()
    assert (first.number, first.title, first.text) == ("1.1", "Lernort Nord", "Ein Lernort entsteht.")
    assert first.parties == (Party("Amt 40", Role.LEAD), Party("Amt 51", Role.PARTNER), Party("VHS", Role.PARTNER))
    assert first.schedule == Schedule(ScheduleKind.BY, None, "2027-12-31")
    assert first.attributes == {"Beteiligte": "Amt 51, VHS", "Kosten": "12.500 €", "Sachstand": "läuft"}
    assert second.schedule == Schedule(ScheduleKind.ONGOING)
    assert third.notes == ("Zeile 6 ist in der Tabelle ausgeblendet.",)
    assert any("Zeile 7" in note and "Blatt „Liste“" in note for note in plan.notes)


def spans_of(plan: dict[str, Any]) -> list[tuple[int, int]]:
    spans = [tuple(item["span"]) for item in plan["unassigned"]]

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            spans.extend(tuple(span) for span in node.get("spans", []))
            for key, value in node.items():
                if key not in ("spans", "unassigned"):
                    collect(value)
        elif isinstance(node, list):
            for item in node:
                collect(item)

    collect(plan)
    return sorted(spans)


CELLS = st.text(alphabet="abcÄöß 12.\n,", max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_every_character_of_a_list_has_one_place(rows: list[tuple[str, ...]]) -> None:
    header = ["Handlungsfeld", "Ziel", "Maßnahme", "Quelle"]
    lines = [";".join('"' + cell + '"' for cell in row) for row in [header, *rows]]
    data = "\n".join(lines).encode()
    try:
        sheet = sheets.read_sheet(data, "liste.csv")
    except UnreadableDocumentError:
        assert not any(cell.strip() for row in rows for cell in row)
        return
    mapping = Mapping(
        tuple(
            ColumnRole(name, {"Handlungsfeld": "field", "Ziel": "goal", "Maßnahme": "text"}.get(name, "references"), 1)
            for name in sheet.columns
        )
    )
    plan = sheets.plan_from_sheet(sheet, mapping).to_dict()
    at = 0
    for start, end in spans_of(plan):
        assert start == at
        at = end
    assert at == len(plan["extracted"]["text"])


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_any_dialect(sign: str, encoding: str) -> None:
    text = sign.join(["Handlungsfeld", "Maßnahme", "Zuständig"]) + "\r\n"
    text += sign.join(["Bildung", '"Büro, zwei\r\nZeilen; Text"', "Amt für Größe"]) + "\r\n"
    sheet = sheets.read_sheet(text.encode(encoding), "liste.csv")
    assert sheet.columns == ("Handlungsfeld", "Maßnahme", "Zuständig")
    assert [row.values for row in sheet.rows] == [("Bildung", "Büro, zwei\nZeilen; Text", "Amt für Größe")]
    assert sheet.rows[0].number == 2


def test_kept_mapping_fits_a_list_with_other_order() -> None:
    first = sheets.read_sheet(b"Was;Wer;Bis\nBank;Amt 66;2027\n", "a.csv")
    kept = Mapping(
        tuple(ColumnRole(c, p, 1.0) for c, p in zip(first.columns, ("title", "responsible", "deadline"), strict=True))
    )
    later = sheets.read_sheet(b"Neu;Wer;Was\nx;Amt 50;Fest\n", "b.csv")
    (measure,) = sheets.plan_from_sheet(later, Mapping.from_dict(kept.to_dict())).walk_measures()
    assert (measure.title, measure.responsible, measure.attributes) == ("Fest", "Amt 50", {"Neu": "x"})


def test_mapping_with_unknown_part_names_it() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"Farbe.*bunt"):
        Mapping.from_dict({"roles": [{"column": "Farbe", "part": "bunt"}]})


def test_list_without_a_measure_column_is_refused() -> None:
    sheet = sheets.read_sheet(b"Wer;Bis\nAmt 66;2027\n", "a.csv")
    mapping = Mapping((ColumnRole("Wer", "responsible", 1.0), ColumnRole("Bis", "deadline", 1.0)))
    with pytest.raises(NothingRecognisedError, match="Spaltenzuordnung"):
        sheets.plan_from_sheet(sheet, mapping)


def test_list_without_a_header_says_what_to_do() -> None:
    with pytest.raises(UnreadableDocumentError, match="Kopfzeile"):
        sheets.read_sheet(b"1;2;3\n4;5;6\n", "zahlen.csv")


def test_unnamed_column_of_dates_is_suggested_as_deadline() -> None:
    sheet = sheets.read_sheet("Maßnahme;\nBank bauen;2027\nFest feiern;fortlaufend\n".encode(), "a.csv")
    assert [role.part for role in sheets.suggest_mapping(sheet).roles] == ["title", "deadline"]
