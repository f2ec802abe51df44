# SPDX-License-Identifier: EUPL-1.2
"""Deputies: they have the roles of whom they stand in for, for a time, and no more than that."""

import pytest
from django_scopes import scope

from leitziel.core.access import Access, Refused
from leitziel.core.acting import acting
from leitziel.core.actions.deputies import enter_deputy, withdraw_deputy
from leitziel.core.actions.errors import PeopleError
from leitziel.core.actions.memberships import Terms, give_membership
from leitziel.core.log import record
from leitziel.core.models import Deputy, Membership, User
from tests.conftest import make_organisation
from tests.core.people.conftest import DAY, TODAY, details


@pytest.fixture
def reader(make_user, municipality):
    return make_user(municipality, "reader")


def enter(here, person, deputy, first=TODAY, last=TODAY, actor=None):
    return enter_deputy(
        municipality=here, actor=actor or person, person=person, deputy=deputy, valid_from=first, valid_to=last
    )


def test_deputy_has_the_roles_today(here, planner, reader):
    enter(here, planner, reader)
    assert Access(reader, here).roles == {"reader", "planning"}


@pytest.mark.parametrize(("first", "last"), [(TODAY + DAY, TODAY + 2 * DAY), (TODAY - 3 * DAY, TODAY - DAY)])
def test_deputy_outside_of_the_time_has_nothing(here, planner, reader, first, last):
    Deputy(municipality=here, person=planner, deputy=reader, valid_from=first, valid_to=last).save()
    assert Access(reader, here).roles == {"reader"}


def test_deputy_taken_back_has_nothing(here, planner, reader):
    withdraw_deputy(deputy=enter(here, planner, reader), actor=planner)
    assert Access(reader, here).roles == {"reader"}
    assert [d["children"] for d in details(here, "core.deputy.withdrawn")] == [
        [{"person": planner.name, "deputy": reader.name}]
    ]


def test_deputy_in_one_municipality_has_nothing_in_another(here, planner, reader, other_municipality):
    with scope(municipality=other_municipality):
        Membership(municipality=other_municipality, user=planner, role="planning", valid_from=TODAY).save()
    enter(here, planner, reader)
    assert Access(reader, other_municipality).roles == frozenset()


def test_deputy_has_no_deputy(here, planner, reader, make_user):
    """A stands in for B, B for C: A has nothing of C."""
    boss = make_user(here, "administration")
    enter(here, boss, planner)
    enter(here, planner, reader)
    assert Access(reader, here).roles == {"reader", "planning"}


def test_deputy_of_a_closed_account_has_nothing(here, planner, reader):
    enter(here, planner, reader)
    User.objects.filter(pk=planner.pk).update(is_active=False)
    assert Access(reader, here).roles == {"reader"}


def test_deputy_who_has_left_has_nothing(here, planner, reader):
    enter(here, planner, reader)
    Membership.objects.filter(user=reader).update(valid_from=TODAY - 9 * DAY, valid_to=TODAY - DAY)
    assert Access(reader, here).roles == frozenset()


def test_deputy_belongs_to_the_organisations_too(here, make_user, reader):
    team = make_organisation(here, "Team Wohngeld", kind="team")
    office = make_user(here, "office", organisation=team)
    enter(here, office, reader)
    assert Access(reader, here).organisations == {team.pk}


def test_memberships_and_deputies_are_one_query(here, planner, reader, django_assert_num_queries):
    enter(here, planner, reader)
    access = Access(reader, here)
    with django_assert_num_queries(1):
        assert access.roles == {"reader", "planning"}
        assert access.deputises == (planner,)


def test_log_says_on_whose_behalf(here, planner, reader, django_capture_on_commit_callbacks):
    enter(here, planner, reader)
    access = Access(reader, here)
    with acting(access):
        access.require("core.manage_vocabulary")
        record(actor=reader, verb="core.test.done", target=here, municipality=here)
    assert [d["on_behalf"] for d in details(here, "core.test.done")] == [[planner.name]]


def test_log_does_not_say_so_for_what_the_own_role_allows(here, planner, reader):
    enter(here, planner, reader)
    access = Access(reader, here)
    with acting(access):
        access.require("core.view_internal")
        record(actor=reader, verb="core.test.done", target=here, municipality=here)
    assert "on_behalf" not in details(here, "core.test.done")[0]


