# SPDX-License-Identifier: EUPL-1.2
"""Giving measures new values."""

import pytest

from leitziel.core import log, undo
from leitziel.core.access import Access, Refused
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry, Organisation, OrganisationAlias, PlanningArea, Term, UndoStep
from leitziel.strategy.actions.editing.measures import edit_measure, edit_measures
from leitziel.strategy.actions.editing.permissions import ReasonNeededError, may_edit
from leitziel.strategy.actions.editing.values import MEASURE_FIELDS, EditError, FieldError, Party, cleaned, shown
from leitziel.strategy.models import Edition, Measure, SearchWord
from tests.strategy.editing.conftest import picture


def first(edition):
    return Measure.objects.filter(edition=edition).select_related("edition__municipality").order_by("position").first()


def test_every_field_takes_its_new_value_and_one_undo_takes_all_back(draft, planner):
    before, measure = picture(), first(draft)
    group, area = Term.objects.get(key="jugendliche"), PlanningArea.objects.get(key="03")
    office = Organisation.objects.get(slug="fd-jugend")
    values = {
        "number": "M 1a",
        "title": "Neue Beratung",
        "text": "Die Beratung zieht um.",
        "kind": "lobbying",
        "responsibilities": "lead: FD Jugend\npartner: Verein Brücke e. V.\nFD Soziales",
        "deadline_text": "bis Juni 2028",
        "focus": "Wege kurz halten",
        "examples": "Lesepaten\nTauschregal",
        "attributes": "Kosten: 5.000 Euro\n  im Jahr\nWirkung: mehr Besuche",
        "target_groups": [group],
        "objectives": "Nachhaltigkeit; Gleichstellung",
        "areas": "03",
    }
    changed = edit_measure(actor=planner, measure=measure, version=1, values=values)
    changed.refresh_from_db()
    assert (changed.number, changed.title, changed.text, changed.kind, changed.version) == (
        "M 1a", "Neue Beratung", "Die Beratung zieht um.", "lobbying", 2,
    )  # fmt: skip
    parties = [(p.name, p.role, p.organisation and p.organisation.slug) for p in changed.responsibilities.all()]
    assert parties == [
        ("FD Jugend", "lead", office.slug), ("Verein Brücke e. V.", "partner", None), ("FD Soziales", "unspecified", "fd-soziales"),
    ]  # fmt: skip
    assert changed.responsible_text == "FD Jugend, Verein Brücke e. V., FD Soziales"
    assert (changed.deadline_kind, changed.deadline_end, str(changed.deadline_last_day)) == (
        "by",
        "2028-06",
        "2028-06-30",
    )
    assert [e.example.name for e in changed.example_links.order_by("position")] == ["Lesepaten", "Tauschregal"]
    assert changed.attributes == {"Kosten": "5.000 Euro\nim Jahr", "Wirkung": "mehr Besuche"}
    assert [t.key for t in changed.target_groups.all()] == ["jugendliche"]
    assert {t.label for t in changed.objectives.all()} == {"Gleichstellung", "Nachhaltigkeit"}
    assert list(changed.areas.all()) == [area]
    assert "tauschregal" in changed.search_text
    assert log.verify(draft.municipality) == []
    undo.take_back(actor=planner, step_=UndoStep.objects.get())
    assert picture() == before
    assert Measure.objects.get(pk=measure.pk).version == 3


def test_same_values_again_change_nothing(draft, planner):
    measure = first(draft)
    words = {name: shown(name, cleaned(name, getattr(measure, name))) for name in ("title", "text", "focus", "kind")}
    assert edit_measure(actor=planner, measure=measure, version=1, values=words).version == 1
    assert (LogEntry.objects.count(), UndoStep.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", MEASURE_FIELDS)
def test_shown_value_is_read_as_the_same_value(draft, name):
    from leitziel.strategy.actions.editing.state import Measures

    state = Measures(Measure.objects.filter(edition=draft))
    wrong = []
    for pk, values in state.values.items():
        again = cleaned(name, shown(name, values[name], state.words), state.words)
        if name == "responsibilities":
            again = state.found(again, pk)
        if again != values[name]:
            wrong.append((values[name], again))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "raw", "word"),
    [
        ("number", "x" * 41, "40"),
        ("title", "x" * 501, "500"),
        ("kind", "irgendwas", "irgendwas"),
        ("deadline_end", "30.6.2027", "2027-06"),
        ("every_months", "0", "600"),
        ("every_months", "oft", "600"),
        ("attributes", "ohne Doppelpunkt", "Doppelpunkt"),
        ("attributes", "A: 1\nA: 2", ""),
        ("target_groups", "Außerirdische", "Außerirdische"),
        ("target_groups", [99999], "99999"),
        ("objectives", "Familien", "Familien"),
        ("responsibilities", [Party("x", "chief")], ""),
        ("responsibilities", [Party("x", "lead", 99999)], ""),
        ("search_text", "x", "search_text"),
    ],
)
def test_value_that_does_not_fit_is_refused_with_its_field(draft, planner, name, raw, word):
    with pytest.raises(FieldError) as problem:
        edit_measure(actor=planner, measure=first(draft), version=1, values={"focus": "neu", name: raw})
    assert problem.value.field == name
    assert word in str(problem.value) or not word
    assert first(draft).focus != "neu"


