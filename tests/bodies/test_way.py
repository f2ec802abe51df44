# SPDX-License-Identifier: EUPL-1.2
"""A paper's way through the bodies, and who may know which part of it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from leitziel.bodies.actions import BodiesError
from leitziel.bodies.actions.deliberations import Step, set_deliberations
from leitziel.bodies.actions.votes import ResolutionFacts, record_resolution
from leitziel.bodies.enums import Effect, PaperKind, PaperResult, Result
from leitziel.bodies.models import CouncilPaper, Deliberation
from leitziel.bodies.queries.papers import paper_way
from leitziel.bodies.queries.visibility import deliberated_in_public
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.models import LogEntry

DAY = dt.date(2026, 3, 3)


@pytest.fixture
def public(house):
    return Access(AnonymousUser(), house)


def set_way(paper, *steps, seen=None, result=PaperResult.OPEN):
    return set_deliberations(
        paper=paper,
        actor=None,
        seen=seen or fingerprint(paper),
        kind=PaperKind.PROPOSAL,
        result=result,
        steps=[Step(body, purpose, on) for body, purpose, on in steps],
    )


def lines(access, paper):
    return [(w.body, w.day, bool(w.meeting), [r.number for r in w.resolutions]) for w in paper_way(access, paper.pk)]


def test_way_finds_the_items_and_shows_what_is_public(public, room, board, publish):
    paper = room.item.paper
    set_way(paper, (board, Effect.RECOMMENDED, dt.date(2026, 2, 1)), (room.body, Effect.DECIDED, None))
    record_resolution(
        item=room.item,
        actor=None,
        facts=ResolutionFacts("1/2026", "Ja.", Effect.DECIDED, Result.ADOPTED, DAY, paper=paper),
    )
    before = [("Planungsbeirat", dt.date(2026, 2, 1), False, []), ("Sozialausschuss", None, False, [])]
    assert lines(public, paper) == before
    publish(room.meeting)
    assert lines(public, paper) == [before[0], ("Sozialausschuss", DAY, True, ["1/2026"])]


def test_later_item_is_hung_on_the_open_step(room, board, make_meeting, make_item):
    paper = room.item.paper
    set_way(paper, (board, Effect.RECOMMENDED, None), (room.body, Effect.DECIDED, None))
    item = make_item(make_meeting(board), "Richtlinie", paper=paper.number)
    assert Deliberation.objects.get(body=board).item == item


def test_agenda_that_no_step_names_stands_behind(public, room, publish):
    publish(room.meeting)
    assert lines(public, room.item.paper) == [("Sozialausschuss", DAY, True, [])]


def test_body_that_advises_is_asked_for_no_decision(room, board):
    with pytest.raises(BodiesError):
        set_way(room.item.paper, (board, Effect.DECIDED, None))
    assert not Deliberation.objects.exists()


def test_stale_way_is_refused_and_the_same_way_writes_nothing(room, board):
    paper = room.item.paper
    old = fingerprint(paper)
    steps = [(board, Effect.RECOMMENDED, None)]
    set_way(paper, *steps, result=PaperResult.WITHDRAWN)
    with pytest.raises(ChangedMeanwhileError):
        set_way(paper, seen=old)
    paper.refresh_from_db()
    set_way(paper, *steps, result=PaperResult.WITHDRAWN)
    entry = LogEntry.objects.get(verb="bodies.paper.deliberations")
    assert entry.detail.payload["changes"] == {
        "result": ["open", "withdrawn"],
        "deliberations": [[], ["Planungsbeirat: recommended"]],
    }


def test_public_knows_a_paper_from_a_public_agenda_only(room, publish, make_item):
    make_item(room.meeting, "Vertraulich", public=False, paper="26/0102-BV")
    known = Q(deliberated_in_public())
    assert not CouncilPaper.objects.filter(known).exists()
    publish(room.meeting)
    assert [p.number for p in CouncilPaper.objects.filter(known)] == ["26/0101-BV"]
