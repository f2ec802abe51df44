# SPDX-License-Identifier: EUPL-1.2
"""The demo city holds together: names that are used exist, areas fit each other, nobody real is in it."""

import itertools
import re

import pytest
from shapely.geometry import shape
from shapely.ops import unary_union

from leitziel.core.text import name_key
from leitziel.demo import areas
from leitziel.demo.city import city
from leitziel.demo.content import PAPER, load

CONCEPTS = ("sozialstrategie-2022", "sozialstrategie-2026", "inklusion-2024")
ROLES = {"administration", "planning", "office", "reviewer", "committee", "provider", "advisor", "reader"}
KINDS = {"department", "office", "team", "staff_unit", "enterprise", "provider", "partner", "board"}


@pytest.fixture(scope="module")
def shapes():
    return {area.key: shape(area.geometry) for area in city().areas}


def test_areas_are_twelve_valid_polygons(shapes):
    assert [(key, s.geom_type, s.is_valid) for key, s in shapes.items()] == [
        (f"{number:02}", "Polygon", True) for number in range(1, 13)
    ]


def test_areas_do_not_overlap(shapes):
    overlaps = [(a, b) for a, b in itertools.combinations(shapes, 2) if shapes[a].intersection(shapes[b]).area > 1e-14]
    assert overlaps == []


def test_areas_fill_the_city_without_gaps(shapes):
    whole = unary_union(list(shapes.values()))
    assert (whole.geom_type, len(whole.interiors)) == ("Polygon", 0)


def test_areas_rings_run_counter_clockwise_as_rfc_7946_says(shapes):
    assert {s.exterior.is_ccw for s in shapes.values()} == {True}


def test_areas_drawn_again_are_the_committed_ones(shapes):
    again = {f["properties"]["key"]: shape(f["geometry"]) for f in areas.collection()["features"]}
    assert {key: s.equals(shapes[key]) for key, s in again.items()} == dict.fromkeys(shapes, True)


def test_inhabitants_are_the_sum_of_the_areas():
    assert sum(area.population for area in city().areas) == city().inhabitants


def test_organisations_have_known_kinds_and_parents_listed_before():
    seen, wrong = set(), []
    for organisation in city().organisations:
        if organisation.kind not in KINDS or (organisation.parent and organisation.parent not in seen):
            wrong.append(organisation.name)
        seen.add(organisation.name)
    assert wrong == []


def test_names_and_aliases_each_mean_one_organisation():
    keys = [name_key(name) for each in city().organisations for name in (each.name, *each.aliases)]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_every_role_has_a_person_and_every_person_a_known_office():
    names = {organisation.name for organisation in city().organisations} | {""}
    assert {person.role for person in city().people} == ROLES
    assert [person.name for person in city().people if person.organisation not in names] == []


def test_addresses_are_reserved_for_examples():
    domains = {person.email.rpartition("@")[2] for person in city().people}
    assert [domain for domain in domains if not domain.endswith(".example")] == []
    assert city().paper_address.format(number="24/0312-BV") == "https://rat.auenmuenster.example/vorlage/24/0312-BV"


def test_papers_come_from_bodies_that_decide():
    deciding = {body.name for body in city().bodies if body.decides}
    assert [paper.number for paper in city().papers if paper.body not in deciding] == []


def test_papers_cited_anywhere_are_in_the_register():
    known = {paper.number for paper in city().papers}
    cited = {number for name in CONCEPTS for note in load(name).notes for number in PAPER.findall(note)}
    cited |= {edition.paper for concept in city().concepts for edition in concept.editions}
    assert cited - known == set()


def test_editions_follow_each_other_and_have_their_document():
    for concept in city().concepts:
        for edition in concept.editions:
            assert edition.path.is_file(), edition.document
            assert edition.adopted_on <= edition.valid_from < edition.valid_to
        for earlier, later in itertools.pairwise(concept.editions):
            assert earlier.valid_to < later.valid_from


def test_one_source_is_cited_under_two_numbers():
    notes = [note for note in load("sozialstrategie-2026").notes if "Wohnraumkonzept Auenmünster 2035" in note]
    assert [PAPER.findall(note) for note in notes] == [["21/0447-BV"], ["22/0118-BV"]]


def test_lead_offices_of_all_measures_are_known():
    """The party named first, except where the text names a group of bodies that is no single organisation."""
    names = {name_key(name) for each in city().organisations for name in (each.name, *each.aliases)}
    groups = {"Dezernate 2", "Dezernate 2 und 4"}
    leads = {m.plain("responsible").split(", ")[0] for name in CONCEPTS for m in load(name).all_measures()}
    leads = {lead if name_key(lead) in names else re.split(" mit | in Kooperation", lead)[0] for lead in leads}
    assert {lead for lead in leads if name_key(lead) not in names} - groups == set()
