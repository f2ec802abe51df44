# SPDX-License-Identifier: EUPL-1.2
"""Rounds are prepared, opened, closed and published; what cannot be is refused with a reason, and nothing changes."""

import dataclasses
import datetime as dt

import pytest

from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.log import verify
from leitziel.core.models import LogEntry, Organisation
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.actions.progress.links import set_contact
from leitziel.strategy.actions.progress.rounds import (
    change_round_state,
    create_round,
    delete_round,
    edit_round,
    publish_round,
    unpublish_round,
)
from leitziel.strategy.enums import ROUND_TRANSITIONS, RoundState
from leitziel.strategy.models import OfficeLink, ReportingRound
from tests.strategy.builders import build_edition

from .conftest import answer, closed, facts, opened, threads

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def made(scoped, edition, **values):
    return create_round(municipality=scoped, actor=None, facts=facts(edition, **values))


def test_round_goes_its_way_and_every_step_is_on_the_log(scoped, edition, planner):
    row = create_round(municipality=scoped, actor=planner, facts=facts(edition))
    assert (row.slug, row.state, row.opened_at) == ("sachstand-2026", RoundState.DRAFT, None)
    for state in (RoundState.OPEN, RoundState.CLOSED):
        row = change_round_state(round_=row, actor=planner, version=row.version, state=state)
    assert row.opened_at is not None
    assert row.closed_at is not None
    row = publish_round(round_=row, actor=planner, version=row.version)
    assert row.published_at is not None
    verbs = LogEntry.objects.filter(object_type="strategy.reportinground").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == [
        "strategy.round.created", "strategy.round.opened", "strategy.round.closed", "strategy.round.published",
    ]  # fmt: skip
    assert verify(scoped) == []


@pytest.mark.parametrize("old", list(RoundState))
@pytest.mark.parametrize("new", list(RoundState))
def test_steps_are_those_of_the_table(scoped, edition, old, new):
    row = made(scoped, edition)
    for state in {"draft": [], "open": ["open"], "closed": ["open", "closed"]}[old]:
        row = change_round_state(round_=row, actor=None, version=row.version, state=RoundState(state))
    if new in ROUND_TRANSITIONS[old]:
        assert change_round_state(round_=row, actor=None, version=row.version, state=new).state == new
    else:
        with pytest.raises(ProgressError):
            change_round_state(round_=row, actor=None, version=row.version, state=new)
        row.refresh_from_db()
        assert row.state == old


def test_round_opened_again_is_taken_back_from_the_public(scoped, edition):
    row = closed(opened(scoped, edition))
    row = publish_round(round_=row, actor=None, version=row.version)
    row = change_round_state(round_=row, actor=None, version=row.version, state=RoundState.OPEN)
    assert (row.published_at, row.closed_at) == (None, None)


def test_round_that_is_not_closed_is_not_published(scoped, edition):
    row = opened(scoped, edition)
    with pytest.raises(ProgressError, match="closed"):
        publish_round(round_=row, actor=None, version=row.version)
    assert ReportingRound.objects.get().published_at is None


def test_round_is_taken_back_from_the_public(scoped, edition):
    row = closed(opened(scoped, edition))
    row = publish_round(round_=row, actor=None, version=row.version)
    assert unpublish_round(round_=row, actor=None, version=row.version).published_at is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": "  "}, "title"),
        ({"editions": []}, "editions"),
        ({"period_start": dt.date(2027, 1, 1)}, "period_start"),
    ],
)
def test_facts_that_cannot_be_are_refused(scoped, edition, values, field):
    with pytest.raises(ProgressError) as refused:
        made(scoped, edition, **values)
    assert refused.value.field == field
    assert not ReportingRound.objects.exists()


def test_two_editions_of_one_concept_are_refused(scoped, edition):
    other = build_edition(scoped, label="2028", measures=2, fields=1, goals_per_field=1)
    with pytest.raises(ProgressError) as refused:
        made(scoped, edition, editions=[edition, other])
    assert refused.value.field == "editions"


def test_round_before_must_be_earlier(scoped, edition):
    first = made(scoped, edition)
    with pytest.raises(ProgressError) as refused:
        made(scoped, edition, previous=first)
    assert refused.value.field == "previous"


def test_plans_are_chosen_until_the_round_is_opened_and_days_until_it_is_closed(scoped, edition):
    other = build_edition(scoped, concept="Inklusionskonzept", measures=2, fields=1, goals_per_field=1)
    row = made(scoped, edition)
    both = facts(edition, editions=[edition, other])
    row = edit_round(round_=row, actor=None, version=row.version, facts=both)
    assert set(row.editions.all()) == {edition, other}
    row = change_round_state(round_=row, actor=None, version=row.version, state=RoundState.OPEN)
    later = dataclasses.replace(both, deadline=dt.date(2027, 2, 28))
    row = edit_round(round_=row, actor=None, version=row.version, facts=later)
    assert row.deadline == dt.date(2027, 2, 28)
    with pytest.raises(ProgressError) as refused:
        edit_round(round_=row, actor=None, version=row.version, facts=facts(edition))
    assert refused.value.field == "editions"
    row = closed(row)
    with pytest.raises(ProgressError, match="closed"):
        edit_round(round_=row, actor=None, version=row.version, facts=later)


def test_old_version_changes_nothing(scoped, edition):
    row = made(scoped, edition)
    edit_round(round_=row, actor=None, version=row.version, facts=facts(edition, title="Anders"))
    with pytest.raises(ChangedMeanwhileError):
        edit_round(round_=row, actor=None, version=row.version, facts=facts(edition, title="Noch anders"))
    assert ReportingRound.objects.get().title == "Anders"


def test_only_a_round_that_was_never_opened_is_removed(scoped, edition):
    row = made(scoped, edition)
    delete_round(round_=row, actor=None, version=row.version)
    row = opened(scoped, edition)
    with pytest.raises(ProgressError):
        delete_round(round_=row, actor=None, version=row.version)
    answer(row, threads(edition)[1], "underway")
    assert ReportingRound.objects.count() == 1


def test_contacts_are_taken_over_from_the_round_before_without_their_links(scoped, edition):
    first = opened(scoped, edition)
    office = Organisation.objects.get(slug="fd-soziales")
    set_contact(round_=first, organisation=office, actor=None, name="Frau Muster", email="muster@traeger.example")
    second = made(scoped, edition, title="Sachstand 2027", reference_date=dt.date(2027, 12, 31), previous=first)
    link = OfficeLink.objects.get(round=second)
    assert (link.organisation, link.contact_email, link.ends) == (office, "muster@traeger.example", None)
