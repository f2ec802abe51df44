# SPDX-License-Identifier: EUPL-1.2
"""A whole plan as a PDF: valid in every shape a plan can have, and complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leitziel.rendering.charts import (
    Bar,
    StackedBar,
    Tile,
    TileCategory,
    TileGroup,
    TileRow,
    bars,
    plan_tiles,
    stacked_bars,
)
from leitziel.rendering.maps import AreaShape, area_map
from leitziel.rendering.plan_document import (
    FieldPart,
    GoalPart,
    MeasurePart,
    PlanDocument,
    PlanPicture,
    ReferencePart,
    plan_pdf,
)
from tests.rendering.pdf_help import extents, findings, letters, page_texts

MARKUP = "#x $y$ *z* @a <b> \\ ` ~ = + / [k] {d} // c"
COMPOUND = "Kinderschutzkooperationsvereinbarungsfortschreibungsarbeitsgruppensitzungsprotokoll"
TITLE_300 = ("Weiterentwicklung der Kindertagesstättenbedarfsplanung unter Beteiligung der Elternbeiräte " * 4)[:300]

SQUARE = {"type": "Polygon", "coordinates": [[[11, 51], [11.1, 51], [11.1, 51.1], [11, 51.1], [11, 51]]]}

FULL_MEASURE = MeasurePart(
    number="M1.2",
    title=TITLE_300,
    text=f"Erster Absatz mit {COMPOUND}.\n\nZweiter Absatz: {MARKUP}",
    lead=("Fachdienst Jugendhilfe", "Amt für Soziales"),
    partners=tuple(f"Träger {number} der freien Wohlfahrtspflege" for number in range(6)),
    deadline="bis 2027",
    kind="eigene Maßnahme",
    focus="Familien",
    examples=("Familienzentrum Nord", "Elterncafé"),
    target_groups=("Kinder", "Eltern"),
    objectives=("Teilhabe",),
    areas=("Nord", "Süd"),
    attributes=(("Kosten", "12.000 €"), (f"{COMPOUND}", "lang")),
    marks=("1", "9"),
    notes=("Der Termin liegt nach dem Ende der Laufzeit.",),
    address="https://plan.example.org/stadt/massnahmen/abcd/",
)
PLAN = PlanDocument(
    municipality="Stadt Beispielstadt",
    title="Integrationskonzept",
    edition="Fortschreibung 2026",
    state="beschlossen",
    issued=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    as_of=date(2026, 2, 28),
    valid_from=date(2026, 1, 1),
    valid_until=date(2030, 12, 31),
    council_paper="26/0815-BV",
    council_paper_address="https://rat.example.org/vorlage/815",
    decided_by="Stadtrat",
    source_note="Gelesen aus dem Konzept der Stadt.",
    address="https://plan.example.org/stadt/konzepte/integration/",
    description="Worum es geht.",
    fields=(
        FieldPart(
            number="1",
            title="Öffnung der Verwaltung",
            guiding_idea="Alle sind willkommen.",
            goals=(GoalPart(number="1", text="Die Stadt öffnet sich.", measures=(FULL_MEASURE,)),),
            fields=(FieldPart(number="1.1", title="Sprache", measures=(MeasurePart(text="Kurse", lead=("VHS",)),)),),
        ),
        FieldPart(title="Ohne alles"),
    ),
    references=(
        ReferencePart(mark="1", text="Glossar", papers=("21/1108-BV",), address="https://example.org/glossar"),
        ReferencePart(mark=None, text=MARKUP),
    ),
)


def text_of(document: PlanDocument) -> str:
    return letters("".join(page_texts(plan_pdf(document))))


def test_plan_is_valid_for_both_standards() -> None:
    assert findings(plan_pdf(PLAN)) == []


def test_every_value_of_the_plan_reaches_the_reader() -> None:
    shown = text_of(PLAN)
    measure = FULL_MEASURE
    values = [PLAN.municipality, PLAN.title, PLAN.edition, PLAN.state, "26/0815-BV", "Stadtrat", "Worum es geht."]
    values += [
        "1. Januar 2026",
        "31. Dezember 2030",
        "28. Februar 2026",
        "28.02.2026",
        "Gelesen aus dem Konzept der Stadt.",
    ]
    values += [
        "Öffnung der Verwaltung",
        "Alle sind willkommen.",
        "Die Stadt öffnet sich.",
        "1.1",
        "Sprache",
        "Kurse",
        "VHS",
    ]
    values += [measure.number, measure.title, COMPOUND, MARKUP, measure.deadline, measure.kind, measure.focus]
    values += [*measure.lead, *measure.partners, *measure.examples, *measure.target_groups, *measure.objectives]
    values += [
        *measure.areas,
        *measure.notes,
        "12.000 €",
        "Glossar",
        "21/1108-BV",
        "plan.example.org/stadt/massnahmen/abcd/",
    ]
    assert [value for value in values if letters(str(value)) not in shown] == []


def test_field_without_content_says_so() -> None:
    assert letters("Zu diesem Handlungsfeld sind keine Maßnahmen verzeichnet.") in text_of(PLAN)


def test_addresses_are_links() -> None:
    pdf = plan_pdf(PLAN)
    for url in (PLAN.council_paper_address, PLAN.address, FULL_MEASURE.address, PLAN.references[0].address):
        assert f"/URI({url})".encode() in pdf


def test_empty_plan_is_valid_and_says_that_it_is_empty() -> None:
    empty = replace(PLAN, fields=(), references=(), description=None, council_paper=None, valid_from=None)
    pdf = plan_pdf(empty)
    assert findings(pdf) == []
    assert letters("enthält noch keine Handlungsfelder, Ziele und Maßnahmen") in letters("".join(page_texts(pdf)))


def test_plan_without_goals_and_fields_is_valid() -> None:
    flat = replace(
        PLAN, fields=(), measures=(FULL_MEASURE, MeasurePart(title="Zweite")), goals=(GoalPart(text="Ziel"),)
    )
    pdf = plan_pdf(flat)
    assert findings(pdf) == []
    assert letters("1 Ziel und 2 Maßnahmen") in letters("".join(page_texts(pdf)))


def test_fields_nested_deeper_than_headings_go_are_valid() -> None:
    field = FieldPart(title="Ebene 8", goals=(GoalPart(text="Tief unten", measures=(FULL_MEASURE,)),))
    for level in range(7, 0, -1):
        field = FieldPart(title=f"Ebene {level}", fields=(field,))
    assert findings(plan_pdf(replace(PLAN, fields=(field,)))) == []


def test_picture_of_the_plan_is_placed_with_its_caption() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><rect width="80" height="10" fill="#123"/></svg>'
    pdf = plan_pdf(replace(PLAN, pictures=(PlanPicture(svg=svg, alt="Ein Balken", caption="Der Plan als Bild"),)))
    assert findings(pdf) == []
    assert "DerPlanalsBild" in letters("".join(page_texts(pdf)))
    assert b"/Alt" in pdf


def test_tall_picture_is_shrunk_to_its_page() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 900"><rect width="90" height="900" fill="#123"/></svg>'
    )
    pdf = plan_pdf(replace(PLAN, pictures=(PlanPicture(svg=svg, alt="Ein Balken", caption="Sehr hoch"),)))
    assert findings(pdf) == []
    assert extents(pdf) == [(True, True)] * len(extents(pdf))
    (shown,) = [text for text in page_texts(pdf) if "Sehr hoch" in text]
    assert "Seite" in shown


def test_pictures_of_this_floor_are_valid_in_a_plan() -> None:
    rows = (TileRow("Feld", (TileGroup("Ziel", (Tile("Eins", "by", "/m/1/"), Tile("Zwei", "by"))),)),)
    words = {"title": "Titel", "prefix": "p"}
    drawn = (
        plan_tiles(rows, (TileCategory("by", "bis 2027", "flag", 1),), **words),
        bars((Bar("Öffnung", 3),), description="d", **words),
        stacked_bars((StackedBar("Nord", (1, 2)),), ("laufend", "offen"), description="d", **words),
        area_map((AreaShape("Süd", SQUARE),), description="d", **words),
    )
    pictures = tuple(PlanPicture(svg=one, alt=f"Bild {n}", caption=f"Bild {n}") for n, one in enumerate(drawn))
    pdf = plan_pdf(replace(PLAN, pictures=pictures))
    assert findings(pdf) == []
    shown = letters("".join(page_texts(pdf)))
    assert [word in shown for word in ("bis2027(2)", "Öffnung", "laufend", "Süd")] == [True] * 4


def test_no_page_draws_beyond_its_edge() -> None:
    assert extents(plan_pdf(PLAN)) == [(True, True)] * len(page_texts(plan_pdf(PLAN)))


def test_plan_in_english_has_english_words() -> None:
    shown = text_of(replace(PLAN, language="en"))
    assert letters("Who is responsible?") in shown
    assert letters("Wer ist verantwortlich?") not in shown


def test_same_plan_gives_same_bytes() -> None:
    assert plan_pdf(PLAN) == plan_pdf(replace(PLAN))


def test_pages_are_counted() -> None:
    texts = page_texts(plan_pdf(PLAN))
    assert [f"Seite {number} von {len(texts)}" in text for number, text in enumerate(texts, 1)] == [True] * len(texts)


def test_index_names_the_page_of_each_responsible_office() -> None:
    texts = page_texts(plan_pdf(PLAN))
    (place,) = [number for number, text in enumerate(texts, 1) if "Maßnahme: Kurse" in text or "Kurse\r\n" in text]
    (index,) = [text for text in texts if "Wer ist verantwortlich?" in text and "Die Zahlen sind Seiten" in text]
    assert f"VHS {place}" in " ".join(index.split())


@pytest.mark.slow
def test_plan_of_a_thousand_measures_is_valid_and_complete() -> None:
    fields = tuple(
        FieldPart(
            number=str(one),
            title=f"Feld {one}",
            goals=tuple(
                GoalPart(
                    number=f"{one}.{two}",
                    text="Teilhabe verbessern",
                    measures=tuple(
                        MeasurePart(number=f"{one}.{two}.{three}", title="Aufbau", text="Text", lead=(f"Amt {three}",))
                        for three in range(10)
                    ),
                )
                for two in range(10)
            ),
        )
        for one in range(10)
    )
    document = replace(PLAN, fields=fields)
    pdf = plan_pdf(document)
    assert findings(pdf) == []
    shown = "".join(page_texts(pdf))
    assert len(list(document.all_measures())) == 1000
    missing = [
        m.number for m in document.all_measures() if f"Maßnahme {m.number}: Aufbau" not in " ".join(shown.split())
    ]
    assert missing == []
