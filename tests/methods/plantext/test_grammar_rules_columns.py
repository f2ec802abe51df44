# SPDX-License-Identifier: EUPL-1.2
"""Columns that lost their place: cells one below the other, sheets side by side, labels at the right, contacts."""

from __future__ import annotations

from leitziel.methods.plantext import parse
from leitziel.methods.plantext.reading import read as read_file
from tests.methods.plantext.test_grammar_structure import flat, read


def test_numbered_cells_below_their_headers_end_at_a_blank_line() -> None:
    header = "Kennung\nVorhaben\nZuständigkeitsbereich\nZeithorizont\n"
    plan = read(
        f"Themenfeld A: Spielen\n\nEntwicklungsziel A.1\nKinder spielen draußen.\n\n{header}A.1.a\nBolzplatz am Wehr\nSportamt\n"
        f"2027\nA.1.b\nRollbahn im Park\nGartenamt\nab 2028\n\nEntwicklungsziel A.2\nSpielplätze sind sauber.\n\n{header}A.2.a\n"
        "Putztag im Frühling\nBauhof\njährlich\n"
    )
    assert flat(plan) == [
        ("A.1.a", "Bolzplatz am Wehr", "Sportamt", "2027"),
        ("A.1.b", "Rollbahn im Park", "Gartenamt", "ab 2028"),
        ("A.2.a", "Putztag im Frühling", "Bauhof", "jährlich"),
    ]
    assert [goal.text for goal in plan.fields[0].goals] == ["Kinder spielen draußen.", "Spielplätze sind sauber."]


SHEETS = (
    "P-1\nP-2\nBäume am Markt\nSchatten im Hof\nHandlungsfeld\nProjektleitung\nLaufzeit\nPlätze\nGartenamt\n2026 – 2027\n"
    "Handlungsfeld\nProjektleitung\nLaufzeit\nSchulen\nSchulamt\n{last}\nKurzbeschreibung\nZwölf Linden werden gesetzt.\n"
    "Kurzbeschreibung\nEin Segel hält die Sonne ab.\n"
)


def test_sheets_side_by_side_are_paired_by_their_order() -> None:
    plan = read(SHEETS.format(last="ab Mai 2027"))
    assert [(m.number, m.title, m.text, m.responsible, m.deadline) for m in plan.walk_measures()] == [
        ("P-1", "Bäume am Markt", "Zwölf Linden werden gesetzt.", "Gartenamt", "2026 – 2027"),
        ("P-2", "Schatten im Hof", "Ein Segel hält die Sonne ab.", "Schulamt", "ab Mai 2027"),
    ]
    assert [field.title for field in plan.fields] == ["Plätze", "Schulen"]


def test_blocks_that_are_not_there_for_each_sheet_are_set_aside() -> None:
    third = "Kurzbeschreibung\nEin Brunnen kühlt den Platz.\n"
    plan = read(SHEETS.format(last="ab Mai 2027") + third)
    assert [(m.number, m.title or m.text, m.responsible) for m in plan.walk_measures()] == [
        ("P-1", "Bäume am Markt", "Gartenamt"),
        ("P-2", "Schatten im Hof", "Schulamt"),
    ]
    assert any("sicher zuordnen" in note for measure in plan.walk_measures() for note in measure.notes)


