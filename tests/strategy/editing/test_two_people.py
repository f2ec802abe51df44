# SPDX-License-Identifier: EUPL-1.2
"""Two people at the same moment, each with a connection of their own: one is told, nothing is overwritten unseen."""

import threading

import pytest
from django.db import connection
from django_scopes import scope

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import UndoStep
from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.actions.editing.structure import Editing, move_entry
from leitziel.strategy.actions.editing.tree import PLAN, Ref
from leitziel.strategy.models import Edition, Measure
from tests.strategy.builders import build_edition


def at_once(acts):
    """Run each act in a thread with its own connection, all at the same barrier; their outcomes in order."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            barrier.wait()
            outcomes[place] = act()
        except Exception as problem:  # noqa: BLE001 - the outcome is looked at
            outcomes[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_measure_at_once_one_is_told(municipality, planner):
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=1, goals_per_field=1, measures=2, published=False, state="draft")
        measure = Measure.objects.filter(edition=edition).select_related("edition__municipality").first()

    def save(title):
        def act():
            with scope(municipality=municipality):
                return edit_measure(actor=planner, measure=measure, version=1, values={"title": title}).title

        return act

    outcomes = at_once([save("Anna"), save("Bert")])
    told = [o for o in outcomes if isinstance(o, ChangedMeanwhileError)]
    saved = [o for o in outcomes if isinstance(o, str)]
    with scope(municipality=municipality):
        measure.refresh_from_db()
        assert (len(told), saved, measure.version) == (1, [measure.title], 2)
        assert UndoStep.objects.count() == 1
    assert log.verify(municipality) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_restructure_at_once_one_is_told_and_places_stay_dense(municipality, planner):
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=2, goals_per_field=1, measures=8, published=False, state="draft")
        pks = list(Measure.objects.filter(edition=edition).order_by("position").values_list("pk", flat=True))

    def move(pk):
        def act():
            with scope(municipality=municipality):
                own = Edition.objects.select_related("municipality", "concept").get(pk=edition.pk)
                who = Editing(actor=planner, edition=own, version=1)
                move_entry(who, entry=Ref("measure", pk), holder=PLAN, index=0)
                return pk

        return act

    outcomes = at_once([move(pks[5]), move(pks[6])])
    with scope(municipality=municipality):
        order = list(Measure.objects.filter(edition=edition).order_by("position").values_list("pk", "position"))
    assert sum(isinstance(o, ChangedMeanwhileError) for o in outcomes) == 1
    assert [place for _pk, place in order] == list(range(1, 9))
    assert order[0][0] in outcomes
