# SPDX-License-Identifier: EUPL-1.2
"""Bullets as measures, office and time in brackets, several labels on one line."""

from __future__ import annotations

import pytest

from tests.methods.plantext.test_grammar_structure import flat, read


def test_sentence_about_measures_with_a_colon_opens_a_list_of_measures() -> None:
    plan = read(
        "1. Handlungsfeld Lernen\nKinder sollen gern lesen.\nFolgende Maßnahmen sind geplant:\n• Lernpaten\n• Lesenacht\n"
        "2. Handlungsfeld Spielen\nKinder sollen draußen spielen.\nFolgende Maßnahmen sind geplant:\n• Bolzplatz\n• Spielstraße\n"
    )
    assert [(f.title, [m.text for m in f.measures]) for f in plan.fields] == [
        ("Lernen", ["Lernpaten", "Lesenacht"]),
        ("Spielen", ["Bolzplatz", "Spielstraße"]),
    ]


def test_office_and_time_in_closing_brackets_are_split_off() -> None:
    plan = read(
        "1. Handlungsfeld Lernen\nMaßnahmen\n• Lernpaten (Schulamt, bis Ende 2026)\n"
        "• Lesenacht, auch draußen (FD Kultur, jährlich)\n2. Handlungsfeld Spielen\nMaßnahmen\n"
        "• Bolzplatz (mit Netz) am Wehr (Sportamt; 2027)\n• Spielstraße (Tiefbauamt)\n"
    )
    assert flat(plan) == [
        (None, "Lernpaten", "Schulamt", "bis Ende 2026"), (None, "Lesenacht, auch draußen", "FD Kultur", "jährlich"),
        (None, "Bolzplatz (mit Netz) am Wehr", "Sportamt", "2027"), (None, "Spielstraße", "Tiefbauamt", None),
    ]  # fmt: skip


def test_other_words_in_brackets_stay() -> None:
    plan = read("Handlungsfeld Lernen\nMaßnahmen\n• Lernpaten (für alle, die wollen)\n• Lesenacht (mit Frühstück)\n")
    assert flat(plan) == [
        (None, "Lernpaten (für alle, die wollen)", None, None), (None, "Lesenacht (mit Frühstück)", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "between",
    [
        "Zuständig: {}, Termin: {}",
        "Wer? {}, Wann? {}",
        "Zuständig: {} | Frist: {}",
        "Zuständig: {} / Frist: {}",
        "(Zuständig: {}, Termin: {})",
    ],
)
def test_several_labels_on_a_line_leave_no_separator(between: str) -> None:
    plan = read(
        f"Maßnahme 1: Lernpaten\n{between.format('Schulamt', '2026')}\n\n"
        f"Maßnahme 2: Lesenacht\n{between.format('Bücherei', '2027')}\n"
    )
    assert flat(plan) == [("1", "Lernpaten", "Schulamt", "2026"), ("2", "Lesenacht", "Bücherei", "2027")]
