# SPDX-License-Identifier: EUPL-1.2
"""From a staged plan to an edition."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitziel.bodies.models import CouncilPaper
from leitziel.core import log
from leitziel.core.models import Organisation, Term
from leitziel.strategy.actions.accept import accept_import, acceptance_problems
from leitziel.strategy.actions.errors import Conflict, ImportProblem
from leitziel.strategy.models import (
    ActionField,
    Citation,
    Concept,
    Edition,
    Goal,
    Measure,
    PracticeExample,
    Reference,
    Responsibility,
)
from tests.conftest import make_organisation

from . import plans

pytestmark = pytest.mark.usefixtures("scoped")


def test_accept_makes_a_private_draft_with_everything_of_the_plan(staged, planner):
    edition = accept_import(actor=planner, plan_import=staged, as_of=dt.date(2026, 1, 31))
    assert (edition.state, edition.published_at, edition.as_of) == ("draft", None, dt.date(2026, 1, 31))
    assert edition.concept.title == "Konzept Auental"
    assert list(edition.fields.values_list("position", "number", "title", "parent__number")) == [
        (1, "1", "Handlungsfeld Wohnen", None),
        (2, "1.1", "Wohnen im Alter", "1"),
        (3, "2", "Handlungsfeld Sprache", None),
    ]
    assert list(edition.goals.values_list("text", flat=True)) == [
        "Es gibt mehr barrierearme Wohnungen.",
        "Niemand verliert seine Wohnung.",
        "Alle lernen Deutsch.",
    ]
    assert list(edition.measures.values_list("position", "text", "field__number", "goal__text")) == [
        (1, "Die Stadt baut zwanzig Wohnungen.", "1", "Es gibt mehr barrierearme Wohnungen."),
        (2, "Ein Lotse berät Mietende.", "1", "Es gibt mehr barrierearme Wohnungen."),
        (3, "Die Stadt baut Rampen.", "1.1", None),
        (4, "Kurse am Abend finden statt. Kinder werden betreut.", "2", "Alle lernen Deutsch."),
        (5, "Ein Sprachcafé öffnet.", "2", "Alle lernen Deutsch."),
    ]
    assert staged.state == "accepted"
    assert staged.edition == edition


def test_accept_keeps_deadline_and_notes_inside(make_import, planner):
    plan = plans.small_plan()
    node = plan["fields"][0]["goals"][0]["measures"][0]
    node["deadline"] = "bis Mitte 2027"
    node["schedule"] = {"kind": "by", "start": None, "end": "2027-06", "every_months": None}
    node["suggested_schedule"] = {"kind": "recurring", "start": None, "end": None, "every_months": 24}
    node["notes"] = ["Ein Hinweis."]
    accept_import(actor=planner, plan_import=make_import(plan))
    row = Measure.objects.get(position=1)
    assert (row.deadline_text, row.deadline_kind, row.deadline_end) == ("bis Mitte 2027", "by", "2027-06")
    assert row.deadline_last_day == dt.date(2027, 6, 30)
    assert row.notes[0] == "Ein Hinweis."
    assert "24" in row.notes[1]


def test_accept_shares_practice_examples(staged, planner):
    accept_import(actor=planner, plan_import=staged)
    example = PracticeExample.objects.get()
    assert [link.measure.text for link in example.measure_links.order_by("measure__position")] == [
        "Die Stadt baut zwanzig Wohnungen.",
        "Die Stadt baut Rampen.",
    ]


def test_accept_links_chosen_organisations_only(staged, planner, municipality):
    office = make_organisation(municipality, "Fachdienst Soziales")
    make_organisation(municipality, "Volkshochschule")
    staged.organisations = {"FD Soziales": office.pk}
    staged.save()
    accept_import(actor=planner, plan_import=staged)
    rows = Responsibility.objects.order_by("measure__position", "position")
    assert [(r.name, r.organisation_id) for r in rows] == [
        ("FD Soziales", office.pk),
        ("Wohnbau Auental", None),
        ("FD Soziales", office.pk),
        ("Volkshochschule", None),
    ]


def test_accept_creates_the_organisations_it_is_told_to(staged, planner):
    accept_import(actor=planner, plan_import=staged, create_organisations=["Wohnbau Auental"])
    made = Organisation.objects.get(name="Wohnbau Auental")
    assert list(made.aliases.values_list("name", flat=True)) == ["Wohnbau Auental"]
    assert list(made.responsibilities.values_list("name", flat=True)) == ["Wohnbau Auental"]
    assert Organisation.objects.count() == 1


def test_accept_resolves_references(staged, planner, municipality):
    housing = Concept(municipality=municipality, title="Wohnkonzept Auental", slug="wohnkonzept-auental")
    housing.save()
    edition = Edition(municipality=municipality, concept=housing, label="2020")
    edition.save()
    field = ActionField(
        municipality=municipality, edition=edition, position=1, short_id="abc234", number="2.1", title="Sprache"
    )
    field.save()
    accept_import(actor=planner, plan_import=staged)
    paper = CouncilPaper.objects.get()
    assert (paper.number, paper.slug, paper.title) == ("20/0815-BV", "20-0815-bv", "Wohnkonzept Auental")
    first, second = Reference.objects.order_by("position")
    assert [list(r.council_papers.all()) for r in (first, second)] == [[paper], [paper]]
    assert (first.concept, first.field) == (housing, None)
    assert (second.concept, second.field) == (housing, field)
    assert [(c.reference.mark, c.measure.position, c.at) for c in Citation.objects.order_by("measure__position")] == [
        ("1", 1, "text"),
        ("2", 4, "text"),
    ]


def test_second_edition_continues_threads_of_equal_and_of_reworded_texts(staged, make_import, planner):
    first = accept_import(actor=planner, plan_import=staged)
    changed = plans.small_plan()
    changed["fields"][1]["goals"][0]["measures"][1]["text"] = "Ein Sprachcafé öffnet jeden Tag."
    second = accept_import(actor=planner, plan_import=make_import(changed, label="2030"))
    assert first.concept == second.concept
    threads = [list(e.measures.values_list("thread_id", flat=True)) for e in (first, second)]
    assert threads[0] == threads[1]
    assert list(first.goals.values_list("thread_id", flat=True)) == list(
        second.goals.values_list("thread_id", flat=True)
    )


def test_accept_of_a_thousand_measures_takes_few_queries(make_import, planner):
    big = make_import(plans.big_plan())
    with CaptureQueriesContext(connection) as queries:
        accept_import(actor=planner, plan_import=big, create_organisations=[f"Fachdienst {n}" for n in range(30)])
    assert Measure.objects.count() == 1000
    assert Goal.objects.count() == 100
    assert Responsibility.objects.count() == 2000
    assert Responsibility.objects.exclude(organisation=None).count() == 1000
    assert len(queries) < 60, len(queries)


def test_accept_twice_makes_one_edition(staged, planner):
    accept_import(actor=planner, plan_import=staged)
    with pytest.raises(ImportProblem):
        accept_import(actor=planner, plan_import=staged)
    assert Edition.objects.count() == 1


def test_accept_refuses_another_version_and_changes_nothing(staged, planner):
    with pytest.raises(Conflict) as raised:
        accept_import(actor=planner, plan_import=staged, version=7)
    assert (raised.value.expected, raised.value.found) == (7, 1)
    assert (Edition.objects.count(), Concept.objects.count()) == (0, 0)


def test_accept_refuses_an_edition_that_exists(staged, make_import, planner):
    accept_import(actor=planner, plan_import=staged)
    again = make_import(plans.small_plan())
    assert len(acceptance_problems(again)) == 1
    with pytest.raises(ImportProblem):
        accept_import(actor=planner, plan_import=again)
    assert Edition.objects.count() == 1


def test_accept_refuses_an_empty_plan(make_import, planner):
    empty = make_import(plans.plan(plans.Writer()))
    with pytest.raises(ImportProblem):
        accept_import(actor=planner, plan_import=empty)
    assert Concept.objects.count() == 0


def test_accept_keeps_a_title_that_is_too_long_whole(make_import, planner):
    plan = plans.small_plan()
    plan["fields"][0]["title"] = long = "Sehr lang " * 60
    accept_import(actor=planner, plan_import=make_import(plan))
    field = ActionField.objects.get(position=1)
    assert len(field.title) == 500
    assert long.strip() in field.description


def test_accept_keeps_a_number_that_is_too_long_before_the_title(make_import, planner):
    plan = plans.small_plan()
    plan["fields"][0]["number"] = plan["fields"][0]["goals"][0]["number"] = long = "1." * 30
    accept_import(actor=planner, plan_import=make_import(plan))
    field, goal = ActionField.objects.get(position=1), Goal.objects.get(position=1)
    assert (field.number, field.title) == ("", f"{long} Handlungsfeld Wohnen")
    assert (goal.number, goal.text) == ("", f"{long} Es gibt mehr barrierearme Wohnungen.")


def test_accept_links_terms_that_are_named_word_for_word(make_import, planner, municipality):
    for vocabulary, label in (
        ("target_group", "Familien"),
        ("target_group", "Menschen, die pflegen"),
        ("target_group", "Kinder"),
        ("objective", "Familien"),
    ):
        Term(
            municipality=municipality, vocabulary=vocabulary, key=f"{vocabulary}-{label[:3].lower()}", label=label
        ).save()
    plan = plans.small_plan()
    first, second = plan["fields"][0]["goals"][0]["measures"]
    first["attributes"] = {"Zielgruppe": "familien; Menschen, die pflegen", "Kosten": "Kinder"}
    second["attributes"] = {"Zielgruppen": "Kinder, Kinderreiche"}
    accept_import(actor=planner, plan_import=make_import(plan))
    groups = [sorted(m.target_groups.values_list("label", flat=True)) for m in Measure.objects.order_by("position")[:3]]
    assert groups == [["Familien", "Menschen, die pflegen"], ["Kinder"], []]
    assert [m.objectives.count() for m in Measure.objects.all()] == [0] * 5


def test_accept_is_on_the_log(staged, planner, municipality):
    accept_import(actor=planner, plan_import=staged)
    assert log.verify(municipality) == []
