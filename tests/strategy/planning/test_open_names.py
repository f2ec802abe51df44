# SPDX-License-Identifier: EUPL-1.2
"""Printed names of an edition without an organisation: which they mean, one or several."""

import pytest
from django_scopes import scope

from leitziel.core import log, undo
from leitziel.core.models import LogEntry, OrganisationAlias, UndoStep
from leitziel.strategy.actions.responsibilities import NamesError, assign_printed_names
from leitziel.strategy.models import Measure, Responsibility
from leitziel.strategy.queries.open_names import count_open, open_names
from tests.conftest import make_organisation
from tests.strategy.builders import build_edition

COMPOUND = "Dezernate 2, 4 + 5"


@pytest.fixture
def offices(municipality):
    with scope(municipality=municipality):
        yield {n: make_organisation(municipality, f"Dezernat {n}", "department") for n in (2, 4, 5)}


@pytest.fixture
def edition(municipality, offices):
    """Three measures: the first two name the compound (once with somebody before and behind it), the third a plain name."""
    edition = build_edition(municipality, fields=1, goals_per_field=1, measures=3)
    Responsibility.objects.all().delete()
    Measure.objects.filter(edition=edition).update(responsible_text="")
    names = [[COMPOUND], ["Jobcenter", COMPOUND, "Polizei"], ["Jobcenter"]]
    for measure, printed in zip(Measure.objects.filter(edition=edition).order_by("position"), names, strict=True):
        for position, name in enumerate(printed, start=1):
            Responsibility(municipality=municipality, measure=measure, name=name, role="lead", position=position).save()
    return edition


def said(measure):
    rows = measure.responsibilities.order_by("position").values_list("position", "name", "organisation__name", "role")
    return list(rows)


def measures(edition):
    return list(Measure.objects.filter(edition=edition).order_by("position"))


def page(edition):
    return f"/pruefstadt/arbeit/konzepte/{edition.concept.slug}/{edition.label}/verantwortungen/"


def test_open_names_are_counted_and_compounds_resolved(edition, offices):
    found, _directory = open_names(edition.pk)
    assert [(e.name, e.measures) for e in found] == [(COMPOUND, 2), ("Jobcenter", 2), ("Polizei", 1)]
    assert found[0].sure == [offices[2].pk, offices[4].pk, offices[5].pk]
    assert [(pk, piece) for pk, piece, _reason in found[0].offered] == [
        (offices[2].pk, "Dezernat 2"), (offices[4].pk, "Dezernat 4"), (offices[5].pk, "Dezernat 5"),
    ]  # fmt: skip
    assert (found[1].several, found[1].sure) == (None, [])
    assert count_open(edition.pk) == 3


@pytest.mark.parametrize("size", [3, 200])
def test_open_names_take_four_queries(municipality, edition, django_assert_num_queries, size):
    measure = measures(edition)[0]
    for number in range(size):
        Responsibility(
            municipality=municipality, measure=measure, name=f"Name {number}", role="lead", position=100 + number
        ).save()
    with django_assert_num_queries(4):
        assert len(open_names(edition.pk)[0]) == 3 + size


def test_compound_becomes_several_in_its_place(edition, offices, planner, municipality):
    count = assign_printed_names(
        edition=edition, actor=planner, chosen={COMPOUND: [offices[2].pk, offices[4].pk, offices[5].pk]}, learn=True
    )
    first, second, third = measures(edition)
    several = [(n, f"Dezernat {d}", f"Dezernat {d}", "lead") for n, d in enumerate((2, 4, 5), start=2)]
    assert count == 2
    assert said(first) == [(n - 1, *rest) for n, *rest in several]
    assert said(second) == [(1, "Jobcenter", None, "lead"), *several, (5, "Polizei", None, "lead")]
    assert said(third) == [(1, "Jobcenter", None, "lead")]
    assert [m.responsible_text for m in (first, second, third)] == [COMPOUND, COMPOUND, ""]
    assert [m.version for m in (first, second, third)] == [2, 2, 1]
    entry = LogEntry.objects.get(verb="strategy.edition.names_assigned")
    assert entry.detail.payload["children"][0] == {
        "measure": first.pk, "name": COMPOUND, "organisations": ["Dezernat 2", "Dezernat 4", "Dezernat 5"],
    }  # fmt: skip
    assert not OrganisationAlias.objects.filter(name=COMPOUND).exists()
    assert log.verify(municipality) == []


