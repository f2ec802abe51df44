# SPDX-License-Identifier: EUPL-1.2
"""The signed link of an office: what it opens, and when it does not."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from leitziel.core.links import LinkError, make_link
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.actions.progress.links import (
    GRACE,
    PURPOSE,
    end_office_link,
    new_office_link,
    office_of,
    set_contact,
)
from leitziel.strategy.actions.progress.rounds import change_round_state, create_round
from leitziel.strategy.enums import RoundState
from leitziel.strategy.housekeeping import forget_contacts_of_old_rounds
from leitziel.strategy.models import OfficeLink

from .conftest import DAY, closed, facts, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NOT_OURS, TAKEN_BACK = "not valid", "replaced or taken back"


def link(round_, slug="fd-soziales"):
    return new_office_link(round_=round_, organisation=office(slug), actor=None)


def test_link_opens_its_office_in_its_round(scoped, round_):
    found = office_of(scoped, link(round_))
    assert (found.organisation.slug, found.round) == ("fd-soziales", round_)


def test_newer_link_ends_the_one_before(scoped, round_):
    first, second = link(round_), link(round_)
    with pytest.raises(LinkError, match=TAKEN_BACK):
        office_of(scoped, first)
    assert office_of(scoped, second).number == 2


def test_link_taken_back_opens_nothing(scoped, round_):
    token = link(round_)
    end_office_link(round_=round_, organisation=office("fd-soziales"), actor=None)
    with pytest.raises(LinkError, match=TAKEN_BACK):
        office_of(scoped, token)
    end_office_link(round_=round_, organisation=office("fd-soziales"), actor=None)  # twice does no harm


def test_link_of_a_closed_round_says_so_and_holds_again_with_the_round(scoped, round_):
    token = link(round_)
    shut = closed(round_)
    with pytest.raises(LinkError, match="closed"):
        office_of(scoped, token)
    change_round_state(round_=shut, actor=None, version=shut.version, state=RoundState.OPEN)
    assert office_of(scoped, token).organisation.slug == "fd-soziales"  # opened again, it holds again


def test_link_opens_late_but_not_for_ever(scoped, round_):
    deadline = dt.datetime.combine(round_.deadline, dt.time(12), tzinfo=timezone.get_current_timezone())
    with time_machine.travel(deadline - DAY):  # whatever day it is that the test runs on
        token = link(round_)
    with time_machine.travel(deadline + GRACE - DAY):
        assert office_of(scoped, token).organisation.slug == "fd-soziales"
    with time_machine.travel(deadline + GRACE + 2 * DAY), pytest.raises(LinkError, match="over"):
        office_of(scoped, token)


def test_link_of_the_other_municipality_opens_nothing(other_municipality, round_):
    with pytest.raises(LinkError, match=NOT_OURS):
        office_of(other_municipality, link(round_))


def test_link_for_another_purpose_opens_nothing(scoped, round_):
    link(round_)
    row = OfficeLink.objects.get()
    forged = make_link(purpose="bodies.calendar", municipality=scoped, subject=row.pk, valid=DAY, state=row.number)
    with pytest.raises(LinkError, match=NOT_OURS):
        office_of(scoped, forged)


def test_bent_link_opens_nothing(scoped, round_):
    token = link(round_)
    for bent in ("", "x", token[:-1], token[1:], token.replace(":", ".", 1), f"{token}A"):
        with pytest.raises(LinkError):
            office_of(scoped, bent)


def test_link_is_made_for_an_open_round_only(round_):
    closed(round_)
    round_.refresh_from_db()
    with pytest.raises(ProgressError):
        link(round_)


def test_other_contact_ends_the_link_of_the_one_before(scoped, round_):
    args = {"round_": round_, "organisation": office("fd-soziales"), "actor": None}
    set_contact(**args, name="Frau Muster", email="muster@traeger.example")
    token = link(round_)
    set_contact(**args, name="Erika Muster", email="muster@traeger.example")
    assert office_of(scoped, token).contact_name == "Erika Muster"
    set_contact(**args, name="Herr Neu", email="neu@traeger.example")
    with pytest.raises(LinkError, match=TAKEN_BACK):
        office_of(scoped, token)


def test_token_is_nowhere_kept(round_):
    token = link(round_)
    row = OfficeLink.objects.values().get()
    assert not any(
        str(value) in token or token in str(value) for value in row.values() if isinstance(value, str) and value
    )
    assert PURPOSE == "strategy.progress"


def test_contacts_of_rounds_closed_a_year_ago_are_forgotten(scoped, edition, round_):
    args = {"organisation": office("fd-soziales"), "actor": None, "name": "Frau Muster", "email": "m@traeger.example"}
    set_contact(round_=round_, **args)
    old = closed(round_)
    made = create_round(municipality=scoped, actor=None, facts=facts(edition, title="Neu"))
    forget_contacts_of_old_rounds(old.closed_at + 364 * DAY)
    assert OfficeLink.objects.get(round=old).contact_name == "Frau Muster"
    forget_contacts_of_old_rounds(old.closed_at + 366 * DAY)
    assert OfficeLink.objects.values_list("contact_name", "contact_email", "ends").get(round=old) == ("", "", None)
    assert OfficeLink.objects.get(round=made).contact_email == "m@traeger.example"


def test_facts_are_what_the_round_was_made_of(edition, round_):
    assert facts(edition).columns()["deadline"] == round_.deadline
