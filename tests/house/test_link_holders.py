# SPDX-License-Identifier: EUPL-1.2
"""Holders of signed links: what each link opens, and that it opens nothing once it is over, taken back, used, bent,
or shown at another door. Every address with a signed part is in the table."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from leitziel.bodies.actions import calendar
from leitziel.core.actions import invitations
from leitziel.core.links import make_link
from leitziel.core.models import Invitation, Organisation
from leitziel.strategy.actions.progress import links as office_links
from leitziel.strategy.actions.progress.rounds import change_round_state
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import ReportingRound
from tests.house.tables import ADDRESSES
from tests.house.test_matrix import PUBLIC, content, names_for, walk
from tests.house.world import patterns

DAY = dt.timedelta(days=1)
OFFICE_LINKS = ("office-link", "office-link-deadline", "office-link-measure", "tasklist-by-link")
# address -> purpose of its link, how long it lives, what it answers when it opens nothing
LINKS = {
    "invitation": (invitations.PURPOSE, invitations.VALID, 410),
    "own-calendar-feed": (calendar.PURPOSE, calendar.VALID, 404),
    # the planted round's deadline is 30 days ahead
    **dict.fromkeys(OFFICE_LINKS, (office_links.PURPOSE, 30 * DAY + office_links.GRACE, 410)),
}
HOLDER = pytest.mark.parametrize("name", sorted(LINKS))


def get(name, tenant, token, client=None):
    more = [tenant.published[f"{name}.{part}"] for part in ("short_id", "name") if part in patterns()[name][1]]
    return (client or Client()).get(reverse(name, args=[tenant.municipality.slug, token, *more]))


def token_of(world, name):
    return world[0].published[f"{name}.token"]


def opens_nothing(world, name, answer):
    body = content(answer).decode().lower()
    return answer.status_code == LINKS[name][2] and world[0].word not in body and "@" not in body


def test_every_address_with_a_signed_part_is_in_the_table():
    signed = {name for name, (_item, parts) in patterns().items() if "token" in parts}
    assert signed == LINKS.keys()
    # the link for a new password is the library's: tests/portal/test_login.py
    assert {n for n, (_i, parts) in patterns().items() if "key" in parts} == {"account_reset_password_from_key"}


@pytest.mark.django_db
@HOLDER
def test_valid_link_opens_its_page_and_nothing_else(world, name):
    client = Client()
    assert get(name, world[0], token_of(world, name), client).status_code == 200
    names = [n for n in names_for("anonymous") if ADDRESSES[n] not in PUBLIC]
    wrong = []
    for other, path, answer in walk(client, names, world[0].published, world[0].municipality):
        if answer.status_code not in {403, 405}:
            wrong.append((other, path, answer.status_code))
    assert wrong == []


@pytest.mark.django_db
@HOLDER
def test_link_that_is_over_opens_nothing(world, name):
    with time_machine.travel(timezone.now() + LINKS[name][1] + DAY):
        assert opens_nothing(world, name, get(name, world[0], token_of(world, name)))


@pytest.mark.django_db
@HOLDER
def test_link_for_another_purpose_opens_nothing(world, name):
    for other in (o for o in LINKS if LINKS[o][0] != LINKS[name][0]):
        assert opens_nothing(world, name, get(name, world[0], token_of(world, other)))
    forged = make_link(purpose="test.other", municipality=world[0].municipality, subject=1, valid=DAY, state=1)
    assert opens_nothing(world, name, get(name, world[0], forged))


@pytest.mark.django_db
@HOLDER
def test_link_of_another_municipality_opens_nothing(world, name):
    assert opens_nothing(world, name, get(name, world[1], token_of(world, name)))


@pytest.mark.django_db
@HOLDER
def test_bent_link_opens_nothing(world, name):
    token = token_of(world, name)
    for bent in (token[:-1], token[1:], token.swapcase(), f"{token}x", token.replace(":", "", 1), "x", ":::"):
        assert opens_nothing(world, name, get(name, world[0], bent))


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["withdrawn", "sent again", "accepted"])
def test_invitation_that_is_closed_opens_nothing(world, how):
    here = world[0]
    boss = here.people["administration"]
    with scope(municipality=here.municipality):
        row = Invitation.objects.get(pk=here.published["invitation-manage.pk"])
        if how == "withdrawn":
            invitations.withdraw(invitation=row, actor=boss)
        elif how == "sent again":
            invitations.send_again(invitation=row, actor=boss, site="https://plan.pruefstadt.example")
        else:
            invitations.accept_as_new(invitation=row, name="Neu Hier", password="drei-graue-Dachse")
    assert opens_nothing(world, "invitation", get("invitation", here, token_of(world, "invitation")))


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["ended", "made anew", "person closed"])
def test_calendar_that_is_closed_opens_nothing(world, how):
    here = world[0]
    person = here.people["reader"]
    with scope(municipality=here.municipality):
        if how == "ended":
            calendar.end_calendar_link(municipality=here.municipality, user=person)
        elif how == "made anew":
            calendar.new_calendar_link(municipality=here.municipality, user=person)
        else:
            type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert opens_nothing(
        world, "own-calendar-feed", get("own-calendar-feed", here, token_of(world, "own-calendar-feed"))
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", OFFICE_LINKS)
@pytest.mark.parametrize("how", ["made anew", "ended", "another contact", "round closed"])
def test_link_of_an_office_that_is_closed_opens_nothing(world, name, how):
    here = world[0]
    about = {"actor": here.people["planning"]}
    with scope(municipality=here.municipality):
        about["round_"] = ReportingRound.objects.get(slug=here.published["round.slug"])
        office = Organisation.objects.get(slug=here.published["round-office.office"])
        if how == "made anew":
            office_links.new_office_link(organisation=office, **about)
        elif how == "ended":
            office_links.end_office_link(organisation=office, **about)
        elif how == "another contact":
            office_links.set_contact(organisation=office, name="Neu", email="neu@kontakt.example", **about)
        else:
            change_round_state(version=about["round_"].version, state=RoundState.CLOSED, **about)
    assert opens_nothing(world, name, get(name, here, token_of(world, name)))
