# SPDX-License-Identifier: EUPL-1.2
"""Measures: filters, paging, the allow-list, and a constant number of queries."""

import pytest
from django_scopes import scope

from leitziel.strategy.models import Measure, Responsibility
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


def ids(answer):
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in answer.json()["items"]]


def short_ids(municipality, **condition):
    with scope(municipality=municipality):
        rows = Measure.objects.filter(edition__published_at__isnull=False, **condition).distinct()
        return sorted(rows.values_list("thread__short_id", flat=True))


def test_list_holds_every_published_measure_in_its_order(ask, municipality, edition):
    with scope(municipality=municipality):
        wanted = list(Measure.objects.order_by("position").values_list("thread__short_id", flat=True))
    answer = ask("measures")
    assert (ids(answer), answer.json()["total"]) == (wanted, 12)
    assert (answer.json()["next"], answer.json()["previous"]) == (None, None)


def test_pages_hold_each_measure_once(ask, client):
    seen, address, pages = [], None, 0
    answer = ask("measures", limit=5)
    while True:
        seen += ids(answer)
        pages += 1
        address = answer.json()["next"]
        if address is None:
            break
        answer = client.get(address)
    assert (pages, len(seen), len(set(seen))) == (3, 12, 12)
    assert ids(client.get(answer.json()["previous"])) == seen[5:10]
    behind = ask("measures", limit=5, page=9).json()
    assert (behind["items"], behind["next"], behind["total"]) == ([], None, 12)


@pytest.mark.parametrize(
    ("parameters", "condition"),
    [
        ({"concept": "integrationskonzept"}, {}),
        ({"concept": "keins"}, {"pk": 0}),
        ({"edition": "2024"}, {}),
        ({"edition": "2028"}, {"pk": 0}),
        ({"state": "adopted"}, {}),
        ({"state": "superseded"}, {"pk": 0}),
        ({"target_group": "familien"}, {"target_groups__key": "familien"}),
        ({"objective": "nachhaltigkeit"}, {"objectives__key": "nachhaltigkeit"}),
        ({"area": "viertel-1"}, {"areas__slug": "viertel-1"}),
        ({"kind": "lobbying"}, {"kind": "lobbying"}),
        ({"deadline_kind": "by"}, {"deadline_kind": "by"}),
        ({"deadline_before": "2026-12-31"}, {"deadline_last_day__lte": "2026-12-31"}),
        ({"deadline_after": "2027-01-01"}, {"deadline_last_day__gte": "2027-01-01"}),
        ({"deadline_after": "2027-01-01", "deadline_kind": "by"}, {"deadline_last_day": "2027-06-30"}),
        ({"office": "team-wohnen"}, {"responsibilities__organisation__slug": "team-wohnen"}),
    ],
)
def test_filter_leaves_what_meets_it(ask, municipality, draft, parameters, condition):
    assert sorted(ids(ask("measures", **parameters))) == short_ids(municipality, **condition)


def test_office_stands_for_those_below_it(ask, municipality):
    with scope(municipality=municipality):
        below = Responsibility.objects.filter(organisation__slug__in=["fd-soziales", "team-wohnen"])
        wanted = sorted(set(below.values_list("measure__thread__short_id", flat=True)))
    assert sorted(ids(ask("measures", office="fd-soziales"))) == wanted


def test_field_stands_for_those_below_it_and_goal_for_itself(ask, municipality, edition):
    with scope(municipality=municipality):
        upper = edition.fields.get(number="2")
        wanted = short_ids(municipality, field__number__startswith="2") or short_ids(
            municipality, goal__field__number__startswith="2"
        )
        goal = edition.goals.first()
    assert sorted(ids(ask("measures", field=upper.short_id))) == wanted
    assert sorted(ids(ask("measures", goal=goal.thread.short_id))) == short_ids(municipality, goal=goal)


def test_search_finds_words_the_best_first(ask, municipality, draft):
    found = ids(ask("measures", q="Elternkurse"))
    assert sorted(found) == short_ids(municipality, search_text__contains="elternkurs")
    assert ids(ask("measures", q="Geheimwort")) == []
    assert ids(ask("measures", q="Elternkurse", limit=1)) == found[:1]


@pytest.mark.parametrize("count", [3, 100])
def test_list_takes_nine_queries_however_long(municipality, client, count, django_assert_num_queries):
    build_edition(municipality, measures=count)
    with django_assert_num_queries(9):
        answer = client.get(f"/{municipality.slug}/api/v1/measures?limit=100")
    assert len(ids(answer)) == count


def test_one_measure_says_what_its_page_says(ask, municipality, edition):
    with scope(municipality=municipality):
        measure = Measure.objects.filter(edition=edition, areas__isnull=False).order_by("position").first()
        key, text, area = measure.thread.short_id, measure.text, measure.areas.first()
    found = ask(f"measures/{key}").json()
    assert (found["id"], found["text"], found["areas"][0]["id"]) == (key, text, area.slug)
    assert found["provenance"]["edition"]["label"] == "2024"
    assert found["provenance"]["as_of"] == "2024-01-15"
    assert found["provenance"]["publisher"] == "Prüfstadt"
    assert found["deadline"]["text"] == measure.deadline_text
    assert [f["number"] for f in found["fields"]][-1] == measure.field.number if measure.field else True
    listed = next(item for item in ask("measures").json()["items"] if item["id"] == key)
    assert listed == found


def test_no_answer_holds_a_key_of_the_database(ask):
    found = ask("measures").json()["items"][0]
    assert not {"pk", "edition_id", "thread_id"} & found.keys()
    assert isinstance(found["id"], str)
