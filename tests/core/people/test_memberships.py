# SPDX-License-Identifier: EUPL-1.2
"""Roles are given, changed, ended and handed over; a municipality keeps its administration."""

import pytest
from django.test import Client
from django_scopes import scope

from leitziel.core import handover
from leitziel.core.access import Access
from leitziel.core.actions.deputies import enter_deputy
from leitziel.core.actions.errors import PeopleError
from leitziel.core.actions.invitations import invite
from leitziel.core.actions.memberships import Terms, change_membership, end_membership, give_membership, leave
from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.models import Deputy, Invitation, Membership
from tests.conftest import make_organisation
from tests.core.people.conftest import DAY, TODAY, details

ROLE = Membership.Role


def test_given_role_counts_and_is_logged(here, boss, planner):
    give_membership(municipality=here, actor=boss, user=planner, terms=Terms(ROLE.REVIEWER, None, TODAY))
    assert Access(planner, here).roles == {"planning", "reviewer"}
    said = details(here, "core.membership.given")[0]
    assert (said["changes"]["role"], said["children"]) == ([None, "reviewer"], [{"person": planner.name}])


def test_same_role_twice_is_refused(here, boss, planner):
    with pytest.raises(PeopleError, match="schon"):
        give_membership(municipality=here, actor=boss, user=planner, terms=Terms(ROLE.PLANNING, None, TODAY))


def test_organisation_of_another_municipality_is_refused(here, boss, planner, other_municipality):
    with scope(municipality=other_municipality):
        foreign = make_organisation(other_municipality, "Fremdes Amt")
    with pytest.raises(PeopleError, match="gehört nicht"):
        give_membership(municipality=here, actor=boss, user=planner, terms=Terms(ROLE.OFFICE, foreign, TODAY))


def test_change_that_somebody_overtook_is_not_saved(here, boss, planner):
    membership = Membership.objects.get(user=planner)
    seen = fingerprint(membership)
    terms = Terms(ROLE.READER, None, TODAY)
    change_membership(membership=membership, actor=boss, seen=seen, terms=terms)
    with pytest.raises(ChangedMeanwhileError):
        change_membership(membership=membership, actor=boss, seen=seen, terms=Terms(ROLE.ADVISOR, None, TODAY))
    assert Membership.objects.get(user=planner).role == "reader"


def test_ended_role_counts_no_longer_today(here, boss, planner):
    end_membership(membership=Membership.objects.get(user=planner), actor=boss)
    assert Access(planner, here).roles == frozenset()


def test_role_that_begins_today_ends_as_well(here, boss, planner):
    made = give_membership(municipality=here, actor=boss, user=planner, terms=Terms(ROLE.REVIEWER, None, TODAY))
    end_membership(membership=made, actor=boss)
    assert Access(planner, here).roles == {"planning"}


def test_last_administration_stays(here, boss):
    membership = Membership.objects.get(user=boss)
    for what in (
        lambda: end_membership(membership=membership, actor=None),
        lambda: leave(municipality=here, actor=None, user=boss),
        lambda: change_membership(
            membership=membership, actor=None, seen=fingerprint(membership), terms=Terms(ROLE.READER, None, TODAY)
        ),
    ):
        with pytest.raises(PeopleError, match="Niemand"):
            what()
    assert Access(boss, here).roles == {"administration"}


def test_nobody_ends_their_own_access(here, boss, make_user):
    make_user(here, "administration")
    with pytest.raises(PeopleError, match="eigenen Zugang"):
        leave(municipality=here, actor=boss, user=boss)


def test_who_leaves_is_logged_out_everywhere_and_stands_in_no_more(here, boss, planner, make_user):
    reader = make_user(here, "reader")
    enter_deputy(municipality=here, actor=planner, person=planner, deputy=reader, valid_from=TODAY, valid_to=TODAY)
    enter_deputy(municipality=here, actor=reader, person=reader, deputy=planner, valid_from=TODAY, valid_to=TODAY)
    session = Client()
    session.post("/anmelden/", {"login": planner.email, "password": "geheim-geheim"})
    assert session.get("/konto/").status_code == 200
    leave(municipality=here, actor=boss, user=planner)
    assert session.get("/konto/").status_code == 403
    assert Access(planner, here).roles == frozenset()
    assert Access(reader, here).roles == {"reader"}
    assert details(here, "core.person.left")[0]["changes"] == {"memberships": [1, 0], "deputies": [2, 0]}


