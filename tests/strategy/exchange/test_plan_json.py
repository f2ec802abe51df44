# SPDX-License-Identifier: EUPL-1.2
"""A plan as JSON: follows the contract, keeps what is internal, and imported again it is the same plan."""

from __future__ import annotations

import json

import jsonschema
import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitziel.core.models import Municipality
from leitziel.core.text import normalised
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.exchange.export.plan_json import plan_of_edition
from leitziel.strategy.exchange.staged.spans import check_conservation
from leitziel.strategy.models import ActionField, Citation, Edition, Measure, Reference
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


def imported(plan, municipality: Municipality, label: str = "2031") -> Edition:
    """An edition made of the exported file, by the way a person takes."""
    with scope(municipality=municipality):
        staged = stage_import(
            municipality=municipality,
            actor=None,
            data=json.dumps(plan).encode(),
            name="plan.json",
            concept_title=plan["title"],
            edition_label=label,
            run="now",
        )
        assert staged.state == "review", staged.message
        return accept_import(actor=None, plan_import=staged)


def exported(edition: Edition):
    with scope(municipality=edition.municipality):
        return plan_of_edition(Edition.objects.select_related("concept").get(pk=edition.pk))


def test_export_follows_the_contract_and_loses_no_character(municipality, shared):
    plan = exported(build_edition(municipality, measures=40))
    schema = json.loads((shared / "contracts" / "plan.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(plan)
    assert check_conservation(plan) == []


@pytest.mark.parametrize("goals_per_field", [0, 2])
def test_imported_again_it_is_the_same_plan(municipality, other_municipality, goals_per_field):
    plan = exported(build_edition(municipality, measures=40, goals_per_field=goals_per_field))
    assert exported(imported(plan, other_municipality)) == plan


def test_internal_notes_stay_inside(municipality):
    plan = exported(build_edition(municipality, measures=12, plant="geheimwort"))
    assert "geheimwort" in json.dumps(plan)
    assert "GEHEIMWORT" not in json.dumps(plan)


def test_number_of_queries_does_not_grow_with_the_plan(municipality, django_assert_num_queries):
    few = build_edition(municipality, measures=10, concept="Kleines Konzept")
    many = build_edition(municipality, measures=300, concept="Großes Konzept")
    with scope(municipality=municipality):
        for edition in (few, many):
            row = Edition.objects.select_related("concept").get(pk=edition.pk)
            with django_assert_num_queries(11):
                plan_of_edition(row)


def test_sources_with_one_mark_are_told_apart_after_the_import(municipality, other_municipality):
    """A document that counts its footnotes anew on each page: each place still cites its own source."""
    edition = build_edition(municipality, measures=6, references=False)
    with scope(municipality=municipality):
        measures = list(Measure.objects.filter(edition=edition).order_by("position"))
        notes = [
            Reference.objects.create(municipality=municipality, edition=edition, position=n, mark="1", text=text)
            for n, text in enumerate(("Erste Quelle", "Zweite Quelle"))
        ]
        for place, note in ((0, 0), (1, 0), (3, 1), (5, 0)):
            Citation.objects.create(
                municipality=municipality, reference=notes[note], measure=measures[place], at="text"
            )
    again = imported(exported(edition), other_municipality)
    with scope(municipality=other_municipality):
        found = Citation.objects.filter(reference__edition=again).order_by("measure__position")
        cited = list(found.values_list("measure__number", "reference__text"))
    assert cited == [
        ("M1", "Erste Quelle"),
        ("M2", "Erste Quelle"),
        ("M4", "Zweite Quelle"),
        ("M6", "Erste Quelle"),
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(normalised)  # as it passes the door


@given(
    texts=st.lists(TEXT, min_size=6, max_size=6),
    kind=st.sampled_from(DeadlineKind.values),
    end=st.sampled_from(["", "2027", "2027-06", "2027-06-30"]),
    months=st.one_of(st.none(), st.integers(1, 60)),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_went(municipality, other_municipality, texts, kind, end, months):
    """Whatever stands in an edition: its export and the export of its import are equal."""
    with scope(municipality=municipality):
        Edition.objects.all().delete()
        edition = build_edition(municipality, measures=2, fields=1, goals_per_field=0)
        row = Measure.objects.filter(edition=edition).first()
        row.number, row.title, row.focus, row.deadline_text, row.responsible_text = (t.strip()[:40] for t in texts[:5])
        row.attributes = {texts[5] or "Kosten": texts[4]}
        row.deadline_kind, row.deadline_end, row.every_months = kind, end, months
        row.save()
        ActionField.objects.filter(edition=edition).update(guiding_idea=texts[0])
    with scope(municipality=other_municipality):
        Edition.objects.all().delete()
    plan = exported(edition)
    assert exported(imported(plan, other_municipality)) == plan


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe{}", "kein JSON"),
        (b"[1", "kein JSON"),
        (b"[]", "the plan is no object"),
        (b"[" * 100_000, "kein JSON"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "tiefer verschachtelt"),
    ],
)
def test_file_that_is_no_plan_fails_and_says_why(municipality, data, reason):
    with scope(municipality=municipality):
        staged = stage_import(
            municipality=municipality,
            actor=None,
            data=data,
            name="plan.json",
            concept_title="Konzept",
            edition_label="2031",
            run="now",
        )
    assert (staged.state, reason in staged.message) == ("failed", True), staged.message
