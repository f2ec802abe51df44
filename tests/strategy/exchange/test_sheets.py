# SPDX-License-Identifier: EUPL-1.2
"""The working table out and in again, through the files themselves."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitziel.core import undo
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry, UndoStep
from leitziel.strategy.actions.editing.permissions import ReasonNeededError
from leitziel.strategy.actions.sheets import SheetProblem, apply_sheet, decide_conflicts, stage_sheet
from leitziel.strategy.actions.sheets.applying import compared
from leitziel.strategy.exchange.export.internal import working_table_csv, working_table_xlsx
from leitziel.strategy.exchange.sheets.columns import COLUMNS, in_sheet_language
from leitziel.strategy.exchange.sheets.workbook import SheetFileError
from leitziel.strategy.models import Edition, Measure
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(municipality):
    edition = build_edition(municipality, measures=12, fields=3, goals_per_field=2, published=False, state="draft")
    with scope(municipality=municipality):
        yield Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)


def heading(name: str) -> str:
    with in_sheet_language():
        return next(str(column.title) for column in COLUMNS if column.name == name)


class Book:
    """The working table opened in a program for spreadsheets."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.page = self.book.worksheets[0]

    def column(self, name: str) -> int:
        """Place of a column by its name in code."""
        return next(cell.column for cell in self.page[1] if cell.value == heading(name))

    def row_of(self, number: str) -> int:
        place = self.column("number")
        return next(row for row in range(2, self.page.max_row + 1) if self.page.cell(row, place).value == number)

    def put(self, number: str, title: str, value) -> None:
        self.page.cell(self.row_of(number), self.column(title)).value = value

    def add(self, **values) -> int:
        row = next(r for r in range(2, self.page.max_row + 2) if all(c.value is None for c in self.page[r]))
        for title, value in values.items():
            self.page.cell(row, self.column(title)).value = value
        return row

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def uploaded(edition, data, name="tabelle.xlsx", actor=None):
    return stage_sheet(actor=actor, edition=edition, data=data, name=name)


def look(edition, data, name="tabelle.xlsx", access=None):
    return compared(uploaded(edition, data, name), access)


def said(comparison):
    return [(c.row, c.kind, [(x.name, x.before, x.after) for x in c.cells]) for c in comparison.changes]


def test_table_without_edits_changes_nothing(draft):
    for data, name in ((working_table_xlsx(draft), "t.xlsx"), (working_table_csv(draft), "t.csv")):
        found = look(draft, data, name)
        assert (said(found), found.conflicts, found.problems, found.unmentioned) == ([], [], [], 0)


TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["=cmd|'/c calc'!A1", "+49 3641", "-1", "@SUM(A1)", "\t=1", "'quoted", "''=x", "'=x", "e\u0301", "_x0041_"]
    ),
    st.builds(lambda text: text + "ü" * 32_760, st.text(max_size=10)),
)


@given(texts=st.lists(TEXT, min_size=5, max_size=5))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_is_changed_by_the_way_out_and_in(draft, texts):
    """Whatever a measure says: formulas, apostrophes, control characters, texts longer than a cell."""
    row = Measure.objects.filter(edition=draft).order_by("position").first()
    row.title, row.text, row.focus, row.deadline_text = texts[0][:400], texts[1] or "x", texts[2], texts[3]
    row.attributes = {"Kosten": texts[4]}
    row.save()
    for data, name in ((working_table_xlsx(draft), "t.xlsx"), (working_table_csv(draft), "t.csv")):
        found = look(draft, data, name)
        assert (said(found), found.conflicts, found.problems) == ([], [], [])
    saved_again = look(draft, Book(working_table_xlsx(draft)).data())
    assert (said(saved_again), saved_again.problems) == ([], [])


def test_edited_cells_are_shown_and_taken_over_as_one_step(draft, planner, municipality):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "text", "Ein neuer Text")
    book.put("M2", "target_groups", "Familien\nJugendliche")
    book.put("M3", "deadline_text", "bis Ende 2031")
    sheet = uploaded(draft, book.data(), actor=planner)
    access = Access(planner, municipality)
    found = compared(sheet, access)
    assert [(c.heading[:2], [x.name for x in c.cells]) for c in found.changes] == [
        ("M1", ["text"]),
        ("M2", ["target_groups"]),
        ("M3", ["deadline_text"]),
    ]
    before = LogEntry.objects.filter(verb="strategy.sheet.applied").count()
    apply_sheet(actor=planner, sheet=sheet, version=sheet.version, seen=found.fingerprint())
    rows = {m.number: m for m in Measure.objects.filter(edition=draft)}
    assert rows["M1"].text == "Ein neuer Text"
    assert [t.label for t in rows["M2"].target_groups.order_by("label")] == ["Familien", "Jugendliche"]
    assert (rows["M3"].deadline_kind, rows["M3"].deadline_end) == ("by", "2031")
    assert (sheet.state, sheet.result) == ("applied", {"change": 3, "new": 0, "delete": 0, "left_out": 0})
    assert LogEntry.objects.filter(verb="strategy.sheet.applied").count() == before + 1
    assert [c["measure"] for c in LogEntry.objects.get(verb="strategy.sheet.applied").detail.payload["children"]] == [
        rows[n].pk for n in ("M1", "M2", "M3")
    ]