def test_measure_keeps_a_title_or_a_text(draft, planner):
    with pytest.raises(EditError):
        edit_measure(actor=planner, measure=first(draft), version=1, values={"title": "", "text": " "})


def test_old_version_is_refused_and_names_the_measure(draft, planner):
    measure = first(draft)
    edit_measure(actor=planner, measure=measure, version=1, values={"title": "Eins"})
    with pytest.raises(ChangedMeanwhileError) as problem:
        edit_measure(actor=planner, measure=measure, version=1, values={"title": "Zwei"})
    assert problem.value.things == (measure.pk,)
    assert first(draft).title == "Eins"


def test_many_measures_are_one_step_or_none(draft, planner):
    before = picture()
    pks = list(Measure.objects.filter(edition=draft).values_list("pk", flat=True))
    versions = dict.fromkeys(pks, 1)
    values = {pk: {"number": f"N {place}", "examples": ["Lesepaten"]} for place, pk in enumerate(pks)}
    with pytest.raises(ChangedMeanwhileError):
        edit_measures(actor=planner, edition=draft, values=values, versions={**versions, pks[3]: 7})
    assert picture() == before
    assert len(edit_measures(actor=planner, edition=draft, values=values, versions=versions)) == 12
    undo.take_back(actor=planner, step_=UndoStep.objects.get())
    assert picture() == before


def test_many_measures_take_few_queries(draft, planner, django_assert_max_num_queries):
    pks = list(Measure.objects.filter(edition=draft).values_list("pk", flat=True))
    values = {pk: {"target_groups": "Jugendliche"} for pk in pks}
    with django_assert_max_num_queries(35 + 6 * len(pks)):  # six for the log entry of each
        edit_measures(actor=planner, edition=draft, values=values, versions={})


def test_plan_that_counts_asks_for_a_reason_for_its_wording_only(public, planner):
    measure = first(public)
    edit_measure(actor=planner, measure=measure, version=1, values={"focus": "Wege", "target_groups": "Jugendliche"})
    assert Edition.objects.get(pk=public.pk).corrected_at is None
    with pytest.raises(ReasonNeededError):
        edit_measure(actor=planner, measure=measure, version=2, values={"title": "Anders"})
    edit_measure(actor=planner, measure=measure, version=2, values={"title": "Quittenkuchen"}, reason="Tippfehler")
    assert Edition.objects.get(pk=public.pk).corrected_at is not None
    assert LogEntry.objects.order_by("sequence").last().detail.payload["changes"]["reason"] == [None, "Tippfehler"]
    assert SearchWord.objects.filter(word="quittenkuchen").exists()


def test_organisation_of_a_printed_name_is_no_wording(public, planner):
    measure = first(public)
    measure.responsibilities.update(name="FD Wohnungswesen", organisation=None)
    office = Organisation.objects.get(slug="fd-soziales")
    values = {"responsibilities": [Party("FD Wohnungswesen", "partner", office.pk)]}
    edit_measure(actor=planner, measure=measure, version=1, values=values, learn=True)
    party = measure.responsibilities.get()
    assert (party.organisation, party.role) == (office, "partner")
    assert OrganisationAlias.objects.get(name="FD Wohnungswesen").organisation == office


def test_office_edits_working_facts_of_what_it_leads(public, make_user):
    lead = Organisation.objects.get(slug="fd-jugend")
    measure = Measure.objects.get(edition=public, responsibilities__organisation=lead, responsibilities__role="lead")
    person = make_user(public.municipality, "office", organisation=lead)
    access = Access(person, public.municipality)
    allowed = {name for name in MEASURE_FIELDS if may_edit(access, measure, name)}
    assert allowed == {"focus", "examples", "target_groups", "areas"}
    edit_measure(actor=person, measure=measure, version=1, values={"focus": "Neu", "title": measure.title})
    with pytest.raises(Refused, match="Titel"):
        edit_measure(actor=person, measure=measure, version=2, values={"title": "Neu"}, reason="Wunsch")
    other = Measure.objects.filter(edition=public).exclude(responsibilities__organisation=lead).first()
    with pytest.raises(Refused):
        edit_measure(actor=person, measure=other, version=1, values={"focus": "Neu"})


def test_office_does_not_edit_a_draft(draft, make_user):
    measure = first(draft)
    person = make_user(
        draft.municipality, "office", organisation=measure.responsibilities.get(role="lead").organisation
    )
    with pytest.raises(Refused):
        edit_measure(actor=person, measure=measure, version=1, values={"focus": "Neu"})
