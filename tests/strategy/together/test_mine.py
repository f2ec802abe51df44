# SPDX-License-Identifier: EUPL-1.2
"""My measures, and filters that people keep."""

import datetime as dt

import pytest
from django.utils import timezone

from leitziel.core import handover, log
from leitziel.core.access import Access
from leitziel.core.actions.comments import add_comment
from leitziel.core.actions.filters import FilterError, cleaned, delete_filter, save_filter
from leitziel.core.models import Organisation, SavedFilter
from leitziel.strategy.models import Measure, MeasureComment
from leitziel.strategy.queries.together.mine import Wanted, chosen, my_measures
from tests.strategy.builders import build_edition

LISTS = SavedFilter.List
ADDRESS = "/pruefstadt/arbeit/meine-massnahmen/"


def test_my_measures_are_those_of_my_organisation_and_below(scoped, edition, office):
    """The builder gives measure i to office i (lead) and every second one also to the next office (partner); all offices
    stand below the department of `office`."""
    found = my_measures(Access(office, scoped), dt.date(2026, 7, 1))
    assert len(found) == 4
    team = Organisation.objects.get(slug="team-wohnen")
    office.memberships.update(organisation=team)
    found = {m.number: m.lead for m in my_measures(Access(office, scoped), dt.date(2026, 7, 1))}
    assert found == {"M2": False, "M3": True}


def test_deadlines_come_in_order_with_late_and_soon_ones_marked(scoped, edition, office):
    numbers = ["M1", "M2", "M3", "M4"]
    for number, day in zip(numbers, [None, "2026-06-30", "2026-09-01", "2027-12-31"], strict=True):
        last = dt.date.fromisoformat(day) if day else None
        Measure.objects.filter(edition=edition, number=number).update(deadline_last_day=last)
    found = my_measures(Access(office, scoped), dt.date(2026, 7, 1))
    assert [(m.number, m.late, m.soon) for m in found] == [
        ("M2", True, False),
        ("M3", False, True),
        ("M4", False, False),
        ("M1", False, False),
    ]
    assert [m.number for m in chosen(found, Wanted(time="late"))] == ["M2"]
    assert [m.number for m in chosen(found, Wanted(time="soon"))] == ["M3"]
    assert chosen(found, Wanted(query="gibt es nicht")) == []


def test_open_comments_are_counted_for_staff(scoped, measure, office, planner):
    for text in ("eins", "zwei"):
        add_comment(model=MeasureComment, municipality=scoped, actor=planner, text=text, thread=measure.thread)
    MeasureComment.objects.filter(text="zwei").update(resolved_at=timezone.now())
    found = {m.short_id: m.comments for m in my_measures(Access(office, scoped), dt.date(2026, 1, 1))}
    assert found[measure.thread.short_id] == 1
    assert sum(found.values()) == 1


def test_provider_finds_published_measures_only(scoped, client, measure, make_user):
    provider = make_user(scoped, "provider")
    draft = build_edition(
        scoped, concept="Entwurf", fields=1, measures=1, published=False, state="draft", plant="Geheim"
    )
    organisation = provider.memberships.get().organisation
    for row in (measure, Measure.objects.get(edition=draft)):
        row.responsibilities.update(organisation=organisation)
    client.force_login(provider)
    shown = client.get(ADDRESS)
    assert [m.short_id for m in shown.context["page"]] == [measure.thread.short_id]
    assert "Geheim" not in shown.text + client.get("/pruefstadt/arbeit/").text


def test_who_has_no_organisation_is_told_what_to_do(client, planner, edition):
    client.force_login(planner)
    shown = client.get(ADDRESS)
    assert shown.context["has_organisation"] is False
    assert "/pruefstadt/massnahmen/" in shown.text


def test_queries_of_my_measures_are_constant(scoped, client, office, django_assert_num_queries):
    client.force_login(office)
    for number, size in enumerate((2, 60)):
        build_edition(scoped, concept=f"Plan {number}", measures=size, references=False)
        with django_assert_num_queries(11):
            client.get(f"{ADDRESS}?q=e")


