# SPDX-License-Identifier: EUPL-1.2
"""Requests as nobody's browser sends them: without a token, by reading methods, with odd values and extra fields."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from leitziel.core.models import Membership, User
from leitziel.strategy.models import Edition
from tests.house.test_matrix import address, client_of, other_server, walk  # noqa: F401
from tests.house.world import patterns
from tests.security.forms import posted_forms

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db
MULTIPART = "multipart/form-data; boundary=grenze"
FORM = "application/x-www-form-urlencoded"
# Reads that leave a trace on purpose: the log says who took all data along; a PDF is made once and kept.
WRITES_BY_READING = {
    "archive-file": {"core_logentry", "core_loghead", "core_logdetail"},
    "plan-pdf": {"core_storedfile", "strategy_issuedplan", "core_job"},
    "plan-pdf-progress": set(),
}
BESIDE = {"django_session", "leitziel_cache", "usersessions_usersession"}
ODD = ["\x00", "9" * 40, "-1", "1e999", "ü" * 3000, "٣", "{{7*7}}%(x)s${x}", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "../../etc/passwd"]  # fmt: skip
EXTRA = {
    "municipality": "2",
    "municipality_id": "2",
    "is_operator": "on",
    "is_active": "",
    "is_staff": "on",
    "user": "1",
    "role": "administration",
    "published_at": "2020-01-01",
    "state": "adopted",
    "actor": "1",
    "id": "1",
    "pk": "1",
}


def tables_written(queries):
    written = set()
    for query in queries:
        found = re.match(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', query["sql"])
        if found:
            written.add(found[1])
    return written


def everything():
    return sorted(patterns().keys() - {"account_logout"})


def test_post_without_a_token_is_refused_everywhere(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world[0].people["administration"])
    open_ = {}
    for name, _path, answer in walk(client, everything(), world[0].published, world[0].municipality, "post"):
        if answer.status_code != 403:
            open_[name] = answer.status_code
    reading = {name: 405 for name in patterns() if name.startswith("api-") and name != "api-openapi"}
    assert open_ == reading | {"set-language": 302, "set-theme": 302}


@pytest.mark.parametrize("method", ["get", "head", "options", "trace"])
def test_reading_writes_nothing(world, method):
    client, wrong = client_of(world, "administration"), {}
    for name in everything():
        path = address(name, patterns()[name][1], world[0].municipality, world[0].published)
        with CaptureQueriesContext(connection) as seen, transaction.atomic():
            getattr(client, method)(path)
            transaction.set_rollback(True)
        written = tables_written(seen.captured_queries) - BESIDE - WRITES_BY_READING.get(name, set())
        if written:
            wrong[name] = written
    assert wrong == {}


def parameters():
    """All names that the code reads from a query."""
    pattern = re.compile(r"GET(?:\.get|\.getlist)?[\[(]\"(\w+)\"")
    return sorted(
        {"q", "sort", "stelle", "feld"}
        | {n for p in (ROOT / "leitziel").rglob("*.py") for n in pattern.findall(p.read_text(encoding="utf-8"))}
    )


@pytest.mark.parametrize("value", range(len(ODD)))
def test_odd_values_in_a_query_are_no_fault_of_the_server(world, value):
    client, wrong, names = client_of(world, "administration"), [], parameters()
    assert "seite" in names
    query = urlencode([(name, ODD[value]) for name in names for _twice in range(2)])
    for name in everything():
        path = address(name, patterns()[name][1], world[0].municipality, world[0].published)
        with transaction.atomic():
            client.raise_request_exception = False
            answer = client.get(f"{path}?{query}&seite=%ff%fe&q=%00%ff")
            transaction.set_rollback(True)
        if answer.status_code >= 500 and answer.status_code != 502:
            wrong.append((name, answer.status_code))
    assert " ".join(map(str, wrong)) == ""


def test_odd_parts_of_an_address_are_not_found(world):
    """Numbers that no database holds, and words that nobody has given."""
    client, wrong = client_of(world, "administration"), []
    client.raise_request_exception = False
    for name in everything():
        item, parts = patterns()[name]
        if parts in {(), ("municipality",)}:
            continue
        converters = item.pattern.converters
        for number, word in ((9**40, "gibt-es-nicht"), (0, "x" * 1000)):
            values = {p: number if type(converters[p]).__name__ == "IntConverter" else word for p in converters}
            values |= {"municipality": world[0].municipality.slug} | {f"{name}.{p}": v for p, v in values.items()}
            path = address(name, parts, world[0].municipality, values)
            with transaction.atomic():
                statuses = {getattr(client, method)(path).status_code for method in ("get", "post")}
                transaction.set_rollback(True)
            if not statuses <= {200, 302, 404, 405, 410, 502} or (200 in statuses and not name.startswith("account")):
                wrong.append((name, number, statuses))
    assert " ".join(map(str, wrong)) == ""


def test_bodies_that_are_none_are_no_fault_of_the_server(world):
    client, wrong = client_of(world, "administration"), []
    client.raise_request_exception = False
    bodies = [
        (b"\xff\xfe\x00=\xff&version=\xff", FORM),
        (b'--grenze\r\nContent-Disposition: form-data; name="file"; filename="\xff"\r\n\r\n\xff', MULTIPART),
        (b"", MULTIPART),
        (b"{", "application/json"),
    ]
    for name in everything():
        path = address(name, patterns()[name][1], world[0].municipality, world[0].published)
        for body, kind in bodies:
            with transaction.atomic():
                answer = client.generic("POST", path, body, kind)
                transaction.set_rollback(True)
            if answer.status_code >= 500 and answer.status_code != 502:
                wrong.append((name, body, answer.status_code))
    assert " ".join(map(str, wrong)) == ""


def forms_of(world, client):
    """(name, path, fields, values) of every form that a page sends to itself."""
    for name in everything():
        path = address(name, patterns()[name][1], world[0].municipality, world[0].published)
        with transaction.atomic():
            answer = client.get(path)
            transaction.set_rollback(True)
        for fields, values in posted_forms(answer, path):
            yield name, path, fields, values


def test_odd_values_in_forms_are_no_fault_of_the_server(world):
    client, wrong, met = client_of(world, "administration"), [], set()
    client.raise_request_exception = False
    for name, path, fields, values in forms_of(world, client):
        met.add(name)
        for odd in ODD[:4]:
            for sent in (dict.fromkeys(fields, odd), {n: [*values.get(n, [""]), odd] for n in fields}):
                with transaction.atomic():
                    answer = client.post(path, sent)
                    transaction.set_rollback(True)
                if answer.status_code >= 500 and answer.status_code != 502:
                    wrong.append(f"{name} {odd[:9]!r}")
    assert " ".join(map(str, wrong)) == ""
    assert len(met) > 40


def state():
    """What no form may change by a field it does not have."""
    with scopes_disabled():
        return {
            "users": sorted(User.objects.values_list("pk", "email", "is_active", "is_operator")),
            "members": sorted(Membership.objects.values_list("user_id", "role", "municipality_id")),
            "editions": sorted(
                Edition.objects.values_list("label", "municipality_id", "state", "published_at"), key=str
            ),
            "measures": sorted(Edition.objects.values_list("measures__text", "measures__municipality_id"), key=str),
        }


def test_fields_that_a_form_does_not_have_are_not_looked_at(world):
    client, wrong, written = client_of(world, "administration"), [], set()
    for name, path, fields, values in forms_of(world, client):
        outcomes = []
        for extra in ({}, {k: v for k, v in EXTRA.items() if k not in fields}):
            with transaction.atomic(), CaptureQueriesContext(connection) as seen:
                status = client.post(path, values | extra).status_code
                if tables_written(seen.captured_queries) - BESIDE:
                    written.add(name)
                outcomes.append((status, state()))
                transaction.set_rollback(True)
        if outcomes[0] != outcomes[1]:
            wrong.append(name)
    assert " ".join(map(str, wrong)) == ""
    assert len(written) >= 15, "nearly no form was valid: this test looked at nothing"


def test_address_that_is_no_text_is_not_found(world):
    client = Client()
    odd = ["/pruefstadt/%ff%fe/", "/%00/", "/pruefstadt/massnahmen/%00/"]
    assert [client.get(path).status_code for path in odd] == [404] * 3
