# SPDX-License-Identifier: EUPL-1.2
"""Calendars: parsed as a calendar program does, with stable identities, and a personal one by signed link."""

import datetime as dt

import pytest
import time_machine
from icalendar import Calendar

from leitziel.bodies.actions import meetings
from leitziel.bodies.actions.calendar import VALID, end_calendar_link, new_calendar_link
from leitziel.bodies.actions.seats import HolderFacts, edit_holder
from leitziel.bodies.enums import MeetingState
from leitziel.bodies.models import Meeting
from leitziel.core.models import LogEntry
from tests.bodies.conftest import at

ALL, ONE = "/pruefstadt/gremien/kalender.ics", "/pruefstadt/gremien/sozialausschuss/kalender.ics"
NOW = at(2026, 3, 1)


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(NOW, tick=False):
        yield


def events(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(answer.content)
    assert [str(calendar[name]) for name in ("VERSION", "METHOD")] == ["2.0", "PUBLISH"]
    return list(calendar.walk("VEVENT"))


def own(token):
    return f"/pruefstadt/gremien/mein-kalender/{token}/kalender.ics"


@pytest.fixture
def member(room, make_user, house):
    user = make_user(house, "committee")
    holder = room.members[0]
    edit_holder(holder=holder, actor=None, version=1, facts=HolderFacts(holder.name, holder.begins, user=user))
    return user


def test_feed_holds_the_public_meeting_and_its_public_items(client, room, publish):
    assert events(client, ALL) == []
    publish(room.meeting)
    (event,) = events(client, ALL)
    assert str(event["SUMMARY"]) == "Sozialausschuss: 1. Sitzung"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC),
        dt.datetime(2026, 3, 3, 18, tzinfo=dt.UTC),
    )
    page = f"http://testserver/pruefstadt/gremien/sozialausschuss/sitzungen/{room.meeting.short_id}/"
    assert str(event["DESCRIPTION"]).split("\n") == ["1. Richtlinie", page]
    assert (str(event["STATUS"]), str(event["URL"])) == ("TENTATIVE", page)


def test_feed_of_a_body_holds_its_own_meetings(client, room, board, make_meeting, publish):
    publish(room.meeting)
    publish(make_meeting(board, "Klausur"))
    assert [str(e["SUMMARY"]) for e in events(client, ONE)] == ["Sozialausschuss: 1. Sitzung"]
    assert len(events(client, ALL)) == 2
    assert client.get("/pruefstadt/gremien/gibt-es-nicht/kalender.ics").status_code == 404


def test_identity_stays_and_sequence_grows_with_a_change(client, room, publish):
    meeting = publish(room.meeting)
    (before,) = events(client, ALL)
    facts = meetings.MeetingFacts("1. Sitzung", at(2026, 3, 4), at(2026, 3, 4, 19), "Stadthalle, Saal 2; Eingang Süd")
    with time_machine.travel(at(2026, 3, 2), tick=False):
        meetings.edit_meeting(meeting=meeting, actor=None, version=meeting.version, facts=facts)
        (after,) = events(client, ALL)
    assert str(before["UID"]) == str(after["UID"]) == f"{meeting.uid}@leitziel"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")
    assert str(after["LOCATION"]) == "Stadthalle, Saal 2; Eingang Süd"


