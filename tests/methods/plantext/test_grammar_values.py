# SPDX-License-Identifier: EUPL-1.2
"""Values understood: deadlines, parties, examples, council papers, hyphens."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import Party, Role, Schedule, ScheduleKind
from leitziel.methods.plantext.grammar.values import (
    council_papers,
    read_schedule,
    source_title,
    split_examples,
    split_parties,
    stated_rhythm,
)
from leitziel.methods.plantext.grammar.words import join

K = ScheduleKind


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("fortlaufend", Schedule(K.ONGOING)),
        ("Daueraufgabe", Schedule(K.ONGOING)),
        ("bis 2027", Schedule(K.BY, end="2027")),
        ("bis 30.06.2027", Schedule(K.BY, end="2027-06-30")),
        ("Ende 2026", Schedule(K.BY, end="2026")),
        ("spätestens März 2028", Schedule(K.BY, end="2028-03")),
        ("2026 – 2028", Schedule(K.PERIOD, start="2026", end="2028")),
        ("2026 bis 2029", Schedule(K.PERIOD, start="2026", end="2029")),
        ("01/2026 - 06/2027", Schedule(K.PERIOD, start="2026-01", end="2027-06")),
        ("Schuljahr 2026/27", Schedule(K.PERIOD, start="2026", end="2027")),
        ("3. Quartal 2026", Schedule(K.PERIOD, start="2026-07", end="2026-09")),
        ("2027", Schedule(K.PERIOD, start="2027", end="2027")),
        ("ab Juni 2026", Schedule(K.ONGOING, start="2026-06")),
        ("jährlich", Schedule(K.RECURRING, every_months=12)),
        ("alle zwei Jahre", Schedule(K.RECURRING, every_months=24)),
        ("vierteljährlich", Schedule(K.RECURRING, every_months=3)),
        ("alle 18 Monate", Schedule(K.RECURRING, every_months=18)),
        ("ab 2026 jährlich", Schedule(K.RECURRING, start="2026", every_months=12)),
        ("nach Beschluss des Haushalts", Schedule(K.UNKNOWN)),
        ("–", None),
        ("", None),
        (None, None),
    ],
)
def test_read_schedule_of_printed_deadline(text: str | None, schedule: Schedule | None) -> None:
    assert read_schedule(text) == schedule


def test_stated_rhythm_of_a_sentence() -> None:
    assert stated_rhythm("Die Messe findet alle zwei Jahre statt.") == (
        Schedule(K.RECURRING, every_months=24),
        "alle zwei Jahre",
    )
    assert stated_rhythm("Die Messe findet statt.") is None


L, P, U = Role.LEAD, Role.PARTNER, Role.UNSPECIFIED


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Dezernate 2,4 + 5", [("Dezernat 2", U), ("Dezernat 4", U), ("Dezernat 5", U)]),
        ("Dezernate 2, 4 und 5, Polizei", [("Dezernat 2", U), ("Dezernat 4", U), ("Dezernat 5", U), ("Polizei", U)]),
        ("FD Jugend und Bildung", [("FD Jugend und Bildung", U)]),
        (
            "Fachdienste Jugend und Bildung, Jugendhilfe, Soziales und Stadtentwicklung, Vereine",
            [
                ("Fachdienst Jugend und Bildung", U), ("Fachdienst Jugendhilfe", U), ("Fachdienst Soziales", U),
                ("Fachdienst Stadtentwicklung", U), ("Vereine", U),
            ],
        ),
        ("Fachdienste der Stadtverwaltung", [("Fachdienste der Stadtverwaltung", U)]),
        ("FD Soziales in Kooperation mit Jugendamt", [("FD Soziales", L), ("Jugendamt", P)]),
        ("Jugendamt mit Kooperationspartnern", [("Jugendamt", L), ("Kooperationspartnern", P)]),
        ("Sportamt (Federführung), Schulamt", [("Sportamt", L), ("Schulamt", P)]),
        ("Werk- und Fachdienstleitungen", [("Werk- und Fachdienstleitungen", U)]),
        ("alle, insbesondere Führungskräfte", [("alle, insbesondere Führungskräfte", U)]),
        ("Dezernat für Soziales, Gesundheit und Klima, Vereine", [("Dezernat für Soziales, Gesundheit und Klima", U), ("Vereine", U)]),
        ("Büro für Migration und Integration, Vereine", [("Büro für Migration und Integration", U), ("Vereine", U)]),
        ("UA / HA", [("UA", U), ("HA", U)]),
        ("FD Soziales und Büro für Migration sowie externe Partner", [("FD Soziales", U), ("Büro für Migration", U), ("externe Partner", U)]),
    ],
)  # fmt: skip
def test_split_parties_of_printed_value(text: str, parties: list[tuple[str, Role]]) -> None:
    assert split_parties(text) == tuple(Party(name, role) for name, role in parties)


def test_split_examples_keeps_brackets_and_quotes_whole() -> None:
    assert split_examples("Broschüre (digital, analog) „Ferien, vor Ort“, Lauf 3,5 km, Café") == (
        "Broschüre (digital, analog) „Ferien, vor Ort“", "Lauf 3,5 km", "Café",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("Vgl. Aktionsplan, 21/1108-BV", ("21/1108-BV",)),
        ("Satzung 18/1793-BV und 19/2219-BV", ("18/1793-BV", "19/2219-BV")),
        ("Vorlage 2024/0482 Bericht", ("2024/0482",)),
        ("Beschluss 0041-StR/2019", ("0041-StR/2019",)),
        ("Schuljahr 2026/2027, Haushalt 2025/26", ()),
        ("32 °C am 12.03.2024", ()),
    ],
)
def test_council_papers_of_a_text(text: str, papers: tuple[str, ...]) -> None:
    assert council_papers(text) == papers


def test_source_title_without_lead_and_number() -> None:
    assert source_title("Vgl. Strategie, 19/2234-BV") == source_title("Strategie 19/2056-BV") == "strategie"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Bera-", "tung"], "Beratung"),
        (["Kinder-", "und Jugendhilfe"], "Kinder- und Jugendhilfe"),
        (["Stellenbe- und", "-ausschreibungen"], "Stellenbe- und -ausschreibungen"),
        (["GIS-", "Integration"], "GIS-Integration"),
        (["Sozial-/", "Wohlfahrt"], "Sozial-/Wohlfahrt"),
        (["Bera\u00ad", "tung"], "Beratung"),
        (["ein", "Satz"], "ein Satz"),
    ],
)
def test_join_undoes_hyphenation(lines: list[str], text: str) -> None:
    assert join(lines) == text
