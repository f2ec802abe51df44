# SPDX-License-Identifier: EUPL-1.2
"""Overviews that name the measures a second time, and chapters that hold the fields of another chapter."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import Plan, parse, reading
from tests.methods.plantext.test_grammar_structure import flat, read

SHEETS = (
    "Handlungsfeld 1: Lernen\n\n1.1 Lernpaten\nZuständig: Schulamt\nFrist: 2026\n\n"
    "1.2 Lesenacht\nZuständig: Bücherei\nFrist: 2027\n\n"
)
WANTED = [("1.1", "Lernpaten", "Schulamt", "2026"), ("1.2", "Lesenacht", "Bücherei", "2027")]
TABLE = "| Nr. | Maßnahme | Zuständig | Frist |\n|---|---|---|---|\n| 1.1 | Lernpaten | Schulamt | 2026 |\n| 1.2 | Lesenacht | Bücherei | 2027 |\n"
CELLS = (
    "<h2>Handlungsfeld 1: Lernen</h2>{before}<h3>1.1 Lernpaten</h3><p>Zuständig: Schulamt</p><p>Frist: 2026</p>"
    "<h3>1.2 Lesenacht</h3><p>Zuständig: Bücherei</p><p>Frist: 2027</p>{behind}"
)
ROWS = (
    "<table><tr><th>Maßnahme</th><th>Zuständig</th></tr><tr><td>Lernpaten</td><td>Schulamt</td></tr>"
    "<tr><td>Lesenacht</td><td>{office}</td></tr>{more}</table>"
)


def unassigned(plan: Plan) -> str:
    return " ".join(" ".join(plan.text[start:end].split()) for start, end in plan.unassigned)


def _html(places: dict[str, str]) -> Plan:
    return parse(reading.read(CELLS.format(**places).encode(), name="plan.html"))


def test_time_chart_at_the_end_leaves_the_measures() -> None:
    plan = read(
        f"{SHEETS}Zeitplan\n                 2026   2027   2028\n1.1 Lernpaten    x      x      x\n"
        "1.2 Lesenacht           x      x\n"
    )
    assert flat(plan) == WANTED
    assert [m.attributes for m in plan.fields[0].measures] == [{}, {}]
    assert "1.1 Lernpaten x x x 1.2 Lesenacht x x" in unassigned(plan)


def test_pipe_table_of_all_measures_at_the_end_is_no_second_set() -> None:
    plan = read(f"{SHEETS}Anlage: Übersicht\n\n{TABLE}")
    assert flat(plan) == WANTED
    assert "| 1.1 | Lernpaten | Schulamt | 2026 |" in unassigned(plan)
    assert plan.title is None


@pytest.mark.parametrize("place", ["before", "behind"])
def test_table_of_cells_with_all_measures_is_no_second_set(place: str) -> None:
    places = {"before": "", "behind": ""} | {place: ROWS.format(office="Bücherei", more="")}
    plan = _html(places)
    assert flat(plan) == WANTED


def test_table_with_measures_of_its_own_stays() -> None:
    more = "<tr><td>Bolzplatz</td><td>Sportamt</td></tr><tr><td>Wippe</td><td>Sportamt</td></tr>"
    plan = _html({"before": "", "behind": ROWS.format(office="Bücherei", more=more)})
    assert [row[1] for row in flat(plan)] == ["Lernpaten", "Lesenacht", "Lernpaten", "Lesenacht", "Bolzplatz", "Wippe"]


def test_chapter_with_fields_numbered_for_another_chapter_is_no_field() -> None:
    document = (
        "# 1. Einleitung\nDer Plan ist beraten worden.\n\n## 2.1 Lernen\n### Lernpaten\nZuständig: Schulamt\n"
        "### Lesenacht\nZuständig: Bücherei\n## 2.2 Spielen\n### Bolzplatz\nZuständig: Sportamt\n"
    )
    plan = parse(reading.read(document.encode(), name="plan.md"))
    assert [(f.number, f.title, len(f.measures)) for f in plan.fields] == [("2.1", "Lernen", 2), ("2.2", "Spielen", 1)]
