# SPDX-License-Identifier: EUPL-1.2
"""Feeds: what the public could see change, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scope

from leitziel.core.log import record
from leitziel.strategy.models import Edition, Measure

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    return [(e.find("a:title", ATOM).text, e.find("a:summary", ATOM).text) for e in root.findall("a:entry", ATOM)]


def changed(municipality, actor, measure, **changes):
    with scope(municipality=municipality), transaction.atomic():
        record(
            actor=actor, verb="strategy.measure.changed", target=measure, municipality=municipality,
            changes=dict.fromkeys(changes, ("vorher", "nachher")),
        )  # fmt: skip


@pytest.fixture
def measure(municipality, edition):
    with scope(municipality=municipality):
        return Measure.objects.filter(edition=edition).order_by("position").first()


@pytest.fixture
def feed(client, municipality, edition):
    return lambda path="", **kwargs: client.get(
        f"/{municipality.slug}/{path}aenderungen.atom", headers={"Accept-Language": "de"} | kwargs
    )


def test_publication_is_an_entry_and_a_draft_is_none(feed, draft):
    assert entries(feed()) == [("Integrationskonzept 2024 ist veröffentlicht", "beschlossen")]
    assert entries(feed("konzepte/integrationskonzept/")) == entries(feed())


def test_public_change_of_a_measure_is_an_entry_without_who_did_it(feed, municipality, planner, measure):
    changed(municipality, planner, measure, deadline_text=1, deadline_kind=1, notes=1)
    found = feed()
    assert entries(found)[0] == (
        f"Maßnahme geändert: {measure.number} {measure.heading}".replace(":  ", ": "),
        "Integrationskonzept 2024. Geändert: Termin.",
    )
    for word in (planner.name, planner.email, "nachher", "notes"):
        assert word not in found.content.decode()


def test_internal_change_is_no_entry(feed, municipality, planner, measure):
    changed(municipality, planner, measure, notes=1, version=1, search_text=1)
    assert len(entries(feed())) == 1


def test_change_from_before_the_publication_is_no_entry(feed, municipality, planner, measure, edition):
    changed(municipality, planner, measure, text=1)
    with scope(municipality=municipality):
        Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
    assert len(entries(feed())) == 1


def test_change_of_a_draft_is_no_entry(feed, municipality, planner, draft):
    with scope(municipality=municipality):
        hidden = Measure.objects.filter(edition=draft).first()
    changed(municipality, planner, hidden, text=1)
    assert len(entries(feed())) == 1
    assert "Geheimwort" not in feed().content.decode()


def test_feed_of_a_concept_without_anything_published_does_not_exist(client, municipality, edition):
    from tests.strategy.builders import build_concept

    with scope(municipality=municipality):
        build_concept(municipality, "Geheimes Konzept")
    assert client.get(f"/{municipality.slug}/konzepte/geheimes-konzept/aenderungen.atom").status_code == 404


def test_feed_has_the_same_bytes_until_something_changes(feed, municipality, planner, measure):
    first = feed()
    assert feed().content == first.content
    assert feed(**{"If-None-Match": first["ETag"]}).status_code == 304
    changed(municipality, planner, measure, text=1)
    second = feed(**{"If-None-Match": first["ETag"]})
    assert (second.status_code, second["ETag"] != first["ETag"]) == (200, True)
    assert second["Last-Modified"]


def test_feed_takes_four_queries_however_much_changed(feed, municipality, planner, edition, django_assert_num_queries):
    with scope(municipality=municipality):
        measures = list(Measure.objects.filter(edition=edition))
    for measure in measures[:1]:
        changed(municipality, planner, measure, text=1)
    with django_assert_num_queries(4):
        assert len(entries(feed())) == 2
    for measure in measures:
        changed(municipality, planner, measure, text=1)
    with django_assert_num_queries(4):
        assert len(entries(feed())) == len(measures) + 1


def test_empty_feed_is_valid_and_stands_still(client, municipality):
    first, second = (client.get(f"/{municipality.slug}/aenderungen.atom") for _ in range(2))
    assert entries(first) == []
    assert first.content == second.content
