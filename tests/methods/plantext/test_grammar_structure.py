# SPDX-License-Identifier: EUPL-1.2
"""The kinds of structure, each on a small invented document."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import (
    Block,
    BlockKind,
    Cell,
    NothingRecognisedError,
    Plan,
    Source,
    Vocabulary,
    VocabularyError,
    parse,
    require,
)


def read(text: str) -> Plan:
    return parse(Source.from_text(text))


def flat(plan: Plan) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """(number, title or text, responsible, deadline) of all measures."""
    return [(m.number, m.title or m.text, m.responsible, m.deadline) for m in plan.walk_measures()]


def source_of(*blocks: tuple[str, BlockKind, int | None]) -> Source:
    """A source with one block for each text, as a DOCX reader makes it."""
    text, out = "", []
    for words, kind, level in blocks:
        text += "\n" if text else ""
        out.append(Block(len(text), len(text) + len(words), kind, level))
        text += words
    return Source(text, "0" * 64, "docx", (), tuple(out))


def table_of(*rows: tuple[str, ...]) -> Source:
    """A source that is one table."""
    text, out = "", []
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words:
                text += "\n" if text else ""
                out.append(Block(len(text), len(text) + len(words), BlockKind.CELL, cell=Cell(0, row, column)))
                text += words
    return Source(text, "0" * 64, "html", (), tuple(out))


def test_labelled_paragraphs_with_field_goal_and_measures() -> None:
    plan = read(
        "Handlungsfeld 1: Wohnen\nZiel 1: Alle wohnen gut.\nMaßnahme 1.1: Bänke bauen.\nZuständig: Bauamt\n"
        "Zeitrahmen: 2027\nMaßnahme 1.2: Bäume setzen.\nZuständig: Gartenamt\n"
    )
    (field,) = plan.fields
    assert (field.number, field.title, field.goals[0].number, field.goals[0].text) == (
        "1",
        "Wohnen",
        "1",
        "Alle wohnen gut.",
    )
    assert flat(plan) == [("1.1", "Bänke bauen.", "Bauamt", "2027"), ("1.2", "Bäume setzen.", "Gartenamt", None)]


def test_umbrella_numbering_without_words() -> None:
    plan = read(
        "1 Wohnen\nWohnen ist wichtig.\n\n1.1 Bänke bauen\nVerantwortlich: Bauamt\nFrist: 2027\n\n"
        "1.2 Bäume setzen\nVerantwortlich: Gartenamt\nFrist: 2028\n\n2 Lernen\n\n2.1 Bücher kaufen\nVerantwortlich: Bücherei\nFrist: 2026\n"
    )
    assert [(f.number, f.title, len(f.measures)) for f in plan.fields] == [("1", "Wohnen", 2), ("2", "Lernen", 1)]
    assert [number for number, *_ in flat(plan)] == ["1.1", "1.2", "2.1"]


def test_headings_of_a_format_become_fields_and_measures() -> None:
    heading, paragraph = BlockKind.HEADING, BlockKind.PARAGRAPH
    plan = parse(
        source_of(
            ("Aktionsplan Neustadt", heading, 1), ("Wohnen", heading, 2), ("Bänke bauen", heading, 3),
            ("Zehn neue Bänke.", paragraph, None), ("Zuständig: Bauamt", paragraph, None), ("Bäume setzen", heading, 3),
            ("Zuständig: Gartenamt", paragraph, None),
        )
    )  # fmt: skip
    assert (plan.title, [field.title for field in plan.fields]) == ("Aktionsplan Neustadt", ["Wohnen"])
    assert flat(plan) == [(None, "Bänke bauen", "Bauamt", None), (None, "Bäume setzen", "Gartenamt", None)]


def test_list_items_under_a_heading_are_measures() -> None:
    heading, item = BlockKind.HEADING, BlockKind.ITEM
    plan = parse(
        source_of(
            ("Wohnen", heading, 1), ("Maßnahmen", heading, 2), ("Bänke bauen", item, 1), ("Bäume setzen", item, 1),
        )
    )  # fmt: skip
    assert flat(plan) == [(None, "Bänke bauen", None, None), (None, "Bäume setzen", None, None)]


def test_table_with_five_columns_and_carried_goal() -> None:
    plan = parse(
        table_of(
            ("Ziel", "Lfd. Nr.", "Maßnahme", "Zuständigkeit", "Zeitraum"),
            ("Alle sitzen gut.", "1", "Bänke bauen", "Bauamt", "2027"),
            ("", "2", "Stühle kaufen", "Hauptamt", "–"),
            ("Alle lernen gern.", "3", "Bücher kaufen", "Bücherei", "fortlaufend"),
        )
    )
    assert [(goal.text, len(goal.measures)) for goal in plan.goals] == [
        ("Alle sitzen gut.", 2),
        ("Alle lernen gern.", 1),
    ]
    assert flat(plan) == [
        ("1", "Bänke bauen", "Bauamt", "2027"), ("2", "Stühle kaufen", "Hauptamt", None),
        ("3", "Bücher kaufen", "Bücherei", "fortlaufend"),
    ]  # fmt: skip


def test_fact_sheet_as_table_of_two_columns() -> None:
    plan = parse(
        table_of(
            ("Maßnahme", "Bänke bauen"), ("Beschreibung", "Zehn neue Bänke."), ("Federführung", "Bauamt"),
            ("Beteiligte", "Sportamt"), ("Laufzeit", "2026-2027"), ("Priorität", "hoch"),
        )
    )  # fmt: skip
    (measure,) = plan.walk_measures()
    assert (measure.title, measure.text, measure.responsible, measure.deadline) == (
        "Bänke bauen",
        "Zehn neue Bänke.",
        "Bauamt",
        "2026-2027",
    )
    assert [(party.name, party.role.value) for party in measure.parties] == [
        ("Bauamt", "lead"),
        ("Sportamt", "partner"),
    ]
    assert measure.attributes == {"Beteiligte": "Sportamt", "Priorität": "hoch"}


def test_footnote_in_the_middle_of_a_measure_interrupts_and_does_not_end_it() -> None:
    plan = read("Maßnahme 1: Bänke bauen.¹\nVerantwortung: Bauamt\n\n¹Vgl. Plan, 21/1108-BV\n\nTermin: bis 2027\n")
    assert flat(plan) == [("1", "Bänke bauen.", "Bauamt", "bis 2027")]
    assert [(r.mark, r.council_papers) for r in plan.references] == [("1", ("21/1108-BV",))]
    (measure,) = plan.walk_measures()
    assert len(measure.spans) == 2


def test_closing_prose_is_not_glued_to_the_last_value() -> None:
    plan = read(
        "Handlungsfeld Wohnen\n\nMaßnahme 1: Bänke bauen.\n\nTermin: fortlaufend\n\nMaßnahme 2: Bäume setzen.\n\nTermin: fortlaufend\n\n"
        "Zum Schluss sei allen gedankt, die mitgewirkt haben.\n"
    )
    assert [deadline for *_, deadline in flat(plan)] == ["fortlaufend", "fortlaufend"]
    assert plan.description == "Zum Schluss sei allen gedankt, die mitgewirkt haben."


def test_values_that_cannot_be_told_apart_stay_open_with_a_note() -> None:
    plan = read(
        "Stadtplan\n\nP-1 Bänke bauen\nFederführung\nMitwirkung\nUmsetzung bis\nBauamt\n2027\n\n"
        "P-2 Bäume setzen\nFederführung\nMitwirkung\nUmsetzung bis\nGartenamt\nForstamt\n2028\n"
    )
    assert flat(plan) == [("P-1", "Bänke bauen", None, "2027"), ("P-2", "Bäume setzen", "Gartenamt", "2028")]
    assert any("Bauamt" in note for measure in plan.walk_measures() for note in measure.notes)


def test_prose_with_the_words_of_a_plan_gives_no_measure() -> None:
    plan = read(
        "Ziele und Maßnahmen sind wichtig.\nDie Maßnahmen werden bis 2027 umgesetzt. Verantwortlich ist, wer handelt.\n"
        "Handlungsfelder gibt es viele; das Ziel ist klar.\n"
    )
    assert list(plan.walk_measures()) == []


def test_require_of_an_empty_plan_is_refused() -> None:
    with pytest.raises(NothingRecognisedError):
        require(read("Ein Brief ohne Plan.\n"))


def test_vocabulary_can_be_extended_by_a_user() -> None:
    text = "Maßnahme 1: Bänke bauen.\nKümmerer: Bauamt\nMaßnahme 2: Bäume setzen.\nKümmerer: Gartenamt\n"
    assert [m.responsible for m in read(text).walk_measures()] == [None, None]
    vocabulary = Vocabulary.default().extended({"concepts": {"responsible": ["Kümmerer"]}})
    plan = parse(Source.from_text(text), vocabulary)
    assert [m.responsible for m in plan.walk_measures()] == ["Bauamt", "Gartenamt"]


@pytest.mark.parametrize(
    "extension", ["concepts = 3", "[", "[other]\nx = 1", "[sections]\nnone = ['x']", "[concepts]\ngoal = [1]"]
)
def test_vocabulary_extension_of_wrong_shape_is_refused(extension: str) -> None:
    with pytest.raises(VocabularyError):
        Vocabulary.default().extended(extension)


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    parse(Source.from_text("Maßnahme 1: Bänke bauen.\n" * 300), None, seen.append)
    assert (seen == sorted(seen), seen[0], seen[-1]) == (True, 0.0, 1.0)