def test_page_of_a_deputy_is_on_the_log_as_such(here, client, boss, reader, make_user):
    third = make_user(here, "planning")
    enter(here, boss, reader)
    client.force_login(reader)
    answer = client.post(f"/pruefstadt/arbeit/personen/{third.pk}/rolle/", {"role": "reader", "valid_from": TODAY})
    assert answer.status_code == 302
    assert [d["on_behalf"] for d in details(here, "core.membership.given")] == [[boss.name]]


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [(TODAY, TODAY - DAY, "Ende"), (TODAY - 9 * DAY, TODAY - DAY, "vorbei"), (TODAY, TODAY + 367 * DAY, "Jahr")],
)
def test_time_that_cannot_be_is_refused(here, planner, reader, first, last, word):
    with pytest.raises(PeopleError, match=word):
        enter(here, planner, reader, first, last)


def test_nobody_stands_in_for_themselves_or_makes_themselves_a_deputy(here, planner, boss):
    with pytest.raises(PeopleError, match="selbst"):
        enter(here, planner, planner)
    with pytest.raises(PeopleError, match="selbst"):
        enter(here, planner, boss, actor=boss)


def test_stranger_is_no_deputy(here, planner, other_municipality, make_user):
    with pytest.raises(PeopleError, match="Mitglieder"):
        enter(here, planner, make_user(other_municipality, "planning"))


def test_same_deputy_twice_in_a_time_is_refused(here, planner, reader):
    enter(here, planner, reader, TODAY, TODAY + 5 * DAY)
    with pytest.raises(PeopleError, match="schon"):
        enter(here, planner, reader, TODAY + 3 * DAY, TODAY + 9 * DAY)


def test_deputy_enters_no_deputies_for_the_person(here, boss, reader):
    """Who stands in for the administration manages people, but not the deputies of whom they stand in for."""
    enter(here, boss, reader)
    access = Access(reader, here)
    assert access.may("core.manage_people")
    with pytest.raises(Refused, match="Vertretung"):
        access.require("core.enter_deputy", boss)


def test_deputy_of_the_administration_gives_themselves_no_role(here, boss, reader):
    enter(here, boss, reader)
    terms = Terms(Membership.Role.ADMINISTRATION, None, TODAY)
    with pytest.raises(PeopleError, match="nicht selbst"):
        give_membership(municipality=here, actor=reader, user=reader, terms=terms)


def test_administration_enters_deputies_for_others(here, client, boss, planner, reader):
    client.force_login(boss)
    data = {"deputy": reader.pk, "valid_from": TODAY, "valid_to": TODAY + DAY}
    assert client.post(f"/pruefstadt/arbeit/personen/{planner.pk}/vertretung/", data).status_code == 302
    assert Access(reader, here).roles == {"reader", "planning"}


def test_person_enters_and_takes_back_their_own(here, client, planner, reader):
    client.force_login(planner)
    data = {"deputy": reader.pk, "valid_from": TODAY, "valid_to": TODAY + DAY}
    assert client.post("/pruefstadt/arbeit/vertretung/", data).status_code == 302
    made = Deputy.objects.get()
    assert (made.person, made.deputy, made.entered_by) == (planner, reader, planner)
    client.post(f"/pruefstadt/arbeit/vertretung/{made.pk}/beenden/")
    assert Access(reader, here).roles == {"reader"}


def test_posted_person_is_not_looked_at(here, client, planner, reader, boss):
    client.force_login(planner)
    data = {"deputy": reader.pk, "person": boss.pk, "valid_from": TODAY, "valid_to": TODAY + DAY}
    client.post("/pruefstadt/arbeit/vertretung/", data)
    assert Deputy.objects.get().person == planner


def test_deputy_of_others_is_taken_back_by_nobody_else(here, client, planner, boss, reader, make_user):
    made = enter(here, boss, planner)
    client.force_login(reader)
    assert client.post(f"/pruefstadt/arbeit/vertretung/{made.pk}/beenden/").status_code == 404


def test_deputy_may_say_that_they_cannot(here, client, planner, reader):
    made = enter(here, planner, reader)
    client.force_login(reader)
    client.post(f"/pruefstadt/arbeit/vertretung/{made.pk}/beenden/")
    made.refresh_from_db()
    assert made.withdrawn_at is not None


def test_work_page_says_for_whom(here, client, planner, reader):
    enter(here, planner, reader)
    client.force_login(reader)
    assert f"Heute vertreten Sie {planner.name}" in client.get("/pruefstadt/arbeit/").content.decode()
