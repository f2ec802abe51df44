# SPDX-License-Identifier: EUPL-1.2
"""Votes and resolutions: who could vote, what follows from the counts, and that advice is no decision."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from leitziel.bodies.actions import BodiesError, meetings, votes
from leitziel.bodies.actions.seats import HolderFacts, add_holder
from leitziel.bodies.actions.votes import ResolutionFacts, VoteFacts, record_resolution, record_vote
from leitziel.bodies.enums import Choice, Effect, Majority, Presence, Result, VotingMethod
from leitziel.bodies.models import Ballot, CouncilPaper, Resolution, Vote
from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry

DAY = dt.date(2026, 3, 3)


def vote(room, **facts):
    return record_vote(item=room.item, actor=None, facts=VoteFacts(**{"wording": "Dafür?", **facts}))


def facts(effect=Effect.DECIDED, result=Result.ADOPTED, number="1/2026", **other):
    return ResolutionFacts(number, "Der Richtlinie wird zugestimmt.", effect, result, DAY, **other)


def resolve(room, *args, item=None, **kwargs):
    return record_resolution(item=item or room.item, actor=None, facts=facts(*args, **kwargs))


def attend(room, *holders, presence=Presence.PRESENT):
    room.meeting.refresh_from_db()
    return meetings.set_attendance(
        meeting=room.meeting,
        actor=None,
        version=room.meeting.version,
        presences={h.pk: presence for h in holders},
    )


def test_vote_is_accepted_by_its_majority(room):
    assert vote(room, yes=2, no=1).accepted is True
    assert vote(room, yes=2, no=1, majority=Majority.MEMBERS).accepted is False
    assert {v.members for v in Vote.objects.all()} == {5}


@pytest.mark.parametrize("counts", [{"yes": 6}, {"yes": 3, "no": 2, "abstain": 1}, {}])
def test_counts_that_cannot_be_are_refused(room, counts):
    with pytest.raises(BodiesError):
        vote(room, **counts)
    assert not Vote.objects.exists()


def test_only_who_was_there_could_vote(room):
    attend(room, *room.members[:3])
    attend(room, room.members[3], presence=Presence.EXCUSED)
    with pytest.raises(BodiesError):
        vote(room, yes=4)
    assert vote(room, yes=3).accepted is True


def test_adviser_has_no_vote(room):
    with pytest.raises(BodiesError):
        vote(room, method=VotingMethod.ROLL_CALL, ballots={room.adviser.pk: Choice.YES})
    assert room.adviser not in votes.voters(room.item)


def test_deputy_votes_only_for_somebody_who_is_not_there(room):
    deputy = add_holder(
        seat=room.seat,
        actor=None,
        facts=HolderFacts("Vertreterin", dt.date(2024, 7, 1), deputy_of=room.members[0]),
    )
    attend(room, *room.members[1:4], deputy)
    assert deputy in votes.voters(room.item)
    attend(room, room.members[0])
    assert deputy not in votes.voters(room.item)


def test_vote_by_name_counts_its_ballots_and_changes_with_them(room):
    first, second, third, *_ = room.members
    ballots = {first.pk: Choice.YES, second.pk: Choice.NO, third.pk: Choice.ABSTAIN}
    done = vote(room, method=VotingMethod.ROLL_CALL, ballots=ballots, yes=5)
    assert (done.yes, done.no, done.abstain) == (1, 1, 1)
    changed = votes.edit_vote(
        vote=done,
        actor=None,
        version=1,
        facts=VoteFacts("Dafür?", method=VotingMethod.ROLL_CALL, ballots={first.pk: Choice.YES, second.pk: Choice.YES}),
    )
    assert (changed.yes, changed.no, changed.accepted) == (2, 0, True)
    entry = LogEntry.objects.get(verb="bodies.vote.changed")
    assert entry.detail.payload["children"] == [
        {"member": third.name, "from": "abstain", "to": None},
        {"member": second.name, "from": "no", "to": "yes"},
    ]
    open_vote = votes.edit_vote(vote=changed, actor=None, version=2, facts=VoteFacts("Dafür?", yes=3))
    assert (open_vote.yes, Ballot.objects.count()) == (3, 0)


def test_vote_by_name_without_names_is_refused(room):
    with pytest.raises(BodiesError):
        vote(room, method=VotingMethod.ROLL_CALL, yes=3)


def test_old_version_of_a_vote_is_refused(room):
    done = vote(room, yes=3)
    votes.edit_vote(vote=done, actor=None, version=1, facts=VoteFacts("Dafür?", yes=4))
    with pytest.raises(ChangedMeanwhileError):
        votes.edit_vote(vote=done, actor=None, version=1, facts=VoteFacts("Dafür?", yes=5))


def test_committee_decides_and_its_decision_is_the_result_of_the_paper(house, room):
    resolution = resolve(room, paper=room.item.paper, vote=vote(room, yes=3, no=1))
    paper = CouncilPaper.objects.get()
    assert (paper.result, paper.decided_on, paper.body, resolution.binding) == ("adopted", DAY, room.body, True)
    entry = LogEntry.objects.get(verb="bodies.resolution.created")
    assert {c["field"]: c["to"] for c in entry.detail.payload["children"]} == {
        "result": "adopted",
        "decided_on": "2026-03-03",
        "body": "Sozialausschuss",
    }
    assert log.verify(house) == []


def test_recommendation_leaves_the_paper_open(room):
    resolve(room, Effect.RECOMMENDED, paper=room.item.paper)
    assert (CouncilPaper.objects.get().result, CouncilPaper.objects.get().decided_on) == ("open", None)


def test_board_recommends_and_never_decides(board, make_meeting, make_item):
    item = make_item(make_meeting(board))
    with pytest.raises(BodiesError):
        record_resolution(item=item, actor=None, facts=facts())
    done = record_resolution(item=item, actor=None, facts=facts(Effect.RECOMMENDED))
    assert (done.effect, done.binding) == ("recommended", False)
    with pytest.raises(BodiesError):
        votes.edit_resolution(resolution=done, actor=None, version=1, facts=facts())


def test_decision_of_a_board_is_refused_by_the_database(house, board, make_meeting, make_item):
    item = make_item(make_meeting(board))
    row = Resolution(
        municipality=house, body=board, item=item, number="9", text="Nein", effect="decided", result="adopted", resolved_on=DAY
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    done = record_resolution(item=item, actor=None, facts=facts(Effect.RECOMMENDED))
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.filter(pk=done.pk).update(effect="decided")


@pytest.mark.parametrize(
    ("yes", "no", "result", "fits"),
    [
        (3, 1, Result.ADOPTED, True),
        (3, 1, Result.CHANGED, True),
        (3, 1, Result.REJECTED, False),
        (3, 1, Result.DEFERRED, False),
        (2, 2, Result.ADOPTED, False),
        (2, 2, Result.REJECTED, True),
        (1, 3, Result.DEFERRED, True),
    ],
)
def test_result_obeys_the_vote(room, yes, no, result, fits):
    done = vote(room, yes=yes, no=no)
    if fits:
        assert resolve(room, result=result, vote=done).result == result
    else:
        with pytest.raises(BodiesError):
            resolve(room, result=result, vote=done)


def test_vote_cannot_turn_against_its_resolution(room):
    done = vote(room, yes=3, no=1)
    resolve(room, vote=done)
    with pytest.raises(BodiesError):
        votes.edit_vote(vote=done, actor=None, version=1, facts=VoteFacts("Dafür?", yes=1, no=3))
    with pytest.raises(BodiesError):
        votes.remove_vote(vote=done, actor=None, version=1)
    assert Vote.objects.get().yes == 3


def test_what_is_noted_is_not_rejected(room):
    with pytest.raises(BodiesError):
        resolve(room, Effect.NOTED, Result.REJECTED)
    assert resolve(room, Effect.NOTED).effect == "noted"


def test_number_twice_vote_of_another_item_and_another_paper_are_refused(house, room):
    done = vote(room, yes=3)
    resolve(room)
    with pytest.raises(BodiesError):
        resolve(room, item=room.private)
    with pytest.raises(BodiesError):
        resolve(room, number="2/2026", item=room.private, vote=done)
    other = CouncilPaper(municipality=house, number="26/0999-BV")
    other.save()
    with pytest.raises(BodiesError):
        resolve(room, number="2/2026", paper=other)


def test_removed_resolution_is_on_the_log_with_its_text(room):
    row = resolve(room)
    votes.remove_resolution(resolution=row, actor=None, version=1)
    changes = LogEntry.objects.get(verb="bodies.resolution.removed").detail.payload["changes"]
    assert (changes["text"], Resolution.objects.count()) == (["Der Richtlinie wird zugestimmt.", None], 0)
