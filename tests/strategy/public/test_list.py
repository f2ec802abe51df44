# SPDX-License-Identifier: EUPL-1.2
"""The list of measures: filters with counts, order, pages."""

import re

import pytest
from django_scopes import scope

from leitziel.core.text import slug
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition

URL = "/pruefstadt/massnahmen/"


def numbers(response):
    return [line.number for line in response.context["lines"]]


def expected(edition, **filters):
    with scope(municipality=edition.municipality):
        rows = Measure.objects.filter(edition=edition, **filters).order_by("position").distinct()
        return [m.number for m in rows]


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("termin=by", {"deadline_kind": "by"}),
        ("termin=none", {"deadline_kind": "none"}),
        ("bis=2026", {"deadline_last_day__year__lte": 2026}),
        ("bis=2027", {"deadline_last_day__year__lte": 2027}),
        ("zielgruppe=familien", {"target_groups__key": "familien"}),
        ("raum=viertel-3", {"areas__slug": "viertel-3"}),
        ("stelle=team-wohnen", {"responsibilities__organisation__slug": "team-wohnen"}),
        (
            "stelle=fd-soziales",
            {"responsibilities__organisation__slug__in": ["fd-soziales", "team-wohnen"]},
        ),
        ("konzept=integrationskonzept", {}),
        (
            "termin=by&zielgruppe=familien",
            {"deadline_kind": "by", "target_groups__key": "familien"},
        ),
    ],
)
def test_filter_leaves_what_the_database_says(edition, client, query, filters):
    response = client.get(f"{URL}?{query}")
    assert numbers(response) == expected(edition, **filters)
    assert response.context["found"] == len(expected(edition, **filters))


def test_field_filter_takes_fields_below_along(edition, addresses, client):
    parent, child = addresses.fields[1], addresses.fields[2]
    assert child.parent_id == parent.pk
    response = client.get(f"{URL}?feld={parent.short_id}")
    assert numbers(response) == expected(edition, field__in=[parent.pk, child.pk])
    response = client.get(f"{URL}?feld={child.short_id}")
    assert numbers(response) == expected(edition, field=child.pk)


def test_option_counts_say_what_each_option_would_leave(edition, client):
    response = client.get(f"{URL}?termin=by")
    facets = {facet.name: facet for facet in response.context["facets"]}
    for name, key in (("stelle", "stelle"), ("zielgruppe", "zielgruppe"), ("feld", "feld"), ("bis", "bis")):
        for _group, options in facets[name].groups:
            for option in options:
                found = client.get(f"{URL}?termin=by&{key}={option.value}").context["found"]
                assert option.count == found, (name, option)
    kinds = {o.value: o.count for _group, options in facets["termin"].groups for o in options}
    assert kinds == {"ongoing": 2, "by": 4, "recurring": 2, "none": 2, "period": 2}


def test_active_filter_can_be_removed(edition, client):
    response = client.get(f"{URL}?termin=by&zielgruppe=familien&seite=1")
    chips = {chip.value: chip.without for chip in response.context["chips"]}
    assert set(chips.values()) == {"?zielgruppe=familien", "?termin=by"}
    assert chips["Familien"] == "?termin=by"


def test_unknown_filter_value_is_ignored(edition, client):
    response = client.get(f"{URL}?stelle=gibt-es-nicht&termin=nie&seite=99&sortierung=wild&raum=%00")
    assert response.context["found"] == 12
    assert response.context["chips"] == []


def test_filter_without_result_offers_the_way_back(edition, client):
    response = client.get(f"{URL}?q=Raumfahrt")
    assert response.context["found"] == 0
    assert f'href="{URL}"' in response.text
    assert 'class="lz-empty"' in response.text


def test_order_by_deadline_puts_the_next_first_and_none_last(edition, client):
    lines = client.get(f"{URL}?sortierung=termin").context["lines"]
    assert [line.deadline for line in lines][:6] == ["bis 2026"] * 2 + ["bis Juni 2027"] * 2 + ["2025 bis 2029"] * 2


def test_order_by_alphabet_takes_umlauts_as_readers_do(edition, client):
    from leitziel.methods.textsearch import fold

    headings = [line.heading for line in client.get(f"{URL}?sortierung=alphabet").context["lines"]]
    assert headings == sorted(headings, key=lambda h: fold(h[:60]))


def test_pages_of_50_keep_the_filters(municipality, client):
    build_edition(municipality, measures=120)
    first = client.get(f"{URL}?stelle=dezernat-soziales")
    assert len(first.context["lines"]) == 50
    second = client.get(f"{URL}?stelle=dezernat-soziales&seite=2")
    assert not set(numbers(first)) & set(numbers(second))
    links = re.findall(r'href="(\?[^"]*seite=2)"', first.text)
    assert links
    assert all("stelle=dezernat-soziales" in link for link in links)
    assert second.context["page"].number == 2


def test_list_shows_the_edition_in_force_only(municipality, client):
    old = build_edition(municipality, label="2020", measures=5, state="superseded")
    build_edition(municipality, label="2024", measures=3, continues=old)
    build_edition(municipality, label="2028", measures=4, continues=old, state="draft")
    response = client.get(URL)
    assert {line.edition_label for line in response.context["lines"]} == {"2024"}
    assert response.context["found"] == 3


def test_list_without_plans_says_so(municipality, client):
    response = client.get(URL)
    assert response.status_code == 200
    assert response.context["found"] == 0
    assert 'class="lz-empty"' in response.text


def test_office_tree_of_the_filter_is_indented(edition, client):
    facets = {facet.name: facet for facet in client.get(URL).context["facets"]}
    options = facets["stelle"].groups[0][1]
    assert [(o.value, o.depth) for o in options] == [
        (slug("Dezernat Soziales"), 0),
        (slug("FD Gesundheit"), 1),
        (slug("FD Jugend"), 1),
        (slug("FD Soziales"), 1),
        (slug("Team Wohnen"), 2),
    ]
