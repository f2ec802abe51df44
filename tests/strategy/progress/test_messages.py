# SPDX-License-Identifier: EUPL-1.2
"""What offices and coordinators are told: few messages, each once, nothing lost while the mail server is down."""

import datetime as dt
import re

import pytest
import time_machine
from django.utils import timezone

from leitziel.core import outbox
from leitziel.core.mail_server import MailServer
from leitziel.core.models import OutgoingMail
from leitziel.strategy.actions.progress.links import office_of, set_contact
from leitziel.strategy.actions.progress.messages import occasion, write_messages
from leitziel.strategy.actions.progress.rounds import change_round_state, create_round
from leitziel.strategy.enums import RoundState
from leitziel.strategy.housekeeping import ask_for_progress
from tests.strategy.builders import build_edition

from .conftest import DAY, answer, closed, facts, office, threads

pytestmark = pytest.mark.django_db
BEGUN = dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC)  # a Monday
DEADLINE = dt.date(2027, 1, 31)


@pytest.fixture
def people(scoped, edition, make_user):
    """Somebody at FD Soziales and at FD Jugend; the other offices have nobody."""
    return [make_user(scoped, "office", office(slug), f"{slug}@stadt.example") for slug in ("fd-soziales", "fd-jugend")]


def start(scoped, *editions, **values):
    with time_machine.travel(BEGUN, tick=False):
        made = create_round(
            municipality=scoped, actor=None, facts=facts(editions[0], editions=list(editions), **values)
        )
        return change_round_state(
            round_=made, actor=None, version=made.version, state=RoundState.OPEN, site="http://haus.example"
        )


def mails(**by):
    return list(OutgoingMail.objects.filter(**by).order_by("pk"))


def run(scoped, day, hour=9):
    """What the hourly work writes on a day (a date, or days after the beginning)."""
    moment = BEGUN + day * DAY if isinstance(day, int) else dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        return write_messages(scoped, timezone.now())


def test_opening_asks_each_person_once_with_their_measures_and_the_address(scoped, edition, people):
    round_ = start(scoped, edition, message="Bitte kurz und ehrlich.")
    found = {mail.recipient: mail for mail in mails()}
    assert found.keys() == {"fd-soziales@stadt.example", "fd-jugend@stadt.example"}
    text = found["fd-soziales@stadt.example"].text
    assert "http://haus.example/pruefstadt/arbeit/berichtsrunden/sachstand-2026/melden/" in text
    assert "31. Januar 2027" in text
    assert "Bitte kurz und ehrlich." in text
    assert all(m in text for m in ("- M2 ", "- M7 "))  # the two that FD Soziales leads
    assert "- M1 " not in text
    assert run(scoped, 0) == 0
    assert round_.site == "http://haus.example"


def test_contact_gets_a_link_that_opens(scoped, edition):
    with time_machine.travel(BEGUN, tick=False):
        made = create_round(municipality=scoped, actor=None, facts=facts(edition))
        set_contact(
            round_=made, organisation=office("team-wohnen"), actor=None, name="Frau Muster", email="m@w.example"
        )
        change_round_state(
            round_=made, actor=None, version=made.version, state=RoundState.OPEN, site="http://haus.example"
        )
        (mail,) = mails()
        token = re.search(r"http://haus\.example/pruefstadt/meldung/([^/\s]+)/", mail.text)[1]
        assert office_of(scoped, token).organisation.slug == "team-wohnen"
    run(scoped, DEADLINE - 7 * DAY)
    first, reminder = mails()
    again = re.search(r"/meldung/([^/\s]+)/", reminder.text)[1]
    with time_machine.travel(BEGUN + 3 * DAY, tick=False):
        for each in (token, again):  # the reminder does not end the link of the first message
            assert office_of(scoped, each).number == 1
    assert first.recipient == reminder.recipient == "m@w.example"


def test_whole_round_takes_three_messages_an_office_and_one_digest_a_week(scoped, edition, people, planner):
    start(scoped, edition)
    day = BEGUN.date()
    while day < DEADLINE + 30 * DAY:
        for hour in (1, 9, 17):
            run(scoped, day, hour)
        day += DAY
    to_office = [mail.subject for mail in mails(recipient="fd-soziales@stadt.example")]
    assert len(to_office) == 3
    assert to_office[1].startswith("Erinnerung")
    digests = mails(recipient=planner.email)
    weeks = {(day.isocalendar().year, day.isocalendar().week) for day in (BEGUN.date() + n * DAY for n in range(1, 57))}
    assert len(digests) <= len(weeks)
    assert len({mail.key for mail in digests}) == len(digests)
    assert "FD Soziales" in digests[0].text
    assert "http://haus.example/pruefstadt/arbeit/berichtsrunden/sachstand-2026/" in digests[0].text


def test_office_that_has_answered_is_left_alone(scoped, edition, people):
    round_ = start(scoped, edition)
    for place in (1, 6):  # both measures of FD Soziales
        with time_machine.travel(BEGUN + DAY, tick=False):
            state = "underway" if place == 1 else "happened"
            answer(round_, threads(edition)[place], state, text="Es ging voran.", evidence="Bericht")
    run(scoped, DEADLINE - 7 * DAY)
    assert len(mails(recipient="fd-soziales@stadt.example")) == 1
    assert len(mails(recipient="fd-jugend@stadt.example")) == 2


