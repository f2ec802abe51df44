# SPDX-License-Identifier: EUPL-1.2
"""What planners say about a measure beside its text."""

import pytest
from django_scopes import scope

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry, Organisation, OrganisationAlias, PlanningArea, Term
from leitziel.strategy.actions.measures import MeasureError, set_measure_facts
from leitziel.strategy.enums import MeasureKind, ResponsibilityRole
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition


@pytest.fixture
def measure(municipality):
    """A measure with one printed name that stands for no organisation yet."""
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=1, goals_per_field=1, measures=3)
        found = Measure.objects.filter(edition=edition).order_by("position").first()
        found.responsibilities.update(organisation=None, name="FD Wohnungswesen")
        yield found


def page(measure):
    return f"/pruefstadt/arbeit/massnahmen/{measure.thread.short_id}/2024/"


def call(measure, actor, **other):
    party = measure.responsibilities.get()
    office = Organisation.objects.get(slug="fd-soziales")
    values = {
        "version": 1,
        "kind": MeasureKind.LOBBYING,
        "target_groups": Term.objects.filter(key="jugendliche"),
        "objectives": [],
        "areas": PlanningArea.objects.filter(key__in=["02", "03"]),
        "parties": {party.pk: (office.pk, ResponsibilityRole.PARTNER)},
    }
    return set_measure_facts(measure=measure, actor=actor, **{**values, **other})


def test_facts_are_set_with_one_log_entry(municipality, measure, planner):
    changed = call(measure, planner, learn=True)
    assert (changed.kind, changed.version) == ("lobbying", 2)
    assert [t.label for t in changed.target_groups.all()] == ["Jugendliche"]
    assert [a.name for a in changed.areas.order_by("key")] == ["Viertel 2", "Viertel 3"]
    party = changed.responsibilities.get()
    assert (party.name, party.organisation.name, party.role) == ("FD Wohnungswesen", "FD Soziales", "partner")
    assert OrganisationAlias.objects.get(name="FD Wohnungswesen").organisation == party.organisation
    entry = LogEntry.objects.get(verb="strategy.measure.changed")
    assert entry.detail.payload["changes"] == {
        "kind": ["own", "lobbying"],
        "target_groups": [["Familien"], ["Jugendliche"]],
        "objectives": [["Gleichstellung"], []],
        "areas": [["Viertel 1"], ["Viertel 2", "Viertel 3"]],
        "responsible": [
            [{"name": "FD Wohnungswesen", "organisation": "", "role": "lead"}],
            [{"name": "FD Wohnungswesen", "organisation": "FD Soziales", "role": "partner"}],
        ],
    }
    assert entry.detail.payload["children"] == [{"learned name": "FD Wohnungswesen"}]
    assert log.verify(municipality) == []


def test_same_facts_again_change_nothing(measure, planner):
    call(measure, planner)
    again = call(measure, planner, version=2)
    assert again.version == 2
    assert LogEntry.objects.filter(verb="strategy.measure.changed").count() == 1


def test_old_version_is_refused(measure, planner):
    call(measure, planner)
    with pytest.raises(ChangedMeanwhileError):
        call(measure, planner, kind=MeasureKind.OWN)
    assert Measure.objects.get(pk=measure.pk).kind == "lobbying"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: {"target_groups": Term.objects.filter(vocabulary="objective")},
        lambda: {"parties": {0: (None, ResponsibilityRole.LEAD)}},
    ],
    ids=["word of another list", "responsibility of another measure"],
)
def test_what_does_not_belong_is_refused_whole(measure, planner, wrong):
    with pytest.raises(MeasureError):
        call(measure, planner, **wrong())
    assert (Measure.objects.get(pk=measure.pk).kind, LogEntry.objects.count()) == ("own", 0)


def test_area_of_another_municipality_is_refused(measure, planner, other_municipality):
    with scope(municipality=other_municipality):
        build_edition(other_municipality, fields=1, measures=1)
        foreign = list(PlanningArea.objects.all()[:1])
    with pytest.raises(MeasureError):
        call(measure, planner, areas=foreign)


def test_planner_assigns_an_office_on_the_page(measure, planner, client):
    client.force_login(planner)
    shown = client.get(page(measure))
    party = measure.responsibilities.get()
    assert shown.context["form"].party_fields()[0][0].label == "Stelle für „FD Wohnungswesen“"
    office = Organisation.objects.get(slug="team-wohnen")
    group = Term.objects.get(key="familien")
    sent = {"version": 1, "kind": "own", "target_groups": [group.pk], "areas": []}
    sent |= {f"office_{party.pk}": office.pk, f"role_{party.pk}": "lead"}
    answer = client.post(page(measure), sent)
    assert answer.status_code == 302
    public = client.get(f"/pruefstadt/massnahmen/{measure.thread.short_id}/").context["measure"]
    assert [(p.name, p.office_slug) for p in public.around.lead] == [("FD Wohnungswesen", "team-wohnen")]
    assert (public.around.areas, [t.key for t in public.around.target_groups]) == ((), ["familien"])
    conflict = client.post(page(measure), sent)
    assert conflict.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]


def test_link_to_the_settings_is_for_planners(measure, planner, client):
    public = f"/pruefstadt/massnahmen/{measure.thread.short_id}/"
    assert page(measure) not in client.get(public).text
    client.force_login(planner)
    assert page(measure) in client.get(public).text
