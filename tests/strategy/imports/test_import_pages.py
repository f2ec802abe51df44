# SPDX-License-Identifier: EUPL-1.2
"""The pages of the import, as a browser without JavaScript asks for them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport
from tests.conftest import make_organisation

from . import plans
from .pages import first_measure, plan_of, post, url
from .test_reading import DOCUMENT, ROWS, list_of

GET_PAGES = [
    "plan-import",
    "plan-import-progress",
    "plan-import-file",
    "plan-import-columns",
    "plan-import-again",
    "plan-import-discard",
    "plan-import-reopen",
    "plan-import-references",
    "plan-import-new-node",
    "plan-import-passages",
    "plan-import-organisations",
    "plan-import-target",
    "plan-import-accept",
]


@pytest.mark.parametrize("name", GET_PAGES)
def test_page_answers_a_planner(web, staged, name):
    response = web.get(url(name, staged.pk), follow=True)
    assert response.status_code == 200
    assert re.search(r"\son[a-z]+=|\sstyle=|<script(?! src)", response.content.decode()) is None


@pytest.mark.parametrize("name", [*GET_PAGES, "plan-imports", "plan-import-upload", "plan-import-empty"])
def test_page_is_refused_to_all_others(client, staged, make_user, municipality, other_municipality, name):
    args = [staged.pk] if name in GET_PAGES else []
    roles = ["office", "reviewer", "committee", "provider", "advisor", "reader"]
    people = [*(make_user(municipality, role) for role in roles), make_user(other_municipality, "administration")]
    for person in [None, *people]:
        if person:
            client.force_login(person)
        assert client.get(url(name, *args)).status_code == 403
        assert client.post(url(name, *args), {"version": 1}).status_code == 403


@pytest.mark.parametrize("name", GET_PAGES)
def test_import_of_another_municipality_is_not_found(web, make_import, other_municipality, name):
    foreign = make_import(plans.small_plan(), where=other_municipality)
    assert web.get(url(name, foreign.pk)).status_code == 404


def test_list_explains_itself_when_empty(web, municipality):
    page = web.get(url("plan-imports")).content.decode()
    assert "lz-empty" in page


@pytest.mark.django_db(transaction=True)
def test_upload_reads_and_opens_the_review(web, municipality):
    response = web.post(
        url("plan-import-upload"),
        {"file": SimpleUploadedFile("auental.txt", DOCUMENT), "concept_title": "Auental", "edition_label": "2026"},
        follow=True,
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "Die Stadt baut zwanzig Wohnungen." in page
    with scope(municipality=municipality):
        assert PlanImport.objects.get().state == "review"


@pytest.mark.parametrize(
    ("file", "more"),
    [
        (None, {}),
        (("leer.txt", b""), {}),
        (("a.txt", DOCUMENT), {"edition_label": "–"}),
        (("a.txt", DOCUMENT), {"concept_title": ""}),
    ],
)
def test_upload_says_what_is_missing(web, municipality, file, more):
    data = {"concept_title": "Auental", "edition_label": "2026", **more}
    if file:
        data["file"] = SimpleUploadedFile(*file)
    response = web.post(url("plan-import-upload"), data)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    with scope(municipality=municipality):
        assert PlanImport.objects.count() == 0


def test_upload_refuses_more_than_fifty_megabytes(web, municipality, monkeypatch):
    from leitziel.strategy.forms import imports as forms

    monkeypatch.setattr(forms, "LARGEST", 10)
    response = web.post(
        url("plan-import-upload"),
        {"file": SimpleUploadedFile("a.txt", DOCUMENT), "concept_title": "A", "edition_label": "1"},
    )
    assert "50 MB" in response.context["form"].errors["file"][0]


@pytest.mark.django_db(transaction=True)
def test_upload_of_a_list_asks_for_its_columns_first(web, municipality):
    response = web.post(
        url("plan-import-upload"),
        {"file": SimpleUploadedFile("liste.csv", list_of(ROWS)), "concept_title": "A", "edition_label": "1"},
    )
    with scope(municipality=municipality):
        staged = PlanImport.objects.get()
    assert response.url == url("plan-import-columns", staged.pk)
    page = web.get(response.url)
    parts = [column.part for column in page.context["found"].columns]
    web.post(response.url, {"version": 1, "part": parts})
    assert [f["title"] for f in plan_of(staged).plan["fields"]] == ["Wohnen", "Sprache"]


def test_review_links_every_entry_and_its_passage_both_ways(web, staged):
    page = web.get(url("plan-import", staged.pk)).content.decode()
    ids = re.findall(r'<li id="(n\d+)"', page)
    assert len(ids) == 5
    for node in ids:
        assert page.count(f'href="#q-{node}"') == 1
        assert page.count(f'id="q-{node}"') == 1
        assert page.count(f'href="#{node}"') == 1


def test_review_shows_only_entries_with_notes_if_asked(web, staged):
    page = web.get(url("plan-import", staged.pk), {"nur": "hinweise"})
    assert [entry.notes for entry in page.context["page"].object_list] == [("Bitte prüfen.",)]


def test_review_of_an_unknown_section_is_not_found(web, staged):
    assert web.get(url("plan-import", staged.pk), {"feld": "n999"}).status_code == 404


def test_review_of_a_long_document_shows_the_window_of_the_field_only(web, make_import, django_assert_max_num_queries):
    big = make_import(plans.big_plan())
    field = big.plan["fields"][10]["id"]
    with django_assert_max_num_queries(9):
        page = web.get(url("plan-import", big.pk), {"feld": field})
    assert len(big.plan["extracted"]["text"]) > 100_000
    assert sum(len(piece.text) for piece in page.context["pieces"]) < 20_000
    assert len(page.content) < 150_000


def test_every_unassigned_passage_is_listed_with_its_action(web, staged):
    page = web.get(url("plan-import-passages", staged.pk)).content.decode()
    for entry in staged.plan["unassigned"]:
        assert url("plan-import-passage", staged.pk, entry["span"][0]) in page


def test_edit_form_saves_every_value_it_shows(web, staged):
    node = first_measure(staged)
    form = web.get(url("plan-import-node", staged.pk, node)).context["form"]
    data = {"do": "edit", **{name: form[name].value() or "" for name in form.fields}}
    assert post(web, "plan-import-node", staged.pk, node, **data).status_code == 302
    after = plan_of(staged)
    assert (after.version, after.plan) == (2, staged.plan)


def test_edit_form_reads_parties_and_labels(web, staged):
    node = first_measure(staged)
    form = web.get(url("plan-import-node", staged.pk, node)).context["form"]
    data = {"do": "edit", **{name: form[name].value() or "" for name in form.fields}}
    data |= {
        "parties": "lead: Bauamt\nVerein: Haus",
        "attributes": "Kosten: 5.000 Euro: jährlich",
        "schedule_kind": "by",
        "schedule_end": "2027-06",
    }
    post(web, "plan-import-node", staged.pk, node, **data)
    saved = tree.find(plan_of(staged).plan, node).node
    assert saved["parties"] == [
        {"name": "Bauamt", "role": "lead"},
        {"name": "Verein: Haus", "role": "unspecified"},
    ]
    assert saved["attributes"] == {"Kosten": "5.000 Euro: jährlich"}
    assert saved["schedule"] == {"kind": "by", "start": None, "end": "2027-06", "every_months": None}


@pytest.mark.parametrize(
    "wrong",
    [{"text": "", "title": ""}, {"schedule_end": "bald"}, {"attributes": "ohne Doppelpunkt"}, {"every_months": "0"}],
)
def test_edit_form_says_what_is_wrong(web, staged, wrong):
    node = first_measure(staged)
    form = web.get(url("plan-import-node", staged.pk, node)).context["form"]
    data = {"do": "edit", **{name: form[name].value() or "" for name in form.fields}, **wrong}
    response = post(web, "plan-import-node", staged.pk, node, **data)
    assert (response.status_code, response.context["form"].is_valid()) == (200, False)
    assert plan_of(staged).version == 1


@pytest.mark.parametrize(
    "data",
    [
        {"do": "down"},
        {"do": "move", "target": "plan"},
        {"do": "merge"},
        {"do": "kind", "kind": "goal"},
        {"do": "delete"},
        {"do": "notes"},
    ],
)
def test_buttons_do_what_they_say_and_lead_back_to_the_place(web, staged, data):
    response = post(web, "plan-import-node", staged.pk, first_measure(staged), version=1, **data)
    assert response.status_code == 302
    assert response.url.startswith(url("plan-import", staged.pk))
    assert plan_of(staged).version == 2


def test_split_by_a_choice_of_the_page(web, staged):
    kurse = next(p.node["id"] for p in tree.walk(staged.plan) if (p.node.get("text") or "").startswith("Kurse"))
    cuts = web.get(url("plan-import-node", staged.pk, kurse)).context["cuts"]
    position = next(position for position, text in cuts if text == "Kinder werden betreut.")
    post(web, "plan-import-node", staged.pk, kurse, version=1, do="split", position=position)
    goal = plan_of(staged).plan["fields"][1]["goals"][0]
    assert [m["text"] for m in goal["measures"]] == [
        "Kurse am Abend finden statt.",
        "Kinder werden betreut.",
        "Ein Sprachcafé öffnet.",
    ]


@pytest.mark.parametrize("data", [{"do": "explode"}, {}])
def test_unknown_button_is_not_found(web, staged, data):
    assert post(web, "plan-import-node", staged.pk, first_measure(staged), version=1, **data).status_code == 404


def test_passage_is_assigned_and_made_an_entry(web, staged):
    start, end = staged.plan["unassigned"][1]["span"]
    context = web.get(url("plan-import-passage", staged.pk, start)).context
    middle = context["pieces"][1][0]
    field = staged.plan["fields"][1]["id"]
    assign = {"do": "assign", "from": start, "to": middle, "node": field, "part": "description"}
    post(web, "plan-import-passage", staged.pk, start, version=1, **assign)
    create = {"do": "create", "from": middle, "to": end, "kind": "measure", "parent": field}
    post(web, "plan-import-passage", staged.pk, middle, version=2, **create)
    found = plan_of(staged).plan["fields"][1]
    assert found["description"] == "Die Stadt dankt allen Beteiligten."
    assert [m["text"] for m in found["measures"]] == ["Ein Beirat begleitet die Umsetzung."]


def test_passage_offers_the_entry_before_it_first(web, staged):
    start = staged.plan["unassigned"][0]["span"][0]
    context = web.get(url("plan-import-passage", staged.pk, start)).context
    assert context["nearest"] == staged.plan["references"][-1]["id"]
    assert context["nearest"] in {choice.id for choice in context["near"]}


def test_new_entry_by_hand(web, staged):
    data = {"kind": "goal", "parent": staged.plan["fields"][1]["id"], "text": "Alle lesen."}
    response = post(web, "plan-import-new-node", staged.pk, version=1, **data)
    assert response.status_code == 302
    assert [g["text"] for g in plan_of(staged).plan["fields"][1]["goals"]][-1] == "Alle lesen."


def test_conflict_page_tells_what_the_other_did_and_keeps_the_input(web, staged, make_user, municipality):
    from leitziel.strategy.actions import staging

    other = make_user(municipality, "administration")
    node = first_measure(staged)
    form = web.get(url("plan-import-node", staged.pk, node)).context["form"]
    staging.shift_node(actor=other, plan_import=staged, version=1, node=node, step=1)
    data = {"do": "edit", **{name: form[name].value() or "" for name in form.fields}, "text": "Mein langer Text"}
    response = post(web, "plan-import-node", staged.pk, node, **data)
    page = response.content.decode()
    assert response.status_code == 409
    assert other.name in page
    assert "Mein langer Text" in page
    assert plan_of(staged).version == 2


def test_offices_are_chosen_and_created_by_the_person_only(web, staged, municipality):
    with scope(municipality=municipality):
        office = make_organisation(municipality, "FD Soziales")
    page = web.get(url("plan-import-organisations", staged.pk))
    assert [row["selected"] for row in page.context["rows"]] == ["", "", ""]
    page = web.get(url("plan-import-organisations", staged.pk), {"vorauswahl": "alle"})
    rows = {row["entry"].name: row["selected"] for row in page.context["rows"]}
    assert rows["FD Soziales"] == str(office.pk)
    names = [*rows, "Nie gedruckt"]
    chosen = [*rows.values(), "new:partner"]
    web.post(url("plan-import-organisations", staged.pk), {"version": 1, "name": names, "organisation": chosen})
    assert set(plan_of(staged).organisations) == {"FD Soziales", "Wohnbau Auental", "Volkshochschule"}


def test_lists_of_values_are_shown_as_words(web, staged):
    page = web.get(url("plan-import", staged.pk)).content.decode()
    assert "Tauschbörse" in page
    assert "[&#x27;" not in page
    assert "['" not in page


def test_window_of_the_source_is_cut_between_words(make_import):
    from leitziel.strategy.queries import review

    big = make_import(plans.big_plan())
    plan, text = big.plan, big.plan["extracted"]["text"]
    goal = plan["fields"][5]["goals"][2]
    shown = review.source_window(plan, [review.entry(goal, "goal")])
    pieces = [piece for piece in shown if not piece.gap]
    joined = "".join(piece.text for piece in pieces)
    start = text.index(joined)
    assert text[start - 1].isspace()
    assert text[start + len(joined) - 1].isspace()
    assert sum(piece.gap for piece in shown) + len(joined) == len(text)
