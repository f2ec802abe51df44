# SPDX-License-Identifier: EUPL-1.2
"""Single mechanisms of the grammar, each on an invented snippet."""

from __future__ import annotations

import hashlib

from leitziel.methods.plantext import Source, parse
from leitziel.methods.plantext.grammar.furniture import find_furniture
from leitziel.methods.plantext.grammar.pieces import pieces_of
from leitziel.methods.plantext.source import Block, BlockKind, Cell


def blocks(*parts: tuple[str, dict]) -> Source:
    """A source of the given blocks, a blank line between them; `pages` begin where `page` grows."""
    text, made, pages = "", [], []
    for words, form in parts:
        if form.get("page", -1) >= len(pages):
            pages.append(len(text))
        made.append(Block(len(text), len(text) + len(words), **form))
        text += words + "\n\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(text=text, sha256=digest, media="pdf", pages=tuple(pages), blocks=tuple(made))


def sheet(number: int, *rows: tuple[str, str]) -> list[tuple[str, dict]]:
    return [
        (words, {"kind": BlockKind.CELL, "cell": Cell(number, i, column)})
        for i, row in enumerate(rows)
        for column, words in enumerate(row)
    ]


def all_measures(node):
    found = list(getattr(node, "measures", ()))
    for kind in ("fields", "goals"):
        for child in getattr(node, kind, ()):
            found += all_measures(child)
    return found


def test_sheet_headed_by_id_and_title_opens_a_measure_with_both():
    first = sheet(0, ("K1.1", "Lastenräder verleihen"), ("Federführung", "FD Verkehr"), ("Zeitrahmen", "bis 2027"))
    second = sheet(1, ("K1.2", "Radwege beleuchten"), ("Federführung", "Stadtwerke"), ("Zeitrahmen", "2026"))
    plan = parse(blocks(("Handlungsfeld 1: Verkehr", {"kind": BlockKind.HEADING, "level": 2}), *first, *second))
    assert [(m.number, m.title, m.responsible, m.deadline) for m in all_measures(plan)] == [
        ("K1.1", "Lastenräder verleihen", "FD Verkehr", "bis 2027"),
        ("K1.2", "Radwege beleuchten", "Stadtwerke", "2026"),
    ]


def test_counted_steps_inside_a_sheet_open_no_measure():
    rows = [
        ("Maßnahme", "Spielplätze erneuern"),
        ("Federführung", "FD Grün"),
        ("1", "Plan zeichnen"),
        ("Kosten", "9 Euro"),
    ]
    plan = parse(blocks(*sheet(0, *rows)))
    assert [m.title or m.text for m in all_measures(plan)] == ["Spielplätze erneuern"]


def heading(words: str, level: int) -> tuple[str, dict]:
    return (words, {"kind": BlockKind.HEADING, "level": level})


def lines(page: int, *rows: tuple[float, str]) -> list[tuple[str, dict]]:
    """Lines of an untagged page: (upper edge, words)."""
    return [
        (words, {"kind": BlockKind.LINE, "page": page, "top": top, "left": 60.0, "size": 10.0}) for top, words in rows
    ]


def paragraph(words: str) -> tuple[str, dict]:
    return (words, {"kind": BlockKind.PARAGRAPH})


def test_heading_of_structure_words_is_a_chapter_and_no_field():
    plan = parse(
        blocks(
            heading("2 Handlungsfelder, Leitziele und Projekte", 1),
            heading("2.1 Handlungsfeld Wohnen", 2),
            paragraph("Maßnahme 1: Häuser bauen"),
            paragraph("Zuständig: Bauamt"),
            heading("2.2 Handlungsfeld Verkehr", 2),
            paragraph("Maßnahme 2: Wege bauen"),
            paragraph("Zuständig: Tiefbauamt"),
        )
    )
    assert [(f.number, f.title, len(f.measures)) for f in plan.fields] == [("2.1", "Wohnen", 1), ("2.2", "Verkehr", 1)]


