# SPDX-License-Identifier: EUPL-1.2
"""Roles that count only after a log-in with a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from leitziel.core.access import Access
from leitziel.core.actions.operators import begin_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture(autouse=True)
def strict(settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"administration", "operator"})


@pytest.fixture
def set_up(django_capture_on_commit_callbacks):
    """Set up an app, as its owner does: show the password again, read the key, enter the code. Returns the key."""

    def doing(client):
        path = "/konto/faktor/app/"
        again = client.get(path)["Location"]
        client.post(again, {"password": "geheim-geheim"})
        secret = client.get(path).context["form"].secret
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(path, {"code": code(secret)}).status_code == 302
        return secret

    return doing


def code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def login(client, user):
    return client.post("/anmelden/", {"login": user.email, "password": "geheim-geheim"})


def test_role_counts_with_the_factor_only(here, boss):
    assert Access(boss, here, second_factor=False).roles == frozenset()
    assert Access(boss, here, second_factor=False).lacks_factor
    assert Access(boss, here, second_factor=True).roles == {"administration"}


def test_role_without_need_counts_without(here, planner):
    access = Access(planner, here, second_factor=False)
    assert (access.roles, access.lacks_factor) == ({"planning"}, False)


def test_operator_needs_the_factor(here, operator):
    begin_session(municipality=here, operator=operator, reason="Hilfe beim Einlesen", hours=1)
    assert Access(operator, here, second_factor=False).roles == frozenset()
    assert Access(operator, here).roles == {"administration"}


def test_refusal_says_what_to_do(here, client, boss):
    login(client, boss)
    answer = client.get("/pruefstadt/arbeit/personen/")
    assert answer.status_code == 403
    assert "zweiten Faktor" in answer.content.decode()
    assert "/konto/faktor/" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_app_is_set_up_and_opens_the_role(here, client, boss, set_up):
    login(client, boss)
    set_up(client)
    assert client.get("/pruefstadt/arbeit/personen/").status_code == 200


def test_next_login_asks_for_the_code(here, client, boss, set_up):
    login(client, boss)
    secret = set_up(client)
    client.post("/abmelden/")
    assert login(client, boss)["Location"] == "/anmelden/faktor/"
    assert client.get("/pruefstadt/arbeit/").status_code == 403
    assert client.post("/anmelden/faktor/", {"code": "000000"}).status_code == 200
    assert client.get("/pruefstadt/arbeit/").status_code == 403
    answer = client.post("/anmelden/faktor/", {"code": code(secret)})
    assert answer["Location"] == "/pruefstadt/arbeit/"
    assert client.get("/pruefstadt/arbeit/personen/").status_code == 200


def test_code_of_the_app_counts_once(here, client, boss, set_up):
    login(client, boss)
    secret = set_up(client)
    known = code(secret)
    for expected in (302, 200):
        client.post("/abmelden/")
        login(client, boss)
        assert client.post("/anmelden/faktor/", {"code": known}).status_code == expected
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_recovery_code_opens_once(here, client, boss, set_up):
    login(client, boss)
    set_up(client)
    shown = client.get("/konto/faktor/codes/").context["unused_codes"]
    for expected in (302, 200):
        client.post("/abmelden/")
        login(client, boss)
        assert client.post("/anmelden/faktor/", {"code": shown[0]}).status_code == expected


def test_switching_the_app_off_takes_the_role_back(here, client, boss, set_up, django_capture_on_commit_callbacks):
    login(client, boss)
    set_up(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/konto/faktor/app/abschalten/").status_code == 302
    assert client.get("/pruefstadt/arbeit/personen/").status_code == 403


def test_codes_are_not_tried_by_the_thousand(here, client, boss, set_up):
    login(client, boss)
    set_up(client)
    client.post("/abmelden/")
    login(client, boss)
    pages = [client.post("/anmelden/faktor/", {"code": f"{n:06}"}).content.decode() for n in range(12)]
    assert "Zu viele Fehlversuche" in pages[-1]


def test_deputy_needs_the_factor_for_the_role_of_the_other(here, boss, planner):
    from leitziel.core.actions.deputies import enter_deputy
    from tests.core.people.conftest import TODAY

    enter_deputy(municipality=here, actor=boss, person=boss, deputy=planner, valid_from=TODAY, valid_to=TODAY)
    assert Access(planner, here, second_factor=False).roles == {"planning"}
    assert Access(planner, here).roles == {"planning", "administration"}
