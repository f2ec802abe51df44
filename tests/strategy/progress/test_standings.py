# SPDX-License-Identifier: EUPL-1.2
"""Where the measures of a round stand: read in a constant number of queries, by the same rules for everybody."""

import dataclasses
import datetime as dt

import pytest
from django.utils import timezone

from leitziel.core.access import Access
from leitziel.strategy.actions.progress.links import set_contact
from leitziel.strategy.actions.progress.rounds import publish_round
from leitziel.strategy.models import MeasureThread, ReportingRound, Responsibility, ThreadLink
from leitziel.strategy.queries.progress.history import history, newest_changes
from leitziel.strategy.queries.progress.rounds import newest_round, overview
from leitziel.strategy.queries.progress.standings import standings
from leitziel.strategy.queries.progress.values import Entry
from leitziel.strategy.standing import Stand, Standing
from tests.strategy.builders import build_edition

from .conftest import answer, closed, office, opened, threads

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 1, 10)


def in_years(scoped, *editions):
    """A round a year, each with the edition of its place, closed but the last; the newest last."""
    rounds = []
    for place, edition in enumerate(editions):
        year = 2027 - len(editions) + place
        made = opened(
            scoped,
            edition,
            title=f"Sachstand {year}",
            period_start=dt.date(year, 1, 1),
            reference_date=dt.date(year, 12, 31),
        )
        rounds.append(made)
    return rounds


def stands(round_):
    return [m.stand.standing for m in standings(round_).measures]


def test_measures_stand_where_the_answers_and_deadlines_say(edition, round_):
    first = threads(edition)
    answer(round_, first[0], "happened", text="Fest", evidence="Bericht")
    answer(round_, first[1], "underway")  # by 2026: the reference date is its last day
    answer(round_, first[2], "completed")
    answer(round_, first[5], "dropped", text="kein Geld")
    assert stands(round_) == [
        Standing.HAPPENED, Standing.ON_TRACK, Standing.DONE, Standing.NO_REPORT, Standing.NO_REPORT,
        Standing.GIVEN_UP, *[Standing.NO_REPORT] * 4,
    ]  # fmt: skip


def test_measure_that_nobody_reports_on_for_two_rounds_stands_out(scoped, edition):
    first, second, third = in_years(scoped, edition, edition, edition)
    one, two, three = threads(edition)[:3]
    answer(first, one, "quiet")
    answer(second, two, "underway")
    answer(first, three, "completed")
    assert stands(first)[3] is Standing.NO_REPORT
    found = standings(third).measures
    assert [(m.silent, m.stand.standing) for m in found[:4]] == [
        (2, Standing.SILENT), (1, Standing.NO_REPORT), (0, Standing.DONE), (3, Standing.SILENT),
    ]  # fmt: skip
    assert found[2].stand == Stand(Standing.DONE, carried=True)
    assert [m.open for m in found[:4]] == [True, True, False, True]


def test_round_that_did_not_ask_for_a_measure_does_not_count_as_silence(scoped, edition):
    other = build_edition(scoped, concept="Inklusionskonzept", fields=1, goals_per_field=1, measures=2)
    _first, second = in_years(scoped, other, edition)
    assert {m.silent for m in standings(second).measures} == {1}


def test_progress_goes_on_in_the_next_edition(scoped, edition):
    newer = build_edition(scoped, label="2027", fields=2, goals_per_field=1, measures=10, continues=edition)
    first, second = in_years(scoped, edition, newer)
    answer(first, threads(edition)[1], "underway", text="Der Umbau läuft.")
    found = standings(second).measures[1]
    assert (found.edition, found.before.text, found.before.round.title) == (
        newer.pk,
        "Der Umbau läuft.",
        "Sachstand 2025",
    )


