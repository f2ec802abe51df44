# SPDX-License-Identifier: EUPL-1.2
"""Two entries for one organisation become one, with all that hangs on them."""

import datetime

import pytest

from leitziel.core import log, merging, undo
from leitziel.core.actions.organisations import (
    OrganisationError,
    keep_apart,
    merge,
    rename,
    take_back,
)
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import (
    LogEntry,
    Membership,
    Organisation,
    OrganisationAlias,
    OrganisationDistinction,
    OrganisationName,
    OrganisationRedirect,
    UndoStep,
)
from leitziel.core.queries.organisations.page import merge_preview
from leitziel.strategy.models import Measure, PlanImport, Responsibility
from tests.conftest import make_organisation
from tests.core.organisations.planting import plant, plant_on
from tests.strategy.builders import build_edition

BY_HAND = {"core.organisation.parent", "core.organisation.successor"}
PAIR = {"core.organisationdistinction.first", "core.organisationdistinction.second"}


def together(tree, planner, duplicate="Sozialamt", target="FD Soziales"):
    one, two = (Organisation.objects.get(pk=tree[name].pk) for name in (duplicate, target))
    return merge(duplicate=one, target=two, actor=planner, versions=(one.version, two.version))


def everything(model):
    """All rows of a model as values, in a stable order."""
    return sorted(model._base_manager.values_list(), key=repr)


def test_merge_takes_along_a_row_of_every_model_that_points_to_organisations(tree, municipality, planner):
    """Complete by construction: the relations come from the models. A foreign key that merge does not move is a row
    lost or an organisation that cannot go."""
    duplicate, target = tree["Sozialamt"], tree["FD Soziales"]
    planted = {}
    for relation in merging.relations(Organisation):
        if relation.key in BY_HAND | PAIR:
            continue
        planted[relation.key] = (relation, plant_on(relation, municipality, duplicate))
    child = make_organisation(municipality, "Team Kasse", "team", parent=duplicate)
    before = plant(Organisation, municipality, ended_on=datetime.date(2024, 1, 1), successor=duplicate, kind="office")
    keep_apart(first=duplicate, second=tree["Dezernat 3"], actor=planner)
    assert planted.keys() >= {"core.membership.organisation", "strategy.responsibility.organisation"}

    together(tree, planner)

    for relation, row in planted.values():
        assert relation.model._base_manager.filter(pk=row.pk, **{relation.field.name: target.pk}).exists(), relation.key
        assert not relation.rows(duplicate.pk).exists()
    assert Organisation.objects.get(pk=child.pk).parent_id == target.pk
    assert Organisation.objects.get(pk=before.pk).successor_id == target.pk
    apart = OrganisationDistinction.objects.get()
    assert {apart.first_id, apart.second_id} == {tree["Dezernat 3"].pk, target.pk}
    assert not Organisation.objects.filter(pk=duplicate.pk).exists()
    assert log.verify(municipality) == []


def test_relations_are_those_of_the_database_schema(tree):
    """The list that merge walks holds every foreign key that Django knows of, hidden ones and tables of pairs too."""
    from django.apps import apps

    wanted = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.remote_field and field.related_model is Organisation
    }
    assert {relation.key for relation in merging.relations(Organisation)} == wanted
    assert len(wanted) >= 8


def test_names_and_history_go_on_and_the_address_leads_on(tree, planner):
    duplicate = tree["Sozialamt"]
    rename(organisation=duplicate, actor=planner, version=1, name="Amt für Soziales", until=datetime.date(2023, 12, 31))
    kept = together(tree, planner)
    names = OrganisationAlias.objects.filter(organisation=kept).values_list("name", flat=True)
    assert sorted(names) == ["Amt für Soziales", "FD Soziales", "Sozialamt"]
    assert list(OrganisationName.objects.values_list("organisation", "name")) == [(kept.pk, "Sozialamt")]
    redirect = OrganisationRedirect.objects.get()
    assert (redirect.slug, redirect.organisation_id, redirect.former_id) == ("sozialamt", kept.pk, duplicate.pk)
    entry = LogEntry.objects.get(verb="core.organisation.merged")
    assert entry.detail.payload["changes"]["merged"] == [
        {"id": duplicate.pk, "name": "Amt für Soziales", "slug": "sozialamt", "kind": "office"},
        None,
    ]


def test_addresses_of_earlier_merges_lead_on(tree, planner):
    together(tree, planner, "Sozialamt", "FD Soziales")
    together(tree, planner, "FD Soziales", "Dezernat 3")
    assert sorted(OrganisationRedirect.objects.values_list("slug", "organisation__name")) == [
        ("fd-soziales", "Dezernat 3"),
        ("sozialamt", "Dezernat 3"),
    ]


