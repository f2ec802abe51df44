# SPDX-License-Identifier: EUPL-1.2
"""Operators: nothing of a municipality without a timed session with a reason, and all of it on the log."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from leitziel.core.access import Access
from leitziel.core.actions.errors import PeopleError
from leitziel.core.actions.operators import begin_session, close_over, end_session
from leitziel.core.log import verify
from leitziel.core.models import OperatorSession, User
from tests.core.people.conftest import details

REASON = "Hilfe beim Einlesen des Konzepts"
PAGE = "/pruefstadt/betreiber/"


def test_operator_without_session_is_a_stranger(here, operator, client):
    assert Access(operator, here).roles == frozenset()
    client.force_login(operator)
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_session_gives_the_administration_here_only(here, operator, other_municipality):
    begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    assert Access(operator, here).roles == {"administration"}
    assert Access(operator, other_municipality).roles == frozenset()


def test_session_ends_by_itself(here, operator):
    with time_machine.travel("2026-03-02 10:00") as clock:
        begin_session(municipality=here, operator=operator, reason=REASON, hours=2)
        clock.move_to("2026-03-02 11:59")
        assert Access(operator, here).roles == {"administration"}
        clock.move_to("2026-03-02 12:01")
        assert Access(operator, here).roles == frozenset()


def test_closed_account_has_no_session(here, operator):
    begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    User.objects.filter(pk=operator.pk).update(is_active=False)
    operator.refresh_from_db()
    assert Access(operator, here).roles == frozenset()


def test_who_no_longer_operates_has_no_session(here, operator):
    begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    operator.is_operator = False
    assert Access(operator, here).roles == frozenset()


@pytest.mark.parametrize(("reason", "hours"), [("kurz", 1), ("          ", 1), (REASON, 0), (REASON, 5)])
def test_session_without_reason_or_too_long_is_refused(here, operator, reason, hours):
    with pytest.raises(PeopleError):
        begin_session(municipality=here, operator=operator, reason=reason, hours=hours)
    assert OperatorSession.objects.count() == 0


def test_others_begin_no_session(here, boss, client):
    with pytest.raises(PeopleError):
        begin_session(municipality=here, operator=boss, reason=REASON, hours=1)
    client.force_login(boss)
    assert client.post(PAGE, {"reason": REASON, "hours": 1}).status_code == 403


def test_second_session_at_once_is_refused(here, operator):
    begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    with pytest.raises(PeopleError, match="läuft schon"):
        begin_session(municipality=here, operator=operator, reason=REASON, hours=1)


def test_database_refuses_two_open_sessions_and_a_short_reason(here, operator):
    session = begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    session.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        session.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        OperatorSession.objects.update(reason="kurz")


def test_begin_and_end_are_on_the_log(here, operator):
    session = begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    end_session(session=session, actor=operator)
    end_session(session=session, actor=operator)
    began, ended = details(here, "core.operator_session.began"), details(here, "core.operator_session.ended")
    assert (began[0]["actor"], began[0]["changes"]["reason"]) == (operator.name, [None, REASON])
    assert len(ended) == 1
    assert verify(here) == []


def test_end_by_time_is_on_the_log_once(here, operator):
    with time_machine.travel("2026-03-02 10:00") as clock:
        begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
        assert close_over(here) == 0
        clock.move_to("2026-03-03 10:00")
        assert (close_over(here), close_over(here)) == (1, 0)
    ended = OperatorSession.objects.get().ended_at
    assert ended == OperatorSession.objects.get().ends_at
    assert details(here, "core.operator_session.ended")[0]["actor"] == "System"


def test_new_session_after_one_that_is_over(here, operator):
    with time_machine.travel("2026-03-02 10:00") as clock:
        begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
        clock.move_to("2026-03-03 10:00")
        begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    assert OperatorSession.objects.filter(ended_at=None).count() == 1


def test_what_is_done_in_a_session_is_marked(here, operator, client, planner):
    client.force_login(operator)
    assert client.post(PAGE, {"reason": REASON, "hours": 1})["Location"] == "/pruefstadt/arbeit/"
    data = {"role": "reader", "valid_from": timezone.localdate()}
    assert client.post(f"/pruefstadt/arbeit/personen/{planner.pk}/rolle/", data).status_code == 302
    said = details(here, "core.membership.given")[0]
    assert (said["actor"], said["operator_session"]) == (operator.name, OperatorSession.objects.get().pk)


def test_banner_stands_on_every_page_until_the_end(here, operator, client):
    client.force_login(operator)
    client.post(PAGE, {"reason": REASON, "hours": 1})
    for path in ("/pruefstadt/", "/pruefstadt/arbeit/", "/pruefstadt/impressum/"):
        assert "Sie arbeiten hier als Betrieb" in client.get(path).content.decode()
    client.post(PAGE, {"end": "1"})
    assert "Sie arbeiten hier als Betrieb" not in client.get("/pruefstadt/").content.decode()
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_operator_gives_themselves_no_role(here, operator, client):
    client.force_login(operator)
    client.post(PAGE, {"reason": REASON, "hours": 1})
    data = {"email": operator.email, "role": "planning", "valid_from": timezone.localdate()}
    answer = client.post("/pruefstadt/arbeit/personen/einladen/", data)
    assert answer.status_code == 422
    assert "nicht selbst einladen" in answer.content.decode()


def test_administration_reads_the_sessions_and_ends_one(here, operator, boss, client):
    session = begin_session(municipality=here, operator=operator, reason=REASON, hours=1)
    client.force_login(boss)
    assert REASON in client.get("/pruefstadt/arbeit/personen/betreiber/").content.decode()
    client.post(f"/pruefstadt/arbeit/personen/betreiber/{session.pk}/beenden/")
    assert Access(operator, here).roles == frozenset()
    assert details(here, "core.operator_session.ended")[0]["actor"] == boss.name


def test_access_of_others_asks_for_no_session(here, planner, django_assert_num_queries):
    access = Access(planner, here)
    with django_assert_num_queries(1):
        assert access.roles == {"planning"}
        assert access.operator_session is None
