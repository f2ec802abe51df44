# SPDX-License-Identifier: EUPL-1.2
"""Three reporting rounds of the demo city, through the real actions: two that are over and published, one that runs.

The days follow the day of loading: the open round asks for the end of the current month and gives three weeks, the
others lie half a year and a year before it. Each takes the editions that were in force on its reference date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from leitziel.core.models import Membership, Municipality, Organisation, OutgoingMail, User
from leitziel.demo.city import read
from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.actions.editing.values import Party
from leitziel.strategy.actions.progress.links import set_contact
from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
from leitziel.strategy.actions.progress.rounds import (
    Facts,
    change_round_state,
    create_round,
    edit_round,
    publish_round,
)
from leitziel.strategy.enums import EditionState, ReportChannel, RoundState
from leitziel.strategy.models import Edition, Measure, MeasureThread, ProgressReport, ReportingRound
from leitziel.strategy.queries.progress.standings import standings
from leitziel.strategy.queries.progress.values import MeasureStand

SITE = "http://127.0.0.1:8000"
TIME_TO_ANSWER = dt.timedelta(days=21)
HALF_YEARS_AGO = (2, 1, 0)
# The address of a round is made of its first title and stays: these do not depend on the day of loading.
FIRST_TITLES = ("Erste Runde", "Zweite Runde", "Dritte Runde")
BY_SOCIAL_PLANNING = 8  # each eighth answer came in by telephone


@dataclass(frozen=True, slots=True)
class People:
    """Who answers for which office: people with an account, and contacts by link."""

    logins: dict[int, User]
    contacts: dict[int, str]


def load_progress(municipality: Municipality, planner: User) -> None:
    """Needs the open scope and the language of the screen."""
    rows, today = read("progress.toml"), timezone.localdate()
    _without_an_office(planner, rows["without_office"])
    people = _people(rows)
    for number, ago in enumerate(HALF_YEARS_AGO):
        on = month_end(today, 6 * ago)
        deadline = today + TIME_TO_ANSWER if ago == 0 else on + TIME_TO_ANSWER
        round_ = _open(municipality, planner, on, deadline, rows)
        measures = standings(round_, goals=False).measures
        _answer(round_, measures, number, people, planner, rows)
        if ago:
            _finish(round_, planner)


def _without_an_office(planner: User, row: dict[str, str]) -> None:
    """A measure whose office is still to be named: the round shows that nobody is asked for it."""
    measure = (
        Measure.objects.filter(edition__concept__slug=row["concept"], edition__state=EditionState.ADOPTED)
        .select_related("edition__municipality", "edition__concept", "thread")
        .order_by("-position")
        .first()
    )
    if measure is not None:
        parties = [Party(row["name"], organisation=None)]
        edit_measure(
            actor=planner, measure=measure, version=None, values={"responsibilities": parties}, reason=row["reason"]
        )


def month_end(today: dt.date, months_ago: int) -> dt.date:
    """The last day of the month so many months ago."""
    months = today.year * 12 + today.month - months_ago  # of the month after it, counted from 0
    return dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1)


def _people(rows: dict[str, Any]) -> People:
    offices = {o.name: o.pk for o in Organisation.objects.all()}
    members = Membership.objects.filter(role__in=[Membership.Role.OFFICE, Membership.Role.PROVIDER])
    logins = {m.organisation_id: m.user for m in members.select_related("user").order_by("-pk") if m.organisation_id}
    return People(logins, {offices[row["office"]]: row["name"] for row in rows["contacts"]})


def _open(
    municipality: Municipality, planner: User, on: dt.date, deadline: dt.date, rows: dict[str, Any]
) -> ReportingRound:
    before = ReportingRound.objects.order_by("-reference_date").first()
    facts = Facts(
        title=FIRST_TITLES[ReportingRound.objects.count()],
        editions=_in_force(on),
        period_start=before.reference_date + dt.timedelta(days=1)
        if before
        else month_end(on, 6) + dt.timedelta(days=1),
        reference_date=on,
        deadline=deadline,
        message=rows["message"]["text"],
        previous=before,
    )
    round_ = create_round(municipality=municipality, actor=planner, facts=facts)
    named = replace(facts, title=f"Sachstand {date_format(on, 'F Y')}")
    round_ = edit_round(round_=round_, actor=planner, version=round_.version, facts=named)
    if before is None:
        offices = {o.name: o for o in Organisation.objects.select_related("municipality")}
        for row in rows["contacts"]:
            email = f"{row['name'].split()[-1].lower()}@auenmuenster.example"
            set_contact(
                round_=round_, organisation=offices[row["office"]], actor=planner, name=row["name"], email=email
            )
    return change_round_state(round_=round_, actor=planner, version=round_.version, state=RoundState.OPEN, site=SITE)


def _in_force(on: dt.date) -> list[Edition]:
    """Of each concept the edition that was in force on the day, else the one that is adopted now."""
    chosen: dict[int, Edition] = {}
    for edition in Edition.objects.filter(published_at__isnull=False).order_by("label"):
        valid = (edition.valid_from or on) <= on <= (edition.valid_to or on)
        if valid or (edition.state == EditionState.ADOPTED and edition.concept_id not in chosen):
            chosen[edition.concept_id] = edition
    return list(chosen.values())


def _answer(  # noqa: PLR0917 - what an answer is made of
    round_: ReportingRound,
    measures: Sequence[MeasureStand],
    number: int,
    people: People,
    planner: User,
    rows: dict[str, Any],
) -> None:
    threads = MeasureThread.objects.in_bulk([m.thread for m in measures])
    offices = Organisation.objects.in_bulk([o.id for m in measures for o in m.answers])
    for place, measure in enumerate(measures):
        courses = rows["courses"]["ongoing" if measure.ongoing else "with_end"]
        state = courses[place % len(courses)][number]
        if measure.last_day and measure.last_day < round_.reference_date and place % 4 != 3:
            state = "underway"  # overdue: most offices still work on it
        if state == "-" or measure.stand.carried or not measure.answers:
            continue
        submit_report(
            round_=round_,
            thread=threads[measure.thread],
            answer=_words(rows, state, place + number, round_),
            by=_by(measure, offices, people, planner, place),
            seen=0,
        )


def _words(rows: dict[str, Any], state: str, turn: int, round_: ReportingRound) -> Answer:
    words = rows["words"][state]

    def of(name: str) -> str:
        return str(words[name][turn % len(words[name])]) if name in words else ""

    # So that dates differ, and none lies in the future of the day on which the demo is loaded.
    day = min(round_.reference_date, timezone.localdate()) - dt.timedelta(days=7 + 5 * (turn % 11))
    return Answer(
        state,
        text=of("text"),
        missing=of("missing"),
        next_step=of("next_step"),
        evidence=of("evidence"),
        evidence_date=day if state == "happened" else None,
        internal_note=rows["notes"]["texts"][turn % len(rows["notes"]["texts"])],
    )


def _by(
    measure: MeasureStand, offices: dict[int, Organisation], people: People, planner: User, place: int
) -> Answering:
    """The office's person with an account, else its contact by link, else social planning."""
    office = offices[measure.answers[0].id] if measure.answers else None
    if office is not None and place % BY_SOCIAL_PLANNING:
        if office.pk in people.logins:
            return Answering(people.logins[office.pk], office, ReportChannel.LOGIN)
        if office.pk in people.contacts:
            return Answering(None, office, ReportChannel.LINK, people.contacts[office.pk])
    return Answering(planner, office, ReportChannel.COORDINATOR)


def _finish(round_: ReportingRound, planner: User) -> None:
    """Close and publish, then write the days down as they were; letters of a round that is long over go nowhere."""
    closed = change_round_state(round_=round_, actor=planner, version=round_.version, state=RoundState.CLOSED)
    publish_round(round_=closed, actor=planner, version=closed.version)
    end = dt.datetime.combine(round_.deadline, dt.time(9), tzinfo=timezone.get_current_timezone())
    week = dt.timedelta(weeks=1)
    days = {"opened_at": end - 3 * week, "closed_at": end + week, "published_at": end + 2 * week}
    ReportingRound.objects.filter(pk=round_.pk).update(**days)
    ProgressReport.objects.filter(round=round_).update(submitted_at=end - week)
    OutgoingMail.objects.filter(key__startswith="progress").delete()
