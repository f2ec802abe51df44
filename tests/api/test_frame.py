# SPDX-License-Identifier: EUPL-1.2
"""What is true of every answer: ETag, origins, methods, errors, description, and what it never says."""

import json
import re

import jsonschema
import pytest
from django.test import Client
from django_scopes import scope

from tests.api.walk import addresses, published_round

pytestmark = pytest.mark.django_db


def test_every_operation_answers_and_says_nothing_internal(client, municipality, edition, draft):
    for address in addresses(municipality, edition, everything=True):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.content)
        text = answer.content.decode()
        for word in ("Geheimwort", "GEHEIMWORT", "INTERNER HINWEIS", "search_text", '"2028"'):
            assert word not in text, (address, word)


def test_draft_is_nowhere_whatever_is_asked(client, municipality, edition, draft, planner):
    """Not for the public and, since the API knows no login, not for insiders either."""
    insider = Client()
    insider.force_login(planner)
    for who in (client, insider):
        for address in addresses(municipality, draft, everything=True):
            answer = who.get(address)
            assert answer.status_code in {200, 404}, address
            assert b"Geheimwort" not in answer.content, address
            assert b"GEHEIMWORT" not in answer.content, address


def test_names_of_another_municipality_are_not_found(client, municipality, other_municipality, edition):
    own = [a for a in addresses(municipality, edition) if (a.count("/") > 4 and "measures/" in a) or "goals/" in a]
    assert own
    for address in own:
        foreign = address.replace(f"/{municipality.slug}/", f"/{other_municipality.slug}/")
        assert client.get(foreign).status_code == 404


def test_ids_in_a_row_lead_nowhere(client, municipality, edition):
    """Keys of the database are no identifiers: counting up finds nothing."""
    for resource in ("measures", "goals", "fields"):
        statuses = {client.get(f"/{municipality.slug}/api/v1/{resource}/{n}").status_code for n in range(1, 40)}
        assert statuses == {404}


def test_bytes_that_one_has_are_not_sent_again(client, municipality, edition):
    for address in [*addresses(municipality, edition), f"/{municipality.slug}/api/v1/openapi.json"]:
        first = client.get(address)
        assert first["ETag"].startswith('"')
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        other = client.get(address, headers={"If-None-Match": '"anders"'})
        assert (other.status_code, other.content) == (200, first.content)


def test_etag_changes_with_the_content(ask, municipality, edition):

    first = ask("measures")["ETag"]
    with scope(municipality=municipality):
        edition.measures.first().__class__.objects.filter(edition=edition, position=0).update(focus="Neu")
    assert ask("measures")["ETag"] != first


def test_any_origin_may_read_and_no_cookie_is_set(client, municipality, edition):
    for address in addresses(municipality, edition):
        answer = client.get(address, headers={"Origin": "https://anderswo.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert not answer.cookies
    before = client.options(address, headers={"Origin": "https://anderswo.example"})
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in before["Access-Control-Allow-Headers"]


def test_head_answers_like_get_without_the_body(client, municipality, edition):
    for address in addresses(municipality, edition):
        head, got = client.head(address), client.get(address)
        assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_method_that_writes_is_refused(client, municipality, edition, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"/{municipality.slug}/api/v1/measures")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"konzept": "x"}, "konzept"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "1.0"}, "limit"),
        ({"limit": "zehn"}, "limit"),
        ({"page": "-1"}, "page"),
        ({"page": "99999999999999999999"}, "page"),
        ({"deadline_before": "morgen"}, "deadline_before"),
        ({"deadline_before": "1700000000"}, "deadline_before"),
        ({"deadline_before": "2026-02-30"}, "deadline_before"),
        ({"state": "secret"}, "state"),
        ({"concept": "a b"}, "concept"),
        ({"concept": "a\x00"}, "concept"),
        ({"q": "x" * 201}, "q"),
        ({"q": ""}, "q"),
        ({"field": "' OR 1=1"}, "field"),
        ({"limit": ["5", "6"]}, "limit"),
    ],
)
def test_parameter_that_is_not_possible_is_refused_by_its_name(ask, parameters, named):
    answer = ask("measures", **parameters)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert [error["parameter"] for error in problem["errors"]] == [named]
    assert problem["status"] == 422
    assert problem["errors"][0]["message"]


def test_error_is_told_in_the_language_of_the_request(ask):
    german = ask("measures", headers={"Accept-Language": "de"}, konzept="x").json()
    english = ask("measures", headers={"Accept-Language": "en"}, konzept="x").json()
    assert german["title"] == "Die Anfrage wird nicht verstanden"
    assert english["title"] == "The request is not understood"
    assert "concept" in german["errors"][0]["message"]
    assert ask("measures/gibtes0", headers={"Accept-Language": "de"}).json()["detail"].startswith("Es gibt nichts")


@pytest.mark.parametrize(
    "path", ["measures/zzz999", "measures/%00", "measures/ä b", "concepts/" + "x" * 500, "papers/1"]
)
def test_what_is_not_there_is_a_problem_too(ask, path):
    answer = ask(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_description_is_valid_and_every_answer_keeps_to_it(client, municipality, edition):
    described = client.get(f"/{municipality.slug}/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": f"http://testserver/{municipality.slug}/api/v1"}]
    for address, (path, methods) in zip(addresses(municipality, edition), described["paths"].items(), strict=True):
        told = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = json.loads(json.dumps(told).replace("#/components/schemas/", "#/$defs/"))
        defs = json.loads(json.dumps(described["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/"))
        answer = client.get(address).json()
        jsonschema.Draft202012Validator(schema | {"$defs": defs}).validate(answer)
        assert methods["get"]["summary"], path
        assert all(
            parameter.get("description") for parameter in methods["get"]["parameters"] if parameter["in"] == "query"
        )


def test_page_for_people_names_every_operation(client, municipality, edition):
    with scope(municipality=municipality):
        published_round(municipality, edition)
    page = client.get(f"/{municipality.slug}/schnittstelle/").content.decode()
    described = client.get(f"/{municipality.slug}/api/v1/openapi.json").json()
    assert [path for path in described["paths"] if f"GET {path}<" not in page] == []
    examples = re.findall(r'href="http://testserver(/[^"]+/api/v1/[^"]+)"', page)
    assert len(examples) == len(described["paths"])
    assert {client.get(address).status_code for address in examples} == {200}
    assert '<script src="http' not in page
