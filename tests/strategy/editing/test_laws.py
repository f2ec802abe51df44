# SPDX-License-Identifier: EUPL-1.2
"""Laws of editing: whatever is done to a plan can be taken back to the last row, and the plan stays in order."""

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitziel.core import log, undo
from leitziel.core.models import UndoStep
from leitziel.strategy.actions.editing.entries import edit_entry
from leitziel.strategy.actions.editing.measures import edit_measures
from leitziel.strategy.actions.editing.numbering import Numbering, renumber_plan
from leitziel.strategy.actions.editing.splitting import merge_measures, split_measure
from leitziel.strategy.actions.editing.structure import (
    Editing,
    add_entry,
    delete_entry,
    move_entry,
    move_measures,
    shift_entry,
)
from leitziel.strategy.actions.editing.tree import PLAN, Ref, Tree
from leitziel.strategy.actions.editing.values import EditError
from leitziel.strategy.models import ActionField, Citation, Edition, Goal, Measure, Responsibility
from tests.strategy.editing.conftest import picture


def disorder(edition):
    """What is wrong with the order of a plan: places that are not dense, measures beside the field of their goal."""
    wrong = []
    for model in (ActionField, Goal, Measure):
        places = list(model.objects.filter(edition=edition).order_by("position").values_list("position", flat=True))
        if places != list(range(1, len(places) + 1)):
            wrong.append((model.__name__, places))
    fields = dict(Goal.objects.filter(edition=edition).values_list("pk", "field_id"))
    wrong += [
        (pk, field, goal)
        for pk, field, goal in Measure.objects.filter(edition=edition, goal__isnull=False).values_list(
            "pk", "field_id", "goal_id"
        )
        if fields[goal] != field
    ]
    return wrong


def orphans():
    return [
        Responsibility.objects.exclude(measure__in=Measure.objects.all()).count(),
        Citation.objects.filter(measure=None, goal=None, field=None).count(),
    ]


class Hand:
    """Does what the drawn numbers say; what cannot be done (nothing left to choose) does nothing."""

    def __init__(self, edition, actor):
        self.edition, self.actor = edition, actor

    def who(self):
        return Editing(actor=self.actor, edition=Edition.objects.select_related("municipality").get(pk=self.edition.pk),
                       version=None)  # fmt: skip

    def pick(self, number, kinds=("field", "goal", "measure")):
        entries = [e for e in Tree(self.edition).walk() if e.kind in kinds]
        return entries[number % len(entries)] if entries else None

    def measure(self, number):
        entry = self.pick(number, ("measure",))
        return entry and Measure.objects.select_related("edition__municipality").get(pk=entry.pk)

    def edit(self, a, b):
        measure = self.measure(a)
        values = [
            {"title": f"Titel {b}", "text": "Anders."},
            {"examples": ["Lesepaten", f"Beispiel {b}"], "areas": "01; 03"},
            {"responsibilities": "partner: FD Jugend\nlead: FD Soziales\nVerein"},
            {"deadline_text": "bis 2031", "attributes": {"Kosten": "viel"}, "target_groups": ["Jugendliche"]},
        ]  # fmt: skip
        if measure:
            edit_measures(actor=self.actor, edition=self.edition, values={measure.pk: values[b % 4]}, versions={})

    def word(self, a, b):
        entry = self.pick(a, ("field", "goal"))
        if entry:
            row = (
                (ActionField if entry.kind == "field" else Goal)
                .objects.select_related("edition__municipality")
                .get(pk=entry.pk)
            )
            name = "title" if entry.kind == "field" else "text"
            edit_entry(actor=self.actor, entry=row, version=None, values={name: f"Neue Worte {b}"})

    def add(self, a, b):
        kind = ("field", "goal", "measure")[b % 3]
        holder = (self.pick(a, ("field", "goal") if kind == "measure" else ("field",)) or PLAN) if a % 4 else PLAN
        heading = "title" if kind == "field" else "text"
        add_entry(self.who(), kind=kind, holder=holder, index=b % 5, values={heading: f"Neu {a} {b}"})

    def move(self, a, b):
        entry, holder = self.pick(a), self.pick(b, ("field", "goal")) if b % 5 else PLAN
        if entry:
            move_entry(self.who(), entry=entry, holder=holder or PLAN, index=b % 4)

    def move_many(self, a, b):
        measures = {m.pk for m in (self.measure(a), self.measure(b)) if m}
        if measures:
            move_measures(self.who(), measures=list(measures), holder=self.pick(b, ("field", "goal")) or PLAN)

    def shift(self, a, b):
        entry = self.pick(a)
        if entry:
            shift_entry(self.who(), entry=entry, by=1 if b % 2 else -1)

    def split(self, a, b):
        measure = self.measure(a)
        if measure:
            split_measure(
                self.who(), measure=measure, seen=None, parts=["Eins.", "Zwei.", "Drei."][: 2 + b % 2], keeps=b % 2
            )

    def merge(self, a, b):
        one, two = self.measure(a), self.measure(b)
        if one:
            merge_measures(self.who(), keep=one, others=[two])

    def delete(self, a, _b):
        entry = self.pick(a)
        if entry:
            delete_entry(self.who(), entry=entry)

    def number(self, _a, b):
        renumber_plan(
            self.who(),
            Numbering(fields="below", goals="running", measures=("running", "below")[b % 2], goal_prefix="Z"),
        )


DEEDS = ["edit", "word", "add", "move", "move_many", "shift", "split", "merge", "delete", "number"]


def do(hand, deed, a, b):
    try:
        with transaction.atomic():
            getattr(hand, deed)(a, b)
    except EditError:
        return


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=8)
)
def test_everything_done_can_be_taken_back_in_reverse(draft, planner, deeds):
    with scope(municipality=draft.municipality), transaction.atomic():
        before, known = picture(), UndoStep.objects.count()
        hand = Hand(draft, planner)
        for deed, a, b in deeds:
            do(hand, deed, a, b)
            if UndoStep.objects.count() > known and deed not in {"edit", "word"}:
                assert disorder(draft) == []
        assert orphans() == [0, 0]
        steps = list(UndoStep.objects.order_by("-pk")[: UndoStep.objects.count() - known])
        done = picture()
        undone = [undo.take_back(actor=planner, step_=step) for step in steps]
        assert picture() == before
        for step in reversed(undone):
            undo.take_back(actor=planner, step_=step)
        assert picture() == done
        assert log.verify(draft.municipality) == []
        transaction.set_rollback(True)


def test_two_deletions_are_restored_in_any_order(draft, planner):
    before, hand = picture(), Hand(draft, planner)
    third, seventh = (Ref("measure", hand.measure(n).pk) for n in (3, 7))
    order = [(e.kind, e.pk) for e in Tree(draft).walk()]
    first = delete_entry(hand.who(), entry=third)
    second = delete_entry(hand.who(), entry=seventh)
    undo.take_back(actor=planner, step_=first)
    undo.take_back(actor=planner, step_=second)
    assert [(e.kind, e.pk) for e in Tree(draft).walk()] == order
    assert list(Measure.objects.filter(edition=draft).values_list("position", flat=True)) == list(range(1, 13))
    assert picture().keys() == before.keys()
