# SPDX-License-Identifier: EUPL-1.2
"""Pages out of memory: fresh after every write, for visitors only, and nobody can put a page in another's place."""

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django_scopes import scope

from leitziel.core import log, page_cache
from leitziel.core.page_cache import Page, Store
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db
LIST = "/pruefstadt/massnahmen/"


@pytest.fixture(autouse=True)
def _cached(settings):
    settings.PAGE_CACHE = 1


@pytest.fixture
def edition(municipality, _cached):
    with scope(municipality=municipality):
        return build_edition(municipality, measures=6, fields=2, goals_per_field=1)


def write(municipality, name):
    """Any action: a change, and its entry on the log."""
    with transaction.atomic(), scope(municipality=municipality):
        municipality.name = name
        municipality.save()
        log.record(actor=None, verb="core.municipality.renamed", target=municipality, municipality=municipality)


def test_second_visitor_costs_one_query_and_gets_the_same_bytes(client, edition, django_assert_num_queries):
    first = client.get(LIST)
    with django_assert_num_queries(1):
        second = client.get(LIST)
    assert second.content == first.content
    assert second.status_code == 200
    assert {k: v for k, v in second.items() if k != "X-Request-ID"} == {
        k: v for k, v in first.items() if k != "X-Request-ID"
    }
    assert second["X-Request-ID"] != first["X-Request-ID"]
    assert second["Content-Security-Policy"]


def test_after_any_write_the_next_answer_is_fresh(client, municipality, edition):
    client.get(LIST)
    for name in ("Erststadt", "Zweitstadt"):
        write(municipality, name)
        assert name in client.get(LIST).content.decode()


def test_who_has_the_page_is_told_so_until_it_changes(client, municipality, edition, django_assert_num_queries):
    first = client.get(LIST)
    with django_assert_num_queries(1):
        again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Vary"] == first["Vary"]
    assert first["Cache-Control"] == "no-cache"
    write(municipality, "Neustadt")
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_member_gets_no_page_of_a_visitor_nor_the_reverse(client, planner, edition):
    member = Client()
    member.force_login(planner)
    public = client.get(LIST).content
    own = member.get(LIST)
    assert planner.name in own.content.decode()
    assert "ETag" not in own
    assert client.get(LIST).content == public
    assert planner.name not in public.decode()
    assert member.get(LIST).content.count(planner.name.encode()) == own.content.count(planner.name.encode())


def test_language_and_theme_have_pages_of_their_own(edition):
    german, english, dark = Client(), Client(), Client()
    english.cookies["django_language"] = "en"
    dark.cookies["theme"] = "dark"
    pages = [one.get(LIST).content for one in (german, english, dark)]
    assert len(set(pages)) == 3
    assert [one.get(LIST).content for one in (german, english, dark)] == pages
    spoken = Client(headers={"Accept-Language": "en"}).get(LIST).content
    assert spoken == pages[1]


def test_host_that_is_not_ours_is_refused_and_kept_nowhere(settings, client, edition):
    settings.ALLOWED_HOSTS = ["testserver", "plan.pruefstadt.example"]
    assert client.get(LIST, headers={"Host": "falle.example"}).status_code == 400
    assert b"falle.example" not in client.get(LIST).content
    other = client.get(LIST, headers={"Host": "plan.pruefstadt.example"})
    assert other.status_code == 200
    assert b"plan.pruefstadt.example" not in client.get(LIST).content


def test_queries_do_not_meet(client, edition):
    found = {q: client.get(LIST + q).content for q in ("", "?q=Beratung", "?q=Lesepaten", "?q=Beratung&q=Lesepaten")}
    again = {q: client.get(LIST + q).content for q in found}
    assert again == found
    assert len(set(found.values())) == 4


def test_two_municipalities_do_not_meet(client, edition, other_municipality):
    here, there = client.get("/pruefstadt/").content, client.get("/nebenan/").content
    assert (client.get("/pruefstadt/").content, client.get("/nebenan/").content) == (here, there)
    assert b"Nebenan" in there
    assert b"Nebenan" not in here


def test_page_is_not_kept_over_midnight(client, edition, django_assert_max_num_queries):
    with time_machine.travel("2026-11-22 22:59:30+00:00", tick=False):
        client.get(LIST)
    with time_machine.travel("2026-11-22 23:00:10+00:00", tick=False):
        assert key(LIST)[-3] == "2026-11-23"


def key(address, **headers):
    return page_cache.key_of(RequestFactory().get(address, **headers))


def test_unknown_municipality_is_not_kept(municipality):
    assert key("/gibt-es-nicht/") is None
    assert key("/pruefstadt/" + "?q=" + "x" * 2000) is None
    assert key("/pruefstadt/") is not None


@pytest.mark.parametrize(
    "request_",
    [
        RequestFactory().post(LIST),
        RequestFactory().get(LIST, headers={"Cookie": "sessionid=x"}),
        RequestFactory().get(LIST, headers={"Cookie": "irgendwas=x"}),
        RequestFactory().get(LIST, headers={"Cookie": "theme=grell"}),
        RequestFactory().get(LIST, headers={"Authorization": "Bearer x"}),
        RequestFactory().get(LIST, headers={"HX-Request": "true"}),
        RequestFactory().get(LIST, headers={"Range": "bytes=0-1"}),
    ],
)
def test_other_than_a_plain_visit_goes_past_the_cache(request_):
    assert not page_cache.is_visitor(request_)


def answer(**headers):
    return HttpResponse(b"x", headers=headers)


def cookie():
    response = answer()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"x", status=404),
        HttpResponse(b"x", status=202),
        cookie(),
        answer(**{"Cache-Control": "no-store"}),
        answer(**{"Cache-Control": "private"}),
        answer(Vary="User-Agent"),
        answer(Vary="*"),
        HttpResponse(b"x" * (page_cache.LARGEST_PAGE + 1)),
    ],
)
def test_answer_that_is_not_for_everybody_is_not_kept(response):
    assert page_cache.page_of(RequestFactory().get(LIST), response) is None


def test_error_page_is_never_kept(client, edition):
    for _ in range(2):
        assert client.get("/pruefstadt/massnahmen/zzzzzz/").status_code == 404
    assert "ETag" not in client.get("/pruefstadt/massnahmen/zzzzzz/")


def page(size, until=float("inf")):
    return Page(b"x" * size, (), 'W/"x"', "", until)


def test_store_keeps_to_its_limit_and_drops_the_longest_unused():
    store = Store(10_000)
    for name in "abc":
        store.put((name,), page(2_000))
    assert store.get(("a",)) is not None
    store.put(("d",), page(2_000))
    assert [store.get((name,)) is not None for name in "abcd"] == [True, False, True, True]
    assert store.size <= 10_000
    store.put(("e",), page(20_000))
    assert (store.size, len(store)) == (0, 0)


def test_store_drops_a_page_that_is_too_old():
    store = Store(10_000)
    store.put(("a",), page(10, until=0.0))
    assert store.get(("a",)) is None
    assert store.size == 0
