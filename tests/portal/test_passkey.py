# SPDX-License-Identifier: EUPL-1.2
"""A passkey in a real browser: added with Chromium's own virtual authenticator, then used to log in."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from leitziel.core.models import Membership, Municipality, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(transactional_db):
    cache.clear()
    city = Municipality.objects.create(ags="16099001", kind="city", name="Prüfstadt", slug="pruefstadt")
    user = User.objects.create_user(email="planung@pruefstadt.example", name="Planung", password="geheim-geheim")
    Membership(municipality=city, user=user, role="administration", valid_from=dt.date(2020, 1, 1)).save()
    return user


@pytest.fixture
def page(chromium, live_server):
    """A tab with an authenticator in it; every message of the console is kept."""
    context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.problems = []
    page.on("console", lambda m: page.problems.append(m.text) if m.type == "error" else None)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def test_passkey_is_added_and_opens_the_account(page, person, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"administration"})
    page.goto("/anmelden/")
    page.get_by_label("E-Mail-Adresse").fill(person.email)
    page.get_by_label("Passwort", exact=True).fill("geheim-geheim")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/konto/")  # the role counts not yet: the account page says why
    page.goto("/konto/faktor/passkeys/neu/")
    page.locator("input[type=password]").fill("geheim-geheim")
    page.get_by_role("button", name="Bestätigen").click()
    page.locator("input[type=checkbox]").check()
    page.get_by_role("button", name="Den Passkey hinzufügen").click()
    page.wait_for_url("**/konto/faktor/codes/")
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).count() == 1
    page.get_by_role("button", name="Abmelden").click()
    page.goto("/anmelden/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    page.wait_for_url("**/pruefstadt/arbeit/")
    page.goto("/pruefstadt/arbeit/personen/")  # the passkey is the second factor that this role needs
    assert page.get_by_role("heading", level=1).inner_text() == "Personen"
    assert page.problems == []


def test_passkey_that_nobody_knows_is_refused_in_words(page, person):
    page.goto("/anmelden/")
    page.get_by_role("button", name="Mit einem Passkey anmelden").click()
    page.locator("[data-passkey-error]").wait_for(state="visible")
    assert "ließ sich nicht verwenden" in page.locator("[data-passkey-error]").inner_text()
