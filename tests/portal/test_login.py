# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out, limits, forgotten passwords, sessions, and when a session ends by itself."""

import re
import time

import lxml.html
import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from leitziel.core.models import OutgoingMail, User

pytestmark = pytest.mark.django_db
ADDRESS, PASSWORD = "planung@pruefstadt.example", "geheim-geheim"
PER_ACCOUNT = 5


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def person(make_user, municipality):
    return make_user(municipality, "planning", email=ADDRESS)


def html(response):
    return lxml.html.fromstring(response.content)


def login(client, email=ADDRESS, password=PASSWORD, **extra):
    data = {"login": email, "password": password} | {k: extra.pop(k) for k in ("next",) if k in extra}
    return client.post("/anmelden/", data, **extra)


def test_right_password_leads_to_the_work_page(client, person):
    assert login(client)["Location"] == "/pruefstadt/arbeit/"
    assert client.get("/pruefstadt/arbeit/").status_code == 200


def test_address_counts_in_whatever_case(client, person):
    assert login(client, email=ADDRESS.upper()).status_code == 302


def test_next_is_followed_within_the_site_only(client, person):
    assert login(client, next="/pruefstadt/impressum/")["Location"] == "/pruefstadt/impressum/"
    client.logout()
    assert login(client, next="https://x.example/")["Location"] == "/pruefstadt/arbeit/"