def test_rhythm_of_a_yearly_measure_is_kept_by_the_date_of_its_evidence(scoped, edition):
    first, second = in_years(scoped, edition, edition)
    yearly = threads(edition)[3]
    answer(first, yearly, "happened", text="Fest", evidence_date=dt.date(2025, 12, 31))
    answer(second, yearly, "quiet")
    assert standings(second).measures[3].stand.standing is Standing.ON_TRACK
    MeasureThread.objects.get(pk=yearly.pk).reports.filter(round=first).update(evidence_date=dt.date(2025, 12, 30))
    assert standings(second).measures[3].stand.standing is Standing.QUIET


def test_measures_without_an_office_are_named_by_their_printed_lead(edition, round_):
    thread = threads(edition)[1]
    Responsibility.objects.filter(measure__thread=thread, role="lead").update(organisation=None, name="Amt für Neues")
    found = standings(round_).measures[1]
    assert (found.answers, found.unassigned, found.partners) == ((), ("Amt für Neues",), ("Team Wohnen",))
    assert [m.thread for m in overview(round_, TODAY).nobody] == [thread.pk]


@pytest.mark.parametrize(("measures", "years"), [(10, 1), (300, 3)])
def test_queries_are_as_many_however_much_there_is(scoped, django_assert_num_queries, measures, years):
    edition = build_edition(scoped, concept="Sozialkonzept", fields=4, goals_per_field=2, measures=measures)
    rounds = in_years(scoped, *[edition] * years)
    for row in rounds:
        answer(row, threads(edition)[1], "underway")
    row, own = ReportingRound.objects.get(pk=rounds[-1].pk), [office("fd-soziales").pk]
    with django_assert_num_queries(5):  # rounds with editions, measures with parties, fields, goals, reports
        assert len(standings(row).measures) == measures
    with django_assert_num_queries(5):  # the same without goals, and how the offices are reached
        assert overview(row, TODAY).asked == measures
    with django_assert_num_queries(6):  # threads of a part are asked for by themselves
        found = standings(row, organisations=own).measures
    assert {m.answers[0].name for m in found} == {"FD Soziales"}
    assert len(found) == measures / 5


def test_part_of_a_round_says_the_same_as_the_whole(scoped, edition):
    first, second, third = in_years(scoped, edition, edition, edition)
    answer(first, threads(edition)[1], "underway", text="läuft")
    answer(third, threads(edition)[6], "happened", text="Fest", evidence="Bericht")
    whole = [m for m in standings(third).measures if m.answers[0].name == "FD Soziales"]
    assert list(standings(third, organisations=[office("fd-soziales").pk]).measures) == whole
    assert list(standings(third, threads=[m.thread for m in whole]).measures) == whole
    assert [m.silent for m in whole] == [2, 0]
    assert second.pk != third.pk


def test_overview_says_who_is_missing_and_how_they_are_reached(scoped, edition, round_, make_user):
    make_user(scoped, "office", office("fd-soziales"))
    set_contact(round_=round_, organisation=office("team-wohnen"), actor=None, name="Frau Muster", email="m@w.example")
    answer(round_, threads(edition)[1], "underway")
    rows = {row.office.name: row for row in overview(round_, TODAY).offices}
    assert {name: (row.asked, row.answered, row.open) for name, row in rows.items()} == {
        "Dezernat Soziales": (2, 0, 2),
        "FD Soziales": (2, 1, 1),
        "Team Wohnen": (2, 0, 2),
        "FD Jugend": (2, 0, 2),
        "FD Gesundheit": (2, 0, 2),
    }
    assert {name: (row.people, row.contact, row.reachable) for name, row in rows.items()} == {
        "Dezernat Soziales": (0, "", False),
        "FD Soziales": (1, "", True),
        "Team Wohnen": (0, "Frau Muster", True),
        "FD Jugend": (0, "", False),
        "FD Gesundheit": (0, "", False),
    }


