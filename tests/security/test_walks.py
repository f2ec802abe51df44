# SPDX-License-Identifier: EUPL-1.2
"""Walks over all addresses: as what each answer goes out, and what numbers in addresses give away."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter

from tests.house.tables import ADDRESSES
from tests.house.test_matrix import PUBLIC, address, client_of
from tests.house.world import patterns

pytestmark = pytest.mark.django_db
# Types that no browser shows as a page of ours, or that are ours to show.
SAFE = {
    "application/octet-stream", "application/zip", "application/pdf", "application/json", "application/atom+xml",
    "application/problem+json", "text/csv", "text/calendar", "text/plain", "text/html",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def test_every_answer_has_a_safe_type_and_is_not_guessed(world):
    client, wrong, seen = client_of(world, "administration"), [], set()
    for name, (_item, parts) in sorted(patterns().items()):
        if name == "account_logout":
            continue
        answer = client.get(address(name, parts, world[0].municipality, world[0].published))
        kind = answer.get("Content-Type", "").partition(";")[0]
        seen.add(kind)
        shown = kind in {"text/html", "application/pdf", "text/calendar"} or kind.endswith(("json", "+xml"))
        if answer.status_code == 200 and kind:
            disposition = answer.get("Content-Disposition", "")
            bad = kind not in SAFE or answer["X-Content-Type-Options"] != "nosniff"
            if bad or not (shown or disposition.startswith("attachment") or kind == "text/plain"):
                wrong.append((name, kind, disposition))
    assert wrong == []
    assert {"application/octet-stream", "text/csv", "text/calendar"} <= seen


def same(answer):
    """Status and words of an answer without what differs in every request."""
    words = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    return answer.status_code, answer.get("Location"), words


def test_no_public_address_holds_a_number_of_the_database():
    numbered = {
        name
        for name, (item, _parts) in patterns().items()
        if ADDRESSES[name] in PUBLIC and any(isinstance(c, IntConverter) for c in item.pattern.converters.values())
    }
    assert numbered == set()


def test_number_of_another_municipality_answers_as_one_that_nobody_has(world):
    """For who is logged in, numbers stand in addresses of work pages: others' do not exist, to the last word."""
    here, there = world
    client, wrong, asked = Client(), [], 0
    client.force_login(here.people["administration"])
    for name, (_item, parts) in sorted(patterns().items()):
        numbers = {
            p: there.published.get(f"{name}.{p}", there.published.get(p)) for p in parts if p in {"pk", "one", "two"}
        }
        if "municipality" not in parts or not numbers or set(parts) - {"municipality", *numbers}:
            continue
        own = {p: here.published.get(f"{name}.{p}", here.published.get(p)) for p in numbers}
        if own == numbers:
            continue
        foreign = client.get(reverse(name, kwargs={"municipality": here.municipality.slug, **numbers}))
        missing = client.get(
            reverse(name, kwargs={"municipality": here.municipality.slug, **dict.fromkeys(numbers, 10**9)})
        )
        asked += 1
        if foreign.status_code not in {404, 405} or same(foreign)[:2] != same(missing)[:2]:
            wrong.append((name, foreign.status_code, missing.status_code))
    assert wrong == []
    assert asked > 20