def test_last_chapter_with_the_word_of_a_label_ends_the_last_measure():
    text = (
        "1 Einleitung\nWir planen.\n\n2 Ziele und Maßnahmen\n\n2.1 Handlungsfeld Wohnen\n\nMaßnahme 1: Häuser bauen\n"
        "Zuständig: Bauamt\nTermin: 2027\n\nMaßnahme 2: Dächer decken\nZuständig: Bauamt\nTermin: 2028\n\n"
        "3 Ausblick\n\nDer Rat hört jedes Jahr einen Bericht.\n"
    )
    plan = parse(Source.from_text(text))
    assert [(m.deadline, m.attributes) for m in all_measures(plan)] == [("2027", {}), ("2028", {})]
    assert plan.fields[0].description is None
    assert (plan.description or "").endswith("Der Rat hört jedes Jahr einen Bericht.")


def test_imprint_ends_the_last_measure():
    text = (
        "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\n\nMaßnahme 2: Dächer decken\nZuständig: Bauamt\nTermin: 2028\n\n"
        "Impressum\n\nStadt Birkenau, Rathausplatz 1\n"
    )
    last = all_measures(parse(Source.from_text(text)))[-1]
    assert (last.text or last.title, last.deadline, last.attributes) == ("Dächer decken", "2028", {})


def test_both_parts_of_a_running_header_are_furniture():
    pages = []
    for page in range(4):
        pages += lines(page, (40.0, "Sozialbericht und Plan"), (40.2, "Stadt Birkenau"), (80.0, f"Maßnahme {page + 1}: Haus {page} bauen"),
                       (94.0, "Zuständig: Bauamt"), (108.0, "Termin: fortlaufend"), (780.0, f"{page + 3}"))  # fmt: skip
    plan = parse(blocks(*pages))
    assert [(m.responsible, m.deadline) for m in all_measures(plan)] == [("Bauamt", "fortlaufend")] * 4
    assert sum(plan.text[a:b].count("Stadt Birkenau") for a, b in plan.unassigned) == 4


def test_title_is_the_largest_type_and_the_title_page_no_description():
    cover = [(110.0, 11.0, "Stadt Birkenau"), (300.0, 34.0, "Birkenau baut"), (340.0, 34.0, "zusammen"),
             (400.0, 17.0, "Wohnraumkonzept 2027"), (700.0, 10.0, "Beschlossen vom Stadtrat am 3. Mai 2027")]  # fmt: skip
    first = [(words, {"kind": BlockKind.LINE, "page": 0, "top": top, "size": size}) for top, size, words in cover]
    second = lines(1, (80.0, "Wohnen ist teuer geworden, und das trifft viele."), (120.0, "Maßnahme 1: Häuser bauen"),
                   (134.0, "Zuständig: Bauamt"), (160.0, "Maßnahme 2: Dächer decken"), (174.0, "Zuständig: Bauamt"))  # fmt: skip
    plan = parse(blocks(*first, *second))
    assert plan.title == "Birkenau baut zusammen"
    assert plan.description == "Wohnraumkonzept 2027\n\nWohnen ist teuer geworden, und das trifft viele."
    assert [plan.text[a:b].strip() for a, b in plan.unassigned] == [cover[0][2], cover[-1][2]]


def test_table_of_figures_in_a_chapter_is_left_unassigned():
    figures = sheet(
        0, ("Stadtteil", "Einwohner", "unter 18"), ("Altstadt", "9.127", "12,1 %"), ("Aue", "6.933", "18,3 %")
    )
    plan = parse(
        blocks(
            heading("1 Lage", 1),
            paragraph("So leben wir."),
            *figures,
            heading("2 Handlungsfeld Wohnen", 1),
            paragraph("Maßnahme 1: Häuser bauen"),
            paragraph("Zuständig: Bauamt"),
        )
    )
    assert (plan.description, [f.title for f in plan.fields]) == ("Lage\n\nSo leben wir.", ["Wohnen"])
    assert ["9.127" in plan.text[a:b] for a, b in plan.unassigned] == [True]