def test_field_counts_what_lies_in_the_fields_below_it(edition, round_):
    ((shape, whole, rows),) = overview(round_, TODAY).plans
    assert [(row.depth, row.roll_up.total) for row in rows] == [(0, 10), (1, 5)]
    assert (whole.total, shape.concept) == (10, "Integrationskonzept")


def test_history_shows_everybody_published_rounds_and_insiders_all(scoped, edition, planner):
    first, second = in_years(scoped, edition, edition)
    thread = threads(edition)[1]
    answer(first, thread, "underway", text="Bagger bestellt", internal_note="GEHEIM")
    answer(second, thread, "completed", text="Eingeweiht")
    first = closed(first)
    publish_round(round_=first, actor=None, version=first.version)
    nobody, insider = Access(_anonymous(), scoped), Access(planner, scoped)
    assert [p.entry.text for p in history(nobody, thread.pk)] == ["Bagger bestellt"]
    assert [p.inside for p in history(nobody, thread.pk)] == [None]
    assert [p.entry.text for p in history(insider, thread.pk)] == ["Eingeweiht", "Bagger bestellt"]
    assert history(insider, thread.pk)[1].inside.internal_note == "GEHEIM"


def test_history_holds_what_was_reported_of_a_measure_that_was_merged_in(scoped, edition, planner):
    (first,) = in_years(scoped, edition)
    kept, gone = threads(edition)[1:3]
    answer(first, gone, "underway", text="im anderen")
    MeasureThread.objects.filter(pk=gone.pk).update(merged_into=kept)
    assert [(p.entry.text, p.of) for p in history(Access(planner, scoped), kept.pk)] == [("im anderen", gone.short_id)]


def test_history_of_a_part_holds_what_was_reported_of_the_whole(scoped, edition, planner):
    newer = build_edition(scoped, label="2027", fields=2, goals_per_field=1, measures=11, continues=edition)
    (first,) = in_years(scoped, edition)
    whole, part = threads(edition)[1], threads(newer)[10]
    answer(first, whole, "underway", text="vor der Teilung")
    ThreadLink(
        municipality=scoped,
        edition=newer,
        old_measure=whole,
        new_measure=part,
        kind=ThreadLink.Kind.PART,
        at=timezone.now(),
    ).save()
    found = history(Access(planner, scoped), part.pk)
    assert [(p.entry.text, p.of) for p in found] == [("vor der Teilung", whole.short_id)]


def test_newest_changes_are_states_that_differ_from_the_round_before(scoped, edition):
    rounds = in_years(scoped, edition, edition)
    one, two = threads(edition)[1:3]
    answer(rounds[0], one, "underway")
    answer(rounds[1], one, "completed")
    answer(rounds[0], two, "underway")
    answer(rounds[1], two, "underway")
    nobody = Access(_anonymous(), scoped)
    assert newest_changes(nobody) == []
    for row in map(closed, rounds):
        publish_round(round_=row, actor=None, version=row.version)
    found = [(c.short_id, c.before, c.entry.state) for c in newest_changes(nobody)]
    assert found[0] == (one.short_id, str(_label("underway")), "completed")
    assert sorted(found[1:]) == sorted([(one.short_id, "", "underway"), (two.short_id, "", "underway")])


def test_newest_round_is_the_published_one_for_the_public(scoped, edition):
    first, second = in_years(scoped, edition, edition)
    assert newest_round(insider=False) is None
    first = closed(first)
    publish_round(round_=first, actor=None, version=first.version)
    assert newest_round(insider=False, edition=edition.pk) == first
    assert newest_round(insider=True, edition=edition.pk) == second


def test_public_part_of_a_report_has_no_place_for_what_is_internal():
    assert {f.name for f in dataclasses.fields(Entry)} == {
        "round", "state", "state_label", "text", "missing", "next_step", "evidence", "evidence_address", "evidence_date",
        "office", "submitted_at",
    }  # fmt: skip


def _anonymous():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def _label(state):
    from leitziel.strategy.enums import ProgressState

    return ProgressState(state).label
