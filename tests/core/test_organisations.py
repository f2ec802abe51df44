# SPDX-License-Identifier: EUPL-1.2
"""Which organisation a printed name means."""

import pytest
from django_scopes import scope

from leitziel.core import log
from leitziel.core.models import Organisation, OrganisationAlias, Term
from leitziel.core.organisations import create_many, guessed_kind, learn_aliases, suggest
from tests.conftest import make_organisation


@pytest.fixture
def social(municipality):
    with scope(municipality=municipality):
        office = make_organisation(municipality, "Fachdienst Soziales")
        OrganisationAlias(municipality=municipality, organisation=office, name="Sozialamt").save()
        Term(
            municipality=municipality, vocabulary="abbreviation", key="fd", label="FD", explanation="Fachdienst"
        ).save()
        yield office


def best(name):
    found = suggest([name])[name]
    return (found[0].organisation, found[0].score) if found else None


def test_suggest_same_name_whatever_case_and_punctuation(social):
    assert best("fachdienst  SOZIALES.") == (social.pk, 100.0)


def test_suggest_alias(social):
    assert best("Sozialamt") == (social.pk, 100.0)


def test_suggest_abbreviation_written_out(social):
    assert best("FD Soziales") == (social.pk, 97.0)


def test_suggest_similar_name_says_so(social):
    found = suggest(["Fachdienst Sozialess"])["Fachdienst Sozialess"][0]
    assert found.organisation == social.pk
    assert 82 <= found.score < 96
    assert found.reason != ""


@pytest.mark.parametrize("name", ["Feuerwehr", "FB", "", "–", "Fachdienst Personal und Organisation"])
def test_suggest_nothing_for_what_is_not_there(social, name):
    assert suggest([name])[name] == []


def test_suggest_sees_no_organisation_of_another_municipality(social, other_municipality):
    with scope(municipality=other_municipality):
        assert suggest(["Fachdienst Soziales"]) == {"Fachdienst Soziales": []}


def test_suggest_takes_three_queries_for_many_names(social, django_assert_num_queries):
    with django_assert_num_queries(3):
        suggest([f"Name {n}" for n in range(200)])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Dezernat 2", "department"),
        ("FD Soziales", "office"),
        ("Jugendamt", "office"),
        ("Stabsstelle Beteiligung", "staff_unit"),
        ("Integrationsbeirat", "board"),
        ("Wohnbau GmbH", "enterprise"),
        ("Nachbarn e. V.", "provider"),
        ("Team Quartier", "team"),
        ("Hochschule", "partner"),
    ],
)
def test_guessed_kind(name, kind):
    assert guessed_kind(name) == kind


def test_create_many_makes_each_name_once(social, municipality, planner):
    made = create_many(
        municipality=municipality,
        actor=planner,
        names={"Haus A": "partner", "Haus  a": "provider", "Sozialamt": "office", "Haus-A GmbH": "enterprise"},
        why="test",
    )
    assert made["Haus A"] == made["Haus  a"]
    assert made["Sozialamt"] == social
    assert sorted(Organisation.objects.values_list("name", "slug")) == [
        ("Fachdienst Soziales", "fachdienst-soziales"),
        ("Haus A", "haus-a"),
        ("Haus-A GmbH", "haus-a-gmbh"),
    ]
    assert log.verify(municipality) == []


def test_create_many_gives_free_addresses(municipality, planner, social):
    make_organisation(municipality, "Büro")
    made = create_many(
        municipality=municipality, actor=planner, names={"Buero!": "partner", "Büro (neu)": "partner"}, why=""
    )
    assert [row.slug for row in made.values()] == ["buero", "buero-neu"]


def test_learn_aliases_keeps_what_is_known(social, municipality):
    other = make_organisation(municipality, "Haus B")
    learned = learn_aliases(municipality=municipality, names={"Sozialamt": other.pk, "B-Haus": other.pk})
    assert learned == ["B-Haus"]
    assert OrganisationAlias.objects.get(key="sozialamt").organisation == social
