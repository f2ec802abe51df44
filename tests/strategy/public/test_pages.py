# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the plan say."""

import datetime

import pytest
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from leitziel.core.models import Municipality
from leitziel.strategy.models import Concept, Goal, Measure, Reference, Succession
from leitziel.strategy.queries.values import long_text
from tests.strategy.builders import build_concept, build_edition, build_paper

from .conftest import Addresses


def test_measure_page_says_everything(addresses, client):
    page = client.get(addresses.measure(0)).context["measure"]
    measure = addresses.measures[0]
    assert (page.heading, page.text, page.focus) == (measure.title, measure.text, measure.focus)
    assert [p.name for p in page.around.lead] == ["Dezernat Soziales"]
    assert page.deadline == "fortlaufend"
    assert [link.label for link in page.around.target_groups] == ["Familien"]
    assert [link.label for link in page.around.objectives] == ["Gleichstellung"]
    assert [link.label for link in page.around.areas] == ["Viertel 1"]
    assert page.attributes == (("Kosten", "aus dem laufenden Haushalt"),)
    assert [source.papers[0].number for _at, source in page.sources] == ["21/1108-BV"]
    assert page.goal.key == addresses.goals[0].thread.short_id
    assert page.previous is None
    assert page.next.key == addresses.measures[1].thread.short_id


def test_measure_page_shows_what_it_says(addresses, client):
    text = client.get(addresses.measure(2)).text
    for wanted in ("Lesepaten", "Mieterfrühstück", "bis Juni 2027", "/stellen/team-wohnen/", addresses.goal(0)):
        assert wanted in text, wanted
    assert "M3" in text.partition("<title>")[2].partition("</title>")[0]


def test_measure_page_leads_to_its_other_editions(municipality, edition, addresses, client):
    build_edition(municipality, label="2020", measures=12, state="superseded", continues=edition)
    response = client.get(addresses.measure())
    assert response.context["measure"].edition.label == "2024"
    assert f"{addresses.measure()}2020/" in response.text
    older = client.get(f"{addresses.measure()}2020/")
    assert older.context["measure"].edition.label == "2020"
    assert f"{addresses.measure()}2024/" in older.text


def test_address_survives_a_new_edition(municipality, edition, addresses, client):
    build_edition(municipality, label="2028", measures=12, continues=edition, state="adopted")
    response = client.get(addresses.measure())
    assert response.context["measure"].edition.label == "2028"


def test_measure_page_notes_a_deadline_beyond_the_edition(municipality, client):
    edition = build_edition(municipality, measures=12, valid_to=datetime.date(2026, 12, 31))
    pages = Addresses(municipality, edition)
    assert client.get(pages.measure(2)).context["measure"].beyond == datetime.date(2026, 12, 31)
    assert client.get(pages.measure(1)).context["measure"].beyond is None


def test_paper_page_says_what_cites_it(municipality, edition, addresses, client):
    response = client.get("/pruefstadt/vorlagen/21-1108-bv/")
    page = response.context["paper"]
    assert page.entry.link == "https://rat.pruefstadt.example/21%2F1108-BV"
    assert {(p.kind, p.link.key) for p in page.places} == {
        ("measure", addresses.measures[0].thread.short_id),
        ("goal", addresses.goals[0].thread.short_id),
        ("field", addresses.fields[0].short_id),
    }
    assert "24. November 2021" in response.text
    assert "Stadtrat" in response.text


def test_field_that_another_concept_points_to_says_so(municipality, edition, addresses, client):
    other = build_edition(municipality, concept="Teilhabeplan", fields=2, measures=2, goals_per_field=1)
    with scope(municipality=municipality):
        reference = other.references.first()
        reference.field = addresses.fields[0]
        reference.concept = edition.concept
        reference.save()
    page = client.get(addresses.field()).context["field"]
    assert {p.edition.concept for p in page.cited} == {"Teilhabeplan"}
    others = Addresses(municipality, other)
    sources = [s for _at, s in client.get(others.measure()).context["measure"].sources]
    assert [s.field.key for s in sources if s.field] == [addresses.fields[0].short_id]


def test_concept_without_goals_shows_its_measures(municipality, client):
    edition = build_edition(municipality, concept="Zehn Punkte", fields=3, goals_per_field=0, measures=10)
    pages = Addresses(municipality, edition)
    plan = client.get(pages.concept).context["plan"]
    assert plan.counts == {"fields": 2, "goals": 0, "measures": 10}
    assert [len(node.children) for node in plan.fields] == [0, 1]
    front = client.get(f"/{municipality.slug}/").context["front"]
    assert (front.fields, front.measures) == (2, 10)
    assert len(client.get(pages.field()).context["field"].measures) == 4
    assert client.get(pages.measure()).context["measure"].goal is None
    assert client.get(f"{pages.edition}ueberblick/").status_code == 200


