# SPDX-License-Identifier: EUPL-1.2
"""OpenID Connect against a real provider that runs in a thread: who is let in, and who is not."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from oidc_provider_mock import run_server_in_thread

from leitziel.core.actions.invitations import invite
from leitziel.core.actions.memberships import Terms
from leitziel.core.models import Membership, User
from tests.core.people.conftest import TODAY

pytestmark = pytest.mark.django_db
ADDRESS = "planung@pruefstadt.example"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def provider(settings):
    """A provider of our own on 127.0.0.1, and the house set up for it as its environment would do."""
    with run_server_in_thread() as server:
        base = f"http://127.0.0.1:{server.server_port}"
        app = {"provider_id": "oidc", "name": "Stadt-Anmeldung", "client_id": "leitziel", "secret": "geheim"}
        app["settings"] = {"server_url": base}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        settings.OIDC_SERVER, settings.OIDC_NAME = base, "Stadt-Anmeldung"
        yield base


def identify(base, sub="s-1", email=ADDRESS, verified=True, name="Petra Planung"):
    claims = {"email": email, "email_verified": verified, "name": name}
    requests.put(f"{base}/users/{sub}", json=claims, timeout=5).raise_for_status()


def log_in(client, base, sub="s-1"):
    """Go the way a browser goes: to the provider, say there who one is, and come back."""
    onward = client.get("/anmelden/oidc/")
    assert onward.status_code == 302
    assert onward["Location"].startswith(base)
    assert parse_qs(urlsplit(onward["Location"]).query)["code_challenge_method"] == ["S256"]
    back = requests.post(onward["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    target = urlsplit(back.headers["Location"])
    return client.get(f"{target.path}?{target.query}")


@pytest.fixture
def person(make_user, municipality):
    return make_user(municipality, "planning", email=ADDRESS)


def test_login_page_offers_it_only_where_it_is_set_up(client, db, provider, settings):
    assert "Mit „Stadt-Anmeldung“ anmelden" in client.get("/anmelden/").content.decode()
    settings.OIDC_SERVER = ""
    assert "Stadt-Anmeldung" not in client.get("/anmelden/").content.decode()


def test_known_person_is_let_in_and_tied(client, person, provider):
    identify(provider, email=ADDRESS.upper())
    assert log_in(client, provider)["Location"] == "/pruefstadt/arbeit/"
    assert client.get("/pruefstadt/arbeit/").status_code == 200
    assert SocialAccount.objects.get().user == person


def test_tied_person_is_let_in_under_a_new_address(client, person, provider):
    identify(provider)
    log_in(client, provider)
    identify(provider, email="petra.neu@pruefstadt.example")
    again = Client()
    assert log_in(again, provider)["Location"] == "/pruefstadt/arbeit/"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("verified", [False, None, "false", "0"])
def test_unverified_address_ties_nothing(client, person, provider, verified):
    identify(provider, verified=verified)
    answer = log_in(client, provider)
    assert answer.status_code == 403
    assert "bürgt nicht" in answer.content.decode()
    assert SocialAccount.objects.count() == 0
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_unknown_identity_is_refused_with_a_helpful_page(client, municipality, provider):
    identify(provider, email="fremd@woanders.example")
    answer = log_in(client, provider)
    assert answer.status_code == 403
    assert "um eine Einladung" in answer.content.decode()
    assert User.objects.count() == 0


def test_invited_person_gets_an_account_without_a_password(client, municipality, provider):
    with scope(municipality=municipality):
        terms = Terms(Membership.Role.READER, None, TODAY)
        invite(municipality=municipality, actor=None, email="neu@pruefstadt.example", terms=terms, site="http://x")
    identify(provider, email="neu@pruefstadt.example", name="Nele Neu")
    assert log_in(client, provider)["Location"] == "/pruefstadt/arbeit/"
    user = User.objects.get()
    assert (user.name, user.has_usable_password()) == ("Nele Neu", False)
    with scope(municipality=municipality):
        assert Membership.objects.get().role == "reader"


def test_closed_account_stays_closed(client, person, provider):
    User.objects.filter(pk=person.pk).update(is_active=False)
    identify(provider)
    assert log_in(client, provider).status_code == 403
    assert client.get("/pruefstadt/arbeit/").status_code == 403


@pytest.mark.parametrize(("counts", "status"), [(True, 200), (False, 403)])
def test_login_there_takes_the_place_of_a_second_factor_if_set_so(
    client, municipality, make_user, provider, settings, counts, status
):
    settings.SECOND_FACTOR_ROLES, settings.OIDC_IS_SECOND_FACTOR = frozenset({"administration"}), counts
    make_user(municipality, "administration", email=ADDRESS)
    identify(provider)
    log_in(client, provider)
    assert client.get("/pruefstadt/arbeit/personen/").status_code == status


def test_answer_with_a_foreign_state_is_refused(client, person, provider):
    identify(provider)
    client.get("/anmelden/oidc/")
    answer = client.get("/anmelden/oidc/zurueck/?code=abc&state=fremd")
    assert "Die Anmeldung hat nicht geklappt" in answer.content.decode()
    assert client.get("/pruefstadt/arbeit/").status_code == 403


def test_provider_that_does_not_answer_is_a_page_that_says_so(client, person, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = client.get("/anmelden/oidc/")
    assert answer.status_code == 502
    assert "nicht geantwortet" in answer.content.decode()


def test_unknown_provider_is_not_found(client, db, provider):
    assert client.get("/anmelden/andere/").status_code == 404
