# SPDX-License-Identifier: EUPL-1.2
"""What stands above measures without a mark of their own, and labels that only a sign parts from other values."""

from __future__ import annotations

import pytest

from tests.methods.plantext.test_grammar_structure import flat, read

_WEB = (
    "Thema: Lernen\nUnser Ziel: Alle Kinder lesen gern.\nLernpaten an Schulen\nWer kümmert sich? Schulamt\n"
    "Bis wann? 2026\nLesenacht\nWer kümmert sich? Bücherei\nBis wann? 2027\nThema: Spielen\n"
    "Unser Ziel: Alle Kinder spielen draußen.\nBolzplatz am Wehr\nWer kümmert sich? Sportamt\nBis wann? 2028\n"
    "Spielstraße\nWer kümmert sich? Tiefbauamt\nBis wann? {}\n"
)


def test_labels_above_untitled_sheets_head_those_that_follow() -> None:
    plan = read(_WEB.format("2029"))
    assert [(f.title, [g.text for g in f.goals]) for f in plan.fields] == [
        ("Lernen", ["Alle Kinder lesen gern."]), ("Spielen", ["Alle Kinder spielen draußen."]),
    ]  # fmt: skip
    assert flat(plan) == [
        (None, "Lernpaten an Schulen", "Schulamt", "2026"), (None, "Lesenacht", "Bücherei", "2027"),
        (None, "Bolzplatz am Wehr", "Sportamt", "2028"), (None, "Spielstraße", "Tiefbauamt", "2029"),
    ]  # fmt: skip


def test_names_behind_a_whole_time_are_not_part_of_it() -> None:
    plan = read(_WEB.format("2029") + "Das ist auch wichtig\nFerienpass\nKontakt\nRathaus\n")
    assert flat(plan)[-1][2:] == ("Tiefbauamt", "2029")


def test_theme_inside_every_sheet_is_its_title() -> None:
    plan = read(
        "Thema: Lernpaten\nZiel: Alle lesen gern.\nZuständig: Schulamt\nFrist: 2026\n\n"
        "Thema: Lesenacht\nZiel: Alle lesen viel.\nZuständig: Bücherei\nFrist: 2027\n"
    )
    assert plan.fields == ()


@pytest.mark.parametrize("sign", ["–", "|", "·", ";"])
def test_label_behind_a_sign_needs_no_second_witness(sign: str) -> None:
    plan = read(
        f"Ziel 1: Alle lesen gern\n\nNr. 1 Lernpaten\nWer: 40 {sign} Wann: K\nNr. 2 Lesenacht\nWer: – {sign} Wann: M\n"
        f"Nr. 3 Vorlesetag\nWer: 42 {sign} Wann: L\n"
    )
    assert flat(plan) == [
        ("1", "Lernpaten", "40", "K"), ("2", "Lesenacht", None, "M"), ("3", "Vorlesetag", "42", "L")
    ]  # fmt: skip


def test_label_behind_a_sign_on_the_second_line_of_a_value() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nZuständig: Schulamt | Frist: zum Schuljahres-\nbeginn 2027 | Priorität: A\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei | Frist: 2028\n"
    )
    assert flat(plan) == [
        ("1", "Lernpaten", "Schulamt", "zum Schuljahresbeginn 2027"), ("2", "Lesenacht", "Bücherei", "2028"),
    ]  # fmt: skip


def test_title_that_ends_with_a_parted_verb_is_whole() -> None:
    plan = read(
        "HF1 Lernen\nHF1-Z1 Bücher liegen überall aus\nHF1-Z1-M1 Lernpaten an allen Schulen der Stadt\n"
        "Zuständig: Schulamt | Frist: 2026 | Priorität: A | Kosten: keine\nHF1-Z2 Büchereien laden ein\n"
        "HF1-Z2-M1 Lesenacht\nZuständig: Bücherei | Frist: 2027 | Priorität: A | Kosten: keine\n"
    )
    assert [(g.text, [m.number for m in g.measures]) for f in plan.fields for g in f.goals] == [
        ("Bücher liegen überall aus", ["HF1-Z1-M1"]), ("Büchereien laden ein", ["HF1-Z2-M1"]),
    ]  # fmt: skip


_LIST = "• Lernpaten ({}Schulamt, 2026)\n• Lesenacht ({}Stadtbücherei, jährlich)\n• Vorlesetag ({}FD Kultur, ab 2027)\n"


def test_brackets_show_that_the_items_behind_a_colon_are_measures() -> None:
    plan = read(
        f"1. Handlungsfeld Lernen\nKinder sollen gern lesen.\nDas tun wir dafür:\n{_LIST.replace('{}', '')}"
        "2. Handlungsfeld Spielen\nKinder sollen draußen spielen.\nDas tun wir dafür:\n• Bolzplatz am Wehr (Sportamt; 2027)\n"
        "• Spielstraße (Tiefbauamt)\n• Ferienpass (Quartierbüros, laufend)\n"
    )
    assert [(f.title, len(f.measures)) for f in plan.fields] == [("Lernen", 3), ("Spielen", 3)]
    assert flat(plan)[-3:] == [
        (None, "Bolzplatz am Wehr", "Sportamt", "2027"), (None, "Spielstraße", "Tiefbauamt", None),
        (None, "Ferienpass", "Quartierbüros", "laufend"),
    ]  # fmt: skip


def test_items_behind_a_colon_without_such_brackets_are_no_measures() -> None:
    plan = read("1. Handlungsfeld Lernen\nDas haben wir vor Ort gesehen:\n" + _LIST.replace("{}", "so sagt das "))
    assert flat(plan) == []
