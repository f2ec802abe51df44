# SPDX-License-Identifier: EUPL-1.2
"""A plan, a round over it, and people of the offices that answer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override
from django_scopes import scope

from leitziel.core.models import Organisation
from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
from leitziel.strategy.actions.progress.rounds import Facts, change_round_state, create_round
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import Measure, MeasureThread
from tests.strategy.builders import build_edition

DAY = dt.timedelta(days=1)


@pytest.fixture
def scoped(municipality):
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def english():
    """Messages as they stand in the code."""
    with override("en"):
        yield


@pytest.fixture
def edition(scoped):
    """Ten measures; the deadlines go round: ongoing, by 2026, by June 2027, yearly, none, 2025 to 2029. The leads:
    Dezernat Soziales, FD Soziales, Team Wohnen, FD Jugend, FD Gesundheit, and once more."""
    return build_edition(scoped, fields=2, goals_per_field=1, measures=10)


def facts(edition, **values):
    given = {
        "title": "Sachstand 2026",
        "editions": [edition],
        "period_start": dt.date(2026, 1, 1),
        "reference_date": dt.date(2026, 12, 31),
        "deadline": dt.date(2027, 1, 31),
    }
    return Facts(**(given | values))


def opened(scoped, edition, actor=None, **values):
    made = create_round(municipality=scoped, actor=actor, facts=facts(edition, **values))
    return change_round_state(
        round_=made, actor=actor, version=made.version, state=RoundState.OPEN, site="http://haus.example"
    )


def closed(round_):
    round_.refresh_from_db()
    return change_round_state(round_=round_, actor=None, version=round_.version, state=RoundState.CLOSED)


@pytest.fixture
def round_(scoped, edition, planner):
    return opened(scoped, edition, planner)


def threads(edition):
    """The threads of the plan's measures in their order."""
    return [m.thread for m in Measure.objects.filter(edition=edition).select_related("thread").order_by("position")]


def office(slug):
    return Organisation.objects.get(slug=slug)


def answer(round_, thread, state, *, seen=0, by=None, **values):
    """Answer as the coordinator, or as `by` says."""
    return submit_report(
        round_=round_,
        thread=MeasureThread.objects.get(pk=thread.pk),
        answer=Answer(state, **values),
        by=by or Answering(None, None, ReportChannel.COORDINATOR),
        seen=seen,
    )