def test_rows_of_figures_in_plain_text_are_left_unassigned():
    text = "Lage\n\nSo leben wir.\n\nAltstadt 9.127 1.104\nAue 6.933 1.269\nKesselberg 10.249 1.640\n\n"
    text += "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\n\nMaßnahme 2: Dächer decken\nZuständig: Bauamt\n"
    plan = parse(Source.from_text(text))
    assert (plan.title, plan.description) == ("Lage", "So leben wir.")
    assert (
        "".join(plan.text[a:b] for a, b in plan.unassigned).split()
        == text[text.index("Altst") : text.index("Maßn")].split()
    )


def test_value_does_not_run_over_a_page_into_text_that_does_not_continue_it():
    text = "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\nTermin: 2027\n\fDer Rat hat im März 2026 lange\nüber die Häuser gesprochen.\n"
    text += "Maßnahme 2: Dächer decken\nZuständig: Bauamt, FD Soziales und\n\fGesundheit\nTermin: 2028\n"
    found = all_measures(parse(Source.from_text(text)))
    assert [(m.responsible, m.deadline) for m in found] == [
        ("Bauamt", "2027"),
        ("Bauamt, FD Soziales und Gesundheit", "2028"),
    ]


def test_sentence_under_the_label_of_a_deadline_carries_a_note():
    text = "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\nTermin: Die Verwaltung hat dem Rat noch keinen Tag für den Beginn genannt.\n\n"
    text += "Maßnahme 2: Dächer decken\nZuständig: Bauamt\nTermin: bis Ende 2028\n"
    found = all_measures(parse(Source.from_text(text)))
    assert [m.notes for m in found] == [("Unter „Termin“ steht ein ganzer Satz; bitte prüfen, ob er dazugehört.",), ()]


def test_signature_belongs_to_no_measure():
    text = "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\nTermin: 2027\n\nMaßnahme 2: Dächer decken\nZuständig: Bauamt\nTermin: 2028\n"
    plan = parse(Source.from_text(text + "gez. A. Beispiel\n"))
    assert [m.deadline for m in all_measures(plan)] == ["2027", "2028"]
    assert [plan.text[a:b].strip() for a, b in plan.unassigned] == ["gez. A. Beispiel"]


def test_word_at_the_start_of_a_justified_line_is_no_label():
    text = "Maßnahme 1: Häuser bauen\nZuständig: Bauamt\nBeschreibung: Für  die\nBearbeitung  der  restlichen  Schritte  ist  Zeit.\n"
    text += "Maßnahme 2: Dächer decken\nZuständig: Bauamt\nKoordination   Bauhof\n"
    first, second = all_measures(parse(Source.from_text(text)))
    assert (first.text, first.attributes) == ("Für die Bearbeitung der restlichen Schritte ist Zeit.", {})
    assert second.attributes == {"Koordination": "Bauhof"}


def test_value_repeated_above_the_footer_of_few_pages_is_no_header():
    words = ("Dächer", "Keller", "Wege", "Zäune", "Bänke", "Brunnen", "Treppen", "Lampen")
    text = ""
    for page, word in enumerate(words, 1):
        value = "keine eigenen Mittel" if page in {2, 5, 7} else f"{word} kosten die Stadt nichts"
        text += f"und bald gibt es neue Regeln für {word}.\n{value}\nHäuser für alle in Birkenau\n"
    pieces = pieces_of(Source.from_text(text))
    found = find_furniture(text, pieces, [False] * len(pieces))
    assert sorted(text[pieces[i].start : pieces[i].start + 10] for i in found) == ["Häuser für"] * 8


def test_document_of_nothing_but_page_marks_is_an_empty_plan():
    plan = parse(Source.from_text("Seite 1 von 2\n\nSeite 2 von 2\n"))
    assert (plan.is_empty, "".join(plan.text[a:b] for a, b in plan.unassigned)) == (True, plan.text)
