# SPDX-License-Identifier: EUPL-1.2
"""Numbers as offices print them are taken off titles, count on, and say what stands under what."""

from __future__ import annotations

import pytest

from tests.methods.plantext.test_grammar_structure import flat, read


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("({}) ", ("1", "2", "3")),
        ("Nr. {} ", ("1", "2", "3")),
        ("Nr. {}: ", ("1", "2", "3")),
        ("Lfd. Nr. {} ", ("1", "2", "3")),
        ("Ziffer {} – ", ("1", "2", "3")),
        ("{} ", ("1/1", "1/2", "2/1")),
        ("{} ", ("A.1.a", "A.1.b", "A.2.a")),
        ("{}: ", ("S1.M1", "S1.M2", "S2.M1")),
    ],
)
def test_number_before_a_title_is_the_number(printed: str, numbers: tuple[str, str, str]) -> None:
    first, second, third = (printed.format(number) for number in numbers)
    plan = read(
        f"Handlungsfeld Lernen\n\n{first}Lernpaten\nZuständig: Schulamt\n\n{second}Lesenacht\nZuständig: Bücherei\n\n"
        f"{third}Vorlesetag\nZuständig: Kulturamt\n"
    )
    assert flat(plan) == [
        (numbers[0], "Lernpaten", "Schulamt", None), (numbers[1], "Lesenacht", "Bücherei", None),
        (numbers[2], "Vorlesetag", "Kulturamt", None),
    ]  # fmt: skip
    assert [field.title for field in plan.fields] == ["Lernen"]


def test_ids_of_several_letter_groups_carry_the_tree() -> None:
    plan = read(
        "HF1 Lernen\nHF1-Z1 Alle Kinder lesen gern\nHF1-Z1-M1 Lernpaten\nZuständig: Schulamt\nHF1-Z1-M2 Lesenacht\n"
        "Zuständig: Bücherei\nHF2 Spielen\nHF2-Z1 Alle Kinder spielen draußen\nHF2-Z1-M1 Bolzplatz\nZuständig: Sportamt\n"
    )
    assert [(f.number, f.title, [(g.number, g.text) for g in f.goals]) for f in plan.fields] == [
        ("HF1", "Lernen", [("HF1-Z1", "Alle Kinder lesen gern")]),
        ("HF2", "Spielen", [("HF2-Z1", "Alle Kinder spielen draußen")]),
    ]
    assert [number for number, *_ in flat(plan)] == ["HF1-Z1-M1", "HF1-Z1-M2", "HF2-Z1-M1"]


@pytest.mark.parametrize("letters", [("I", "II"), ("A", "B")])
def test_letters_that_count_fields_are_their_numbers(letters: tuple[str, str]) -> None:
    plan = read(
        f"Handlungsfeld {letters[0]}: Lernen\nMaßnahme 1: Lernpaten\nZuständig: Schulamt\n\n"
        f"Handlungsfeld {letters[1]}: Spielen\nMaßnahme 2: Bolzplatz\nZuständig: Sportamt\n"
    )
    assert [(f.number, f.title) for f in plan.fields] == [(letters[0], "Lernen"), (letters[1], "Spielen")]


def test_number_column_with_letters_in_a_flattened_table() -> None:
    plan = read(
        "Nr.\nMaßnahme\nZuständig\nFrist\nA.1.a\nLernpaten\nSchulamt\n2026\nA.1.b\nLesenacht\nStadtbücherei\n2027\n"
        "A.2.a\nVorlesetag\nKulturamt\njährlich\n"
    )
    assert flat(plan) == [
        ("A.1.a", "Lernpaten", "Schulamt", "2026"), ("A.1.b", "Lesenacht", "Stadtbücherei", "2027"),
        ("A.2.a", "Vorlesetag", "Kulturamt", "jährlich"),
    ]  # fmt: skip


def test_number_that_counts_on_opens_behind_a_full_line() -> None:
    goal = "Alle Kinder der Stadt haben am Ende der vierten Klasse sicher schwimmen, lesen und schreiben gelernt."
    plan = read(
        f"Handlungsfeld 1: Lernen\nZiel: {goal}\nM 1 Lernpaten an allen Grundschulen\nZuständig: Schulamt\nFrist: 2026\n"
        "M 2 Lesenacht\nZuständig: Bücherei\nFrist: 2027\n"
    )
    assert [g.text for g in plan.fields[0].goals] == [goal]
    assert flat(plan) == [
        ("M 1", "Lernpaten an allen Grundschulen", "Schulamt", "2026"), ("M 2", "Lesenacht", "Bücherei", "2027"),
    ]  # fmt: skip


def test_counted_sentences_inside_a_measure_open_nothing() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nZuständig: Schulamt\nNächste Schritte:\n(1) Paten suchen\n(2) Paten schulen\n\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei\n"
    )
    assert plan.fields == ()
    assert flat(plan) == [("1", "Lernpaten", "Schulamt", None), ("2", "Lesenacht", "Bücherei", None)]