def test_concept_without_fields_shows_its_measures(municipality, client):
    edition = build_edition(municipality, concept="Zehn Punkte", fields=0, goals_per_field=0, measures=10)
    pages = Addresses(municipality, edition)
    assert client.get(pages.concept).context["plan"].loose == 10
    page = client.get(pages.measure(1)).context["measure"]
    assert (page.fields, page.previous.number, page.next.number) == ((), "M1", "M3")
    table = client.get(f"{pages.edition}ueberblick/").context["overview"].table
    assert table.total == 10


def test_field_page_orders_goals_and_measures(addresses, client):
    page = client.get(addresses.field(0)).context["field"]
    assert [goal.link.number for goal in page.goals] == ["Z1", "Z2"]
    assert [[m.number for m in goal.measures] for goal in page.goals] == [["M1", "M2"], ["M3", "M4"]]
    assert [link.key for link in client.get(addresses.field(1)).context["field"].children] == [
        addresses.fields[2].short_id
    ]


def test_register_holds_parts_and_external_concepts(municipality, edition, client):
    with scope(municipality=municipality):
        umbrella = build_concept(municipality, "Sozialstrategie")
        Concept.objects.filter(pk=edition.concept_id).update(part_of=umbrella)
        build_concept(municipality, "Noch leer")
    context = client.get("/pruefstadt/konzepte/").context
    assert [(e.title, [p.title for p in e.parts]) for e in context["own"]] == [
        ("Sozialstrategie", ["Integrationskonzept"])
    ]
    assert [e.title for e in context["external"]] == ["Nachhaltigkeitsstrategie"]
    page = client.get("/pruefstadt/konzepte/sozialstrategie/")
    assert [p.slug for p in page.context["concept"].parts] == ["integrationskonzept"]
    assert client.get("/pruefstadt/konzepte/noch-leer/").status_code == 403
    assert "stelle=" not in client.get("/pruefstadt/konzepte/integrationskonzept/").text
    filtered = client.get("/pruefstadt/massnahmen/?konzept=sozialstrategie")
    assert filtered.context["found"] == 12


def test_external_concept_leads_out_and_says_who_cites_it(edition, client):
    response = client.get("/pruefstadt/konzepte/nachhaltigkeitsstrategie/")
    assert 'href="https://nachhaltig.example/"' in response.text
    assert len(response.context["concept"].cited) == 4


def test_successors_across_concepts_are_linked(municipality, edition, client):
    with scope(municipality=municipality):
        before = build_concept(municipality, "Armutsprävention", external=True)
        Succession(municipality=municipality, predecessor=before, successor=edition.concept, note="2025").save()
    page = client.get("/pruefstadt/konzepte/integrationskonzept/").context["concept"]
    assert [(link.key, note) for link, note in page.predecessors] == [("armutspraevention", "2025")]
    back = client.get("/pruefstadt/konzepte/armutspraevention/").context["concept"]
    assert [link.key for link, _note in back.successors] == ["integrationskonzept"]


def test_office_page_parts_lead_and_partner(edition, addresses, client):
    response = client.get("/pruefstadt/stellen/team-wohnen/")
    assert [line.number for line in response.context["lead"]] == ["M3", "M8"]
    assert [line.number for line in response.context["other"]] == ["M2", "M12"]
    assert [link.key for link in response.context["office"].path] == ["dezernat-soziales", "fd-soziales"]


def test_offices_count_what_is_below_them(edition, client):
    (top,) = client.get("/pruefstadt/stellen/").context["nodes"]
    assert (top.link.key, top.all) == ("dezernat-soziales", 12)
    assert [node.link.key for node in top.children] == ["fd-gesundheit", "fd-jugend", "fd-soziales"]


def test_area_page_shows_its_measures_and_map(edition, client):
    response = client.get("/pruefstadt/planungsraeume/viertel-1/")
    assert [line.number for line in response.context["lines"]] == ["M1", "M5", "M9"]
    assert "<svg" in response.text
    overview = client.get("/pruefstadt/planungsraeume/")
    assert [len(a.measures) for a in overview.context["areas"]] == [3, 0, 3, 0]
    assert "4.000" in overview.text


def test_overview_shows_each_measure_once_and_the_same_as_a_table(edition, addresses, client):
    response = client.get(f"{addresses.edition}ueberblick/")
    overview = response.context["overview"]
    assert overview.table.total == 12
    for measure in addresses.measures:
        assert overview.wide.count(f"/massnahmen/{measure.thread.short_id}/") == 1


def test_overview_counts_the_measures_below_a_field_that_has_none(edition, addresses, client):
    holder, below = addresses.fields[1], addresses.fields[2]
    with scope(municipality=edition.municipality):
        for rows in (Goal.objects.filter(field=holder), Measure.objects.filter(field=holder)):
            rows.update(field=below)
    response = client.get(f"{addresses.edition}ueberblick/")
    table = response.context["overview"].table
    moved = [row.total for row in table.rows if below.title in row.field]
    assert f"{sum(moved)} Maßnahmen in Teilfeldern" in response.context["overview"].wide
    assert [row for row in table.rows if row.field.endswith(holder.title)] == []
    assert table.total == 12


