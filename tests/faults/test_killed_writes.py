# SPDX-License-Identifier: EUPL-1.2
"""kill -9 a hundred times during writes: every acknowledged write is there, none is half, the chain verifies."""

import random

import pytest
from django_scopes import scope

from leitziel.bodies.models import CouncilPaper
from leitziel.core.files import content
from leitziel.core.log import verify
from leitziel.core.models import LogDetail, StoredFile
from leitziel.strategy.actions.concepts import ConceptFacts, create_concept
from leitziel.strategy.models import Concept, Succession

from .nursery import kill_one, nursery_of

KILLS = 100


@pytest.fixture
def nursery(transactional_db, settings):
    with nursery_of("concepts", settings.HOME) as process:
        yield process


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_hundred_kills_lose_no_acknowledged_write_and_leave_none_half(nursery, municipality):
    with scope(municipality=municipality):
        create_concept(municipality=municipality, actor=None, facts=ConceptFacts(title="Erstes"))
    delays = random.Random(1848)
    acknowledged = []
    for number in range(KILLS):
        acknowledged += kill_one(nursery, f"k{number}", delays.uniform(0.0, 0.12), after=number % 3)
    assert len(acknowledged) >= KILLS - 1  # none, one and two in turn were waited for

    with scope(municipality=municipality):
        written = set(Concept.objects.exclude(slug="erstes").values_list("title", flat=True))
        assert set(acknowledged) <= written
        # of whatever was begun without being acknowledged, all is there or nothing
        assert set(Succession.objects.values_list("successor__title", flat=True)) == written
        assert set(CouncilPaper.objects.values_list("number", flat=True)) == written
        logged = [
            row["changes"]["title"][1]
            for row in LogDetail.objects.values_list("payload", flat=True)
            if "title" in row["changes"]
        ]
        assert sorted(logged) == sorted([*written, "Erstes"])
        files = {row.name: content(row) for row in StoredFile.objects.all()}
    assert set(acknowledged) <= files.keys()
    assert {name: data for name, data in files.items() if data != name.encode() * 1000} == {}
    assert verify(municipality) == []