def test_worker_that_was_down_reminds_late_but_once(scoped, edition, people):
    start(scoped, edition)
    run(scoped, DEADLINE - 2 * DAY)
    run(scoped, DEADLINE - 2 * DAY, 20)
    assert len(mails(recipient="fd-soziales@stadt.example")) == 2


def test_round_opened_within_the_last_week_skips_the_reminder(scoped, edition, people):
    start(scoped, edition, deadline=BEGUN.date() + 3 * DAY)
    for day in range(4):
        run(scoped, day)
    assert len(mails(recipient="fd-soziales@stadt.example")) == 1
    run(scoped, 4)
    assert len(mails(recipient="fd-soziales@stadt.example")) == 2


def test_person_with_two_offices_and_two_rounds_gets_one_message(scoped, edition, people, make_user):
    from leitziel.core.models import Membership

    Membership(
        municipality=scoped,
        user=people[0],
        role="office",
        organisation=office("fd-jugend"),
        valid_from=dt.date(2020, 1, 1),
    ).save()
    other = build_edition(scoped, concept="Inklusionskonzept", fields=2, goals_per_field=1, measures=10)
    with time_machine.travel(BEGUN, tick=False):
        for number, plan in enumerate((edition, other)):
            made = create_round(municipality=scoped, actor=None, facts=facts(plan, title=f"Runde {number}"))
            change_round_state(round_=made, actor=None, version=made.version, state=RoundState.OPEN)
    OutgoingMail.objects.all().delete()
    run(scoped, DEADLINE - 7 * DAY)
    (mail,) = mails(recipient="fd-soziales@stadt.example")
    assert mail.text.count("Runde 0") == mail.text.count("Runde 1") == 2  # FD Soziales and FD Jugend in either
    assert run(scoped, DEADLINE - 6 * DAY) == 0


def test_round_opened_again_asks_those_who_still_owe_an_answer(scoped, edition, people):
    round_ = start(scoped, edition)
    for place in (1, 6):  # both measures of FD Soziales
        answer(round_, threads(edition)[place], "underway" if place == 1 else "quiet")
    shut = closed(round_)
    with time_machine.travel(BEGUN + 5 * DAY, tick=False):
        change_round_state(round_=shut, actor=None, version=shut.version, state=RoundState.OPEN)
    assert len(mails(recipient="fd-soziales@stadt.example")) == 1
    assert len(mails(recipient="fd-jugend@stadt.example")) == 2


def test_whoever_can_log_in_for_an_office_is_asked_whatever_the_role(scoped, edition, make_user):
    for role in ("provider", "planning", "reader"):
        make_user(scoped, role, office("team-wohnen"), f"{role}@stadt.example")
    start(scoped, edition)
    assert {mail.recipient for mail in mails()} == {"provider@stadt.example", "planning@stadt.example"}


def test_draft_and_closed_rounds_say_nothing(scoped, edition, people):
    create_round(municipality=scoped, actor=None, facts=facts(edition))
    assert run(scoped, DEADLINE) == 0
    closed(start(scoped, edition, title="Zweite"))
    OutgoingMail.objects.all().delete()
    assert run(scoped, DEADLINE - 7 * DAY) == 0


def test_hourly_work_visits_every_municipality(scoped, edition, people):
    start(scoped, edition)
    with time_machine.travel(DEADLINE - 7 * DAY + dt.timedelta(hours=12), tick=False):
        ask_for_progress(timezone.now())
    assert len(mails(recipient="fd-soziales@stadt.example")) == 2


def test_mail_server_that_is_down_loses_nothing_and_sends_once(scoped, edition, people, tmp_path):
    start(scoped, edition)
    down = MailServer(kind="smtp", host="127.0.0.1", port=9)
    with time_machine.travel(BEGUN + dt.timedelta(minutes=1), tick=False):
        assert outbox.send_due(server=down).sent == 0
    up = MailServer(kind="file", folder=str(tmp_path))
    with time_machine.travel(BEGUN + DAY, tick=False):
        assert outbox.send_due(server=up).sent == 2
        assert outbox.send_due(server=up).sent == 0
    assert len(list(tmp_path.glob("*.eml"))) == 2


@pytest.mark.parametrize(
    ("opened", "today", "wanted"),
    [
        (-40, -40, "o"),
        (-40, -8, "o"),
        (-40, -7, "s"),
        (-40, 0, "s"),
        (-40, 1, "v"),
        (-3, 0, "o"),
        (-3, 1, "v"),
        (5, 6, "o"),
    ],
)
def test_occasion_is_the_newest_that_has_come(scoped, edition, opened, today, wanted):
    round_ = create_round(municipality=scoped, actor=None, facts=facts(edition))
    noon = dt.datetime.combine(DEADLINE, dt.time(12), tzinfo=dt.UTC)
    round_.opened_at = noon + opened * DAY
    assert occasion(round_, DEADLINE + today * DAY) == wanted