def test_one_organisation_keeps_the_printed_name_and_is_learned(edition, offices, planner):
    assign_printed_names(edition=edition, actor=planner, chosen={"Jobcenter": [offices[2].pk]}, learn=True)
    assert said(measures(edition)[2]) == [(1, "Jobcenter", "Dezernat 2", "lead")]
    assert OrganisationAlias.objects.get(name="Jobcenter").organisation == offices[2]


def test_measure_names_an_organisation_of_a_compound_once(edition, offices, planner, municipality):
    first = measures(edition)[0]
    Responsibility(
        municipality=municipality, measure=first, organisation=offices[4], name="Dez. IV", role="partner", position=2
    ).save()
    assign_printed_names(edition=edition, actor=planner, chosen={COMPOUND: [offices[2].pk, offices[4].pk]})
    assert said(first) == [(1, "Dezernat 2", "Dezernat 2", "lead"), (2, "Dez. IV", "Dezernat 4", "partner")]


def test_what_is_assigned_already_stays(edition, offices, planner):
    assign_printed_names(edition=edition, actor=planner, chosen={"Jobcenter": [offices[2].pk]})
    assert assign_printed_names(edition=edition, actor=planner, chosen={"Jobcenter": [offices[4].pk]}) == 0
    assert said(measures(edition)[2]) == [(1, "Jobcenter", "Dezernat 2", "lead")]
    assert LogEntry.objects.filter(verb="strategy.edition.names_assigned").count() == 1


def test_organisation_that_is_not_there_is_refused_whole(edition, offices, planner):
    with pytest.raises(NamesError):
        assign_printed_names(edition=edition, actor=planner, chosen={"Jobcenter": [offices[2].pk], COMPOUND: [0]})
    assert Responsibility.objects.exclude(organisation=None).count() == 0


def test_assignment_is_taken_back_as_one_step(edition, offices, planner):
    before = [said(m) for m in measures(edition)]
    assign_printed_names(edition=edition, actor=planner, chosen={COMPOUND: [offices[2].pk, offices[5].pk]})
    undo.take_back(actor=planner, step_=UndoStep.objects.get())
    assert [said(m) for m in measures(edition)] == before
    assert [m.responsible_text for m in measures(edition)] == ["", "", ""]


def test_page_assigns_by_boxes_and_typed_names(edition, offices, planner, client):
    client.force_login(planner)
    shown = client.get(f"{page(edition)}?vorauswahl=1")
    assert [[checked for *_rest, checked in row.offers] for row in shown.context["rows"]] == [[True] * 3, [], []]
    sent = {"name": [COMPOUND, "Jobcenter", "Polizei"], "o0": [offices[2].pk, offices[4].pk], "more1": "dezernat V"}
    wrong = client.post(page(edition), {**sent, "more2": "Dezernat 2; Gibt es nicht"})
    assert (wrong.status_code, [name for name, _p in wrong.context["problems"]]) == (400, ["Polizei"])
    assert Responsibility.objects.exclude(organisation=None).count() == 0
    done = client.post(page(edition), {**sent, "more2": "Dezernat 2; Dezernat 4"})
    assert (done.status_code, done["Location"]) == (302, page(edition))
    assert [row[2] for row in said(measures(edition)[1])] == ["Dezernat 5", "Dezernat 2", "Dezernat 4"]
    assert client.get(page(edition)).context["rows"] == []


def test_settings_of_the_edition_lead_to_the_open_names(edition, planner, client):
    client.force_login(planner)
    settings = page(edition).removesuffix("verantwortungen/")
    assert page(edition) in client.get(settings).text
    Responsibility.objects.all().delete()
    assert page(edition) not in client.get(settings).text
