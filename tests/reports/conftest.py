# SPDX-License-Identifier: EUPL-1.2
"""A plan with three rounds, and reports issued from them."""

import pytest
from django_scopes import scope

from leitziel.reports.actions.issuing import Order, issue_report
from leitziel.reports.library import template
from leitziel.reports.library.common.gathering import Subject
from tests.reports.builders import build_rounds
from tests.strategy.builders import build_edition

WORD = "quittengelb"


@pytest.fixture
def edition(municipality):
    return build_edition(municipality, measures=33, fields=3, goals_per_field=2, plant=WORD)


@pytest.fixture
def rounds(municipality, edition):
    """The oldest first; the last is closed and published like the others."""
    return build_rounds(municipality, [edition], plant=WORD)


@pytest.fixture
def here(municipality):
    with scope(municipality=municipality):
        yield


@pytest.fixture
def issue(municipality, planner):
    """Issue a report now: issue("interim", round=...)."""

    def issued(name, *, formats=(), title="", site="", **subject):
        order = Order(template=template(name), subject=Subject(**subject), formats=formats, title=title, site=site)
        with scope(municipality=municipality):
            return issue_report(municipality=municipality, actor=planner, order=order)

    return issued
