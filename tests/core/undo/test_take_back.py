# SPDX-License-Identifier: EUPL-1.2
"""Taking steps back: exactly, once, and never over what somebody did since."""

import pytest
from django_scopes import scope

from leitziel.core import undo
from leitziel.core.models import Organisation, OrganisationAlias, Term, UndoStep
from tests.conftest import make_organisation


@pytest.fixture
def here(municipality):
    with scope(municipality=municipality):
        yield municipality


def deleted(here, planner, *rows):
    with undo.step(actor=planner, municipality=here, label="Weg", scope=here) as step:
        step.delete(*rows)
    return step.saved


def test_deleted_row_comes_back_with_what_hung_on_it_under_its_key(here, planner):
    office = make_organisation(here, "FD Wohnen")
    alias = OrganisationAlias(municipality=here, organisation=office, name="Wohnungsamt")
    alias.save()
    keys = (office.pk, alias.pk)
    step = deleted(here, planner, office)
    assert (Organisation.objects.count(), OrganisationAlias.objects.count()) == (0, 0)
    undo.take_back(actor=planner, step_=step)
    assert Organisation.objects.get(pk=keys[0]).name == "FD Wohnen"
    assert OrganisationAlias.objects.get(pk=keys[1]).organisation_id == keys[0]


def test_step_is_taken_back_once_and_the_undo_can_be_undone(here, planner):
    step = deleted(here, planner, make_organisation(here, "FD Wohnen"))
    again = undo.take_back(actor=planner, step_=step)
    with pytest.raises(undo.NotUndoableError):
        undo.take_back(actor=planner, step_=step)
    undo.take_back(actor=planner, step_=again)
    assert Organisation.objects.count() == 0
    assert [s.label for s in UndoStep.objects.order_by("pk")] == ["Weg", "Zurückgenommen: Weg", "Weg"]


def test_step_without_a_change_leaves_nothing(here, planner):
    with undo.step(actor=planner, municipality=here, label="Nichts", scope=here) as step:
        step.watch(Organisation.objects.all())
    assert (step.saved, UndoStep.objects.count()) == (None, 0)


def test_changed_column_is_a_conflict_and_another_column_is_not(here, planner):
    term = Term(municipality=here, vocabulary="objective", key="a", label="Alt", explanation="")
    term.save()
    with undo.step(actor=planner, municipality=here, label="Umbenannt", scope=here) as step:
        step.watch(Term.objects.filter(pk=term.pk))
        Term.objects.filter(pk=term.pk).update(label="Neu")
    Term.objects.filter(pk=term.pk).update(explanation="Später erklärt")
    undone = undo.take_back(actor=planner, step_=step.saved)
    assert Term.objects.values_list("label", "explanation").get() == ("Alt", "Später erklärt")
    Term.objects.filter(pk=term.pk).update(label="Dritter")
    with pytest.raises(undo.UndoConflictError) as conflict:
        undo.take_back(actor=planner, step_=undone)
    assert [(d.column, d.left, d.now) for d in conflict.value.differences] == [("label", "Alt", "Dritter")]


def test_made_row_on_which_something_hangs_since_is_not_deleted(here, planner):
    with undo.step(actor=planner, municipality=here, label="Neu", scope=here) as step:
        office = make_organisation(here, "FD Neu")
        step.made(office)
    OrganisationAlias(municipality=here, organisation=office, name="Neuamt").save()
    with pytest.raises(undo.UndoConflictError):
        undo.take_back(actor=planner, step_=step.saved)
    assert Organisation.objects.filter(pk=office.pk).exists()


def test_row_whose_owner_is_gone_is_not_brought_back(here, planner):
    office = make_organisation(here, "FD Alt")
    alias = OrganisationAlias(municipality=here, organisation=office, name="Altamt")
    alias.save()
    step = deleted(here, planner, alias)
    office.delete()
    with pytest.raises(undo.NotUndoableError):
        undo.take_back(actor=planner, step_=step)
    assert OrganisationAlias.objects.count() == 0


def test_value_taken_by_another_row_is_told(here, planner):
    step = deleted(here, planner, make_organisation(here, "FD Wohnen"))
    make_organisation(here, "FD Wohnen")
    with pytest.raises(undo.NotUndoableError):
        undo.take_back(actor=planner, step_=step)
    assert Organisation.objects.count() == 1


def test_steps_within_a_step_are_one(here, planner):
    with undo.step(actor=planner, municipality=here, label="Ganzes", scope=here) as outer:
        for name in ("FD Eins", "FD Zwei"):
            with undo.step(actor=planner, municipality=here, label="Teil", scope=here) as inner:
                inner.made(make_organisation(here, name))
    undo.take_back(actor=planner, step_=outer.saved)
    assert (Organisation.objects.count(), UndoStep.objects.filter(undoes=None).count()) == (0, 1)
