# SPDX-License-Identifier: EUPL-1.2
"""Search: umlauts, word parts, typing errors, phrases, ranking, and what else has a name."""

import pytest

URL = "/pruefstadt/suche/"


def search(client, query):
    return client.get(URL, {"q": query})


def headings(response):
    return [line.heading for line in response.context["lines"]]


@pytest.mark.parametrize("query", ["Müll", "Muell", "Mull", "müllvermeidung", "MÜLLVERMEIDUNG"])
def test_umlaut_is_found_in_any_spelling(edition, client, query):
    found = headings(search(client, query))
    assert found
    assert all("Müllvermeidung" in heading for heading in found)


@pytest.mark.parametrize("query", ["Wohnung", "Wohnungsbau", "Sozialwohnung"])
def test_word_part_is_found_in_a_compound(edition, client, query):
    assert any("Sozialwohnungsbau" in heading for heading in headings(search(client, query)))


@pytest.mark.parametrize(
    ("query", "meant"),
    [("Integrtion", "Integration"), ("Sprachförderng", "Sprachförderung"), ("Wonung", "Sozialwohnungsbau")],
)
def test_typing_error_is_put_right_and_said(edition, client, query, meant):
    response = search(client, query)
    assert response.context["instead"] == (meant,)
    assert response.context["found"] > 0
    note = response.text.partition("lz-alert__text")[2].partition("</div>")[0]
    assert query in note
    assert meant in note


def test_phrase_is_found_in_this_order_only(edition, client):
    assert search(client, '"Verzeichnis barrierefreier Häuser"').context["found"] == 1
    response = search(client, '"Häuser barrierefreier"')
    assert response.context["found"] == 0


def test_words_that_no_measure_has_together_are_found_one_by_one(edition, client):
    response = search(client, "Fahrradwerkstatt Einsamkeit")
    assert response.context["answer"].some
    assert response.context["found"] == 2


def test_question_in_plain_words_finds_its_subject(edition, client):
    response = search(client, "Was tut die Stadt gegen Einsamkeit?")
    assert not response.context["answer"].some
    assert headings(response) == headings(search(client, "Einsamkeit")) != []


def test_rare_words_come_before_common_ones(edition, client):
    rare = {*headings(search(client, "Fahrradwerkstatt")), *headings(search(client, "Sozialwohnungsbau"))}
    response = search(client, "Familien Fahrradwerkstatt Sozialwohnungsbau")
    found = headings(response)
    assert response.context["answer"].some
    assert len(found) > len(rare) == 2
    assert set(found[:2]) == rare


def test_title_counts_more_than_responsible(edition, client):
    response = search(client, "Beratung")
    assert "Beratung" in headings(response)[0]


def test_hits_are_marked_in_the_original_spelling(edition, client):
    assert "<mark>Müllvermeidung</mark>" in search(client, "Muell").text


def test_search_without_words_explains_itself(edition, client):
    for query in ("", "   ", "!?"):
        response = search(client, query)
        assert response.status_code == 200
        assert response.context["found"] == 0


@pytest.mark.parametrize("query", ["%", "_", "'; DROP TABLE", "\x00", "(" * 300, "a" * 5000, "„"])
def test_hostile_query_is_answered(edition, client, query):
    assert search(client, query).status_code == 200


@pytest.mark.parametrize(
    ("query", "kind", "name"),
    [
        ("Wohnen", "field", "Wohnen und Nachbarschaft"),
        ("Ziel", "goal", "Ziel 1"),
        ("Jugend", "office", "FD Jugend"),
        ("21/1108-BV", "paper", "10-Punkte-Plan"),
        ("Nachhaltigkeit", "concept", "Nachhaltigkeitsstrategie"),
        ("Viertel", "area", "Viertel 1"),
    ],
)
def test_what_has_a_name_is_found(edition, client, query, kind, name):
    hits = [hit for _heading, found in search(client, query).context["names"] for hit in found if hit.kind == kind]
    assert any(name in hit.label for hit in hits)


def test_search_in_the_list_combines_with_filters(edition, client):
    response = client.get("/pruefstadt/massnahmen/", {"q": "Beteiligte", "termin": "by"})
    assert response.context["found"] == 4
    assert response.context["total"] == 12
