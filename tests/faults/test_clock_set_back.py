# SPDX-License-Identifier: EUPL-1.2
"""The clock was a year ahead and is set right: what was written with the wrong time harms nothing."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone
from django_scopes import scope

from leitziel.core import log, mail, outbox, periodic
from leitziel.core.access import Access
from leitziel.core.links import LinkError, make_link, read_link
from leitziel.core.mail_server import parse_mail_url
from leitziel.core.models import Deputy, LogEntry, OperatorSession, OutgoingMail, PeriodicRun, User
from leitziel.core.observing import readiness

pytestmark = pytest.mark.django_db
RIGHT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
AHEAD = RIGHT + dt.timedelta(days=365)


@pytest.fixture
def setback():
    """Call it to set the clock right; before, it is a year ahead."""
    with time_machine.travel(AHEAD, tick=False) as clock:
        yield lambda: clock.move_to(RIGHT)


def test_log_keeps_its_order_and_is_whole(municipality, planner, setback):
    with scope(municipality=municipality):
        log.record(actor=planner, verb="test.first", target=planner, municipality=municipality)
        setback()
        log.record(actor=planner, verb="test.second", target=planner, municipality=municipality)
        entries = list(LogEntry.objects.order_by("sequence").values_list("verb", "at"))
    assert entries == [("test.first", AHEAD), ("test.second", RIGHT)]
    assert log.verify(municipality) == []
    assert (readiness.clock().level, "Uhr" in readiness.clock().text) == ("bad", True)


def test_mail_written_before_leaves_all_the_same(tmp_path, municipality, setback):
    mail.enqueue(municipality=municipality, to="a@pruefstadt.example", subject="Vorher", text="Text")
    setback()
    mail.enqueue(municipality=municipality, to="b@pruefstadt.example", subject="Nachher", text="Text")
    server = parse_mail_url(f"file://{tmp_path}")
    assert outbox.send_due(server=server).sent == 2
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {OutgoingMail.State.SENT}
    assert outbox.send_due(server=server).sent == 0


def test_periodic_work_runs_and_a_dead_claim_is_taken(setback):
    ran = periodic.run_due(timezone.now)
    PeriodicRun.objects.filter(name=ran[0]).update(claimed_until=timezone.now() + periodic.CLAIM)  # died at it
    setback()
    assert periodic.run_due(timezone.now) == ran
    assert periodic.run_due(timezone.now) == []


def test_session_of_an_operator_begun_in_the_future_opens_nothing(municipality, setback):
    operator = User.objects.create_user(email="betrieb@haus.example", name="Betrieb")
    User.objects.filter(pk=operator.pk).update(is_operator=True)
    operator.refresh_from_db()
    session = OperatorSession(
        municipality=municipality,
        operator=operator,
        reason="Hilfe bei der Einrichtung",
        started_at=timezone.now(),
        ends_at=timezone.now() + dt.timedelta(hours=1),
    )
    with scope(municipality=municipality):
        session.save()
    assert Access(operator, municipality).roles == {"administration"}
    setback()
    assert Access(operator, municipality).roles == frozenset()


def test_deputies_follow_the_day_of_the_clock(municipality, planner, make_user, setback):
    reader = make_user(municipality, "reader")
    days = {"valid_from": AHEAD.date(), "valid_to": AHEAD.date()}
    with scope(municipality=municipality):
        Deputy(municipality=municipality, person=planner, deputy=reader, **days).save()
    assert Access(reader, municipality).roles == {"reader", "planning"}
    setback()
    assert Access(reader, municipality).roles == {"reader"}


def test_session_begun_in_the_future_ends(client, municipality, planner, setback):
    client.post("/anmelden/", {"login": planner.email, "password": "geheim-geheim"})
    assert client.get("/pruefstadt/arbeit/").status_code == 200
    setback()
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_link_ends_at_the_time_it_names(municipality, setback):
    """A link carries its end, not its beginning: made with the clock ahead, it lives until the day it says."""
    token = make_link(purpose="test.link", municipality=municipality, subject=1, valid=dt.timedelta(days=1))
    setback()
    assert read_link(purpose="test.link", municipality=municipality, token=token).ends == AHEAD + dt.timedelta(days=1)
    with time_machine.travel(AHEAD + dt.timedelta(days=2)), pytest.raises(LinkError):
        read_link(purpose="test.link", municipality=municipality, token=token)
