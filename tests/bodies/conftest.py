# SPDX-License-Identifier: EUPL-1.2
"""A committee that decides, a board that advises, and a meeting with a public and a private item."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django_scopes import scope

from leitziel.bodies.actions import agenda, bodies, meetings, seats

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = dt.date(2024, 7, 1)


def at(year, month, day, hour=17, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture
def house(municipality):
    """The municipality with its scope open for the whole test."""
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def make_body(house):
    def make(name="Sozialausschuss", kind="committee", decides=True, **facts):
        state = facts.pop("state", bodies.BodyState.ACTIVE)
        return bodies.create_body(
            municipality=house,
            actor=None,
            facts=bodies.BodyFacts(name=name, kind=kind, decides=decides, **facts),
            state=state,
        )

    return make


@pytest.fixture
def committee(make_body):
    return make_body()


@pytest.fixture
def board(make_body):
    return make_body("Planungsbeirat", "advisory_board", decides=False)


@pytest.fixture
def make_seat(house):
    def make(body, title="Mitglied", group="Rat", **facts):
        return seats.add_seat(body=body, actor=None, facts=seats.SeatFacts(group=group, title=title, **facts))

    return make


@pytest.fixture
def make_holder(house):
    def make(seat, name, begins=FIRST, **facts):
        return seats.add_holder(seat=seat, actor=None, facts=seats.HolderFacts(name=name, begins=begins, **facts))

    return make


@pytest.fixture
def make_meeting(house):
    def make(body, title="1. Sitzung", starts=None, hours=2, **facts):
        starts = starts or at(2026, 3, 3)
        copy_from = facts.pop("copy_from", None)
        return meetings.create_meeting(
            body=body,
            actor=None,
            facts=meetings.MeetingFacts(title=title, starts=starts, ends=starts + dt.timedelta(hours=hours), **facts),
            copy_from=copy_from,
        )

    return make


@pytest.fixture
def make_item(house):
    def make(meeting, title="Bericht", public=True, **facts):
        return agenda.add_item(
            meeting=meeting, actor=None, version=None, facts=agenda.ItemFacts(title=title, public=public, **facts)
        )

    return make


@pytest.fixture
def publish(house):
    def do(meeting):
        meeting.refresh_from_db()
        return meetings.set_meeting_publication(meeting=meeting, actor=None, version=meeting.version, publish=True)

    return do


@pytest.fixture
def room(committee, make_seat, make_holder, make_meeting, make_item):
    """A committee of five voting members and one adviser, with a meeting of two items."""
    seat = make_seat(committee, count=5)
    voice = make_seat(committee, "Sachkundige Einwohnerin", voting=False)
    members = [make_holder(seat, f"Mitglied {n}", public=n % 2 == 1) for n in range(1, 6)]
    adviser = make_holder(voice, "Beraterin")
    meeting = make_meeting(committee)
    item = make_item(meeting, "Richtlinie", paper="26/0101-BV")
    private = make_item(meeting, "Grundstück", public=False)
    meeting.refresh_from_db()
    return SimpleNamespace(
        body=committee, seat=seat, members=members, adviser=adviser, meeting=meeting, item=item, private=private
    )
