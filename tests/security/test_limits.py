# SPDX-License-Identifier: EUPL-1.2
"""Limits for visitors, and what an answer says about who and what exists."""

import re

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django_scopes import scope

from leitziel.core.actions import invitations
from leitziel.core.actions.memberships import Terms
from leitziel.portal.models import Feedback

pytestmark = pytest.mark.django_db
BARRIER = "/pruefstadt/barrierefreiheit/"


def visitor(number=1):
    return Client(REMOTE_ADDR=f"203.0.113.{number}")


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM leitziel_cache")
        return cursor.fetchone()[0]


def test_messages_of_one_sender_are_limited(municipality):
    sent = [visitor().post(BARRIER, {"message": f"Nachricht {n}"}).status_code for n in range(7)]
    assert sent == [302] * 5 + [429] * 2
    assert visitor(2).post(BARRIER, {"message": "Von anderswo"}).status_code == 302
    with scope(municipality=municipality):
        assert Feedback.objects.count() == 6


def test_forged_sender_does_not_get_around_the_limit(municipality):
    """Without a proxy in the settings, what the visitor says of where they come from is not read."""
    sent = [
        visitor().post(BARRIER, {"message": "x"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(6)
    ]
    assert sent == [302] * 5 + [429]


def test_counts_lie_in_the_database_where_all_processes_see_them(municipality):
    assert configured.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    before = entries()
    visitor().post(BARRIER, {"message": "Eine"})
    visitor().post("/anmelden/", {"login": "a@b.example", "password": "falsch-falsch"})
    assert entries() > before
    cache.clear()  # what an administrator of the database would do; the limit begins anew
    assert visitor().post(BARRIER, {"message": "Noch eine"}).status_code == 302


@pytest.fixture
def invited(municipality, make_user, today):
    boss = make_user(municipality, "administration")
    with scope(municipality=municipality):
        row = invitations.invite(
            municipality=municipality, actor=boss, email="neu@pruefstadt.example",
            terms=Terms("reader", None, today), site="https://plan.pruefstadt.example",
        )  # fmt: skip
        purpose, valid = invitations.PURPOSE, invitations.VALID
        token = invitations.make_link(
            purpose=purpose, municipality=municipality, subject=row.pk, valid=valid, state=row.sending
        )
    return f"/pruefstadt/einladung/{token}/"


@pytest.fixture
def today():
    from django.utils import timezone

    return timezone.localdate()


def test_accepting_invitations_is_limited(invited):
    weak = {"name": "Neu", "password": "kurz"}
    sent = [visitor().post(invited, weak).status_code for _n in range(21)]
    assert sent == [422] * 20 + [429]
    assert visitor(2).post(invited, {"name": "Neu", "password": "drei-graue-Dachse"}).status_code == 302


@pytest.mark.parametrize("password", ["Pruefstadt2026!", "leitziel-rathaus", "Passwort-Verwaltung", "sozialplanung1"])
def test_password_made_of_the_place_is_refused(invited, password):
    answer = visitor().post(invited, {"name": "Neu", "password": password})
    assert answer.status_code == 422
    assert "Wörtern wie dem Namen der Kommune" in answer.content.decode()


def test_password_of_the_own_name_is_refused(invited):
    assert visitor().post(invited, {"name": "Kunigunde Maier", "password": "kunigunde-maier"}).status_code == 422


def same(answer):
    """Status and words of an answer without what differs in every request."""
    words = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    return answer.status_code, answer.get("Location"), words


@pytest.mark.parametrize(
    ("path", "fields"),
    [("/anmelden/", ("login", {"password": "falsch-falsch"})), ("/konto/kennwort/vergessen/", ("email", {}))],
)
def test_known_and_unknown_address_get_the_same_words(planner, path, fields):
    """The same work as well: tests/portal/test_login.py counts the checks of a password and the mails written."""
    name, rest = fields
    known = visitor(1).post(path, {name: planner.email} | rest)
    unknown = visitor(2).post(path, {name: "niemand@pruefstadt.example"} | rest)
    strip = [(s, place, words.replace(planner.email.encode(), b"?").replace(b"niemand@pruefstadt.example", b"?"))
             for s, place, words in (same(known), same(unknown))]  # fmt: skip
    assert strip[0] == strip[1]


def test_session_key_changes_at_login(client, planner):
    """A session that somebody else began (fixation) is not the one in which a person is logged in."""
    client.get("/anmelden/")
    session = client.session
    session["planted"] = "x"
    session.save()
    before = session.session_key
    client.cookies[configured.SESSION_COOKIE_NAME] = before
    client.post("/anmelden/", {"login": planner.email, "password": "geheim-geheim"})
    assert client.session["_auth_user_id"] == str(planner.pk)
    assert client.session.session_key != before
    assert Client().session.exists(before) is False
