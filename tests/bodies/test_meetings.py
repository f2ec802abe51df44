# SPDX-License-Identifier: EUPL-1.2
"""Meetings: facts, states, publication, invitation, attendance, minutes."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction

from leitziel.bodies.actions import BodiesError, agenda, meetings, minutes
from leitziel.bodies.actions.seats import HolderFacts, edit_holder
from leitziel.bodies.enums import MEETING_TRANSITIONS, MeetingState, MinutesState, Presence
from leitziel.bodies.invitation import invitation
from leitziel.bodies.models import AgendaItem, Attendance, Meeting
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.files import content
from leitziel.core.models import LogEntry, OutgoingMail
from tests.bodies.conftest import at

HELD = at(2026, 3, 3, 20)


def edited(meeting, version, **other):
    facts = {name: getattr(meeting, name) for name in ("title", "starts", "ends", "place", "note")}
    return meetings.edit_meeting(
        meeting=meeting, actor=None, version=version, facts=meetings.MeetingFacts(**facts | other)
    )


def test_new_meeting_from_the_last_takes_its_standing_items(committee, make_meeting, make_item):
    last = make_meeting(committee, place="Rathaus")
    make_item(last, "Eröffnung", standing=True)
    make_item(last, "Bericht zur Lage")
    make_item(last, "Personal", public=False, standing=True, text="Wie immer.")
    new = make_meeting(committee, "2. Sitzung", at(2026, 4, 7), copy_from=last)
    found = [(i.number, i.title, i.public, i.standing, i.text) for i in new.items.all()]
    assert found == [("1", "Eröffnung", True, True, ""), ("2", "Personal", False, True, "Wie immer.")]


def test_items_of_another_body_are_not_taken(committee, board, make_meeting):
    with pytest.raises(BodiesError):
        make_meeting(board, copy_from=make_meeting(committee))
    assert Meeting.objects.count() == 1


def test_meeting_after_the_end_of_its_body_is_refused(make_body, make_meeting):
    body = make_body(state="ended", ends=dt.date(2026, 3, 2))
    with pytest.raises(BodiesError):
        make_meeting(body, starts=at(2026, 3, 3))
    assert make_meeting(body, starts=at(2026, 3, 2)).title == "1. Sitzung"


def test_meeting_that_ends_before_it_starts_is_refused_by_action_and_database(committee, make_meeting):
    with pytest.raises(BodiesError):
        make_meeting(committee, hours=-1)
    meeting = make_meeting(committee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(ends=meeting.starts)


@pytest.mark.parametrize("start", MeetingState)
@pytest.mark.parametrize("end", MeetingState)
def test_states_follow_the_table(committee, make_meeting, start, end):
    meeting = make_meeting(committee)
    Meeting.objects.filter(pk=meeting.pk).update(state=start)
    call = {"meeting": meeting, "actor": None, "version": 1, "state": end}
    with time_machine.travel(HELD, tick=False):
        if end in MEETING_TRANSITIONS[start]:
            assert meetings.change_meeting_state(**call).state == end
        else:
            with pytest.raises(BodiesError):
                meetings.change_meeting_state(**call)


def test_meeting_ahead_was_not_held(committee, make_meeting):
    meeting = make_meeting(committee)
    with time_machine.travel(at(2026, 3, 3, 16, 59), tick=False), pytest.raises(BodiesError):
        meetings.change_meeting_state(meeting=meeting, actor=None, version=1, state=MeetingState.HELD)
    assert Meeting.objects.get().state == "planned"


def test_two_people_who_edit_one_meeting_are_told(committee, make_meeting):
    meeting = make_meeting(committee)
    edited(meeting, 1, place="Rathaus")
    with pytest.raises(ChangedMeanwhileError):
        edited(meeting, 1, place="Stadthalle")
    assert Meeting.objects.get().place == "Rathaus"


def test_sequence_grows_with_what_calendars_must_know(committee, make_meeting, make_item):
    meeting = make_meeting(committee)
    counts = [meeting.sequence]
    meeting = edited(meeting, 1, note="Mit Gebärdensprache")
    counts.append(meeting.sequence)
    meeting = edited(meeting, 2, place="Stadthalle")
    counts.append(meeting.sequence)
    meeting = meetings.change_meeting_state(meeting=meeting, actor=None, version=3, state=MeetingState.CANCELLED)
    counts.append(meeting.sequence)
    assert counts == [0, 0, 1, 2]


def test_invitation_goes_once_to_each_account_of_that_day(room, make_user, house):
    user = make_user(house, "committee")
    gone = make_user(house, "committee")
    for holder, person, ends in ((room.members[0], user, None), (room.members[1], gone, dt.date(2026, 3, 2))):
        facts = HolderFacts(holder.name, holder.begins, ends=ends, user=person)
        edit_holder(holder=holder, actor=None, version=1, facts=facts)
    subject, text = invitation(room.meeting, "https://stadt.example/sitzung")
    call = {"meeting": room.meeting, "actor": None, "subject": subject, "text": text}
    done, count = meetings.invite(version=room.meeting.version, **call)
    assert (done.state, count) == ("invited", 1)
    assert [m.recipient for m in OutgoingMail.objects.all()] == [user.email]
    with pytest.raises(ChangedMeanwhileError):
        meetings.invite(version=room.meeting.version, **call)
    _again, count = meetings.invite(version=done.version, **call)
    assert (count, OutgoingMail.objects.count()) == (1, 2)


def test_invitation_names_both_parts_and_the_papers(room):
    subject, text = invitation(room.meeting, "https://stadt.example/sitzung")
    assert "Sozialausschuss" in subject
    lines = text.split("\n")
    assert "1. Richtlinie (26/0101-BV)" in lines
    assert "2. Grundstück" in lines
    assert text.endswith("https://stadt.example/sitzung")


def test_nobody_is_invited_to_a_cancelled_meeting(room):
    cancelled = meetings.change_meeting_state(
        meeting=room.meeting, actor=None, version=room.meeting.version, state=MeetingState.CANCELLED
    )
    with pytest.raises(BodiesError):
        meetings.invite(meeting=cancelled, actor=None, version=cancelled.version, subject="Einladung", text="Kommt")
    assert OutgoingMail.objects.count() == 0


def test_attendance_is_set_changed_and_taken_back(room):
    first, second, *_rest = room.members
    meeting = meetings.set_attendance(
        meeting=room.meeting,
        actor=None,
        version=room.meeting.version,
        presences={first.pk: Presence.PRESENT, second.pk: Presence.EXCUSED},
    )
    meetings.set_attendance(
        meeting=meeting, actor=None, version=meeting.version, presences={first.pk: None, second.pk: Presence.ABSENT}
    )
    assert [(a.holder, a.presence) for a in Attendance.objects.all()] == [(second, "absent")]
    entry = LogEntry.objects.filter(verb="bodies.meeting.attendance").order_by("sequence").last()
    assert entry.detail.payload["children"] == [
        {"member": first.name, "from": "present", "to": None},
        {"member": second.name, "from": "excused", "to": "absent"},
    ]


def test_attendance_of_somebody_else_is_refused(room, board, make_seat, make_holder):
    stranger = make_holder(make_seat(board), "Fremde")
    with pytest.raises(BodiesError):
        meetings.set_attendance(
            meeting=room.meeting,
            actor=None,
            version=room.meeting.version,
            presences={stranger.pk: Presence.PRESENT},
        )


def test_minutes_are_approved_only_after_the_meeting_and_then_locked(room):
    call = {"meeting": room.meeting, "actor": None, "opening": "Eröffnet um 17 Uhr.", "file_public": False}
    draft = minutes.write_minutes(version=0, file=("n.pdf", b"%PDF-1.7 unterschrieben"), **call)
    approve = {"minutes": draft, "actor": None, "version": 1, "state": MinutesState.APPROVED}
    with pytest.raises(BodiesError):
        minutes.change_minutes_state(**approve, day=dt.date(2026, 4, 7))
    Meeting.objects.filter(pk=room.meeting.pk).update(state="held")
    with pytest.raises(BodiesError):
        minutes.change_minutes_state(**approve)
    done = minutes.change_minutes_state(**approve, day=dt.date(2026, 4, 7))
    assert (done.state, done.approved_on) == ("approved", dt.date(2026, 4, 7))
    assert content(done.file) == b"%PDF-1.7 unterschrieben"
    with pytest.raises(BodiesError):
        minutes.write_minutes(version=2, **call)


def test_two_first_minutes_are_told_apart(room):
    call = {"meeting": room.meeting, "actor": None, "file_public": False}
    minutes.write_minutes(version=0, opening="A", **call)
    with pytest.raises(ChangedMeanwhileError):
        minutes.write_minutes(version=0, opening="B", **call)


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"<html>"])
def test_only_a_pdf_is_kept_as_minutes(room, data):
    with pytest.raises(BodiesError):
        minutes.write_minutes(
            meeting=room.meeting, actor=None, version=0, opening="", file_public=True, file=("n.pdf", data)
        )


def test_minutes_of_an_item_are_guarded_by_its_version(room):
    agenda.write_minutes_of_item(item=room.item, actor=None, version=1, minutes="Es wurde beraten.")
    with pytest.raises(ChangedMeanwhileError):
        agenda.write_minutes_of_item(item=room.item, actor=None, version=1, minutes="Anders.")
    assert AgendaItem.objects.get(pk=room.item.pk).minutes == "Es wurde beraten."