def save(scoped, person, **other):
    values = {"list": LISTS.MEASURES, "name": "Meine", "query": "stelle=fd-soziales&seite=3&q="}
    return save_filter(municipality=scoped, actor=person, **{**values, **other})


def test_filter_is_kept_without_page_and_empty_parts(scoped, planner):
    assert save(scoped, planner).query == "stelle=fd-soziales"
    assert cleaned("q=%C3%84rzte&filter=4&konzept=a&konzept=b&x=") == "q=%C3%84rzte&konzept=a&konzept=b"
    assert log.verify(scoped) == []


@pytest.mark.parametrize("wrong", [{"name": "  "}, {"query": "seite=2"}, {"name": "Meine"}])
def test_filter_without_name_condition_or_under_a_used_name_is_refused(scoped, planner, wrong):
    save(scoped, planner)
    with pytest.raises(FilterError):
        save(scoped, planner, **{"name": "Andere", **wrong})
    assert SavedFilter.objects.count() == 1


def test_there_is_one_default_a_list_and_a_person(scoped, planner, office):
    first = save(scoped, planner, is_default=True)
    save(scoped, office, is_default=True)
    save(scoped, planner, name="Zweite", is_default=True)
    assert SavedFilter.objects.get(pk=first.pk).is_default is False
    assert SavedFilter.objects.filter(is_default=True).count() == 2


def test_somebody_elses_filter_is_seen_only_if_shared_and_never_changed(scoped, client, planner, office):
    own = save(scoped, planner, name="Nur meiner")
    shared = save(scoped, planner, name="Für alle", shared=True)
    with pytest.raises(FilterError):
        delete_filter(row=shared, actor=office)
    client.force_login(office)
    shown = client.get("/pruefstadt/arbeit/filter/").text
    assert ("Für alle" in shown, "Nur meiner" in shown) == (True, False)
    for row in (own, shared):
        assert client.get(f"/pruefstadt/arbeit/filter/{row.pk}/").status_code == 302
        client.post(f"/pruefstadt/arbeit/filter/{row.pk}/", {"what": "delete"})
    assert SavedFilter.objects.count() == 2


def test_filter_is_saved_from_the_list_and_opens_it_by_default(scoped, client, planner, edition):
    client.force_login(planner)
    shown = client.get("/pruefstadt/massnahmen/?stelle=fd-soziales")
    link = "/pruefstadt/arbeit/filter/?list=measures&amp;query=stelle%3Dfd-soziales"
    assert link in shown.text
    sent = {"list": "measures", "query": "stelle=fd-soziales", "name": "FD Soziales", "is_default": "on"}
    back = client.post("/pruefstadt/arbeit/filter/", sent)
    assert back["Location"] == "/pruefstadt/massnahmen/?stelle=fd-soziales"
    row = SavedFilter.objects.get()
    opened = client.get("/pruefstadt/massnahmen/")
    assert opened["Location"] == f"/pruefstadt/massnahmen/?stelle=fd-soziales&filter={row.pk}"
    page = client.get(opened["Location"])
    assert [c.without for c in page.context["chips"]] == [f"?filter={row.pk}"]  # the last filter gone: no way back here
    assert client.get(f"/pruefstadt/massnahmen/?filter={row.pk}").status_code == 200
    client.logout()
    assert client.get("/pruefstadt/massnahmen/").status_code == 200


def test_filters_go_with_a_persons_work(scoped, planner, office):
    save(scoped, planner, is_default=True)
    save(scoped, office)
    handover.hand_over(municipality=scoped, actor=None, person=planner, to=office, names=["core.filters"])
    rows = SavedFilter.objects.filter(owner=office).order_by("name")
    assert [(r.name, r.is_default) for r in rows] == [("Meine", False), ("Meine (2)", False)]
