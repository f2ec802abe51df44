# SPDX-License-Identifier: EUPL-1.2
"""What planners do with editions: states, facts, publication; each on the log, none unseen."""

import datetime

import pytest
from django_scopes import scope

from leitziel.bodies.models import CouncilPaper
from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry
from leitziel.strategy.actions import editions as actions
from leitziel.strategy.enums import EDITION_TRANSITIONS, EditionState
from leitziel.strategy.models import Edition, Measure
from tests.strategy.builders import build_edition

FACTS = {
    "description": "Neu",
    "paper_number": "24/0312-BV",
    "valid_from": datetime.date(2025, 1, 1),
    "valid_to": datetime.date(2029, 12, 31),
    "as_of": None,
}
PAGE = "/pruefstadt/arbeit/konzepte/integrationskonzept/2024/"


@pytest.fixture
def edition(municipality):
    with scope(municipality=municipality):
        yield build_edition(
            municipality, fields=1, goals_per_field=1, measures=6, published=False, state="draft", references=False
        )


def verbs():
    return list(LogEntry.objects.order_by("sequence").values_list("verb", flat=True))


@pytest.mark.parametrize("old", EditionState)
@pytest.mark.parametrize("new", EditionState)
def test_state_changes_by_the_table_only(edition, planner, old, new):
    Edition.objects.filter(pk=edition.pk).update(state=old)
    if new in EDITION_TRANSITIONS[old]:
        changed = actions.change_state(edition=edition, actor=planner, version=1, state=new)
        assert (changed.state, changed.version) == (new, 2)
        assert verbs() == ["strategy.edition.state_changed"]
    else:
        with pytest.raises(actions.TransitionError):
            actions.change_state(edition=edition, actor=planner, version=1, state=new)
        assert Edition.objects.get(pk=edition.pk).state == old
        assert verbs() == []


def test_adopting_supersedes_the_adopted_edition_before_it(municipality, edition, planner):
    def build(label, state):
        return build_edition(municipality, label=label, state=state, fields=1, goals_per_field=0, measures=1)

    build("2016", "superseded"), build("2020", "adopted"), build("2028", "adopted")
    actions.change_state(edition=edition, actor=planner, version=1, state=EditionState.ADOPTED)
    states = dict(Edition.objects.filter(concept=edition.concept).values_list("label", "state"))
    assert states == {"2016": "superseded", "2020": "superseded", "2024": "adopted", "2028": "adopted"}
    entry = LogEntry.objects.get()
    assert entry.detail.payload["children"] == [{"edition": "2020", "state": ["adopted", "superseded"]}]
    assert log.verify(municipality) == []


def test_facts_are_set_and_logged_with_a_new_paper(edition, planner):
    changed = actions.set_edition_facts(edition=edition, actor=planner, version=1, **FACTS)
    assert changed.council_paper.number == "24/0312-BV"
    assert verbs() == ["bodies.paper.created", "strategy.edition.changed"]
    changes = LogEntry.objects.get(verb="strategy.edition.changed").detail.payload["changes"]
    assert changes["council_paper"] == [None, "24/0312-BV"]
    assert changes["valid_to"] == ["2028-12-31", "2029-12-31"]
    again = actions.set_edition_facts(edition=edition, actor=planner, version=2, **FACTS)
    assert again.version == 2
    assert len(verbs()) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda e, p: actions.set_edition_facts(edition=e, actor=p, version=1, **FACTS),
        lambda e, p: actions.change_state(edition=e, actor=p, version=1, state=EditionState.ADOPTED),
        lambda e, p: actions.publish(edition=e, actor=p, version=1),
        lambda e, p: actions.unpublish(edition=e, actor=p, version=1),
    ],
)
def test_stale_version_changes_nothing(edition, planner, act):
    Edition.objects.filter(pk=edition.pk).update(version=2)
    with pytest.raises(ChangedMeanwhileError):
        act(edition, planner)
    assert verbs() == []
    assert not CouncilPaper.objects.filter(number="24/0312-BV").exists()


def test_publishing_derives_search_texts_anew_and_keeps_notes_out(edition, planner):
    Measure.objects.filter(edition=edition).update(search_text="alt")
    actions.publish(edition=edition, actor=planner, version=1)
    texts = Measure.objects.filter(edition=edition).values_list("search_text", flat=True)
    assert all(" wohnen und nachbarschaft " in text and "pruefen" not in text for text in texts)
    assert actions.publish(edition=edition, actor=planner, version=2).version == 2
    assert verbs() == ["strategy.edition.published"]


def test_settings_page_saves_and_shows_conflicts(edition, planner, client):
    client.force_login(planner)
    data = {"version": 1, "valid_from": "2025-01-01", "valid_to": "2029-12-31", "paper": "24/0312-BV"}
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, data).status_code == 302
    edition.refresh_from_db()
    assert (edition.valid_to, edition.version) == (datetime.date(2029, 12, 31), 2)
    stale = client.post(PAGE, {**data, "valid_to": "2031-12-31"})
    assert stale.status_code == 200
    assert stale.context["form"].non_field_errors()
    edition.refresh_from_db()
    assert edition.valid_to == datetime.date(2029, 12, 31)


def test_settings_page_refuses_an_end_before_the_beginning(edition, planner, client):
    client.force_login(planner)
    response = client.post(PAGE, {"version": 1, "valid_from": "2025-01-01", "valid_to": "2024-12-31"})
    assert list(response.context["form"].errors) == ["valid_to"]


def test_state_and_publication_are_changed_from_the_page(edition, planner, client):
    client.force_login(planner)
    client.post(f"{PAGE}stand/", {"version": 1, "state": "adopted"})
    client.post(f"{PAGE}veroeffentlichung/", {"version": 2, "publish": "yes"})
    edition.refresh_from_db()
    assert (edition.state, edition.version) == ("adopted", 3)
    assert edition.published_at is not None
    client.post(f"{PAGE}veroeffentlichung/", {"version": 1, "publish": "no"})  # stale
    edition.refresh_from_db()
    assert edition.published_at is not None
    assert client.post(f"{PAGE}stand/", {"version": 3, "state": "wild"}).status_code == 400


@pytest.mark.parametrize("role", [None, "office", "reader", "provider"])
def test_only_planners_manage_editions(edition, make_user, municipality, client, role):
    if role:
        client.force_login(make_user(municipality, role))
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}veroeffentlichung/", {"version": 1, "publish": "yes"}).status_code == 403
    assert client.post(f"{PAGE}stand/", {"version": 1, "state": "adopted"}).status_code == 403
    edition.refresh_from_db()
    assert (edition.published_at, edition.state) == (None, "draft")