def test_leaving_one_municipality_keeps_the_other(here, boss, planner, other_municipality):
    with scope(municipality=other_municipality):
        Membership(municipality=other_municipality, user=planner, role="planning", valid_from=TODAY).save()
    leave(municipality=here, actor=boss, user=planner)
    assert Access(planner, other_municipality).roles == {"planning"}


def test_person_of_another_municipality_does_not_exist(here, boss, other_municipality, make_user):
    foreign = make_user(other_municipality, "planning")
    client = Client()
    client.force_login(boss)
    pages = ("", "rolle/", "vertretung/", "uebergabe/", "beenden/")
    found = [client.get(f"/pruefstadt/arbeit/personen/{foreign.pk}/{page}").status_code for page in pages]
    assert found == [404] * 5
    assert foreign.email not in client.get("/pruefstadt/arbeit/personen/?stand=alle").content.decode()


class TestHandover:
    @pytest.fixture
    def work(self, here, boss, planner, make_user):
        """A planner with a role, an open invitation, and somebody they stand in for."""
        reader = make_user(here, "reader")
        enter_deputy(
            municipality=here, actor=reader, person=reader, deputy=planner, valid_from=TODAY, valid_to=TODAY + 9 * DAY
        )
        invite(
            municipality=here,
            actor=planner,
            email="neu@pruefstadt.example",
            terms=Terms(ROLE.READER, None, TODAY),
            site="http://testserver",
        )
        return reader

    def test_preview_says_what_there_is(self, here, planner, work):
        found = {kind.name: kind.count for kind in handover.preview(planner)}
        assert found == {"core.memberships": 1, "core.deputies": 1, "core.invitations": 1}

    def test_all_of_it_goes_to_the_other(self, here, boss, planner, work, make_user):
        other = make_user(here, "committee")
        names = [kind.name for kind in handover.preview(planner)]
        handover.hand_over(municipality=here, actor=boss, person=planner, to=other, names=names)
        assert Access(planner, here).roles == frozenset()
        assert Access(other, here).roles == {"committee", "planning", "reader"}
        assert Invitation.objects.get().invited_by == other
        assert Deputy.objects.get(withdrawn_at=None).deputy == other
        assert handover.preview(planner) == []

    def test_only_what_was_chosen_goes(self, here, boss, planner, work, make_user):
        other = make_user(here, "committee")
        handover.hand_over(municipality=here, actor=boss, person=planner, to=other, names=["core.invitations"])
        assert Access(planner, here).roles == {"planning", "reader"}
        assert [d["children"] for d in details(here, "core.person.handed_over")] == [
            [{"kind": "core.invitations", "count": 1}]
        ]

    def test_who_is_away_does_not_stand_in_for_themselves(self, here, boss, planner, work):
        handover.hand_over(municipality=here, actor=boss, person=planner, to=work, names=["core.deputies"])
        assert Deputy.objects.filter(withdrawn_at=None).count() == 0

    def test_stranger_takes_nothing_over(self, here, boss, planner, work, other_municipality, make_user):
        with pytest.raises(PeopleError, match="Mitglieder"):
            handover.hand_over(
                municipality=here,
                actor=boss,
                person=planner,
                to=make_user(other_municipality, "planning"),
                names=["core.memberships"],
            )

    def test_last_administration_is_handed_over_whole(self, here, boss, planner):
        handover.hand_over(municipality=here, actor=None, person=boss, to=planner, names=["core.memberships"])
        assert Access(planner, here).roles == {"planning", "administration"}
        assert Access(boss, here).roles == frozenset()

    def test_page_shows_and_does_it(self, here, boss, planner, work, make_user):
        other = make_user(here, "committee")
        client = Client()
        client.force_login(boss)
        page = f"/pruefstadt/arbeit/personen/{planner.pk}/uebergabe/"
        assert "offene Einladungen" in client.get(page).content.decode()
        assert client.post(page, {"to": other.pk, "names": ["core.memberships"]}).status_code == 302
        assert "planning" in Access(other, here).roles
        assert client.post(page, {"to": other.pk, "names": ["core.unknown"]}).status_code == 422
