# SPDX-License-Identifier: EUPL-1.2
"""The agenda: order and numbers, items, exclusions."""

import pytest
from django.db import IntegrityError, transaction

from leitziel.bodies.actions import BodiesError, agenda, votes
from leitziel.bodies.enums import Choice, ExclusionBasis, ExclusionReason, VotingMethod
from leitziel.bodies.models import AgendaItem, CouncilPaper, Exclusion, Meeting
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry


@pytest.fixture
def three(committee, make_meeting, make_item):
    meeting = make_meeting(committee)
    for title in "ABC":
        make_item(meeting, title)
    meeting.refresh_from_db()
    return meeting


def order(meeting):
    return [(i.number, i.title) for i in AgendaItem.objects.filter(meeting=meeting)]


def move(meeting, title, step):
    item = AgendaItem.objects.get(meeting=meeting, title=title)
    version = Meeting.objects.get(pk=meeting.pk).version
    agenda.move_item(item=item, actor=None, version=version, step=step)


@pytest.mark.parametrize(
    ("title", "step", "wanted"),
    [
        ("B", "up", "BAC"),
        ("B", "down", "ACB"),
        ("C", "first", "CAB"),
        ("A", "last", "BCA"),
        ("A", "up", "ABC"),
        ("C", "down", "ABC"),
    ],
)
def test_moved_item_takes_its_new_number_before_the_invitation(three, title, step, wanted):
    move(three, title, step)
    assert order(three) == [(str(n), t) for n, t in enumerate(wanted, start=1)]


def test_announced_numbers_stay_when_the_order_changes(three, make_item):
    Meeting.objects.filter(pk=three.pk).update(state="invited")
    move(three, "C", "first")
    make_item(three, "D")
    assert order(three) == [("3", "C"), ("1", "A"), ("2", "B"), ("4", "D")]


def test_two_people_who_order_one_agenda_are_told(three):
    version = three.version
    first, second = AgendaItem.objects.filter(meeting=three)[:2]
    agenda.move_item(item=first, actor=None, version=version, step="last")
    with pytest.raises(ChangedMeanwhileError):
        agenda.move_item(item=second, actor=None, version=version, step="last")
    assert [title for _n, title in order(three)] == ["B", "C", "A"]
    assert LogEntry.objects.filter(verb="bodies.agenda.reordered").count() == 1


def test_removed_item_closes_the_gap(three):
    item = AgendaItem.objects.get(meeting=three, title="A")
    agenda.remove_item(item=item, actor=None, version=1)
    assert order(three) == [("1", "B"), ("2", "C")]
    entry = LogEntry.objects.get(verb="bodies.item.removed")
    assert entry.detail.payload["changes"]["title"] == ["A", None]


def test_item_with_a_vote_stays(room):
    votes.record_vote(item=room.item, actor=None, facts=votes.VoteFacts("Dafür?", yes=3))
    with pytest.raises(BodiesError):
        agenda.remove_item(item=room.item, actor=None, version=1)


def test_unknown_number_makes_a_paper_and_a_known_one_is_found(house, three, make_item):
    item = make_item(three, "D", paper="26/0500-BV")
    again = make_item(three, "E", paper=" 26/0500-bv ")
    assert item.paper == again.paper == CouncilPaper.objects.get()


def test_edit_changes_text_and_visibility_on_the_log(room):
    facts = agenda.ItemFacts("Richtlinie", public=False, text="Neu gefasst.", paper="26/0101-BV")
    agenda.edit_item(item=room.item, actor=None, version=1, facts=facts)
    entry = LogEntry.objects.get(verb="bodies.item.changed")
    assert entry.detail.payload["changes"] == {"text": ["", "Neu gefasst."], "public": [True, False]}
    with pytest.raises(ChangedMeanwhileError):
        agenda.edit_item(item=room.item, actor=None, version=1, facts=facts)


def exclude(room, holder, reason=ExclusionReason.EMPLOYED, note=""):
    return agenda.exclude(
        item=room.item, actor=None, holder=holder, reason=reason, basis=ExclusionBasis.MUNICIPAL_CODE, note=note
    )


def test_excluded_member_has_no_vote_on_the_item_and_one_on_the_next(room):
    exclude(room, room.members[0])
    assert {h.pk for h in votes.voters(room.item)} == {h.pk for h in room.members[1:]}
    assert {h.pk for h in votes.voters(room.private)} == {h.pk for h in room.members}


def test_exclusion_is_noted_once_and_with_its_reason(room):
    row = exclude(room, room.members[0])
    with pytest.raises(BodiesError):
        exclude(room, room.members[0])
    with pytest.raises(BodiesError):
        exclude(room, room.members[1], ExclusionReason.OTHER)
    assert row.group == "organisation"
    agenda.remove_exclusion(exclusion=row, actor=None)
    assert not Exclusion.objects.exists()
    removed = LogEntry.objects.get(verb="bodies.exclusion.removed").detail.payload["changes"]
    assert removed["holder"] == [room.members[0].name, None]


def test_other_reason_without_a_note_is_refused_by_the_database(room):
    row = exclude(room, room.members[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Exclusion.objects.filter(pk=row.pk).update(reason="other", note="")


def test_who_voted_by_name_cannot_be_excluded_afterwards(room):
    ballots = {h.pk: Choice.YES for h in room.members[:3]}
    votes.record_vote(
        item=room.item, actor=None, facts=votes.VoteFacts("Dafür?", method=VotingMethod.ROLL_CALL, ballots=ballots)
    )
    with pytest.raises(BodiesError):
        exclude(room, room.members[0])


def test_stranger_cannot_be_excluded(room, board, make_seat, make_holder):
    with pytest.raises(BodiesError):
        exclude(room, make_holder(make_seat(board), "Fremde"))


def test_every_reason_has_a_group():
    assert {Exclusion(reason=reason).group for reason in ExclusionReason} == {
        "personal",
        "organisation",
        "earlier",
        "other",
    }