def test_pdf_is_sent_and_made_once(edition, addresses, client, settings, tmp_path):
    settings.HOME = tmp_path
    first = client.get(f"{addresses.edition}plan.pdf")
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == 'inline; filename="integrationskonzept-2024.pdf"'
    assert first.content.startswith(b"%PDF-")
    (kept,) = (tmp_path / "cache" / "plans").iterdir()
    kept.write_bytes(b"%PDF-kept")
    assert client.get(f"{addresses.edition}plan.pdf").content == b"%PDF-kept"
    with scope(municipality=edition.municipality):
        edition.description = "Anders"
        edition.save()
    assert client.get(f"{addresses.edition}plan.pdf").content.startswith(b"%PDF-1")


@pytest.mark.parametrize(
    "path",
    [
        "konzepte/gibt-es-nicht/",
        "konzepte/integrationskonzept/1999/",
        "konzepte/integrationskonzept/1999/plan.pdf",
        "konzepte/integrationskonzept/1999/ueberblick/",
        "handlungsfelder/xxxxxx/",
        "ziele/xxxxxx/",
        "ziele/xxxxxx/2024/",
        "massnahmen/xxxxxx/",
        "massnahmen/xxxxxx/2024/",
        "stellen/gibt-es-nicht/",
        "vorlagen/gibt-es-nicht/",
        "planungsraeume/gibt-es-nicht/",
    ],
)
def test_unknown_address_is_not_found(edition, client, path):
    assert client.get(f"/pruefstadt/{path}").status_code == 404


def test_short_id_of_another_municipality_is_not_found(edition, addresses, other_municipality, client):
    assert client.get(addresses.measure().replace("pruefstadt", "nebenan")).status_code == 404
    assert client.get(addresses.field().replace("pruefstadt", "nebenan")).status_code == 404


def test_slug_may_be_left_out_with_one_municipality(edition, addresses, client):
    assert Municipality.objects.count() == 1
    response = client.get("/massnahmen/?termin=by")
    assert (response.status_code, response["Location"]) == (302, "/pruefstadt/massnahmen/?termin=by")


def test_edition_page_lists_footnotes_with_papers(edition, addresses, client):
    response = client.get(addresses.edition)
    assert [(s.mark, s.papers[0].number) for s in response.context["footnotes"]] == [
        ("1", "21/1108-BV"),
        ("2", "19/2234-BV"),
        ("3", "19/2056-BV"),
    ]


def test_paper_of_the_edition_stands_on_its_page(municipality, edition, addresses, client):
    with scope(municipality=municipality):
        edition.council_paper = build_paper(municipality, "24/0001-BV", "Fortschreibung")
        edition.save()
        assert Reference.objects.filter(council_papers=edition.council_paper).count() == 0
    assert "/vorlagen/24-0001-bv/" in client.get(addresses.edition).text
    page = client.get("/pruefstadt/vorlagen/24-0001-bv/").context["paper"]
    assert [e.label for e in page.editions] == ["2024"]


def test_writing_to_a_public_page_is_refused(addresses, client):
    for page in addresses.public():
        assert client.post(page.partition("?")[0]).status_code == 405, page


LONG = "Gemeinsam in Prüfstadt\n\n" + "\n\n".join(f"{n}. Absatz: {'wohl gesagt ' * 12}".strip() for n in range(9))


def test_long_introduction_stands_folded_below_the_plan(scoped, edition, addresses, client):
    edition.description = LONG
    edition.save()
    response = client.get(addresses.concept)
    shown = response.context["plan"].description
    assert shown.opening == "\n\n".join(LONG.split("\n\n")[:2])
    assert f"{shown.opening}\n\n{shown.rest}" == LONG
    order = [response.text.index(part) for part in ("lz-figures", "lz-contents", '<h2 id="about"', "8. Absatz")]
    assert order == sorted(order)
    assert "<details" in response.text[order[2] : order[3]]


def test_short_introduction_is_not_folded(scoped, edition, addresses, client):
    response = client.get(addresses.concept)
    assert response.context["plan"].description.rest == ""
    assert "Das Konzept gilt für die ganze Stadt." in response.text.partition('<h2 id="about"')[2]


@given(st.text(alphabet="ab .\n", max_size=2000))
def test_long_text_loses_nothing_but_the_space_between(text):
    parted = long_text(text)
    assert "".join((parted.opening + parted.rest).split()) == "".join(text.split())
    assert not (parted.rest and not parted.opening)


def test_printed_measure_bears_its_address(addresses, client):
    printed = client.get(addresses.measure()).text.partition('class="lz-printonly')[2].partition("</p>")[0]
    assert f"http://testserver{addresses.measure()}" in printed
