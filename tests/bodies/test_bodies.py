# SPDX-License-Identifier: EUPL-1.2
"""Bodies: what they are, their states, what follows what."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from leitziel.bodies.actions import BodiesError
from leitziel.bodies.actions.bodies import BodyFacts, change_body_state, create_body, edit_body
from leitziel.bodies.actions.votes import ResolutionFacts, record_resolution
from leitziel.bodies.enums import BODY_TRANSITIONS, BodyState, Effect, Result
from leitziel.bodies.models import Body, BodySuccession
from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry


def facts(**other):
    return BodyFacts(**{"name": "Sozialausschuss", "kind": "committee", "decides": True, **other})


def test_new_body_has_an_address_and_one_log_entry(house, committee):
    assert committee.slug == "sozialausschuss"
    entry = LogEntry.objects.get()
    assert entry.verb == "bodies.body.created"
    assert entry.detail.payload["changes"]["name"] == [None, "Sozialausschuss"]
    assert log.verify(house) == []


def test_address_never_takes_a_word_of_our_own_addresses(make_body):
    assert make_body("Neu", "network", decides=False).slug == "neu-2"


@pytest.mark.parametrize("kind", ["advisory_board", "steering_group", "working_group", "round_table", "network"])
def test_only_council_and_committee_decide(house, kind):
    with pytest.raises(BodiesError):
        create_body(municipality=house, actor=None, facts=facts(kind=kind))
    with pytest.raises(IntegrityError), transaction.atomic():
        Body(municipality=house, name="Rat der Weisen", kind=kind, decides=True).save()
    assert Body.objects.count() == 0


def test_name_taken_and_end_before_begin_are_refused(house, committee):
    with pytest.raises(BodiesError):
        create_body(municipality=house, actor=None, facts=facts(name=" Sozialausschuss "))
    with pytest.raises(BodiesError):
        create_body(
            municipality=house,
            actor=None,
            facts=facts(name="Rat", begins=dt.date(2026, 1, 2), ends=dt.date(2026, 1, 1)),
        )


@pytest.mark.parametrize("start", BodyState)
@pytest.mark.parametrize("end", BodyState)
def test_states_follow_the_table(make_body, start, end):
    body = make_body(state=start, ends=dt.date(2026, 1, 1) if start == BodyState.ENDED else None)
    call = {"body": body, "actor": None, "version": body.version, "state": end, "day": dt.date(2026, 2, 1)}
    if end in BODY_TRANSITIONS[start]:
        assert change_body_state(**call).state == end
    else:
        with pytest.raises(BodiesError):
            change_body_state(**call)


def test_ended_body_has_its_day_and_loses_it_when_it_works_again(committee):
    with pytest.raises(BodiesError):
        change_body_state(body=committee, actor=None, version=1, state=BodyState.ENDED)
    ended = change_body_state(body=committee, actor=None, version=1, state=BodyState.ENDED, day=dt.date(2026, 6, 30))
    assert (ended.state, ended.ends) == ("ended", dt.date(2026, 6, 30))
    again = change_body_state(body=ended, actor=None, version=2, state=BodyState.ACTIVE)
    assert (again.state, again.ends) == ("active", None)


def test_ended_without_a_day_is_refused_by_the_database(committee):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=committee.pk).update(state="ended")


def test_succession_is_kept_and_circles_are_refused(make_body, committee, board):
    group = make_body("Lenkungsgruppe", "steering_group", decides=False)
    edit_body(
        body=board,
        actor=None,
        version=1,
        facts=BodyFacts(name=board.name, kind=board.kind),
        predecessors=[group],
    )
    assert [(s.predecessor, s.successor) for s in BodySuccession.objects.all()] == [(group, board)]
    with pytest.raises(BodiesError):
        edit_body(
            body=group, actor=None, version=1, facts=BodyFacts(name=group.name, kind=group.kind), predecessors=[board]
        )
    assert LogEntry.objects.get(verb="bodies.body.changed").detail.payload["changes"] == {
        "predecessors": [[], ["Lenkungsgruppe"]]
    }


def test_body_that_decided_stays_one_that_decides(room):
    record_resolution(
        item=room.item,
        actor=None,
        facts=ResolutionFacts("1/2026", "Beschlossen.", Effect.DECIDED, Result.ADOPTED, dt.date(2026, 3, 3)),
    )
    with pytest.raises(BodiesError):
        edit_body(body=room.body, actor=None, version=1, facts=facts(decides=False))


def test_old_version_is_refused_and_same_facts_write_nothing(committee):
    edit_body(body=committee, actor=None, version=1, facts=facts(description="Berät."))
    with pytest.raises(ChangedMeanwhileError):
        edit_body(body=committee, actor=None, version=1, facts=facts(description="Anders."))
    same = edit_body(body=committee, actor=None, version=2, facts=facts(description="Berät."))
    assert same.version == 2
    assert LogEntry.objects.filter(verb="bodies.body.changed").count() == 1
