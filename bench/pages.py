# SPDX-License-Identifier: EUPL-1.2
"""Server times and SQL counts of the main pages over an edition of 1,000 measures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from bench.measure import Figure, measure


def figures() -> Iterator[Figure]:
    from tests.strategy.builders import build_edition

    from leitziel.core.models import Municipality
    from leitziel.strategy.models import Edition, Measure

    municipality = Municipality.objects.create(ags="16097001", kind="city", name="Messstadt", slug="messstadt")
    with scope(municipality=municipality):
        edition: Edition = build_edition(municipality, measures=1000)
        short_id = Measure.objects.filter(edition=edition)[500].thread.short_id
    slug = municipality.slug
    client = Client()
    pages = [
        ("list of 1,000 measures, page of 50", reverse("measures", args=[slug]), "<= 8, < 60 ms"),
        ("the same, filtered and searched", reverse("measures", args=[slug]) + "?q=Teilhabe", "<= 8, < 60 ms"),
        ("page of a measure", reverse("measure", args=[slug, short_id]), "<= 12"),
        ("concept page", reverse("concept", args=[slug, edition.concept.slug]), ""),
        ("the plan at a glance", reverse("glance", args=[slug, edition.concept.slug, edition.label]), ""),
        ("plan as PDF (first time)", reverse("plan-pdf", args=[slug, edition.concept.slug, edition.label]), "< 10 s"),
    ]
    for what, address, aim in pages:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        yield measure(
            what,
            lambda address=address: client.get(address),
            aim=aim,
            queries=len(queries),
            beside=("health page", lambda: client.get("/-/health/")),
        )
