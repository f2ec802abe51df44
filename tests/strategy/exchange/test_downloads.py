# SPDX-License-Identifier: EUPL-1.2
"""Downloads as a browser gets them: who may, what is in them, and what is not."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import docx
import openpyxl
import pytest
from django.urls import reverse
from django_scopes import scope

from leitziel.strategy.models import Edition, Measure
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db
FORMATS = ("plan-xlsx", "plan-csv", "plan-docx", "plan-json")


def path(name, edition):
    return reverse(name, args=[edition.municipality.slug, edition.concept.slug, edition.label])


def words(name: str, data: bytes) -> str:
    """All text of a file, unpacked."""
    if name in {"plan-xlsx", "plan-docx", "measures-xlsx", "sheet-xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(member).decode() for member in archive.namelist())
    return data.decode("utf-8-sig")


@pytest.fixture
def published(municipality):
    return build_edition(municipality, measures=20, fields=3, goals_per_field=2, plant="oeffentlich")


@pytest.mark.parametrize("name", FORMATS)
def test_everybody_gets_what_is_public_and_no_internal_note(client, published, name):
    answer = client.get(path(name, published))
    text = words(name, answer.content)
    assert (answer.status_code, "oeffentlich" in text, "OEFFENTLICH" in text) == (200, True, False)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies


@pytest.mark.parametrize("name", [*FORMATS, "plan-downloads"])
def test_draft_is_for_insiders_and_kept_by_no_cache(client, municipality, make_user, name):
    draft = build_edition(municipality, measures=6, fields=1, published=False, state="draft")
    assert client.get(path(name, draft)).status_code == 403
    client.force_login(make_user(municipality, "reader"))
    answer = client.get(path(name, draft))
    assert answer.status_code == 200
    assert name == "plan-downloads" or answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "queries"), [("plan-xlsx", 17), ("plan-csv", 17), ("plan-docx", 17), ("plan-json", 15)]
)
def test_number_of_queries_does_not_grow_with_the_plan(
    client, municipality, django_assert_max_num_queries, name, queries
):
    """The issue asks for at most 20 queries for 1,000 measures."""
    few = build_edition(municipality, measures=10, concept="Klein")
    many = build_edition(municipality, measures=1000, concept="Groß")
    counts = []
    for edition in (few, many):
        with django_assert_max_num_queries(queries) as asked:
            assert client.get(path(name, edition)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_workbook_has_one_row_a_measure_and_none_of_it_computes(client, municipality, published):
    with scope(municipality=municipality):
        row = Measure.objects.filter(edition=published).order_by("position").first()
        row.title = '=HYPERLINK("http://x","klick")'
        row.save()
    book = openpyxl.load_workbook(io.BytesIO(client.get(path("plan-xlsx", published)).content))
    page = book["Maßnahmen"]
    assert page.max_row == 21
    assert page.freeze_panes == "A2"
    assert [page.cell(2, c).value for c in range(1, 5)][-1] == row.title
    assert {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    table = client.get(path("plan-csv", published)).content.decode("utf-8-sig")
    assert f"'{row.title}" in [cell for line in csv.reader(io.StringIO(table), delimiter=";") for cell in line]


def test_list_is_downloaded_as_it_was_filtered(client, municipality, published):
    here = reverse("measures-csv", args=[municipality.slug])
    answer = client.get(here, {"termin": "ongoing"})
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    with scope(municipality=municipality):
        wanted = Measure.objects.filter(edition=published, deadline_kind="ongoing").order_by("position")
        assert [line["Nummer"] for line in lines] == list(wanted.values_list("number", flat=True))
    assert "OEFFENTLICH" not in answer.content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(here.replace(".csv", ".xlsx"), {"termin": "ongoing"}).content))
    assert book.worksheets[0].max_row == len(lines) + 1


def test_json_is_the_plan_of_the_contract(client, published):
    plan = json.loads(client.get(path("plan-json", published)).content)
    assert (plan["title"], len(plan["fields"])) == (published.concept.title, 2)


def test_word_document_says_what_the_plan_says(client, published):
    document = docx.Document(io.BytesIO(client.get(path("plan-docx", published)).content))
    headings = [p.text.rstrip("0123456789, ") for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [h for h in headings if h.startswith("Handlungsfeld")] == [
        "Handlungsfeld 1 Wohnen und Nachbarschaft oeffentlich",
        "Handlungsfeld 2 Bildung und Sprache oeffentlich",
    ]
    assert document.core_properties.language == "de"


def test_person_edits_the_table_and_takes_it_over(client, municipality, planner):
    edition = build_edition(municipality, measures=6, fields=1, goals_per_field=1, published=False, state="draft")
    client.force_login(planner)
    table = client.get(path("sheet-csv", edition)).content
    changed = io.BytesIO(table.replace(b"stimmen sich", b"treffen sich", 1))
    changed.name = "tabelle.csv"
    there = client.post(path("sheets", edition), {"file": changed})
    page = client.get(there.url)
    assert "<ins>" in page.content.decode()
    sent = {"version": 1, "seen": page.context["form"].initial["seen"]}
    client.post(there.url, sent)
    with scope(municipality=municipality):
        texts = Measure.objects.filter(edition=edition).order_by("position").values_list("text", flat=True)
        assert ["treffen sich" in text for text in texts] == [True] + [False] * 5
    assert "übernommen" in client.get(there.url).content.decode()


def test_file_that_is_no_table_says_what_to_do(client, municipality, planner):
    edition = build_edition(municipality, measures=6, fields=1, published=False, state="draft")
    client.force_login(planner)
    wrong = io.BytesIO(b"%PDF-1.7")
    wrong.name = "tabelle.pdf"
    answer = client.post(path("sheets", edition), {"file": wrong})
    assert (answer.status_code, "Laden Sie die Arbeitstabelle" in answer.content.decode()) == (422, True)


def test_person_of_an_office_sees_only_own_uploads(client, municipality, planner, make_user):
    edition = build_edition(municipality, measures=6, fields=1, published=False, state="draft")
    client.force_login(planner)
    file = io.BytesIO(client.get(path("sheet-csv", edition)).content)
    file.name = "tabelle.csv"
    there = client.post(path("sheets", edition), {"file": file}).url
    client.force_login(make_user(municipality, "office"))
    assert client.get(there).status_code == 404
    with scope(municipality=municipality):
        assert Edition.objects.get(pk=edition.pk).sheet_imports.count() == 1
