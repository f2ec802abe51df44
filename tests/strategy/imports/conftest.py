# SPDX-License-Identifier: EUPL-1.2
"""Imports in review, without a document."""

import pytest
from django_scopes import scope

from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport

from . import plans


@pytest.fixture
def make_import(planner, municipality):
    """Make an import in review of a plan: make_import(plan, title="Konzept Auental", label="2026")."""

    def make(plan, title="Konzept Auental", label="2026", where=None, actor=None):
        where = where or municipality
        with scope(municipality=where):
            staged = PlanImport(
                municipality=where,
                state="review",
                concept_title=title,
                edition_label=label,
                plan=tree.with_ids(plan),
                created_by=actor or planner,
            )
            staged.save()
        return staged

    return make


@pytest.fixture
def staged(make_import):
    return make_import(plans.small_plan())


@pytest.fixture
def scoped(municipality):
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def web(client, planner):
    """A browser in which a social planner is logged in."""
    client.force_login(planner)
    return client