def test_step_is_taken_back_whole(draft, planner):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "text", "Ein neuer Text")
    book.put("M2", "delete", "ja")
    book.add(title="Ganz neu", place=book.page.cell(2, book.column("place")).value)
    texts = lambda: list(Measure.objects.filter(edition=draft).order_by("position").values_list("title", "text"))  # noqa: E731
    before = texts()
    sheet = uploaded(draft, book.data(), actor=planner)
    apply_sheet(actor=planner, sheet=sheet, version=None, seen=None)
    assert sheet.result == {"change": 1, "new": 1, "delete": 1, "left_out": 0}
    assert texts() != before
    assert len(texts()) == len(before)
    undo.take_back(actor=planner, step_=UndoStep.objects.latest("pk"))
    assert texts() == before


def test_new_and_moved_measures_stand_where_the_table_says(draft, planner):
    book = Book(working_table_xlsx(draft))
    places = [book.page.cell(row, book.column("place")).value for row in range(2, 14)]
    book.put("M1", "place", places[-1])
    book.add(text="Neue Maßnahme", number="M99", place=places[-1])
    sheet = uploaded(draft, book.data(), actor=planner)
    apply_sheet(actor=planner, sheet=sheet, version=None, seen=None)
    rows = {m.number: m for m in Measure.objects.filter(edition=draft).select_related("goal")}
    assert rows["M1"].goal == rows["M99"].goal == rows["M12"].goal
    assert rows["M1"].field_id == rows["M99"].field_id == rows["M12"].field_id


def test_cell_that_both_sides_changed_waits_for_a_decision(draft, planner):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "text", "Aus der Tabelle")
    book.put("M2", "text", "Auch aus der Tabelle")
    Measure.objects.filter(edition=draft, number="M1").update(text="Von der Seite", version=2)
    Measure.objects.filter(edition=draft, number="M2").update(focus="Von der Seite", version=2)
    sheet = uploaded(draft, book.data(), actor=planner)
    found = compared(sheet, None)
    assert [(c.name, c.site, c.table) for c in found.conflicts] == [("text", "Von der Seite", "Aus der Tabelle")]
    assert [c.heading[:2] for c in found.changes] == ["M2"]
    decide_conflicts(actor=planner, sheet=sheet, version=1, chosen={found.conflicts[0].key: "table"})
    sheet.refresh_from_db()
    apply_sheet(actor=planner, sheet=sheet, version=2, seen=None)
    rows = {m.number: m for m in Measure.objects.filter(edition=draft)}
    assert (rows["M1"].text, rows["M2"].text, rows["M2"].focus) == (
        "Aus der Tabelle",
        "Auch aus der Tabelle",
        "Von der Seite",
    )


def test_plan_that_changed_after_the_look_is_looked_at_again(draft, planner):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "text", "Aus der Tabelle")
    sheet = uploaded(draft, book.data(), actor=planner)
    seen = compared(sheet, None).fingerprint()
    Measure.objects.filter(edition=draft, number="M1").update(text="Von der Seite", version=2)
    with pytest.raises(ChangedMeanwhileError):
        apply_sheet(actor=planner, sheet=sheet, version=None, seen=seen)
    assert Measure.objects.get(edition=draft, number="M1").text == "Von der Seite"


def test_errors_name_cell_and_reason_and_nothing_is_taken_over(draft, planner):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "text", "Das wäre in Ordnung")
    book.put("M2", "target_groups", "Marsmenschen")
    book.put("M3", "deadline_end", "irgendwann")
    book.put("M4", "text", "=1+1")
    book.put("M5", "place", "Gibt es nicht [Z zzzzzz]")
    book.put("M6", "id", book.page.cell(book.row_of("M7"), book.column("id")).value)
    book.put("M8", "delete", "vielleicht")
    book.put("M9", "title", None)
    book.put("M9", "text", "  ")
    sheet = uploaded(draft, book.data(), actor=planner)
    found = compared(sheet, None)
    letter = lambda title: openpyxl.utils.get_column_letter(book.column(title))  # noqa: E731
    assert [(p.row - 1, p.column, p.value) for p in found.problems] == [
        (2, letter("target_groups"), "Marsmenschen"),
        (3, letter("deadline_end"), "irgendwann"),
        (4, letter("text"), ""),
        (5, letter("place"), "Gibt es nicht [Z zzzzzz]"),
        (6, "A", book.page["A8"].value),
        (7, "A", book.page["A8"].value),
        (8, letter("delete"), "vielleicht"),
        (9, letter("text"), ""),
    ]
    assert all(p.reason for p in found.problems)
    with pytest.raises(SheetProblem):
        apply_sheet(actor=planner, sheet=sheet, version=None, seen=None)
    assert "Das wäre in Ordnung" not in set(Measure.objects.values_list("text", flat=True))
    assert sheet.state == "staged"


