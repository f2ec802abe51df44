# SPDX-License-Identifier: EUPL-1.2
"""Edits by people: versions, the log, two reviewers at once, the borders of a municipality."""

import pytest
from django_scopes import scope

from leitziel.core import log
from leitziel.core.models import LogDetail, LogEntry, Organisation, OrganisationAlias
from leitziel.strategy.actions import imports as actions
from leitziel.strategy.actions import staging
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.errors import Conflict, ImportProblem
from leitziel.strategy.exchange.staged import spans, tree
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries
from tests.conftest import make_organisation

from . import plans

pytestmark = pytest.mark.usefixtures("scoped")


def measures(plan):
    return [p.node for p in tree.walk(plan) if p.kind == "measure"]


EDITS = {
    "edit": lambda ids, **k: staging.edit_node(node=ids[0], values={"text": "Anders."}, **k),
    "split": lambda ids, **k: staging.split_measure(node=ids["kurse"], position=ids["cut"], **k),
    "merge": lambda ids, **k: staging.merge_with_next(node=ids[0], **k),
    "shift": lambda ids, **k: staging.shift_node(node=ids[0], step=1, **k),
    "move": lambda ids, **k: staging.move_node(node=ids[0], target="plan", **k),
    "kind": lambda ids, **k: staging.change_kind(node=ids[0], kind="goal", **k),
    "delete": lambda ids, **k: staging.delete_node(node=ids[0], keep_children=True, **k),
    "assign": lambda ids, **k: staging.assign_passage(span=ids["loose"], node=ids[0], part="text", **k),
    "create": lambda ids, **k: staging.create_node(kind="measure", parent="plan", span=ids["loose"], **k),
    "notes": lambda ids, **k: staging.dismiss_notes(node=ids["kurse"], **k),
    "offices": lambda ids, **k: staging.choose_organisations(chosen={}, create={"Volkshochschule": "partner"}, **k),
    "target": lambda ids, **k: actions.retarget(concept_title="Anderes", edition_label="2031", **k),
    "discard": lambda ids, **k: actions.discard(**k),
}


def ids_of(plan):
    nodes = measures(plan)
    return {
        0: nodes[0]["id"],
        "kurse": nodes[3]["id"],
        "cut": plan["extracted"]["text"].index("Kinder werden"),
        "loose": tuple(plan["unassigned"][1]["span"]),
    }


@pytest.mark.parametrize("name", EDITS)
def test_edit_counts_the_version_and_writes_one_entry(staged, planner, municipality, name):
    done = EDITS[name](ids_of(staged.plan), actor=planner, plan_import=staged, version=1)
    own = LogEntry.objects.filter(object_type="strategy.planimport")
    assert (done.version, own.count()) == (2, 1)
    assert own.get().detail.payload["changes"]["version"] == [1, 2]
    assert own.get().detail.actor == planner
    assert log.verify(municipality) == []
    staged.refresh_from_db()
    assert staged.version == 2
    assert spans.check_conservation(staged.plan) == []


@pytest.mark.parametrize("name", EDITS)
def test_edit_of_an_old_version_is_refused_and_changes_nothing(staged, planner, name):
    ids = ids_of(staged.plan)
    staging.edit_node(actor=planner, plan_import=staged, version=1, node=ids["kurse"], values={"number": "7"})
    staged.refresh_from_db()
    before = (staged.plan, staged.organisations, staged.state, staged.concept_title, Organisation.objects.count())
    entries = LogEntry.objects.count()
    with pytest.raises(Conflict) as raised:
        EDITS[name](ids, actor=planner, plan_import=staged, version=1)
    staged.refresh_from_db()
    after = (staged.plan, staged.organisations, staged.state, staged.concept_title, Organisation.objects.count())
    assert (raised.value.expected, raised.value.found) == (1, 2)
    assert (after, LogEntry.objects.count()) == (before, entries)


def test_two_reviewers_the_second_is_told_what_the_first_did(staged, planner, make_user, municipality):
    other = make_user(municipality, "planning")
    ids = ids_of(staged.plan)
    staging.delete_node(actor=other, plan_import=staged, version=1, node=ids[0], keep_children=True)
    with pytest.raises(Conflict):
        staging.edit_node(actor=planner, plan_import=staged, version=1, node=ids[0], values={"text": "Mein Text"})
    steps = queries.steps_since(staged, 1)
    assert [(step.who, step.entry) for step in steps] == [(other.name, "1 Die Stadt baut zwanzig Wohnungen.")]


