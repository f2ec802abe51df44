# SPDX-License-Identifier: EUPL-1.2
"""What the API and the feed say of progress: published rounds only, and nothing internal."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django_scopes import scope

from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
from leitziel.strategy.actions.progress.rounds import Facts, change_round_state, create_round, unpublish_round
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import Measure, ProgressReport, ReportingRound
from tests.api.walk import published_round
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def round_(municipality, edition):
    """A published round with a report, and an open one that says "Geheimwort"."""
    with scope(municipality=municipality):
        made = published_round(municipality, edition)
        on = dt.date(2025, 12, 31)
        facts = Facts("Geheimwort", [edition], on, on, on)
        later = create_round(municipality=municipality, actor=None, facts=facts)
        later = change_round_state(round_=later, actor=None, version=later.version, state=RoundState.OPEN)
        thread = Measure.objects.filter(edition=edition).order_by("position")[1].thread
        answer = Answer("completed", text="Geheimwort", internal_note="GEHEIMWORT")
        by = Answering(None, None, ReportChannel.COORDINATOR)
        submit_report(round_=later, thread=thread, answer=answer, by=by, seen=0)
        return made


def second(municipality, edition):
    with scope(municipality=municipality):
        return Measure.objects.filter(edition=edition).select_related("thread").order_by("position")[1]


def test_measure_carries_its_newest_published_report(ask, municipality, edition, round_):
    items = ask("measures").json()["items"]
    assert [item["progress"] is None for item in items].count(False) == 1
    measure = second(municipality, edition)
    assert ask(f"measures/{measure.thread.short_id}").json()["progress"] == {
        "round": {"id": "runde-2024", "title": "Runde 2024", "reference_date": "2024-12-31"},
        "state": "underway",
        "text": "Begonnen",
        "missing": "",
        "next_step": "Weiter",
        "evidence": "",
        "evidence_url": None,
        "evidence_date": None,
        "office": None,
    }


def test_rounds_and_reports_hold_what_is_published(ask, municipality, edition, round_):
    found = ask("rounds").json()
    assert [(row["id"], [e["label"] for e in row["editions"]]) for row in found["items"]] == [("runde-2024", ["2024"])]
    reports = ask("rounds/runde-2024/reports").json()
    assert (reports["total"], reports["items"][0]["measure"]["id"]) == (
        1,
        second(municipality, edition).thread.short_id,
    )
    assert reports["items"][0]["measure"]["url"].endswith(f"/massnahmen/{reports['items'][0]['measure']['id']}/")
    assert ask("rounds/geheimwort/reports").status_code == 404


@pytest.mark.parametrize("path", ["rounds", "rounds/runde-2024/reports", "measures"])
def test_nothing_internal_and_nothing_unpublished_gets_out(ask, round_, path):
    assert "geheimwort" not in ask(path).content.decode().lower()


def test_round_that_is_taken_back_is_gone(ask, municipality, round_):
    with scope(municipality=municipality):
        unpublish_round(round_=round_, actor=None, version=round_.version)
    assert ask("rounds").json()["items"] == []
    assert ask("rounds/runde-2024/reports").status_code == 404
    assert {item["progress"] for item in ask("measures").json()["items"]} == {None}


def test_measures_of_a_draft_are_not_told_of_in_a_published_round(ask, municipality, round_):
    with scope(municipality=municipality):
        draft = build_edition(
            municipality, concept="Entwurf", measures=2, published=False, state="draft", plant="Geheimwort"
        )
        row = ReportingRound.objects.get(pk=round_.pk)
        row.editions.add(draft)
        thread = Measure.objects.filter(edition=draft).first().thread
        row.reports.create(
            municipality=municipality, thread=thread, state="quiet", text="Geheimwort", channel="link",
            submitted_at=row.closed_at,
        )  # fmt: skip
    for path in ("rounds", "rounds/runde-2024/reports"):
        assert "geheimwort" not in ask(path).content.decode().lower()
    assert ask("rounds/runde-2024/reports").json()["total"] == 1


def feed(client, municipality):
    answer = client.get(reverse("progress-feed", args=[municipality.slug]))
    return answer, ET.fromstring(answer.content)


def test_feed_tells_of_each_state_that_changed(client, municipality, edition, round_):
    answer, found = feed(client, municipality)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    measure = second(municipality, edition)
    entry = found.find(f"{ATOM}entry")
    assert len(found.findall(f"{ATOM}entry")) == 1
    assert entry.find(f"{ATOM}title").text.startswith(f"Sachstand: {measure.number}")
    assert entry.find(f"{ATOM}summary").text == "Runde 2024: in Umsetzung. Begonnen"
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/massnahmen/{measure.thread.short_id}/")
    assert "geheimwort" not in answer.content.decode().lower()


def test_markup_in_a_report_is_text_in_the_feed(client, municipality, edition, round_):
    with scope(municipality=municipality):
        ProgressReport.objects.filter(round=round_).update(text="<b>fett</b> & mehr")
    summary = feed(client, municipality)[1].find(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text.endswith("&lt;b&gt;fett&lt;/b&gt; &amp; mehr")  # what a reader program shows as it was typed


def test_feed_is_the_same_bytes_while_nothing_changed(client, municipality, round_):
    assert feed(client, municipality)[0].content == feed(client, municipality)[0].content


def test_feed_without_rounds_is_empty(client, municipality, edition):
    assert feed(client, municipality)[1].findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("count", [3, 100])
def test_reports_of_a_round_take_four_queries_however_many(municipality, client, count, django_assert_num_queries):
    edition = build_edition(municipality, measures=count)
    with scope(municipality=municipality):
        row = published_round(municipality, edition)
    with django_assert_num_queries(4):  # municipality, round, measures, reports
        client.get(f"/{municipality.slug}/api/v1/rounds/{row.slug}/reports")