def test_what_people_do_with_tables_is_tolerated(draft):
    """Columns in another order and one of their own, another name, sorted rows, blank lines, rows left out."""
    book = Book(working_table_xlsx(draft))
    page = book.page
    values = [[cell.value for cell in row] for row in page.iter_rows(max_row=13)]
    order = list(reversed(range(len(values[0]))))
    other = book.book.create_sheet("Meine Fassung")
    other.append(["Bitte bis Freitag zurück"])
    other.append([])
    for row in [values[0], *sorted(values[1:], key=lambda r: r[0], reverse=True)][:11]:
        other.append([row[i] for i in order] + (["Anmerkung"] if row is values[0] else ["gut"]))
        other.append([])
    del book.book[page.title]
    found = look(draft, book.data(), "umbenannt.xlsx")
    assert (said(found), found.problems, found.unmentioned) == ([], [], 2)
    assert any("Anmerkung" in note for note in found.notes)


def test_days_and_numbers_typed_into_cells_are_read_as_shown(draft):
    book = Book(working_table_xlsx(draft))
    book.put("M1", "deadline_text", datetime.date(2027, 6, 30))
    book.put("M2", "title", 2027)
    book.put("M3", "every_months", 6.0)
    found = look(draft, book.data())
    assert [(x.name, x.after) for c in found.changes for x in c.cells] == [
        ("deadline_text", "30.06.2027"),
        ("title", "2027"),
        ("every_months", "6"),
    ]
    assert found.problems == []


def test_merged_cells_are_errors(draft):
    book = Book(working_table_xlsx(draft))
    place = book.column("text")
    book.page.merge_cells(start_row=3, end_row=4, start_column=place, end_column=place)
    found = look(draft, book.data())
    assert [(p.row, p.heading) for p in found.problems] == [(4, heading("text"))]


@pytest.mark.parametrize("name", ["id", "key"])
def test_table_without_its_ids_is_refused(draft, name):
    book = Book(working_table_xlsx(draft))
    book.page.delete_cols(book.column(name))
    with pytest.raises(SheetFileError):
        uploaded(draft, book.data())


def test_column_sorted_without_the_others_is_noticed(draft):
    book = Book(working_table_xlsx(draft))
    first, second = book.page["A2"].value, book.page["A3"].value
    book.page["A2"].value, book.page["A3"].value = second, first
    found = look(draft, book.data())
    assert ([(p.row, p.column) for p in found.problems], said(found)) == ([(2, "A"), (3, "A")], [])


def test_plan_that_counts_asks_for_a_reason(municipality, planner):
    edition = build_edition(municipality, measures=6, fields=1, goals_per_field=1)
    with scope(municipality=municipality):
        edition = Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)
        book = Book(working_table_xlsx(edition))
        book.put("M1", "text", "Neuer Wortlaut")
        sheet = uploaded(edition, book.data(), actor=planner)
        with pytest.raises(ReasonNeededError):
            apply_sheet(actor=planner, sheet=sheet, version=None, seen=None)
        apply_sheet(actor=planner, sheet=sheet, version=None, seen=None, reason="Schreibfehler")
        assert Measure.objects.get(edition=edition, number="M1").text == "Neuer Wortlaut"


def test_office_changes_only_what_is_its_own(municipality, make_user):
    edition = build_edition(municipality, measures=6, fields=1, goals_per_field=1)
    with scope(municipality=municipality):
        edition = Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)
        mine = Measure.objects.get(edition=edition, number="M2")
        office = mine.responsibilities.get(role="lead").organisation
        person = make_user(municipality, "office", organisation=office)
        other = Measure.objects.filter(edition=edition).exclude(
            responsibilities__role="lead", responsibilities__organisation=office
        )[0]
        book = Book(working_table_xlsx(edition))
        book.put("M2", "focus", "Unser Fokus")
        allowed = look(edition, book.data(), access=Access(person, municipality))
        assert ([c.measure.number for c in allowed.changes], allowed.problems) == (["M2"], [])
        book.put("M2", "text", "Anderer Wortlaut")
        book.put(other.number, "focus", "Nicht unser Fokus")
        book.put(other.number, "delete", "ja")
        book.add(text="Neu")
        refused = look(edition, book.data(), access=Access(person, municipality))
        assert sorted(p.heading for p in refused.problems) == sorted(heading(name) for name in ("text", "delete", "id"))


def test_comparison_takes_few_queries_however_long_the_table(municipality, django_assert_num_queries):
    for measures, concept in ((10, "Klein"), (200, "Groß")):
        edition = build_edition(municipality, measures=measures, concept=concept, published=False, state="draft")
        with scope(municipality=municipality):
            edition = Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)
            with django_assert_num_queries(11):
                data = working_table_csv(edition)
            sheet = uploaded(edition, data.replace(b"stimmen sich", b"treffen sich"), "t.csv")
            with django_assert_num_queries(11):
                found = compared(sheet, None)
            assert len(found.changes) == measures
