# SPDX-License-Identifier: EUPL-1.2
"""Labels by rule: heads of compounds, brackets, pairs, adjectives, signs, counted words; and what is none."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import Vocabulary
from leitziel.methods.plantext.grammar.compounds import derived
from tests.methods.plantext.test_grammar_structure import flat, read


@pytest.mark.parametrize(
    ("printed", "concepts"),
    [
        ("Qualitätsziel", ("goal",)),
        ("Realisierungszeitfenster", ("deadline",)),
        ("Zeitrahmen (von – bis)", ("deadline",)),
        ("Federführung/Zuständigkeit", ("responsible",)),
        ("Hauptakteur / Verantwortlichkeit", ("responsible",)),
        ("Frist – Laufzeit", ("deadline",)),
        ("Unser Ziel", ("goal",)),
        ("Angestrebter Zeitraum", ("deadline",)),
        ("Wann", ("deadline",)),
        ("Frist?", ("deadline",)),
        ("Netzwerkpartnerschaft", ("partners",)),
        ("Weitere Ziele", ()),
        ("Betroffenes Handlungsfeld", ()),
        ("Förderzeitraum", ()),
        ("Umfeld", ()),
        ("Beispiel aus dem Alltag", ()),
        ("Kosten/Frist", ()),
        ("Sie sagte", ()),
    ],
)
def test_derived_concept_of_a_printed_label(printed: str, concepts: tuple[str, ...]) -> None:
    assert derived(Vocabulary.default(), printed)[:1] == concepts


@pytest.mark.parametrize(
    ("responsible", "deadline"),
    [
        ("Verantwortungsbereich:", "Zeitrahmen (von – bis):"),
        ("Federführung/Zuständigkeit:", "Beginn/Ende:"),
        ("Wer:", "Wann:"),
        ("Wer?", "Wann?"),
        ("Ansprechpartner:", "Frist:"),
        ("Zuständige Stelle (Amt):", "Angestrebter Zeitraum:"),
    ],
)
def test_labels_by_rule_name_party_and_time(responsible: str, deadline: str) -> None:
    plan = read(
        f"Maßnahme 1: Lernpaten\n{responsible} Schulamt\n{deadline} 2026–2028\n\n"
        f"Maßnahme 2: Lesenacht\n{responsible} Bücherei\n{deadline} 2027\n"
    )
    assert flat(plan) == [("1", "Lernpaten", "Schulamt", "2026–2028"), ("2", "Lesenacht", "Bücherei", "2027")]


def test_contact_beside_a_responsible_party_stays_a_contact() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nZuständig: Schulamt\nAnsprechpartner: Verein Buch\n\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei\nAnsprechpartner: Verein Buch\n"
    )
    assert [m.responsible for m in plan.walk_measures()] == ["Schulamt", "Bücherei"]
    assert [m.attributes for m in plan.walk_measures()] == [{"Ansprechpartner": "Verein Buch"}] * 2


def test_contact_that_is_a_person_is_no_responsible_party() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nAnsprechpartner: Frau Muster\n\nMaßnahme 2: Lesenacht\nAnsprechpartner: Frau Beispiel\n"
    )
    assert [m.responsible for m in plan.walk_measures()] == [None, None]


@pytest.mark.parametrize("word", ["Säule", "Schwerpunkt", "Baustein"])
def test_counted_word_above_goals_is_a_field(word: str) -> None:
    plan = read(
        f"{word} 1: Lernen\nZiel 1: Alle Kinder lesen gern.\nMaßnahme 1: Lernpaten\nZuständig: Schulamt\n\n"
        f"{word} 2: Spielen\nZiel 2: Alle Kinder spielen draußen.\nMaßnahme 2: Bolzplatz\nZuständig: Sportamt\n"
    )
    assert [(f.number, f.title, len(f.goals)) for f in plan.fields] == [("1", "Lernen", 1), ("2", "Spielen", 1)]


def test_counted_word_inside_measures_is_no_field() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nZuständig: Schulamt\nSchritt 1: Werben\nSchritt 2: Schulen\n\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei\nSchritt 1: Planen\nSchritt 2: Lesen\n"
    )
    assert plan.fields == ()
    assert [m.number for m in plan.walk_measures()] == ["1", "2"]


def test_counted_compound_of_a_goal_is_a_goal() -> None:
    plan = read(
        "Handlungsfeld 1: Lernen\nQualitätsziel 1: Alle Kinder lesen gern.\nMaßnahme 1: Lernpaten\nZuständig: Schulamt\n"
    )
    assert [(g.number, g.text, len(g.measures)) for g in plan.fields[0].goals] == [("1", "Alle Kinder lesen gern.", 1)]


def test_unnumbered_vorhaben_with_a_title_opens_a_measure() -> None:
    plan = read(
        "Handlungsfeld: Lernen\nZiel: Alle Kinder lesen gern.\nVorhaben: Lernpaten\nZuständig: Schulamt\nFrist: 2026\n\n"
        "Vorhaben: Lesenacht\nZuständig: Bücherei\nFrist: 2027\n"
    )
    assert flat(plan) == [(None, "Lernpaten", "Schulamt", "2026"), (None, "Lesenacht", "Bücherei", "2027")]


def test_last_word_of_a_wrapped_sentence_is_no_label() -> None:
    plan = read(
        "Maßnahme 1: Lernpaten\nBeschreibung: Ältere Kinder geben jüngeren Kindern beim Lesen\nUnterstützung.\n"
        "Zuständig: Schulamt\n\nMaßnahme 2: Lesenacht\nBeschreibung: Eine Nacht lang ist offen.\nZuständig: Bücherei\n"
    )
    first = next(plan.walk_measures())
    assert (first.text, first.responsible) == (
        "Ältere Kinder geben jüngeren Kindern beim Lesen Unterstützung.",
        "Schulamt",
    )
    assert first.attributes == {}


def test_prose_with_words_that_end_like_labels_has_no_labels() -> None:
    plan = read(
        "Das Bildungsziel ist klar. Ein Qualitätsziel braucht Zeit.\nMaßnahme 1: Lernpaten\nZuständig: Schulamt\n"
        "Maßnahme 2: Lesenacht\nZuständig: Bücherei\n"
    )
    assert (plan.goals, flat(plan)) == (
        (),
        [("1", "Lernpaten", "Schulamt", None), ("2", "Lesenacht", "Bücherei", None)],
    )
