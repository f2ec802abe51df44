# SPDX-License-Identifier: EUPL-1.2
"""What planners are told to look at."""

import datetime

import pytest
from django_scopes import scope

from leitziel.strategy.models import Edition
from leitziel.strategy.queries.checks import edition_checks, ending_editions, months_later, validity_check
from tests.strategy.builders import build_edition, build_paper

END = datetime.date(2028, 12, 31)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-08-31", 6, "2027-02-28"), ("2027-08-31", 6, "2028-02-29"), ("2026-01-15", 6, "2026-07-15")],
)
def test_months_later(day, months, expected):
    assert months_later(datetime.date.fromisoformat(day), months).isoformat() == expected


@pytest.mark.parametrize(
    ("today", "state", "kind"),
    [
        ("2028-06-30", "adopted", None),
        ("2028-07-01", "adopted", "warning"),
        ("2028-12-31", "adopted", "warning"),
        ("2029-01-01", "adopted", "danger"),
        ("2029-01-01", "superseded", None),
    ],
)
def test_validity_is_warned_of_six_months_before_its_end(today, state, kind):
    check = validity_check(Edition(valid_to=END, state=state), datetime.date.fromisoformat(today))
    assert (check and check.kind) == kind


def test_edition_without_end_is_not_warned_of():
    assert validity_check(Edition(valid_to=None, state="adopted"), END) is None


def test_deadlines_beyond_and_one_source_under_two_numbers_are_found(municipality):
    edition = build_edition(municipality, fields=1, measures=6, valid_to=datetime.date(2027, 1, 31))
    with scope(municipality=municipality):
        beyond, double = edition_checks(edition, datetime.date(2025, 1, 1))
    assert [link.number for link in beyond.measures] == ["M3", "M6"]
    assert "Nachhaltigkeitsstrategie" in double.text
    assert "19/2234-BV" in double.text
    assert "19/2056-BV" in double.text


def test_same_number_twice_and_several_papers_are_no_double(municipality):
    edition = build_edition(municipality, fields=1, measures=6)
    with scope(municipality=municipality):
        second, third = edition.references.order_by("position")[1:3]
        third.council_papers.add(build_paper(municipality, "20/0001-BV"))
        assert edition_checks(edition, datetime.date(2025, 1, 1))[1:] == []
        third.council_papers.set(second.council_papers.all())
        assert edition_checks(edition, datetime.date(2025, 1, 1))[1:] == []


def test_ending_editions_are_the_adopted_ones_soonest_first(municipality):
    for label, state, year in (("2010", "superseded", 2015), ("2020", "adopted", 2027), ("2019", "adopted", 2024)):
        build_edition(
            municipality,
            label=label,
            state=state,
            fields=1,
            measures=1,
            valid_from=None,
            valid_to=datetime.date(year, 12, 31),
        )
    with scope(municipality=municipality):
        found = ending_editions(datetime.date(2027, 10, 1))
    assert [(ref.label, check.kind) for ref, check in found] == [("2019", "danger"), ("2020", "warning")]


def test_work_page_names_editions_that_end(municipality, planner, client):
    build_edition(municipality, fields=1, measures=1, valid_to=datetime.date(2024, 12, 31))
    client.force_login(planner)
    assert "/arbeit/konzepte/integrationskonzept/2024/" in client.get("/pruefstadt/arbeit/").text