def test_two_responsibilities_of_one_measure_become_one(tree, municipality, planner):
    edition = build_edition(municipality, fields=1, measures=1)
    measure = Measure.objects.get(edition=edition)
    measure.responsibilities.all().delete()
    for position, (name, role) in enumerate([("FD Soziales", "partner"), ("Sozialamt", "lead")], start=1):
        Responsibility(
            municipality=municipality, measure=measure, organisation=tree[name], name=name, role=role, position=position
        ).save()
    Measure.objects.filter(pk=measure.pk).update(responsible_text="")
    preview = {m.label: (m.moved, m.folded) for m in merge_preview(tree["Sozialamt"].pk, tree["FD Soziales"].pk)}
    assert preview[str(Responsibility._meta.verbose_name_plural)] == (0, 1)
    kept = together(tree, planner)
    row = measure.responsibilities.get()
    assert (row.organisation_id, row.name, row.role) == (kept.pk, "FD Soziales", "lead")
    measure.refresh_from_db()
    assert measure.responsible_text == "FD Soziales, Sozialamt"
    folded = LogEntry.objects.get(verb="core.organisation.merged").detail.payload["children"][-1]
    assert (folded["folded"], folded["values"]["name"]) == ("strategy.responsibility", "Sozialamt")


def test_membership_held_in_both_is_held_once(tree, municipality, planner, make_user):
    person = make_user(municipality, "office", tree["Sozialamt"])
    first = Membership.objects.get(user=person)
    for start in (first.valid_from, datetime.date(2024, 1, 1)):
        Membership(
            municipality=municipality, user=person, role="office", organisation=tree["FD Soziales"], valid_from=start
        ).save()
    kept = together(tree, planner)
    rows = Membership.objects.filter(user=person).order_by("valid_from").values_list("organisation", "valid_from")
    assert list(rows) == [(kept.pk, first.valid_from), (kept.pk, datetime.date(2024, 1, 1))]


def test_merge_into_an_organisation_below_makes_no_cycle(tree, planner):
    kept = together(tree, planner, "Dezernat 2", "Team Wohnen")
    parents = {o.name: o.parent.name if o.parent else None for o in Organisation.objects.select_related("parent")}
    assert parents == {"FD Soziales": None, "Team Wohnen": "FD Soziales", "Dezernat 3": None, "Sozialamt": None}
    assert kept.name == "Team Wohnen"


def test_merge_with_its_successor_leaves_no_ring(tree, planner):
    one, two = tree["Sozialamt"], tree["FD Soziales"]
    Organisation.objects.filter(pk=one.pk).update(ended_on="2024-12-31", successor=two)
    kept = together(tree, planner)
    assert (kept.ended_on, kept.successor_id) == (None, None)
    Organisation.objects.filter(pk=two.pk).update(ended_on="2024-12-31", successor=tree["Dezernat 3"])
    kept = together(tree, planner, "Dezernat 3", "FD Soziales")
    assert Organisation.objects.get(pk=kept.pk).successor_id is None


def test_names_in_imports_mean_the_target(tree, municipality, planner):
    row = plant(PlanImport, municipality, state="failed", organisations={"Sozialamt": tree["Sozialamt"].pk, "X": 0})
    kept = together(tree, planner)
    row.refresh_from_db()
    assert row.organisations == {"Sozialamt": kept.pk, "X": 0}


def test_old_version_of_either_is_refused(tree, planner):
    for versions in [(2, 1), (1, 2)]:
        with pytest.raises(ChangedMeanwhileError):
            merge(duplicate=tree["Sozialamt"], target=tree["FD Soziales"], actor=planner, versions=versions)
    assert Organisation.objects.filter(pk=tree["Sozialamt"].pk).exists()


def test_merge_with_itself_is_refused(tree, planner):
    with pytest.raises(OrganisationError):
        together(tree, planner, "Sozialamt", "Sozialamt")


def test_merge_is_taken_back_exactly(tree, municipality, planner, make_user):
    make_user(municipality, "office", tree["Sozialamt"])
    edition = build_edition(municipality, fields=1, measures=1)
    measure = Measure.objects.get(edition=edition)
    measure.responsibilities.all().delete()
    for position, name in enumerate(["FD Soziales", "Sozialamt"], start=1):
        Responsibility(
            municipality=municipality, measure=measure, organisation=tree[name], name=name, role="lead",
            position=position,
        ).save()  # fmt: skip
    make_organisation(municipality, "Team Kasse", "team", parent=tree["Sozialamt"])
    keep_apart(first=tree["Sozialamt"], second=tree["Dezernat 3"], actor=planner)
    models = [
        OrganisationAlias, OrganisationRedirect, OrganisationDistinction, Membership, Responsibility, OrganisationName,
    ]  # fmt: skip
    before = [everything(model) for model in models]
    organisations = sorted(Organisation.objects.values_list("pk", "name", "slug", "parent", "sort_key"))
    together(tree, planner)
    assert [everything(model) for model in models] != before
    take_back(step=UndoStep.objects.get(), actor=planner)
    assert [everything(model) for model in models] == before
    assert sorted(Organisation.objects.values_list("pk", "name", "slug", "parent", "sort_key")) == organisations
    assert log.verify(municipality) == []


def test_merge_is_one_entry_in_the_trash(tree, planner):
    together(tree, planner)
    assert [step.label for step in undo.in_trash()] == ["Zusammengeführt: Sozialamt"]
