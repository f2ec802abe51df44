# SPDX-License-Identifier: EUPL-1.2
"""How many database queries a page takes: literal numbers, the same for little and much content."""

import pytest

from tests.strategy.builders import build_edition

from .conftest import Addresses

LIST = 5
MEASURE = 12  # without reporting rounds and links between editions, which cost one query each to find out
TALK = 2  # comments and attachments
LOGIN = 3  # session, person, memberships
SMALL = {"fields": 1, "goals_per_field": 1, "measures": 1}
LARGE = {"fields": 8, "goals_per_field": 4, "measures": 64}


@pytest.fixture(params=[SMALL, LARGE], ids=["small", "large"])
def sized(request, municipality):
    return Addresses(municipality, build_edition(municipality, **request.param))


def test_list_of_50_out_of_1000_takes_5_queries_and_9_for_a_planner(
    municipality, client, planner, django_assert_num_queries
):
    build_edition(municipality, measures=1000)
    with django_assert_num_queries(LIST):
        response = client.get("/pruefstadt/massnahmen/")
    assert len(response.context["lines"]) == 50
    assert response.context["found"] == 1000
    client.force_login(planner)
    with django_assert_num_queries(9):
        client.get("/pruefstadt/massnahmen/?stelle=fd-soziales&termin=by&zielgruppe=familien&bis=2027&seite=2")


def test_measure_takes_12_queries_and_17_for_a_planner(sized, client, planner, django_assert_num_queries):
    with django_assert_num_queries(MEASURE):
        client.get(sized.measure())
    client.force_login(planner)
    with django_assert_num_queries(MEASURE + LOGIN + TALK):
        client.get(sized.measure())


@pytest.mark.parametrize(
    ("page", "count"),
    [
        (lambda a: f"{a.base}/konzepte/", 3),
        (lambda a: a.concept, 12),
        (lambda a: a.edition, 12),
        (lambda a: f"{a.edition}ueberblick/", 11),
        (lambda a: f"{a.edition}plan.pdf", 23),
        (lambda a: a.field(), 11),
        (lambda a: a.goal(), 8),
        (lambda a: f"{a.base}/massnahmen/", LIST),
        (lambda a: f"{a.base}/massnahmen/?q=Beratung", LIST + 1),
        (lambda a: f"{a.base}/massnahmen/?q=Bertung", LIST + 3),
        (lambda a: f"{a.base}/stellen/", 3),
        (lambda a: f"{a.base}/stellen/dezernat-soziales/", 8),
        (lambda a: f"{a.base}/vorlagen/", 2),
        (lambda a: f"{a.base}/vorlagen/21-1108-bv/", 8),
        (lambda a: f"{a.base}/planungsraeume/", 3),
        (lambda a: f"{a.base}/planungsraeume/viertel-1/", 4),
        (lambda a: f"{a.base}/suche/?q=Beratung", 4),
    ],
)
def test_page_takes_the_same_queries_for_little_and_much(sized, client, django_assert_num_queries, page, count):
    with django_assert_num_queries(count):
        response = client.get(page(sized))
    assert response.status_code == 200
