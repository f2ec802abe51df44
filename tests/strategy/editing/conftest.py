# SPDX-License-Identifier: EUPL-1.2
"""A draft plan to edit, and pictures of all its rows."""

import pytest
from django_scopes import scope

from leitziel.core.undo import images
from leitziel.strategy.models import (
    ActionField,
    Citation,
    Edition,
    Goal,
    GoalThread,
    Measure,
    MeasureExample,
    MeasureThread,
    Reference,
    Responsibility,
)
from tests.strategy.builders import build_edition

LINKS = [getattr(Measure, name).through for name in ("target_groups", "objectives", "areas")]
TABLES = [
    ActionField, Citation, Edition, Goal, GoalThread, Measure, MeasureExample, MeasureThread, Reference, Responsibility,
    Reference.council_papers.through, *LINKS,
]  # fmt: skip


def picture():
    """Every row of every plan, all columns but the versions, which only go up."""
    found = {}
    for model in TABLES:
        for key, image in images.read(model._base_manager.all()).items():
            found[key] = {name: value for name, value in image.items() if name not in {"version", "corrected_at"}}
    return found


@pytest.fixture
def draft(municipality):
    """A draft of 3 fields, 4 goals and 12 measures; its scope is open."""
    with scope(municipality=municipality):
        yield build_edition(
            municipality, label="2026", fields=3, goals_per_field=2, measures=12, published=False, state="draft"
        )


@pytest.fixture
def public(municipality):
    """An adopted, published edition; its scope is open."""
    with scope(municipality=municipality):
        yield build_edition(municipality, label="2024", fields=2, goals_per_field=1, measures=6)
