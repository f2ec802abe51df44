# SPDX-License-Identifier: EUPL-1.2
"""Every address x every role x own and other municipality. Complete by construction: the addresses come from the
resolver, the roles from the enumeration; an address that the table below does not know fails."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from leitziel.core.access import everybody, permissions
from leitziel.core.models import Membership
from tests.house.tables import ADDRESSES, ALSO, SHOWS_EDITION, WHO
from tests.house.tables.groups import INSIDERS
from tests.house.world import patterns

# an empty POST may name a thing that does not exist
ANSWERED = {"get": {200, 204, 301, 302, 405}, "post": {200, 204, 302, 303, 400, 404, 405, 409, 422}}
SPECIAL = ["operator", "operator_in_session", "deputy", "ended", "deactivated"]
PRINCIPALS = ["anonymous", "stranger", *SPECIAL, *Membership.Role.values]
# What is for everybody looks at nobody, so these stand for all; every other address meets every principal.
FEW = ["anonymous", "stranger", "planning", "provider", "operator_in_session"]
PUBLIC = {permission.name for permission in permissions() if permission.predicate is everybody}


@pytest.fixture(autouse=True)
def other_server(settings):
    """A server for OpenID Connect is set up, and nobody answers there."""
    app = {"provider_id": "oidc", "name": "OIDC", "client_id": "x", "settings": {"server_url": "http://127.0.0.1:9"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def address(name, parts, municipality, values):
    """The address, or None if the values lack a part (a draft without papers has no page of a paper)."""
    kwargs = {}
    for part in parts:
        if part == "municipality":
            kwargs[part] = municipality.slug
        else:
            kwargs[part] = values.get(f"{name}.{part}", values.get(part))
            if kwargs[part] is None:
                return None
    return reverse(name, kwargs=kwargs)


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def client_of(world, principal):
    client = Client()
    here, there = world
    if principal == "stranger":
        client.force_login(there.people["planning"])
    elif principal != "anonymous":
        client.force_login(here.people[principal])
    return client


def test_every_address_is_in_the_table_with_its_permission():
    found = {name: getattr(item.callback, "permission", None) for name, (item, _parts) in patterns().items()}
    assert found == ADDRESSES


def test_every_permission_is_in_the_table():
    assert {p.name for p in permissions()} == WHO.keys()


def names_for(principal):
    """The addresses that this principal visits, all but logging out: it would end the walk's session (tests/portal)."""
    names = patterns().keys() - {"account_logout"}
    return sorted(n for n in names if principal in FEW or ADDRESSES[n] not in PUBLIC)


def allowed(name, principal):
    return principal in WHO[ADDRESSES[name]]


def walk(client, names, values, municipality, method="get"):
    """(name, address, answer) of each address, each in a transaction that is rolled back."""
    for name in names:
        path = address(name, patterns()[name][1], municipality, values)
        assert path, f"no value for a part of {name}"
        with transaction.atomic():
            answer = getattr(client, method)(path)
            transaction.set_rollback(True)
        yield name, path, answer


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_answers_who_may_and_refuses_who_may_not(world, method):
    """A permitted request is answered (a page, a redirect, or "not by this method"); a refused one gets 403 with
    the reason, before anything of it is read."""
    wrong, here = [], world[0]
    for principal in PRINCIPALS:
        client = client_of(world, principal)
        for name, path, answer in walk(client, names_for(principal), here.published, here.municipality, method):
            wanted = ANSWERED[method] | ALSO.get(name, set()) if allowed(name, principal) else {403, 405}
            if answer.status_code not in wanted:
                wrong.append((principal, name, path, answer.status_code))
    assert wrong == []


# Reading the API from other pages is allowed, so it answers OPTIONS itself.
ASKED = {"head": ANSWERED["get"], "options": {204, 405}}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["head", "options", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("principal", ["anonymous", "administration"])
def test_other_methods_open_nothing(world, principal, method):
    """HEAD answers as GET does, without a body; no view knows the others. One who is refused nearly everywhere and
    one who may do nearly everything suffice: permissions do not look at the method, as the walks above show."""
    wrong, here = [], world[0]
    client = client_of(world, principal)
    for name, path, answer in walk(client, names_for(principal), here.published, here.municipality, method):
        wanted = ASKED.get(method, {405}) if allowed(name, principal) else {403, 405}
        if method == "head":
            wanted = wanted | ALSO.get(name, set())
        if answer.status_code not in wanted or (method == "head" and content(answer)):
            wrong.append((name, path, answer.status_code))
    assert wrong == []


@pytest.mark.django_db
def test_draft_is_shown_to_insiders_only(world):
    wrong, here = [], world[0]
    for principal in PRINCIPALS:
        client = client_of(world, principal)
        for name, path, answer in walk(client, sorted(SHOWS_EDITION), here.draft, here.municipality):
            wanted = {200} if principal in INSIDERS else {403, 404}
            leaks = b"hiesigentwurf" in content(answer) and principal not in INSIDERS
            if answer.status_code not in wanted or leaks:
                wrong.append((principal, name, path, answer.status_code))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("principal", ["anonymous", "planning"])
def test_tenants_never_meet(world, principal):
    """Under one's own slug, the other municipality's objects do not exist, and no page shows a word of theirs."""
    client, wrong = client_of(world, principal), []
    here, there = world
    for name, (_item, parts) in sorted(patterns().items()):
        if "municipality" not in parts or (principal == "anonymous" and not allowed(name, principal)):
            continue
        own = client.get(address(name, parts, here.municipality, here.published))
        if b"fremdig" in content(own):
            wrong.append((name, "shows the other municipality"))
        crossing = {k: v for k, v in there.published.items() if v != here.published.get(k)}
        if len(parts) > 1 and any(f"{name}.{part}" in crossing or part in crossing for part in parts):
            foreign = client.get(address(name, parts, here.municipality, there.published))
            if foreign.status_code != 404 and b"fremdig" in content(foreign):
                wrong.append((name, foreign.status_code))
    assert wrong == []


@pytest.mark.django_db
def test_foreign_import_does_not_exist(world):
    here, there = world
    client = client_of(world, "planning")
    found = {}
    for name, (_item, parts) in patterns().items():
        if {"municipality", "pk"} <= set(parts) and allowed(name, "planning"):
            path = address(name, parts, here.municipality, there.published)
            with transaction.atomic():
                answer = client.get(path)
                answer = client.post(path) if answer.status_code == 405 else answer
                transaction.set_rollback(True)
            found[name] = answer.status_code
    assert set(found.values()) == {404}, found


@pytest.mark.django_db
def test_no_internal_word_on_any_public_page(world):
    """Every note of the builder's editions is upper case: "HIESIG". No public page shows it, nor a draft's text."""
    client, wrong, here = Client(), [], world[0]
    for name, (_item, parts) in sorted(patterns().items()):
        if not allowed(name, "anonymous"):
            continue
        body = content(client.get(address(name, parts, here.municipality, here.published)))
        wrong += [(name, word) for word in (b"HIESIG", b"hiesigentwurf") if word in body]
    assert wrong == []
