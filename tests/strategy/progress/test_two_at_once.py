# SPDX-License-Identifier: EUPL-1.2
"""Two people of an office answer for one measure at the same moment: one is written, the other is told."""

import threading

import pytest
from django.db import connections
from django_scopes import scope

from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.log import verify
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import ProgressReport, ReportingRound
from tests.strategy.builders import build_edition

from .conftest import answer, closed, opened, threads


def at_once(municipality, *work):
    """Run functions in threads that begin together; what each returned or raised, by its place."""
    start, results = threading.Barrier(len(work)), {}

    def run(place, function):
        try:
            with scope(municipality=municipality):
                start.wait()
                results[place] = function()
        except (ChangedMeanwhileError, ProgressError) as told:
            results[place] = told
        finally:
            connections.close_all()

    running = [threading.Thread(target=run, args=pair) for pair in enumerate(work)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return [results[place] for place in range(len(work))]


@pytest.mark.django_db(transaction=True)
def test_one_of_two_first_answers_is_written_and_the_other_is_told(municipality):
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=2, goals_per_field=1, measures=4)
        round_, thread = opened(municipality, edition), threads(edition)[1]
    told = at_once(
        municipality,
        lambda: answer(round_, thread, "underway", text="eine"),
        lambda: answer(round_, thread, "underway", text="andere"),
    )
    (written,) = [each for each in told if isinstance(each, ProgressReport)]
    (refused,) = [each for each in told if isinstance(each, ChangedMeanwhileError)]
    with scope(municipality=municipality):
        assert ProgressReport.objects.get().text == written.text == refused.things[0].text
    assert verify(municipality) == []


@pytest.mark.django_db(transaction=True)
def test_answer_and_closing_at_once_leave_an_answer_or_a_refusal_and_never_a_late_answer(municipality):
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=2, goals_per_field=1, measures=4)
        round_, thread = opened(municipality, edition), threads(edition)[1]
    given, done = at_once(municipality, lambda: answer(round_, thread, "underway"), lambda: closed(round_))
    with scope(municipality=municipality):
        assert ReportingRound.objects.get().state == RoundState.CLOSED
        assert done.state == RoundState.CLOSED
        assert ProgressReport.objects.count() == isinstance(given, ProgressReport)
    assert verify(municipality) == []