def test_wrong_password_and_unknown_address_say_the_same(client, person):
    wrong, unknown = login(client, password="falsch"), login(client, email="niemand@pruefstadt.example")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    errors = [html(r).xpath("//*[@id='error-summary']")[0].text_content().strip() for r in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert "geheim" not in unknown.content.decode()


def test_unknown_address_costs_a_password_check_as_well(client, person, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    worked = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *a: worked.append(1) or encode(self, *a))
    login(client, password="falsch")
    known = len(worked)
    login(client, email="niemand@pruefstadt.example")
    assert (known, len(worked)) == (1, 2)


def test_closed_account_cannot_log_in(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert login(client)["Location"] == "/konto/geschlossen/"
    assert client.get("/konto/geschlossen/").status_code == 200
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_closed_account_with_a_wrong_password_says_what_any_says(client, person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert login(client, password="falsch").status_code == 422


def test_closing_an_account_ends_its_session(client, person):
    login(client)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_too_many_failures_block_even_the_right_password(client, person):
    for _ in range(PER_ACCOUNT):
        assert login(client, password="falsch").status_code == 422
    assert login(client).status_code == 429


def test_failures_are_counted_for_all_web_processes(client, person):
    """Counts lie in the database, not in the memory of one process."""
    from django.core.cache import caches
    from django.core.cache.backends.db import DatabaseCache

    assert isinstance(caches["default"], DatabaseCache)


def test_block_ends_after_a_quarter_of_an_hour(client, person):
    for _ in range(PER_ACCOUNT):
        login(client, password="falsch")
    with time_machine.travel(15 * 60 + 5 + time.time()):
        assert login(client).status_code == 302


def test_failures_from_elsewhere_do_not_lock_the_owner_out(client, person):
    for _ in range(PER_ACCOUNT):
        login(client, password="falsch", REMOTE_ADDR="192.0.2.7")
    assert login(client).status_code == 302


def test_success_is_not_counted(client, person):
    for _ in range(PER_ACCOUNT * 2):
        assert login(client).status_code == 302
        client.logout()


def test_login_page_is_not_cached(client):
    assert "no-store" in client.get("/anmelden/")["Cache-Control"]


def test_logout_ends_the_session(client, person):
    login(client)
    assert client.get("/abmelden/").status_code == 405
    client.post("/abmelden/")
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_nobody_signs_up(client, db):
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/accounts/signup/").status_code == 404


class TestForgottenPassword:
    path = "/konto/kennwort/vergessen/"

    def link(self):
        return re.search(r"http://testserver(/konto/kennwort/neu/\S+)", OutgoingMail.objects.get().text)[1]

    def test_link_sets_a_new_password_once(self, client, person):
        client.post(self.path, {"email": ADDRESS})
        link = self.link()
        form = client.get(link)["Location"]
        new = {"password1": "ein neuer langer Satz", "password2": "ein neuer langer Satz"}
        assert client.post(form, new)["Location"] == "/konto/kennwort/geaendert/"
        assert login(client, password="ein neuer langer Satz").status_code == 302
        assert b"nicht mehr" in Client().get(link).content

    def test_weak_password_is_refused(self, client, person):
        client.post(self.path, {"email": ADDRESS})
        form = client.get(self.link())["Location"]
        client.post(form, {"password1": "kurz", "password2": "kurz"})
        assert login(client).status_code == 302

    def test_unknown_address_gets_the_same_answer_and_no_mail(self, client, person):
        known, unknown = (client.post(self.path, {"email": e}) for e in (ADDRESS, "niemand@pruefstadt.example"))
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert [m.recipient for m in OutgoingMail.objects.all()] == [ADDRESS]

    def test_unknown_address_costs_the_same_work(self, client, person):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        counts = []
        for email in (ADDRESS, "niemand@pruefstadt.example"):
            with CaptureQueriesContext(connection) as captured:
                client.post(self.path, {"email": email})
            counts.append(sum("outgoingmail" in q["sql"] and q["sql"].startswith("INSERT") for q in captured))
        assert counts == [1, 1]

    def test_fourth_request_for_one_address_is_stopped(self, client, person):
        answers = [client.post(self.path, {"email": ADDRESS}).status_code for _ in range(4)]
        assert answers == [302, 302, 302, 429]

    def test_who_logs_in_elsewhere_gets_no_second_way_in(self, client, person):
        person.set_unusable_password()
        person.save()
        assert client.post(self.path, {"email": ADDRESS}).status_code == 302
        assert OutgoingMail.objects.count() == 0

    def test_link_is_for_one_host_only(self, client, person, settings):
        assert client.post(self.path, {"email": ADDRESS}, headers={"host": "boese.example"}).status_code == 400


class TestSessions:
    def test_own_sessions_are_listed_and_ended(self, person):
        here, there = Client(), Client(headers={"user-agent": "Anderes Gerät"})
        login(here)
        login(there)
        assert "Anderes Gerät" in here.get("/konto/sitzungen/").content.decode()
        other = UserSession.objects.get(user_agent="Anderes Gerät")
        assert here.post(f"/konto/sitzungen/{other.pk}/beenden/").status_code == 302
        assert there.get("/pruefstadt/arbeit/").status_code == 403
        assert here.get("/pruefstadt/arbeit/").status_code == 200

    def test_all_others_end_at_once(self, person):
        clients = [Client() for _ in range(3)]
        for one in clients:
            login(one)
        clients[0].post("/konto/sitzungen/beenden/")
        assert [c.get("/pruefstadt/arbeit/").status_code for c in clients] == [200, 403, 403]

    def test_session_of_somebody_else_does_not_exist(self, person, make_user, municipality):
        mine, theirs = Client(), Client()
        make_user(municipality, "reader", email="andere@pruefstadt.example")
        login(mine)
        login(theirs, email="andere@pruefstadt.example")
        other = UserSession.objects.get(user__email="andere@pruefstadt.example")
        assert mine.post(f"/konto/sitzungen/{other.pk}/beenden/").status_code == 404
        assert theirs.get("/konto/").status_code == 200

    def test_changing_the_password_ends_the_other_sessions(self, person):
        here, there = Client(), Client()
        login(here)
        login(there)
        new = {"oldpassword": PASSWORD, "password1": "ein neuer langer Satz", "password2": "ein neuer langer Satz"}
        assert here.post("/konto/kennwort/", new).status_code == 302
        assert (here.get("/konto/").status_code, there.get("/konto/").status_code) == (200, 403)
        assert UserSession.objects.filter(user=person).count() == 1

    def test_unused_session_ends(self, client, person, settings):
        settings.SESSION_IDLE_MINUTES = 30
        with time_machine.travel("2026-03-02 10:00") as clock:
            login(client)
            clock.move_to("2026-03-02 10:29")
            assert client.get("/konto/").status_code == 200
            clock.move_to("2026-03-02 10:58")
            assert client.get("/konto/").status_code == 200
            clock.move_to("2026-03-02 11:40")
            assert client.get("/konto/").status_code == 403

    def test_session_in_use_ends_after_its_hours(self, client, person, settings):
        settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS = 300, 4
        with time_machine.travel("2026-03-02 08:00") as clock:
            login(client)
            for hour in (9, 10, 11):
                clock.move_to(f"2026-03-02 {hour}:30")
                assert client.get("/konto/").status_code == 200
            clock.move_to("2026-03-02 12:01")
            assert client.get("/konto/").status_code == 403

    def test_cookie_of_the_session_is_for_the_server_only(self, client, person):
        login(client)
        cookie = client.cookies["sessionid"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_account_page_shows_own_roles_only(client, person, other_municipality, make_user):
    make_user(other_municipality, "planning")
    login(client)
    shown = client.get("/konto/").content.decode()
    assert "Prüfstadt" in shown
    assert "Nebenan" not in shown


def test_mass_assignment_is_not_looked_at(client, person):
    """A log-in that brings along more than it is asked for changes nothing about the person."""
    client.post("/anmelden/", {"login": ADDRESS, "password": PASSWORD, "is_operator": "on", "name": "Chef"})
    person.refresh_from_db()
    assert (person.is_operator, person.name) == (False, "Planning Prüfstadt")
