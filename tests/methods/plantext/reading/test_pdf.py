# SPDX-License-Identifier: EUPL-1.2
"""PDF: reading order, ruled tables, notes, pages; with and without tags."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.source import BlockKind, Source
from tests.methods.plantext.reading.writers import pdf_of, without_tags

LEFT = "Im linken Teil steht ein langer Absatz, der viele Zeilen braucht. " * 9
RIGHT = "Rechts davon folgt der zweite Teil, der ebenfalls lang genug ist. " * 9


def untagged(source: str) -> Source:
    return reading.read(without_tags(pdf_of("#set text(hyphenate: false)\n" + source)), "plan.pdf")


def tagged(source: str) -> Source:
    return reading.read(pdf_of(source), "plan.pdf")


def texts(source: Source) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]


def words(source: Source) -> list[str]:
    return source.text.split()


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    grid = f"#grid(columns: 2, gutter: 8mm, [{RIGHT}], [{LEFT}])"
    source = untagged(f"= Ein Titel über beide Spalten hinweg, der lang genug ist\n{grid}\nSchluss")
    expected = ["Ein", "Titel", "über", "beide", "Spalten", "hinweg,", "der", "lang", "genug", "ist"]
    assert words(source) == [*expected, *RIGHT.split(), *LEFT.split(), "Schluss"]


def test_labels_and_values_side_by_side_are_read_row_by_row() -> None:
    rows = [("Verantwortung", "Amt 50"), ("Termin", "2027"), ("Kosten", "keine"), ("Status", "läuft"), ("Ort", "Nord")]
    cells = ", ".join(f"[*{a}*], [{b}]" for a, b in rows)
    source = untagged(f"#grid(columns: (4cm, 6cm), row-gutter: 6pt, {cells})")
    assert texts(source) == [text for row in rows for text in row]
    assert [b.bold for b in source.blocks] == [True, False] * 5


def test_ruled_table_gives_cells_with_spans() -> None:
    source = untagged(
        "#table(columns: (3cm, 3cm, 3cm), [*Maßnahme*], [*Wer*], [*Wann*], table.cell(rowspan: 2)[Bank im Park bauen],"
        "[Amt 66], [2027], [Amt 67], [2028], table.cell(colspan: 3)[Summe])"
    )
    found = {source.text[b.start : b.end]: b.cell for b in source.blocks}
    places = {text: (c.row, c.column, c.rows, c.columns, c.header) for text, c in found.items() if c}
    assert places == {
        "Maßnahme": (0, 0, 1, 1, True),
        "Wer": (0, 1, 1, 1, True),
        "Wann": (0, 2, 1, 1, True),
        "Bank im Park\nbauen": (1, 0, 2, 1, False),
        "Amt 66": (1, 1, 1, 1, False),
        "2027": (1, 2, 1, 1, False),
        "Amt 67": (2, 1, 1, 1, False),
        "2028": (2, 2, 1, 1, False),
        "Summe": (3, 0, 1, 3, False),
    }


def test_table_over_two_pages_is_one_table_with_one_header() -> None:
    rows = ", ".join(f"[Maßnahme {n}], [Amt {n}]" for n in range(1, 60))
    source = untagged(f"#table(columns: (6cm, 6cm), table.header([*Was*], [*Wer*]), {rows})")
    cells = [b for b in source.blocks if b.kind is BlockKind.CELL]
    assert {b.cell.table for b in cells if b.cell} == {0}
    assert [b.cell.row for b in cells if b.cell and b.cell.column == 0] == list(range(60))
    assert len(source.pages) > 1
    repeated = [source.text[b.start : b.end] for b in source.blocks if b.kind is BlockKind.FURNITURE]
    assert repeated == ["Was", "Wer"] * (len(source.pages) - 1)


def test_turned_page_is_read_in_its_direction() -> None:
    source = untagged("#rotate(90deg, reflow: true)[#box(width: 12cm)[Maßnahme 1: Bank im Park \\ Termin: 2027]]")
    assert texts(source) == ["Maßnahme 1: Bank im Park", "Termin: 2027"]


def test_raised_numbers_are_marks_and_notes_are_footnotes() -> None:
    for source in (
        untagged("Ein Satz.#footnote[Quelle A, 12/34] Noch ein Satz.#footnote[Quelle B]\n\n" + "Text. " * 40),
        tagged("Ein Satz.#footnote[Quelle A, 12/34] Noch ein Satz.#footnote[Quelle B]\n\n" + "Text. " * 40),
    ):
        assert [m.mark for m in source.marks] == ["1", "2"]
        notes = [(b.mark, source.text[b.start : b.end]) for b in source.blocks if b.kind is BlockKind.FOOTNOTE]
        assert notes == [("1", "Quelle A, 12/34"), ("2", "Quelle B")]


def test_blank_lines_stand_between_paragraphs() -> None:
    text = untagged(
        "#set par(spacing: 2em)\n" + "Erster Absatz mit Text. " * 12 + "\n\n" + "Zweiter Absatz. " * 12
    ).text
    first, second = text.split("\n\n")
    assert first.split() == ("Erster Absatz mit Text. " * 12).split()
    assert second.split() == ("Zweiter Absatz. " * 12).split()


def test_tags_give_headings_items_and_cells() -> None:
    source = tagged("= Feld\nText\n- Punkt\n+ Nummer\n#table(columns: 2, table.header([A], [B]), [C], [D])")
    assert [(str(b.kind), source.text[b.start : b.end]) for b in source.blocks] == [
        ("heading", "Feld"), ("paragraph", "Text"), ("item", "• Punkt"), ("item", "1. Nummer"),
        ("cell", "A"), ("cell", "B"), ("cell", "C"), ("cell", "D"),
    ]  # fmt: skip
    assert [b.cell.header for b in source.blocks if b.cell] == [True, True, False, False]


def test_tagged_paragraph_goes_on_over_the_page() -> None:
    source = tagged(
        "#set page(height: 8cm, header: [Kopfzeile der Stadt])\n= Feld\n" + "Wort für Wort geht es weiter. " * 120
    )
    assert [b.kind for b in source.blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    assert len(source.pages) > 1
    assert source.pages[0] == 0
    assert all(source.text[at - 1] == "\n" for at in source.pages[1:])


@pytest.mark.parametrize("read", [tagged, untagged])
def test_pages_begin_where_their_text_begins(read: object) -> None:
    assert callable(read)
    source = read("Seite eins\n#pagebreak()\nSeite zwei\n#pagebreak()\nSeite drei")
    assert [source.text[at : at + 10] for at in source.pages] == ["Seite eins", "Seite zwei", "Seite drei"]


def test_page_of_a_picture_only_is_noted() -> None:
    source = untagged("Text genug\n#pagebreak()\n#rect(width: 5cm, height: 5cm, fill: gray)")
    assert source.notes == ("Ohne lesbaren Text sind 1 von 2 Seiten: 2.",)
