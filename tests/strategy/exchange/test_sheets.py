# SPDX-License-Identifier: EUPL-1.2
"""The working table out and in again, through the files themselves."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitziel.strategy.actions.sheets import stage_sheet
from leitziel.strategy.actions.sheets.applying import compared
from leitziel.strategy.exchange.export.internal import working_table_csv, working_table_xlsx
from leitziel.strategy.models import Edition, Measure
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(municipality):
    edition = build_edition(municipality, measures=12, fields=3, goals_per_field=2, published=False, state="draft")
    with scope(municipality=municipality):
        yield Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)


class Book:
    """The working table opened in a program for spreadsheets."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.page = self.book.worksheets[0]

    def column(self, title: str) -> int:
        return next(cell.column for cell in self.page[1] if cell.value == title)

    def row_of(self, number: str) -> int:
        place = self.column("Nummer")
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