def test_cancelled_meeting_stays_in_the_feed_as_cancelled(client, room, publish):
    meeting = publish(room.meeting)
    meetings.change_meeting_state(meeting=meeting, actor=None, version=meeting.version, state=MeetingState.CANCELLED)
    (event,) = events(client, ALL)
    assert (str(event["STATUS"]), str(event["TRANSP"]), event["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 1)
    assert str(event["SUMMARY"]) == "Abgesagt: Sozialausschuss: 1. Sitzung"


def test_old_meetings_leave_the_feed_after_a_year(client, room, publish):
    publish(room.meeting)
    with time_machine.travel(at(2027, 3, 3, 16), tick=False):
        assert len(events(client, ALL)) == 1
    with time_machine.travel(at(2027, 3, 3, 18), tick=False):
        assert events(client, ALL) == []


def test_who_has_the_feed_gets_no_body_until_it_changes(client, room, publish):
    meeting = publish(room.meeting)
    first = client.get(ALL)
    again = client.get(ALL, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "public" in first["Cache-Control"]
    meetings.change_meeting_state(meeting=meeting, actor=None, version=meeting.version, state=MeetingState.INVITED)
    changed = client.get(ALL, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)


def test_feeds_ask_the_same_number_of_queries_for_one_meeting_and_for_many(
    client, room, publish, make_meeting, make_item, django_assert_num_queries
):
    publish(room.meeting)
    with django_assert_num_queries(3):
        client.get(ALL)
    for n in range(2, 30):
        meeting = make_meeting(room.body, f"{n}. Sitzung", at(2026, 4, 1) + dt.timedelta(days=n))
        make_item(meeting, "Bericht")
        publish(meeting)
    with django_assert_num_queries(3):
        assert client.get(ALL).content.count(b"BEGIN:VEVENT") == 29


def test_own_calendar_holds_private_meetings_of_own_bodies_only(
    client, house, room, member, board, make_meeting, make_item
):
    make_item(make_meeting(board, "Klausur"), "Vertraulich")
    token = new_calendar_link(municipality=house, user=member)
    answer = client.get(own(token))
    assert "private" in answer["Cache-Control"]
    (event,) = events(client, own(token))
    assert str(event["SUMMARY"]) == "Sozialausschuss: 1. Sitzung"
    assert str(event["DESCRIPTION"]).split("\n")[:2] == ["1. Richtlinie", "2. Grundstück"]


def test_own_calendar_ends_when_it_is_taken_back_made_anew_or_a_year_old(client, house, member):
    first = new_calendar_link(municipality=house, user=member)
    second = new_calendar_link(municipality=house, user=member)
    assert [client.get(own(t)).status_code for t in (first, second)] == [404, 200]
    with time_machine.travel(NOW + VALID + dt.timedelta(seconds=1), tick=False):
        assert client.get(own(second)).status_code == 404
    end_calendar_link(municipality=house, user=member)
    answer = client.get(own(second))
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "zurückgenommen" in answer.text
    verbs = LogEntry.objects.filter(verb__startswith="bodies.calendar").order_by("sequence")
    assert [e.verb for e in verbs] == ["bodies.calendar.linked"] * 2 + ["bodies.calendar.ended"]


def test_who_left_the_body_or_the_city_sees_public_meetings_only(client, house, room, member, publish):
    token = new_calendar_link(municipality=house, user=member)
    member.memberships.update(valid_to=dt.date(2026, 2, 28))
    assert events(client, own(token)) == []
    publish(room.meeting)
    (event,) = events(client, own(token))
    assert "Grundstück" not in str(event["DESCRIPTION"])
    member.is_active = False
    member.save()
    assert client.get(own(token)).status_code == 404


def test_link_of_another_municipality_or_changed_by_hand_opens_nothing(client, house, other_municipality, member):
    token = new_calendar_link(municipality=house, user=member)
    other = f"/nebenan/gremien/mein-kalender/{token}/kalender.ics"
    assert client.get(other).status_code == 404
    assert client.get(own(token[:-2] + "xx")).status_code == 404
    assert client.get(own("irgendwas")).status_code == 404


def test_link_is_shown_once_on_the_page_that_makes_it(client, room, member):
    page = "/pruefstadt/arbeit/gremien/kalender/"
    client.force_login(member)
    assert client.get(page).context["row"] is None
    made = client.post(page, {"do": "new"}).context["link"]
    assert events(client, made.removeprefix("http://testserver")) != []
    assert client.get(page).context["link"] == ""
    client.post(page, {"do": "end"})
    assert client.get(made.removeprefix("http://testserver")).status_code == 404


def test_times_in_summer_are_those_of_the_clock_in_the_city(client, house, committee, make_meeting, publish):
    publish(make_meeting(committee, starts=at(2026, 7, 1)))
    (event,) = events(client, ALL)
    assert event.decoded("DTSTART") == dt.datetime(2026, 7, 1, 15, tzinfo=dt.UTC)
    assert Meeting.objects.get().starts == dt.datetime(2026, 7, 1, 15, tzinfo=dt.UTC)
