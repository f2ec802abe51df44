# SPDX-License-Identifier: EUPL-1.2
"""Invitations: the way into a municipality, once, for the owner of the address."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from leitziel.core.actions.errors import PeopleError
from leitziel.core.actions.invitations import accept, invite, send_again, withdraw
from leitziel.core.actions.memberships import Terms
from leitziel.core.models import Invitation, Membership, OutgoingMail, User
from tests.core.people.conftest import DAY, TODAY, details

NEW = "neu@pruefstadt.example"
JOIN = {"name": "Neue Kollegin", "password": "ein langer neuer Satz"}


@pytest.fixture
def send(here, boss):
    def sending(email=NEW, role="planning", **times):
        terms = Terms(Membership.Role(role), None, times.get("first", TODAY), times.get("last"))
        return invite(municipality=here, actor=boss, email=email, terms=terms, site="http://testserver")

    return sending


def link(number=0):
    mails = OutgoingMail.objects.order_by("pk")
    return re.search(r"http://testserver(/pruefstadt/einladung/\S+)", mails[number].text)[1]


def test_new_person_sets_up_an_account_and_is_in(here, send, client):
    send()
    page = client.get(link()).content.decode()
    assert NEW in page
    assert client.post(link(), JOIN)["Location"] == "/pruefstadt/arbeit/"
    assert client.get("/pruefstadt/arbeit/").status_code == 200
    user = User.objects.get(email=NEW)
    assert [(m.role, m.valid_from) for m in Membership.objects.filter(user=user)] == [("planning", TODAY)]
    assert [d["actor"] for d in details(here, "core.invitation.accepted")] == ["Neue Kollegin"]


def test_link_opens_once(here, send, client):
    send()
    client.post(link(), JOIN)
    again = Client()
    assert again.post(link(), {**JOIN, "name": "Dieb"}).status_code == 410
    assert "schon angenommen" in again.get(link()).content.decode()
    assert User.objects.filter(name="Dieb").count() == 0


def test_weak_password_makes_no_account(here, send, client):
    send()
    assert client.post(link(), {**JOIN, "password": "kurz"}).status_code == 422
    assert not User.objects.filter(email=NEW).exists()
    assert Invitation.objects.get().is_open


def test_posted_role_and_address_are_not_looked_at(here, send, client):
    send(role="reader")
    more = {"role": "administration", "email": "andere@x.example", "is_operator": "on", "municipality": 99}
    client.post(link(), {**JOIN, **more})
    user = User.objects.get(email=NEW)
    assert ([m.role for m in Membership.objects.all() if m.user == user], user.is_operator) == (["reader"], False)


def test_existing_person_logs_in_and_joins(here, send, client, other_municipality, make_user):
    user = make_user(other_municipality, "planning", email=NEW)
    send(email=NEW.upper())
    assert "einladung" in client.get(link()).content.decode()
    assert client.post(link(), JOIN).status_code == 200  # not logged in: nothing happens
    assert Membership.objects.filter(user=user).count() == 0
    client.force_login(user)
    assert client.post(link())["Location"] == "/pruefstadt/arbeit/"
    assert Membership.objects.filter(user=user).count() == 1


def test_invitation_of_somebody_else_is_not_accepted(here, send, client, planner):
    invitation = send()
    client.force_login(planner)
    client.post(link(), JOIN)
    with pytest.raises(PeopleError, match="jemand anderen"):
        accept(invitation=invitation, user=planner)
    assert Membership.objects.filter(user=planner).count() == 1


def test_withdrawn_link_opens_nothing(here, send, client, boss):
    withdraw(invitation=send(), actor=boss)
    answer = client.post(link(), JOIN)
    assert (answer.status_code, User.objects.filter(email=NEW).exists()) == (410, False)


def test_sending_again_makes_the_older_link_worthless(here, send, client, boss):
    send_again(invitation=send(), actor=boss, site="http://testserver")
    assert client.get(link(0)).status_code == 410
    assert client.get(link(1)).status_code == 200


def test_link_ends_after_two_weeks(here, send, client):
    send()
    with time_machine.travel(dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=14, minutes=1)):
        assert client.get(link()).status_code == 410


def test_link_of_one_municipality_opens_nothing_in_another(here, send, client, other_municipality):
    send()
    assert client.get(link().replace("/pruefstadt/", "/nebenan/")).status_code == 410


def test_changed_link_opens_nothing(here, send, client):
    send()
    assert client.get(link()[:-3] + "x/").status_code == 410


def test_invitation_page_sets_no_cookie_beyond_its_form(here, send, client):
    send()
    assert set(client.get(link()).cookies) <= {"csrftoken"}


def test_known_and_unknown_address_get_the_same_answer(here, boss, client, other_municipality, make_user):
    """Whoever invites cannot find out whether an address has an account somewhere."""
    make_user(other_municipality, "planning", email="bekannt@nebenan.example")
    client.force_login(boss)
    seen = []
    for email in ("bekannt@nebenan.example", "unbekannt@nebenan.example"):
        data = {"email": email, "role": "reader", "valid_from": TODAY}
        answer = client.post("/pruefstadt/arbeit/personen/einladen/", data)
        mail = OutgoingMail.objects.get(recipient=email)
        seen.append((answer.status_code, answer["Location"], mail.subject, mail.text.split("/einladung/")[0]))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_people_asks_the_same_however_many_there_are(
    here, boss, client, make_user, count, django_assert_num_queries
):
    for _ in range(count):
        make_user(here, "reader")
    client.force_login(boss)
    client.get("/pruefstadt/arbeit/personen/")
    with django_assert_num_queries(10):
        client.get("/pruefstadt/arbeit/personen/")


def test_second_open_invitation_of_an_address_is_refused(here, send):
    send()
    with pytest.raises(PeopleError, match="offen"):
        send(email=NEW.title())
    assert OutgoingMail.objects.count() == 1


def test_time_of_the_invitation_is_the_time_of_the_role(here, send, client):
    send(first=TODAY + 5 * DAY, last=TODAY + 9 * DAY)
    client.post(link(), JOIN)
    made = Membership.objects.get(user__email=NEW)
    assert (made.valid_from, made.valid_to) == (TODAY + 5 * DAY, TODAY + 9 * DAY)
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_office_without_organisation_is_refused_by_the_form(here, boss, client):
    client.force_login(boss)
    data = {"email": NEW, "role": "office", "valid_from": TODAY}
    answer = client.post("/pruefstadt/arbeit/personen/einladen/", data)
    assert answer.status_code == 422
    assert "Organisation" in answer.content.decode()
    assert Invitation.objects.count() == 0


def test_organisation_of_another_municipality_is_refused(here, boss, client, other_municipality):
    from tests.conftest import make_organisation

    with scope(municipality=other_municipality):
        foreign = make_organisation(other_municipality, "Fremdes Amt")
    client.force_login(boss)
    data = {"email": NEW, "role": "office", "organisation": foreign.pk, "valid_from": TODAY}
    assert client.post("/pruefstadt/arbeit/personen/einladen/", data).status_code == 422


def test_invitation_is_managed_on_its_page(here, send, boss, client):
    made = send()
    client.force_login(boss)
    page = f"/pruefstadt/arbeit/personen/einladungen/{made.pk}/"
    client.post(page, {"again": "1"})
    assert OutgoingMail.objects.count() == 2
    client.post(page, {"withdraw": "1"})
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    assert client.post(page, {"again": "1"}).status_code == 302
    assert OutgoingMail.objects.count() == 2
