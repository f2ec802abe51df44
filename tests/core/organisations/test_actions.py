# SPDX-License-Identifier: EUPL-1.2
"""Creating, moving, renaming, ending and deleting organisations."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from leitziel.core import log
from leitziel.core.actions import organisations as actions
from leitziel.core.actions.organisations import OrganisationError
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry, Organisation, OrganisationAlias, OrganisationDistinction, UndoStep
from leitziel.core.organisations import suggest
from tests.conftest import make_organisation

DAY = datetime.date(2024, 6, 30)


def names_of(row):
    return sorted(OrganisationAlias.objects.filter(organisation=row).values_list("name", flat=True))


def test_created_organisation_is_found_by_its_name(tree, municipality, planner):
    row = actions.create_organisation(
        municipality=municipality, actor=planner, name="  FD   Sport ", kind="office", parent=tree["Dezernat 3"]
    )
    assert (row.name, row.slug, row.parent_id, names_of(row)) == (
        "FD Sport",
        "fd-sport",
        tree["Dezernat 3"].pk,
        ["FD Sport"],
    )
    assert suggest(["fd sport"])["fd sport"][0].organisation == row.pk
    assert LogEntry.objects.get().detail.payload["changes"] == {
        "name": [None, "FD Sport"],
        "kind": [None, "office"],
        "parent": [None, "Dezernat 3"],
    }
    assert log.verify(municipality) == []


@pytest.mark.parametrize("name", ["", " – ", "x" * 201, "fd soziales", "FD-Soziales!"])
def test_name_that_is_empty_or_taken_is_refused(tree, municipality, planner, name):
    with pytest.raises(OrganisationError) as problem:
        actions.create_organisation(municipality=municipality, actor=planner, name=name, kind="office")
    assert problem.value.field == "name"
    assert (Organisation.objects.count(), LogEntry.objects.count()) == (5, 0)


def test_new_organisation_takes_no_address_of_a_merged_one(tree, municipality, planner):
    actions.merge(duplicate=tree["Sozialamt"], target=tree["FD Soziales"], actor=planner, versions=(1, 1))
    OrganisationAlias.objects.filter(name="Sozialamt").delete()
    row = actions.create_organisation(municipality=municipality, actor=planner, name="Sozialamt", kind="office")
    assert row.slug == "sozialamt-2"


def test_kind_and_place_change_with_one_log_entry(tree, planner, again):
    row = actions.change_organisation(
        organisation=tree["FD Soziales"], actor=planner, version=1, kind="enterprise", parent=tree["Dezernat 3"]
    )
    assert (again(row).kind, again(row).parent_id, again(row).version) == ("enterprise", tree["Dezernat 3"].pk, 2)
    assert LogEntry.objects.get().detail.payload["changes"] == {
        "kind": ["office", "enterprise"],
        "parent": ["Dezernat 2", "Dezernat 3"],
    }


def test_same_facts_again_change_nothing(tree, planner):
    row = tree["FD Soziales"]
    actions.change_organisation(organisation=row, actor=planner, version=1, kind=row.kind, parent=row.parent)
    assert (LogEntry.objects.count(), UndoStep.objects.count(), Organisation.objects.get(pk=row.pk).version) == (
        0,
        0,
        1,
    )


@pytest.mark.parametrize("below", ["FD Soziales", "Team Wohnen", "Dezernat 2"])
def test_organisation_below_itself_is_refused(tree, planner, again, below):
    with pytest.raises(OrganisationError) as problem:
        actions.change_organisation(
            organisation=tree["Dezernat 2"], actor=planner, version=1, kind="department", parent=tree[below]
        )
    assert problem.value.field == "parent"
    assert again(tree["Dezernat 2"]).parent_id is None


@pytest.mark.parametrize(
    "write",
    [
        lambda row, who: actions.change_organisation(organisation=row, actor=who, version=0, kind="team", parent=None),
        lambda row, who: actions.rename(organisation=row, actor=who, version=0, name="Neu", until=DAY),
        lambda row, who: actions.add_alias(organisation=row, actor=who, version=0, name="Neu"),
        lambda row, who: actions.remove_alias(organisation=row, actor=who, version=0, alias=1),
        lambda row, who: actions.dissolve(organisation=row, actor=who, version=0, ended_on=DAY, successor=None),
        lambda row, who: actions.reopen(organisation=row, actor=who, version=0),
        lambda row, who: actions.delete_organisation(organisation=row, actor=who, version=0),
    ],
    ids=["change", "rename", "add alias", "remove alias", "dissolve", "reopen", "delete"],
)
def test_old_version_is_refused(tree, planner, again, write):
    row = tree["Team Wohnen"]
    with pytest.raises(ChangedMeanwhileError):
        write(row, planner)
    assert (again(row).name, again(row).version, LogEntry.objects.count()) == ("Team Wohnen", 1, 0)


def test_renamed_organisation_keeps_address_and_old_name(tree, municipality, planner):
    row = actions.rename(
        organisation=tree["FD Soziales"],
        actor=planner,
        version=1,
        name="FD Soziales und Teilhabe",
        until=DAY,
        note="Beschluss 7",
    )
    assert (row.slug, row.version, names_of(row)) == ("fd-soziales", 2, ["FD Soziales", "FD Soziales und Teilhabe"])
    assert list(row.former_names.values_list("name", "until", "note")) == [("FD Soziales", DAY, "Beschluss 7")]
    assert suggest(["FD Soziales"])["FD Soziales"][0].organisation == row.pk
    assert log.verify(municipality) == []


def test_rename_back_to_the_old_name_is_possible(tree, planner):
    row = actions.rename(organisation=tree["Sozialamt"], actor=planner, version=1, name="Amt 50", until=DAY)
    row = actions.rename(organisation=row, actor=planner, version=2, name="Sozialamt", until=DAY)
    assert (row.name, names_of(row)) == ("Sozialamt", ["Amt 50", "Sozialamt"])
    assert list(row.former_names.values_list("name", flat=True)) == ["Amt 50", "Sozialamt"]


@pytest.mark.parametrize(
    ("name", "until", "field"),
    [
        ("Sozialamt", DAY, "name"),
        ("Dezernat 3", DAY, "name"),
        ("Neu", datetime.date(2999, 1, 1), "until"),
        ("Neu", datetime.date(2020, 1, 1), "until"),
    ],
    ids=["as it is", "taken", "ahead", "before an earlier renaming"],
)
def test_renaming_that_cannot_be_is_refused(tree, planner, again, name, until, field):
    row = actions.rename(organisation=tree["Team Wohnen"], actor=planner, version=1, name="Sozialamt Mitte", until=DAY)
    row = actions.rename(organisation=row, actor=planner, version=2, name="Team Mitte", until=DAY)
    if name == "Sozialamt":
        name = "Team Mitte"
    with pytest.raises(OrganisationError) as problem:
        actions.rename(organisation=row, actor=planner, version=3, name=name, until=until)
    assert problem.value.field == field
    assert again(row).name == "Team Mitte"


def test_further_name_is_added_and_removed(tree, planner):
    row = tree["Team Wohnen"]
    alias = actions.add_alias(organisation=row, actor=planner, version=1, name="Wohnungsnotfallhilfe")
    assert names_of(row) == ["Team Wohnen", "Wohnungsnotfallhilfe"]
    actions.remove_alias(organisation=row, actor=planner, version=2, alias=alias.pk)
    assert names_of(row) == ["Team Wohnen"]


@pytest.mark.parametrize("name", ["Dezernat 3", "team wohnen", ""])
def test_further_name_that_is_borne_is_refused(tree, planner, name):
    with pytest.raises(OrganisationError):
        actions.add_alias(organisation=tree["Team Wohnen"], actor=planner, version=1, name=name)


def test_own_name_is_not_removed_from_the_further_names(tree, planner):
    row = tree["Team Wohnen"]
    with pytest.raises(OrganisationError):
        actions.remove_alias(organisation=row, actor=planner, version=1, alias=row.aliases.get().pk)
    assert names_of(row) == ["Team Wohnen"]


def test_dissolved_organisation_has_successor_and_can_go_on(tree, planner, again):
    row = actions.dissolve(
        organisation=tree["Sozialamt"], actor=planner, version=1, ended_on=DAY, successor=tree["FD Soziales"]
    )
    assert (again(row).ended_on, again(row).successor_id) == (DAY, tree["FD Soziales"].pk)
    actions.reopen(organisation=row, actor=planner, version=2)
    assert (again(row).ended_on, again(row).successor_id) == (None, None)
    verbs = list(LogEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["core.organisation.dissolved", "core.organisation.reopened"]


def test_ring_of_successors_is_refused(tree, planner):
    one, two, three = tree["Sozialamt"], tree["FD Soziales"], tree["Dezernat 3"]
    actions.dissolve(organisation=one, actor=planner, version=1, ended_on=DAY, successor=two)
    actions.dissolve(organisation=two, actor=planner, version=1, ended_on=DAY, successor=three)
    for row, wrong in [(three, one), (three, three)]:
        with pytest.raises(OrganisationError) as problem:
            actions.dissolve(organisation=row, actor=planner, version=1, ended_on=DAY, successor=wrong)
        assert problem.value.field == "successor"


def test_database_refuses_successor_without_an_end(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=tree["Sozialamt"].pk).update(successor=tree["FD Soziales"])


def test_unused_organisation_is_deleted_and_brought_back(tree, planner):
    row = tree["Sozialamt"]
    actions.delete_organisation(organisation=row, actor=planner, version=1)
    assert not Organisation.objects.filter(name="Sozialamt").exists()
    actions.take_back(step=UndoStep.objects.get(), actor=planner)
    assert names_of(Organisation.objects.get(name="Sozialamt")) == ["Sozialamt"]


def test_used_organisation_is_not_deleted(tree, planner, municipality, make_user):
    make_user(municipality, "office", tree["Sozialamt"])
    for name in ["Sozialamt", "FD Soziales"]:
        with pytest.raises(OrganisationError):
            actions.delete_organisation(organisation=tree[name], actor=planner, version=1)
    assert Organisation.objects.filter(name__in=["Sozialamt", "FD Soziales"]).count() == 2


def test_told_apart_twice_is_remembered_once(tree, planner):
    one, two = tree["Sozialamt"], tree["FD Soziales"]
    for first, second in [(one, two), (two, one)]:
        actions.keep_apart(first=first, second=second, actor=planner)
    row = OrganisationDistinction.objects.get()
    assert (row.first_id, row.second_id) == tuple(sorted([one.pk, two.pk]))
    with pytest.raises(OrganisationError):
        actions.keep_apart(first=one, second=one, actor=planner)


def test_renaming_is_taken_back_whole(tree, planner, again):
    row = tree["Sozialamt"]
    before = (row.name, row.sort_key, names_of(row))
    actions.rename(organisation=row, actor=planner, version=1, name="Amt 50", until=DAY)
    actions.take_back(step=UndoStep.objects.get(), actor=planner)
    row = again(row)
    assert (row.name, row.sort_key, names_of(row)) == before
    assert list(row.former_names.all()) == []


def test_undo_that_would_make_a_cycle_is_refused(tree, planner, again):
    office, top = tree["FD Soziales"], tree["Dezernat 2"]
    actions.change_organisation(organisation=office, actor=planner, version=1, kind="office", parent=None)
    step = UndoStep.objects.get()
    actions.change_organisation(organisation=top, actor=planner, version=1, kind="department", parent=again(office))
    with pytest.raises(OrganisationError):
        actions.take_back(step=step, actor=planner)
    assert (again(office).parent_id, again(top).parent_id) == (None, office.pk)


def test_undo_of_what_was_changed_since_says_what(tree, planner):
    row = actions.rename(organisation=tree["Sozialamt"], actor=planner, version=1, name="Amt 50", until=DAY)
    step = UndoStep.objects.get()
    actions.rename(organisation=row, actor=planner, version=2, name="Amt 51", until=DAY)
    with pytest.raises(OrganisationError) as problem:
        actions.take_back(step=step, actor=planner)
    assert "Amt 51" in str(problem.value) or "Sozialamt" in str(problem.value)
    assert Organisation.objects.get(pk=row.pk).name == "Amt 51"


def test_organisation_of_another_municipality_is_refused(tree, planner, other_municipality):
    foreign = make_organisation(other_municipality, "Fremdamt")
    with pytest.raises(ValueError, match="another municipality"):
        actions.change_organisation(
            organisation=tree["Sozialamt"], actor=planner, version=1, kind="office", parent=foreign
        )
