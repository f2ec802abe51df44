# SPDX-License-Identifier: EUPL-1.2
"""Server times and SQL counts of the pages of a round: 1,000 measures, three rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from bench.measure import Figure, measure

OFFICE = "fd-soziales"


def figures() -> Iterator[Figure]:
    from leitziel.core.models import Membership, Municipality, Organisation, User
    from leitziel.strategy.models import Measure, MeasureThread
    from tests.strategy.builders import build_edition

    municipality = Municipality.objects.create(ags="16097003", kind="city", name="Rundstadt", slug="rundstadt")
    with scope(municipality=municipality):
        edition = build_edition(municipality, measures=1000)
        current = _rounds(municipality, edition, list(MeasureThread.objects.all()))
        people = {}
        for role, office in (("planning", None), ("office", Organisation.objects.get(slug=OFFICE))):
            people[role] = User.objects.create_user(email=f"{role}@rundstadt.example", name=role, password=None)
            Membership(
                municipality=municipality, user=people[role], role=role, organisation=office,
                valid_from=dt.date(2020, 1, 1),
            ).save()  # fmt: skip
        own = Measure.objects.filter(edition=edition, responsibilities__organisation__slug=OFFICE)
        short_id = own.filter(responsibilities__role="lead").first().thread.short_id
    slug = municipality.slug
    pages = [
        ("a round at a glance, 1,000 measures x 3 rounds", "planning", reverse("round", args=[slug, current]), 10),
        ("an office's list in it", "office", reverse("round-answer", args=[slug, current]), None),
        ("its form for one measure", "office", reverse("round-answer-measure", args=[slug, current, short_id]), None),
    ]
    for what, role, address, most in pages:
        client = Client(HTTP_HOST="localhost")
        client.force_login(people[role])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        yield measure(
            what,
            lambda client=client, address=address: client.get(address),
            aim=f"<= {most}, < 80 ms" if most else "< 80 ms",
            queries=len(queries),
            beside=("health page", lambda client=client: client.get("/-/health/")),
        )


def _rounds(municipality: object, edition: object, threads: list[object]) -> str:
    """Two rounds that are over and an open one, half of the measures answered in each; the slug of the open one."""
    from leitziel.strategy.actions.progress.rounds import Facts, change_round_state, create_round
    from leitziel.strategy.enums import RoundState
    from leitziel.strategy.models import ProgressReport

    slug = ""
    for number in range(3):
        on = dt.date(2026, 3 * number + 3, 28)
        facts = Facts(f"Runde {number + 1}", [edition], dt.date(2026, 1, 1), on, on + dt.timedelta(days=30))
        round_ = create_round(municipality=municipality, actor=None, facts=facts)
        round_ = change_round_state(round_=round_, actor=None, version=round_.version, state=RoundState.OPEN)
        ProgressReport.objects.bulk_create(
            ProgressReport(
                municipality=municipality, round=round_, thread=thread, state="paused", text="Ruht bis zum Sommer.",
                channel="link", submitted_at=timezone.now(),
            )
            for thread in threads[number::2]
        )  # fmt: skip
        if number < 2:
            round_ = change_round_state(round_=round_, actor=None, version=round_.version, state=RoundState.CLOSED)
        slug = round_.slug
    return slug
