# SPDX-License-Identifier: EUPL-1.2
"""Answers: given, put right, taken back; refused with a reason, and then nothing changed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.log import verify
from leitziel.core.models import LogDetail
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report, withdraw_report
from leitziel.strategy.enums import PROGRESS_TRANSITIONS, ProgressState, ReportChannel
from leitziel.strategy.models import Measure, ProgressReport, Responsibility
from leitziel.strategy.standing import states_for
from tests.strategy.builders import build_edition

from .conftest import answer, closed, office, opened, threads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ONGOING, BY_2026, BY_2027 = 0, 1, 2  # place of a measure with such a deadline in the plan
SHOWN = {"text": "Das Fest fand statt.", "evidence_date": dt.date(2026, 6, 1)}


def test_answer_is_kept_with_who_gave_it(scoped, edition, round_, make_user):
    thread, lead = threads(edition)[BY_2026], office("fd-soziales")
    person = make_user(scoped, "office", lead)
    row = answer(
        round_, thread, "underway", text="  Der Umbau läuft. ", next_step="Abnahme", evidence="Bauprotokoll",
        evidence_address="https://bau.example/1", internal_note="knapp", by=Answering(person, lead, ReportChannel.LOGIN),
    )  # fmt: skip
    row = ProgressReport.objects.get(pk=row.pk)
    assert (row.state, row.text, row.organisation, row.by, row.channel) == (
        "underway", "Der Umbau läuft.", lead, person, "login",
    )  # fmt: skip
    payload = LogDetail.objects.get(entry__verb="strategy.progress.reported").payload
    assert payload["changes"]["state"] == ["", "underway"]
    assert payload["children"][0]["office"] == "FD Soziales"
    assert verify(scoped) == []


def test_holder_of_the_link_answers_under_a_name(edition, round_):
    by = Answering(None, office("fd-soziales"), ReportChannel.LINK, "Frau Muster")
    row = answer(round_, threads(edition)[BY_2026], "underway", by=by)
    assert (row.by, row.by_name, row.channel) == (None, "Frau Muster", "link")


def test_coordinator_answers_for_any_office_and_the_log_says_so(scoped, edition, round_, planner):
    by = Answering(planner, office("fd-soziales"), ReportChannel.COORDINATOR)
    answer(round_, threads(edition)[BY_2026], "underway", by=by)
    payload = LogDetail.objects.get(entry__verb="strategy.progress.reported").payload
    assert payload["actor"] == planner.name
    assert payload["children"][0]["channel"] == "coordinator"


def test_same_answer_again_writes_nothing(edition, round_):
    first = answer(round_, threads(edition)[BY_2026], "underway", text="läuft")
    again = answer(round_, threads(edition)[BY_2026], "underway", text="läuft ", seen=1)
    assert (again.version, again.submitted_at) == (1, first.submitted_at)
    assert LogDetail.objects.filter(entry__verb="strategy.progress.reported").count() == 1


@pytest.mark.parametrize("seen", [0, 2])
def test_second_of_two_answers_does_not_overwrite_the_first_unseen(edition, round_, seen):
    thread = threads(edition)[BY_2026]
    answer(round_, thread, "underway", text="erste")
    with pytest.raises(ChangedMeanwhileError) as told:
        answer(round_, thread, "completed", text="zweite", seen=seen)
    assert told.value.things[0].text == "erste"
    assert ProgressReport.objects.get().text == "erste"


def test_answer_is_put_right_by_who_has_seen_it(edition, round_):
    thread = threads(edition)[BY_2026]
    answer(round_, thread, "underway", text="erste")
    assert answer(round_, thread, "completed", text="zweite", seen=1).version == 2
    assert ProgressReport.objects.get().text == "zweite"


def test_office_without_a_part_is_refused(edition, round_):
    by = Answering(None, office("fd-gesundheit"), ReportChannel.LINK)
    with pytest.raises(ProgressError, match="FD Gesundheit"):
        answer(round_, threads(edition)[BY_2026], "underway", by=by)
    assert not ProgressReport.objects.exists()


def test_partner_is_not_asked_but_involved_is_where_nobody_leads(edition, round_):
    thread = threads(edition)[BY_2026]  # led by FD Soziales, partner is Team Wohnen
    by = Answering(None, office("team-wohnen"), ReportChannel.LINK)
    with pytest.raises(ProgressError):
        answer(round_, thread, "underway", by=by)
    Responsibility.objects.filter(measure__thread=thread).update(role="unspecified")
    assert answer(round_, thread, "underway", by=by).organisation == by.organisation


def test_measure_that_moved_to_another_office_is_answered_by_that_one(edition, round_):
    thread = threads(edition)[BY_2026]
    before, after = (Answering(None, office(slug), ReportChannel.LINK) for slug in ("fd-soziales", "fd-jugend"))
    Responsibility.objects.filter(measure__thread=thread, role="lead").update(organisation=after.organisation)
    with pytest.raises(ProgressError, match="FD Soziales"):
        answer(round_, thread, "underway", by=before)
    assert answer(round_, thread, "underway", by=after).state == "underway"


def test_measure_outside_the_round_is_refused(scoped, round_):
    other = build_edition(scoped, concept="Inklusionskonzept", measures=2, fields=1, goals_per_field=1)
    with pytest.raises(ProgressError, match="not part"):
        answer(round_, threads(other)[0], "happened", **SHOWN)


def test_round_that_is_not_open_takes_no_answer(scoped, edition, round_):
    row = answer(round_, threads(edition)[BY_2026], "underway")
    closed(round_)
    with pytest.raises(ProgressError, match="not open any more"):
        answer(round_, threads(edition)[BY_2027], "underway")
    with pytest.raises(ProgressError):
        withdraw_report(report=row, actor=None, version=1)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize("place", [ONGOING, BY_2026])
@pytest.mark.parametrize("state", list(ProgressState))
def test_states_are_those_that_fit_the_deadline(edition, round_, place, state):
    thread = threads(edition)[place]
    kind = Measure.objects.get(thread=thread).deadline_kind
    if state in states_for(kind):
        assert answer(round_, thread, state, **SHOWN).state == state
    else:
        with pytest.raises(ProgressError) as refused:
            answer(round_, thread, state, **SHOWN)
        assert refused.value.field == "state"


@pytest.mark.parametrize(
    ("state", "values", "field"),
    [
        ("happened", {"evidence": "Bericht"}, "text"),
        ("happened", {"text": "Das Fest fand statt."}, "evidence_date"),
        ("happened", {"text": "Das Fest fand statt.", "evidence_date": dt.date(2027, 1, 1)}, "evidence_date"),
        ("happened", {"text": "Das Fest fand statt.", "evidence_date": dt.date(2025, 12, 31)}, "evidence_date"),
        ("ended", {}, "text"),
        ("paused", {"text": "  "}, "text"),
    ],
)
def test_answer_that_says_too_little_is_refused_with_the_field(edition, round_, state, values, field):
    with pytest.raises(ProgressError) as refused:
        answer(round_, threads(edition)[ONGOING], state, **values)
    assert refused.value.field == field
    assert not ProgressReport.objects.exists()


def test_everything_that_is_wrong_is_said_at_once(edition, round_):
    with pytest.raises(ProgressError) as refused:
        answer(round_, threads(edition)[ONGOING], "happened")
    assert [field for field, _message in refused.value.problems] == ["text", "evidence_date"]


def test_ongoing_measure_says_what_happened_with_date_or_evidence(edition, round_):
    thread = threads(edition)[ONGOING]
    answer(round_, thread, "happened", text="Das Fest fand statt.", evidence="Bericht in der Zeitung")
    assert answer(round_, thread, "quiet", seen=1).state == "quiet"


@pytest.mark.parametrize("before", ["not_started", "underway", "completed", "paused", "dropped"])
@pytest.mark.parametrize("now", ["not_started", "underway", "completed"])
def test_unusual_step_from_round_to_round_says_why(scoped, edition, before, now):
    thread = threads(edition)[BY_2027]
    first = opened(
        scoped, edition, title="2025", period_start=dt.date(2025, 1, 1), reference_date=dt.date(2025, 12, 31)
    )
    answer(first, thread, before, text="so war es")
    second = opened(scoped, edition)
    if ProgressState(now) in PROGRESS_TRANSITIONS[ProgressState(before)]:
        assert answer(second, thread, now).state == now
        return
    with pytest.raises(ProgressError) as refused:
        answer(second, thread, now)
    assert refused.value.field == "text"
    assert answer(second, thread, now, text="weil der Träger gewechselt hat").state == now


def test_answer_is_taken_back(scoped, edition, round_, planner):
    row = answer(round_, threads(edition)[BY_2026], "underway", text="läuft")
    with pytest.raises(ChangedMeanwhileError):
        withdraw_report(report=row, actor=planner, version=7)
    withdraw_report(report=row, actor=planner, version=1)
    assert not ProgressReport.objects.exists()
    payload = LogDetail.objects.get(entry__verb="strategy.progress.withdrawn").payload
    assert payload["changes"] == {"state": ["underway", None], "text": ["läuft", None]}


def test_address_that_is_no_web_address_is_not_kept(edition, round_):
    row = answer(round_, threads(edition)[BY_2026], "underway", evidence_address="javascript:alert(1)")
    assert row.evidence_address == ""


def test_database_refuses_two_answers_of_a_round(scoped, edition, round_):
    row = answer(round_, threads(edition)[BY_2026], "underway")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_texts_are_normalised(edition, round_):
    row = answer(round_, threads(edition)[BY_2026], "underway", text="fu\u0308r alle\x00")
    assert ProgressReport.objects.get(pk=row.pk).text == "für alle"


def test_submit_takes_keywords_only():
    with pytest.raises(TypeError):
        submit_report(None, None, Answer("underway"), None, 0)
