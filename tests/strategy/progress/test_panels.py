# SPDX-License-Identifier: EUPL-1.2
"""Progress on other pages: at a measure, a goal, a field and a plan, on the home page, and as calendars."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.actions.progress.rounds import publish_round
from leitziel.strategy.models import Measure, MeasureThread, ReportingRound
from leitziel.strategy.queries.progress.due import due, running
from tests.strategy.progress.conftest import answer, closed, office, opened, threads

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 30)


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def visit(client, scoped):
    def go(name, *parts, query=""):
        return client.get(reverse(name, args=[scoped.slug, *parts]) + query)

    return go


@pytest.fixture
def rounds(scoped, edition, planner):
    """A published round and an open one; the second measure is answered in both, the first in the published one."""
    first, second = threads(edition)[:2]
    past = opened(scoped, edition, planner, title="Frühere Runde", reference_date=dt.date(2026, 6, 30))
    answer(past, first, "happened", text="Ein Fest im Juni", evidence="Foto", internal_note="GEHEIM eins")
    answer(past, second, "underway", text="Begonnen im Juni", internal_note="GEHEIM zwei")
    past = closed(past)
    publish_round(round_=past, actor=planner, version=past.version)
    current = opened(scoped, edition, planner)
    answer(current, second, "paused", text="Ruht im Herbst", internal_note="GEHEIM drei")
    return ReportingRound.objects.get(pk=past.pk), current


def test_everybody_reads_published_rounds_at_a_measure_and_nothing_else(visit, edition, rounds):
    shown = text(visit("measure", threads(edition)[1].short_id))
    assert "Begonnen im Juni" in shown
    assert "in Umsetzung" in shown
    for secret in ("Ruht im Herbst", "Sachstand 2026", "GEHEIM", "Planning Prüfstadt", "von der Sozialplanung"):
        assert secret not in shown


def test_insiders_read_open_rounds_as_well_and_see_that_they_are_internal(client, visit, planner, edition, rounds):
    client.force_login(planner)
    shown = text(visit("measure", threads(edition)[1].short_id))
    for words in (
        "Ruht im Herbst",
        "intern, nicht veröffentlicht",
        "GEHEIM drei",
        "1 frühere Meldung",
        "Begonnen im Juni",
    ):
        assert words in shown


def test_round_that_is_taken_back_is_gone_from_the_public(visit, edition, rounds, planner):
    from leitziel.strategy.actions.progress.rounds import unpublish_round

    unpublish_round(round_=rounds[0], actor=planner, version=rounds[0].version)
    assert "Begonnen im Juni" not in text(visit("measure", threads(edition)[1].short_id))
    assert "stand=sachstand" not in text(visit("plan-overview", edition.concept.slug, edition.label))


def test_what_was_reported_of_a_merged_measure_stays_readable(visit, edition, rounds):
    first, second = threads(edition)[:2]
    MeasureThread.objects.filter(pk=first.pk).update(merged_into=second)
    shown = text(visit("measure", second.short_id))
    assert "Ein Fest im Juni" in shown
    assert f"({first.short_id})" in shown


def test_late_measure_says_so(visit, scoped, edition, planner):
    late = threads(edition)[1]  # by the end of 2026
    past = opened(
        scoped, edition, planner, title="2027", reference_date=dt.date(2027, 6, 30), deadline=dt.date(2027, 7, 31)
    )
    answer(past, late, "underway")
    past = closed(past)
    publish_round(round_=past, actor=planner, version=past.version)
    assert "Termin vorbei" in text(visit("measure", late.short_id))


def test_measure_with_published_rounds_takes_four_queries_more(visit, edition, django_assert_num_queries, rounds):
    short_id = threads(edition)[1].short_id
    with django_assert_num_queries(16):  # rounds, reports, and what lives on in the measure
        visit("measure", short_id)


@pytest.mark.parametrize("name", ["plan-overview", "field", "goal"])
def test_plan_field_and_goal_say_where_they_stand_and_by_what_rule(visit, edition, rounds, name):
    measure = Measure.objects.filter(edition=edition).select_related("goal__field", "goal__thread").first()
    parts = {
        "plan-overview": [edition.concept.slug, edition.label],
        "field": [measure.goal.field.short_id],
        "goal": [measure.goal.thread.short_id],
    }
    shown = text(visit(name, *parts[name], query="?stand=sachstand"))
    assert "Gezählt werden alle Maßnahmen außer den aufgegebenen." in shown
    assert "Quelle: Frühere Runde, Stichtag 30. Juni 2026." in shown
    assert "nicht bekannt" in shown  # two of ten
    assert "Sachstand 2026" not in shown


def test_plan_at_a_glance_counts_standings_in_its_table(visit, edition, rounds):
    shown = visit("plan-overview", edition.concept.slug, edition.label, query="?stand=sachstand")
    table = shown.context["overview"].table
    found = dict(zip(table.header[2:-1], table.totals, strict=True))
    assert {str(label): n for label, n in found.items()} == {
        "hat stattgefunden": 1,
        "auf gutem Weg": 1,
        "kein Sachstand": 8,
    }
    assert 'class="lz-tile lz-tile--happened"' in shown.content.decode()


def test_plan_without_rounds_is_as_it_was(visit, edition):
    shown = visit("plan-overview", edition.concept.slug, edition.label, query="?stand=sachstand")
    assert shown.context["glance"].round is None
    assert "lz-tile--ongoing" in shown.content.decode()


@pytest.mark.parametrize(
    ("name", "count"), [("plan-overview", 15), ("field", 15), ("goal", 12)], ids=["plan", "field", "goal"]
)
def test_standings_take_the_same_queries_on_every_page(visit, edition, rounds, django_assert_num_queries, name, count):
    measure = Measure.objects.filter(edition=edition).select_related("goal__field", "goal__thread").first()
    parts = {
        "plan-overview": [edition.concept.slug, edition.label],
        "field": [measure.goal.field.short_id],
        "goal": [measure.goal.thread.short_id],
    }
    with django_assert_num_queries(count):
        visit(name, *parts[name], query="?stand=sachstand")


# home page
def test_office_finds_what_is_due(client, visit, scoped, edition, rounds, make_user):
    client.force_login(make_user(scoped, "office", office("team-wohnen")))
    shown = text(visit("work"))
    assert "Was ansteht" in shown
    assert "2 von 2 Maßnahmen sind offen" in shown
    assert reverse("round-answer", args=[scoped.slug, rounds[1].slug]) in shown


def test_due_counts_open_late_and_leaves_out_what_came_to_its_end(scoped, edition, planner):
    first, second = threads(edition)[1], threads(edition)[6]  # FD Soziales: by 2026, ongoing
    past = opened(scoped, edition, planner, title="Vorher", reference_date=dt.date(2026, 6, 30))
    answer(past, second, "ended", text="Läuft aus")
    closed(past)
    current = opened(scoped, edition, planner)
    own = [office("fd-soziales").pk]
    day = dt.date(2027, 1, 31)
    assert [(d.round.slug, d.open, d.total, d.late, d.days) for d in due(own, day)] == [(current.slug, 1, 1, 1, 0)]
    answer(current, first, "completed", text="Fertig")
    assert [(d.open, d.total, d.late, d.days) for d in due(own, day + dt.timedelta(days=1))] == [(0, 1, 0, -1)]
    answer(current, second, "happened", text="Doch noch", evidence="Foto")
    assert [(d.open, d.total) for d in due(own, day)] == [(0, 2)]
    assert due([], day) == []
    assert due([office("fd-jugend").pk + 1000], day) == []


def test_due_takes_three_queries_and_one_without_rounds(scoped, edition, planner, django_assert_num_queries):
    own = [office("fd-soziales").pk]
    with django_assert_num_queries(1):
        due(own, TODAY)
    for number in range(3):
        opened(scoped, edition, planner, title=f"Runde {number}", reference_date=dt.date(2026, number + 1, 28))
    with django_assert_num_queries(3):
        assert len(due(own, TODAY)) == 3


def test_planner_finds_the_round_that_runs_and_those_that_wait(client, visit, scoped, edition, planner, rounds):
    waiting = closed(opened(scoped, edition, planner, title="Wartet", reference_date=dt.date(2026, 9, 30)))
    client.force_login(planner)
    shown = text(visit("work"))
    assert "1 von 10 Maßnahmen sind gemeldet" in shown
    assert "noch nicht veröffentlicht" in shown
    found = running(TODAY)
    assert [ref.slug for ref in found.waiting] == [waiting.slug]
    assert found.first.round.slug == rounds[1].slug


def test_nobody_is_told_of_rounds_where_there_are_none(scoped, edition, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert running(TODAY) is None


def test_reader_finds_what_changed_in_published_rounds(client, visit, scoped, make_user, rounds):
    client.force_login(make_user(scoped, "committee"))
    shown = text(visit("work"))
    assert "Neues zum Sachstand der Pläne" in shown
    assert "Frühere Runde" in shown
    for secret in ("Sachstand 2026", "ruht", "Jetzt melden"):
        assert secret not in shown


# calendars
def test_calendar_of_an_office_holds_the_deadlines_of_its_measures(visit, edition):
    shown = visit("office-calendar", "fd-soziales")
    assert shown["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(shown.content).walk("VEVENT")
    first = threads(edition)[1]
    assert [(str(e["uid"]), e["sequence"], e["dtstart"].dt) for e in events] == [
        (f"measure-pruefstadt-{first.short_id}-fd-soziales@leitziel", 1, dt.date(2026, 12, 31))
    ]
    assert events[0]["dtend"].dt == dt.date(2027, 1, 1)
    assert str(events[0]["url"]).endswith(f"/pruefstadt/massnahmen/{first.short_id}/")


def test_entry_of_a_calendar_keeps_its_name_and_counts_its_changes(visit, edition, planner):
    measure = edition.measures.select_related("edition__concept", "edition__municipality").get(
        thread=threads(edition)[1]
    )
    before = visit("office-calendar", "fd-soziales")
    edit_measure(
        actor=planner, measure=measure, version=None, values={"deadline_text": "bis 2028"}, reason="Später beschlossen"
    )
    after = visit("office-calendar", "fd-soziales")
    one, two = (Calendar.from_ical(r.content).walk("VEVENT")[0] for r in (before, after))
    assert one["uid"] == two["uid"]
    assert (one["sequence"], two["sequence"]) == (1, 2)
    assert two["dtstart"].dt == dt.date(2028, 12, 31)
    assert before["ETag"] != after["ETag"]


def test_calendar_of_an_office_shows_no_draft(visit, edition):
    edition.published_at = None
    edition.save()
    assert Calendar.from_ical(visit("office-calendar", "fd-soziales").content).walk("VEVENT") == []


def test_office_page_leads_to_its_calendar(visit, scoped, edition):
    assert reverse("office-calendar", args=[scoped.slug, "fd-soziales"]) in text(visit("office", "fd-soziales"))


def test_deadline_of_a_round_goes_into_a_calendar_without_the_link(client, visit, scoped, edition, planner, rounds):
    from leitziel.strategy.actions.progress.links import new_office_link

    token = new_office_link(round_=rounds[1], organisation=office("fd-jugend"), actor=None)
    by_link = visit("office-link-deadline", token)
    client.force_login(planner)
    by_login = visit("round-deadline", rounds[1].slug)
    for shown in (by_link, by_login):
        event = Calendar.from_ical(shown.content).walk("VEVENT")[0]
        assert event["dtstart"].dt == dt.date(2027, 1, 31)
        assert str(event["uid"]) == "round-pruefstadt-sachstand-2026@leitziel"
    assert token not in by_link.content.decode().replace("\r\n ", "")
