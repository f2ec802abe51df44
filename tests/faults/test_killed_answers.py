# SPDX-License-Identifier: EUPL-1.2
"""kill -9 while offices answer: an acknowledged answer is there or was followed by a later one, none is half, the chain
verifies, and whoever comes next can answer."""

import random

import pytest
from django_scopes import scope

from leitziel.core.log import verify
from leitziel.core.models import LogDetail
from leitziel.strategy.models import ProgressReport
from tests.strategy.builders import build_edition
from tests.strategy.progress.conftest import opened

from .nursery import kill_one, nursery_of

KILLS = 30


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_kills_while_offices_answer_lose_nothing_and_leave_nothing_half(municipality, settings):
    with scope(municipality=municipality):
        opened(municipality, build_edition(municipality, fields=2, goals_per_field=1, measures=12))
    delays, acknowledged = random.Random(1919), []
    with nursery_of("progress", settings.HOME) as nursery:
        for number in range(KILLS):
            acknowledged += kill_one(nursery, f"k{number}", delays.uniform(0.0, 0.08), after=number % 3)
    assert len(acknowledged) >= KILLS - 1
    with scope(municipality=municipality):
        said = [
            row["changes"]["text"][1]
            for row in LogDetail.objects.filter(entry__verb="strategy.progress.reported")
            .order_by("entry__sequence")
            .values_list("payload", flat=True)
        ]
        rows = list(ProgressReport.objects.values("text", "missing", "next_step", "by_name", "version"))
    assert set(acknowledged) <= set(said)  # each is on the log, so it was written
    assert len(said) == len(set(said)) == sum(row["version"] for row in rows)
    assert [row for row in rows if not row["text"] == row["missing"] == row["next_step"]] == []
    assert [row for row in rows if row["text"].rpartition("-")[0] != row["by_name"]] == []
    assert verify(municipality) == []