def test_labels_at_the_right_side_name_the_values_at_their_left() -> None:
    def sheet(*values: str) -> str:
        labels = ("Zuständigkeitsbereich", "Umsetzungsbeginn", "Umsetzungsende", "Kosten")
        return "".join(f"   {value:<40}{label}\n" for value, label in zip(values, labels, strict=True))

    plan = read(
        "   4.2  Bewegung\n\n   Das Ziel für diesen Bereich lautet: Alle bewegen sich mehr.\n\n   4.2.1  Pfad am Bach\n\n   Sechs Stationen.\n\n"
        + sheet("Gartenamt", "2026", "2027", "500 €")
        + "\n   4.2.2  Treppe statt Aufzug\n\n   Hinweise an Türen.\n\n"
        + sheet("Hauptamt, Bauamt", "sofort", "–", "90 €")
        + "\n   4.2.3  Rad im Dienst\n\n   Zehn Räder.\n\n"
        + sheet("Bauamt", "–", "2029", "90 €")
    )
    assert flat(plan) == [
        ("4.2.1", "Pfad am Bach", "Gartenamt", "2026 – 2027"), ("4.2.2", "Treppe statt Aufzug", "Hauptamt, Bauamt", "sofort"),
        ("4.2.3", "Rad im Dienst", "Bauamt", "2029"),
    ]  # fmt: skip
    assert [goal.text for goal in plan.fields[0].goals] == ["Alle bewegen sich mehr."]


def contact_table(first: str, second: str) -> str:
    rows = [("Maßnahme", "Ansprechpartner", "Frist", "06/2024", "06/2026")]
    rows += [
        ("(1) Mentoring für Frauen", first, "–", "–", "läuft"),
        ("(2) Rundgang am Abend", second, "2027", "läuft", "läuft"),
    ]
    lines = ["".join(f"{cell:<30}" for cell in row).rstrip() for row in rows]
    return "Schwerpunkt I: Sicherheit\n\n" + "\n".join(lines) + "\n"


def test_contact_column_of_offices_is_the_responsible_one_where_no_other_is() -> None:
    plan = read(contact_table("Hauptamt", "Ordnungsamt"))
    assert flat(plan) == [
        ("1", "Mentoring für Frauen", "Hauptamt", None), ("2", "Rundgang am Abend", "Ordnungsamt", "2027"),
    ]  # fmt: skip


def test_contact_column_of_persons_names_nobody_responsible() -> None:
    plan = read(contact_table("Frau Muster", "Herr Beispiel"))
    assert [m.responsible for m in plan.walk_measures()] == [None, None]


def test_web_page_with_cards_spanned_cells_and_unfolding_parts() -> None:
    card = "<article><h3>{}</h3><p>{}</p><dl><dt>Projektleitung</dt><dd>{}</dd><dt>Ende</dt><dd>2027</dd></dl><a href='#'>Mehr erfahren</a></article>"
    page = (
        "<main><h1>Plan</h1><h2>Küchen</h2><p><strong>Teilziel:</strong> Alle essen gut.</p>"
        + card.format("Kochkurs", "Ein Kurs im Jahr.", "Umweltamt")
        + card.format("Messwoche", "Reste werden gewogen.", "Schulamt")
        + "<h2>Höfe</h2><p><strong>Teilziel:</strong> Wege werden kurz.</p><table><tr><th>Nr.</th><th>Vorhaben</th><th>Ansprechpartner</th>"
        "<th>Zeithorizont</th></tr><tr><td>3</td><td>Markt am Bahnhof</td><td rowspan='2'>Marktamt</td><td>2028</td></tr>"
        "<tr><td>4</td><td>Garten am Wehr</td><td>jährlich</td></tr></table><h2>Schulen</h2>"
        "<details><summary>Nr. 5: Kochbus</summary><ul><li><b>Projektleitung:</b> Volkshochschule</li></ul></details>"
        "<details><summary>Nr. 6: Ackerkiste</summary><ul><li><b>Projektleitung:</b> Jugendamt</li></ul></details></main>"
    )
    plan = parse(read_file(page.encode(), "plan.html"))
    assert flat(plan) == [
        (None, "Kochkurs", "Umweltamt", "2027"), (None, "Messwoche", "Schulamt", "2027"),
        ("3", "Markt am Bahnhof", "Marktamt", "2028"), ("4", "Garten am Wehr", "Marktamt", "jährlich"),
        ("5", "Kochbus", "Volkshochschule", None), ("6", "Ackerkiste", "Jugendamt", None),
    ]  # fmt: skip
    assert [field.title for field in plan.fields] == ["Küchen", "Höfe", "Schulen"]
