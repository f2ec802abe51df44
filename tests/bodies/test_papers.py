# SPDX-License-Identifier: EUPL-1.2
"""Council papers: one a number, however it is spelled; each change on the log."""

import datetime

import pytest
from django_scopes import scope

from leitziel.bodies.actions import NumberTakenError, edit_paper, ensure_paper, paper_by_number
from leitziel.bodies.models import Body, CouncilPaper
from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.models import LogEntry


@pytest.fixture(autouse=True)
def scoped(municipality):
    with scope(municipality=municipality):
        yield


@pytest.fixture
def paper(municipality):
    return ensure_paper(municipality=municipality, number="24/0312-BV", actor=None)


def facts(**changes):
    return {"number": "24/0312-BV", "title": "", "decided_on": None, "body": None, "address": "", **changes}


@pytest.mark.parametrize("spelling", ["24/0312-BV", " 24/0312-bv ", "24 / 0312 - BV", "24-0312-BV"])
def test_spellings_of_one_number_are_one_paper(municipality, paper, spelling):
    assert ensure_paper(municipality=municipality, number=spelling, actor=None) == paper
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("number", ["", "   ", "/-"])
def test_empty_number_is_no_paper(municipality, number):
    assert paper_by_number(municipality, number, None) is None
    assert not CouncilPaper.objects.exists()


def test_same_number_in_two_municipalities_is_two_papers(municipality, other_municipality, paper):
    with scope(municipality=other_municipality):
        other = ensure_paper(municipality=other_municipality, number=paper.number, actor=None)
    assert other.pk != paper.pk


def test_edit_sets_facts_and_logs_what_changed(municipality, paper, planner):
    council = Body(municipality=municipality, name="Stadtrat", kind="council")
    council.save()
    day = datetime.date(2024, 5, 2)
    edit_paper(paper=paper, actor=planner, seen=fingerprint(paper), **facts(title="Plan", decided_on=day, body=council))
    paper.refresh_from_db()
    assert (paper.title, paper.decided_on, paper.body) == ("Plan", day, council)
    entry = LogEntry.objects.get(verb="bodies.paper.changed")
    assert entry.detail.payload["changes"] == {
        "title": ["", "Plan"],
        "decided_on": [None, "2024-05-02"],
        "body": [None, "Stadtrat"],
    }


def test_edit_without_a_change_writes_nothing(paper):
    edit_paper(paper=paper, actor=None, seen=fingerprint(paper), **facts())
    assert not LogEntry.objects.filter(verb="bodies.paper.changed").exists()


def test_stale_edit_and_taken_number_change_nothing(municipality, paper):
    ensure_paper(municipality=municipality, number="24/0313-BV", actor=None)
    with pytest.raises(NumberTakenError):
        edit_paper(paper=paper, actor=None, seen=fingerprint(paper), **facts(number="24 0313 BV"))
    with pytest.raises(ChangedMeanwhileError):
        edit_paper(paper=paper, actor=None, seen="alt", **facts(title="Neu"))
    assert CouncilPaper.objects.get(pk=paper.pk).title == ""
