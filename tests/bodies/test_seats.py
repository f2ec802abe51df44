# SPDX-License-Identifier: EUPL-1.2
"""Functions and who holds them: places, terms, deputies."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from leitziel.bodies.actions import BodiesError
from leitziel.bodies.actions.meetings import set_attendance
from leitziel.bodies.actions.seats import (
    HolderFacts,
    SeatFacts,
    edit_holder,
    edit_seat,
    remove_holder,
    remove_seat,
)
from leitziel.bodies.enums import Presence
from leitziel.bodies.models import Seat, SeatHolder
from leitziel.bodies.models.seat import holding
from leitziel.bodies.queries.bodies import grouped, seat_lines
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry

JAN, JUN, DEC = dt.date(2026, 1, 1), dt.date(2026, 6, 30), dt.date(2026, 12, 31)


@pytest.fixture
def seat(committee, make_seat):
    return make_seat(committee)


def test_function_twice_in_a_group_is_refused(seat, committee, make_seat):
    with pytest.raises(BodiesError):
        make_seat(committee)
    assert make_seat(committee, group="Verwaltung").title == "Mitglied"


def test_place_is_for_one_person_at_a_time(seat, make_holder):
    make_holder(seat, "Frau Ahorn", begins=JAN, ends=JUN)
    with pytest.raises(BodiesError):
        make_holder(seat, "Herr Birke", begins=JUN)
    make_holder(seat, "Herr Birke", begins=dt.date(2026, 7, 1))
    with pytest.raises(BodiesError):
        make_holder(seat, "Frau Eiche", begins=dt.date(2025, 1, 1))
    assert SeatHolder.objects.count() == 2


def test_two_places_hold_two_terms_on_every_day_but_not_three(committee, make_seat, make_holder):
    seat = make_seat(committee, count=2)
    make_holder(seat, "A", begins=JAN, ends=JUN)
    make_holder(seat, "B", begins=dt.date(2026, 7, 1), ends=DEC)
    make_holder(seat, "C", begins=JAN)
    with pytest.raises(BodiesError):
        make_holder(seat, "D", begins=dt.date(2025, 12, 1), ends=dt.date(2026, 7, 1))
    make_holder(seat, "D", begins=dt.date(2025, 12, 1), ends=dt.date(2025, 12, 31))


def test_fewer_places_than_people_are_refused(committee, make_seat, make_holder):
    seat = make_seat(committee, count=2)
    make_holder(seat, "A", begins=JAN)
    make_holder(seat, "B", begins=JUN)
    with pytest.raises(BodiesError):
        edit_seat(seat=seat, actor=None, version=1, facts=SeatFacts("Rat", "Mitglied", count=1))
    assert Seat.objects.get().count == 2


@pytest.mark.parametrize(
    ("begins", "ends", "wanted"),
    [(JAN, None, True), (JAN, JUN, True), (JUN, None, True), (DEC, None, False), (JAN, dt.date(2026, 6, 29), False)],
)
def test_condition_and_method_say_the_same_of_a_day(seat, make_holder, begins, ends, wanted):
    holder = make_holder(seat, "Frau Ahorn", begins=begins, ends=ends)
    assert (holder.holds_on(JUN), SeatHolder.objects.filter(holding(JUN)).exists()) == (wanted, wanted)


def test_deputy_is_on_the_same_seat_and_takes_no_place(committee, seat, make_seat, make_holder):
    first = make_holder(seat, "Frau Ahorn", begins=JAN)
    deputy = make_holder(seat, "Herr Birke", begins=JAN, deputy_of=first)
    other = make_seat(committee, "Vorsitz")
    with pytest.raises(BodiesError):
        make_holder(other, "Frau Eiche", begins=JAN, deputy_of=first)
    with pytest.raises(BodiesError):
        make_holder(seat, "Frau Eiche", begins=JAN, deputy_of=deputy)
    line = seat_lines(committee, named=True, day=JUN)[0]
    assert [(h.name, [d.name for d in h.deputies]) for h in line.holders] == [("Frau Ahorn", ["Herr Birke"])]
    assert line.vacant == 0


def test_names_are_shown_only_where_they_are_public(committee, make_seat, make_holder):
    seat = make_seat(committee, count=3)
    make_holder(seat, "Frau Ahorn", begins=JAN, public=True)
    make_holder(seat, "Herr Birke", begins=JAN)
    shown = seat_lines(committee, named=False, day=JUN)[0]
    assert ([h.name for h in shown.holders], shown.vacant) == (["Frau Ahorn", ""], 1)
    inside = seat_lines(committee, named=True, day=JUN)[0]
    assert [h.name for h in inside.holders] == ["Frau Ahorn", "Herr Birke"]


def test_members_are_grouped_in_the_order_of_their_functions(committee, make_seat):
    for position, (group, title) in enumerate(
        [("Leitung", "Vorsitz"), ("Rat", "A"), ("Leitung", "Stellv."), ("Träger", "B")]
    ):
        make_seat(committee, title, group, position=position)
    found = grouped(seat_lines(committee, named=True))
    assert [(group, [line.seat.title for line in lines]) for group, lines in found] == [
        ("Leitung", ["Vorsitz", "Stellv."]),
        ("Rat", ["A"]),
        ("Träger", ["B"]),
    ]


def test_edit_and_removal_go_on_the_log_and_obey_the_version(seat, make_holder):
    holder = make_holder(seat, "Frau Ahorn", begins=JAN)
    facts = HolderFacts("Frau Ahorn", JAN, ends=JUN, public=True)
    edit_holder(holder=holder, actor=None, version=1, facts=facts)
    with pytest.raises(ChangedMeanwhileError):
        remove_holder(holder=holder, actor=None, version=1)
    remove_holder(holder=holder, actor=None, version=2)
    remove_seat(seat=seat, actor=None, version=1)
    verbs = LogEntry.objects.order_by("sequence").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["bodies.holder.changed", "bodies.holder.removed", "bodies.seat.removed"]


def test_who_took_part_stays(room):
    set_attendance(
        meeting=room.meeting, actor=None, version=room.meeting.version, presences={room.members[0].pk: Presence.PRESENT}
    )
    with pytest.raises(BodiesError):
        remove_holder(holder=room.members[0], actor=None, version=1)
    with pytest.raises(BodiesError):
        remove_seat(seat=room.seat, actor=None, version=1)


def test_term_that_ends_before_it_begins_is_refused_by_action_and_database(seat, make_holder):
    with pytest.raises(BodiesError):
        make_holder(seat, "Frau Ahorn", begins=JUN, ends=JAN)
    holder = make_holder(seat, "Frau Ahorn", begins=JAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatHolder.objects.filter(pk=holder.pk).update(ends=dt.date(2025, 1, 1))
