# SPDX-License-Identifier: EUPL-1.2
"""Server times and SQL counts of the main pages over an edition of 1,000 measures."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from bench.measure import Figure, measure


def absolute(name: str, *parts: str) -> str:
    return "http://localhost" + reverse(name, args=["messstadt", *parts])


def figures() -> Iterator[Figure]:
    from leitziel.core.access import Access
    from leitziel.core.models import Municipality
    from leitziel.rendering.plan_document import plan_pdf
    from leitziel.strategy.documents.plan import plan_document
    from leitziel.strategy.models import Edition, Measure
    from tests.strategy.builders import build_edition

    municipality = Municipality.objects.create(ags="16097001", kind="city", name="Messstadt", slug="messstadt")
    with scope(municipality=municipality):
        edition: Edition = build_edition(municipality, measures=1000)
        short_id = Measure.objects.filter(edition=edition)[500].thread.short_id
    slug = municipality.slug
    client = Client(HTTP_HOST="localhost")
    pages = [
        ("list of 1,000 measures, page of 50", reverse("measures", args=[slug]), "<= 8, < 60 ms"),
        ("the same, filtered and searched", reverse("measures", args=[slug]) + "?q=Teilhabe", "<= 8, < 60 ms"),
        ("page of a measure", reverse("measure", args=[slug, short_id]), "<= 12"),
        ("concept page", reverse("concept", args=[slug, edition.concept.slug]), ""),
        ("the plan at a glance", reverse("plan-overview", args=[slug, edition.concept.slug, edition.label]), ""),
    ]
    for what, address, aim in pages:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        yield measure(
            what,
            lambda address=address: client.get(address),
            aim=aim,
            queries=len(queries),
            beside=("health page", lambda: client.get("/-/health/")),
        )
    access = Access(AnonymousUser(), municipality)
    with scope(municipality=municipality):
        document = plan_document(edition, access, absolute)
        yield measure("plan of 1,000 measures as PDF/UA", lambda: plan_pdf(document), runs=2, aim="< 10 s")
