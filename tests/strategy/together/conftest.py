# SPDX-License-Identifier: EUPL-1.2
"""Two published plans, and people with and without a part in them."""

from __future__ import annotations

import pytest
from django_scopes import scope

from leitziel.core.models import Organisation
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition


@pytest.fixture
def scoped(municipality):
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def edition(scoped):
    return build_edition(scoped, fields=2, goals_per_field=1, measures=4)


@pytest.fixture
def other_edition(scoped, edition):
    """Another concept of the same offices."""
    return build_edition(scoped, concept="Inklusionskonzept", fields=3, goals_per_field=1, measures=5)


@pytest.fixture
def measure(edition):
    """The first measure; its lead is the office "Dezernat Soziales"."""
    return Measure.objects.filter(edition=edition).select_related("thread").order_by("position").first()


@pytest.fixture
def office(make_user, scoped, measure):
    """Somebody of the office that leads the measure."""
    return make_user(scoped, "office", Organisation.objects.get(slug="dezernat-soziales"))


@pytest.fixture
def outsider(make_user, scoped, edition):
    """Somebody of an office without a part in the measure."""
    return make_user(scoped, "office", Organisation.objects.get(slug="fd-gesundheit"))
