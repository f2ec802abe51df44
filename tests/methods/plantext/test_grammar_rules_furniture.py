# SPDX-License-Identifier: EUPL-1.2
"""Furniture never eats data, and is found where it counts."""

from __future__ import annotations

import pytest

from tests.methods.plantext.test_grammar_structure import flat, read


@pytest.mark.parametrize(
    ("first", "second"), [("2027/28", "2028/29"), ("2027", "2028"), ("2026 / 2027", "2027 / 2028")]
)
def test_years_alone_on_a_line_are_values_and_no_pages(first: str, second: str) -> None:
    plan = read(
        f"Maßnahme 1: Lernpaten\nZuständig:\nSchulamt\nLaufzeit:\n{first}\nMaßnahme 2: Lesenacht\nZuständig:\nBücherei\n"
        f"Laufzeit:\n{second}\n"
    )
    assert flat(plan) == [("1", "Lernpaten", "Schulamt", first), ("2", "Lesenacht", "Bücherei", second)]


def test_years_beside_a_line_that_comes_back_are_values() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nZuständig: Schulamt\nLaufzeit:\n2026\nNach oben\n\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei\nLaufzeit:\n2027\nNach oben\n"
    )
    assert flat(plan) == [("1", "Lernpaten", "Schulamt", "2026"), ("2", "Lesenacht", "Bücherei", "2027")]
    assert [plan.text[a:b].strip() for a, b in plan.unassigned if plan.text[a:b].strip()] == ["Nach oben"] * 2


def test_page_mark_between_the_rows_of_a_table_takes_no_row() -> None:
    plan = read(
        "Der Plan wurde mit vielen Menschen aus der ganzen Stadt erarbeitet und im Herbst im Ausschuss beraten.\n\n"
        "Nr.   Maßnahme               Zuständig       Frist\n1     Hecken pflanzen        Gartenamt       2026\n"
        "2     Teiche entschlammen    Umweltamt       jährlich\nSeite 4 von 9\n"
        "3     Bienenhotels bauen     Forstamt        2027\n4     Obstbäume verschenken  Forstamt        2028\n"
    )
    assert flat(plan) == [
        ("1", "Hecken pflanzen", "Gartenamt", "2026"), ("2", "Teiche entschlammen", "Umweltamt", "jährlich"),
        ("3", "Bienenhotels bauen", "Forstamt", "2027"), ("4", "Obstbäume verschenken", "Forstamt", "2028"),
    ]  # fmt: skip


def test_running_line_that_counts_its_sheets_is_furniture() -> None:
    head = "Ort X · Sportplan · Blatt {} von 3\n\n"
    plan = read(
        head.format(1) + "Maßnahme 1: Rollbahn\nZuständig: Bauamt\n\n" + head.format(2)
        + "Maßnahme 2: Kletterwand\nZuständig: Sportamt\n\n" + head.format(3) + "Maßnahme 3: Bolzplatz\nZuständig: Sportamt\n"
    )  # fmt: skip
    assert flat(plan) == [
        ("1", "Rollbahn", "Bauamt", None), ("2", "Kletterwand", "Sportamt", None), ("3", "Bolzplatz", "Sportamt", None),
    ]  # fmt: skip
    assert plan.description is None