def test_delete_keeps_the_entry_in_the_log(staged, planner):
    ids = ids_of(staged.plan)
    staging.delete_node(actor=planner, plan_import=staged, version=1, node=ids[0], keep_children=True)
    gone = LogDetail.objects.get().payload["changes"]["deleted"][0]
    assert (gone["text"], gone["examples"]) == ("Die Stadt baut zwanzig Wohnungen.", ["Tauschbörse"])


@pytest.mark.parametrize("state", ["accepted", "discarded", "failed", "reading"])
def test_edit_outside_of_review_is_refused(staged, planner, state):
    PlanImport.objects.update(state=state)
    with pytest.raises(ImportProblem):
        staging.edit_node(actor=planner, plan_import=staged, version=1, node="plan", values={"title": "x"})


def test_edit_that_loses_a_character_is_rolled_back(staged, planner):
    def lose(plan):
        plan["unassigned"].pop()
        return {}

    with pytest.raises(staging.LostCharacterError):
        staging._apply(actor=planner, plan_import=staged, version=1, verb="edited", node="plan", edit=lose)
    staged.refresh_from_db()
    assert (staged.version, spans.check_conservation(staged.plan)) == (1, [])


def test_choose_organisations_learns_the_printed_names(staged, planner, municipality):
    office = make_organisation(municipality, "Fachdienst Soziales")
    done = staging.choose_organisations(
        actor=planner,
        plan_import=staged,
        version=1,
        chosen={"FD Soziales": office.pk},
        create={"Wohnbau Auental": "enterprise"},
    )
    made = Organisation.objects.get(name="Wohnbau Auental")
    assert done.organisations == {"FD Soziales": office.pk, "Wohnbau Auental": made.pk}
    assert set(OrganisationAlias.objects.values_list("name", "organisation")) == {
        ("FD Soziales", office.pk),
        ("Wohnbau Auental", made.pk),
    }
    names = {n.name: (n.chosen, n.measures) for n in queries.printed_names(done)}
    assert names == {
        "FD Soziales": (office.pk, 2),
        "Wohnbau Auental": (made.pk, 1),
        "Volkshochschule": (None, 1),
    }
    undone = staging.choose_organisations(
        actor=planner, plan_import=staged, version=2, chosen={"FD Soziales": None}, learn=False
    )
    assert undone.organisations == {"Wohnbau Auental": made.pk}


def test_choose_organisation_of_another_municipality_is_refused(staged, planner, other_municipality):
    with scope(municipality=other_municipality):
        foreign = make_organisation(other_municipality, "Fremdes Amt")
    with pytest.raises(ImportProblem):
        staging.choose_organisations(actor=planner, plan_import=staged, version=1, chosen={"FD Soziales": foreign.pk})


def test_imports_of_two_municipalities_do_not_meet(staged, make_import, other_municipality, planner):
    foreign = make_import(plans.small_plan(), where=other_municipality)
    edition = accept_import(actor=planner, plan_import=staged)
    with scope(municipality=other_municipality):
        there = accept_import(actor=planner, plan_import=foreign)
        assert there.concept.municipality == other_municipality
        assert queries.all_imports().count() == 1
    assert edition.concept_id != there.concept_id
    assert not {*edition.measures.values_list("thread", flat=True)} & {
        m.thread_id for m in there.measures.model._base_manager.filter(edition=there)
    }


def test_start_empty_plan_is_written_by_hand_and_accepted(municipality, planner):
    staged = actions.start_empty_plan(
        municipality=municipality, actor=planner, concept_title="Neues Konzept", edition_label="2030"
    )
    common = {"actor": planner, "plan_import": staged}
    staged = staging.create_node(version=1, kind="field", parent="plan", text="Handlungsfeld Wohnen", **common)
    field = staged.plan["fields"][0]["id"]
    staged = staging.create_node(version=2, kind="goal", parent=field, text="Alle wohnen gut.", **common)
    goal = staged.plan["fields"][0]["goals"][0]["id"]
    staged = staging.create_node(version=3, kind="measure", parent=goal, text="Die Stadt baut.", **common)
    edition = accept_import(actor=planner, plan_import=staged)
    assert [(m.text, m.goal.text, m.field.title) for m in edition.measures.all()] == [
        ("Die Stadt baut.", "Alle wohnen gut.", "Handlungsfeld Wohnen")
    ]
