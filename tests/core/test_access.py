# SPDX-License-Identifier: EUPL-1.2
import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django_scopes import scope

from leitziel.core.access import Access, Refused, UnknownPermissionError, everybody, permission, permissions
from leitziel.core.models import Membership
from tests.conftest import make_organisation


def test_unknown_permission_raises(municipality):
    with pytest.raises(UnknownPermissionError):
        Access(AnonymousUser(), municipality).may("core.no_such_thing")


def test_permission_declared_twice_raises():
    with pytest.raises(ValueError, match="declared twice"):
        permission("core.view_public", everybody, "")


def test_every_permission_has_a_reason_for_its_refusal():
    assert [p.name for p in permissions() if not str(p.reason).strip()] == []


def test_refusal_says_why_and_whom_to_ask(municipality, make_user):
    access = Access(make_user(municipality, "reader"), municipality)
    with pytest.raises(Refused) as refusal:
        access.require("core.manage_organisations")
    assert "Sozialplanung" in refusal.value.reason or "social planners" in refusal.value.reason


def test_membership_counts_in_its_own_municipality_only(municipality, other_municipality, make_user):
    user = make_user(municipality, "planning")
    assert Access(user, municipality).roles == {"planning"}
    assert Access(user, other_municipality).roles == frozenset()


@pytest.mark.parametrize(("start", "end"), [(1, None), (-10, -1)])
def test_membership_outside_of_its_time_does_not_count(municipality, make_user, start, end):
    user = make_user(municipality, "planning")
    today = timezone.localdate()
    with scope(municipality=municipality):
        Membership.objects.update(
            valid_from=today + dt.timedelta(days=start), valid_to=end and today + dt.timedelta(days=end)
        )
    assert Access(user, municipality).roles == frozenset()


def test_inactive_person_has_no_role(municipality, make_user):
    user = make_user(municipality, "administration")
    user.is_active = False
    assert Access(user, municipality).roles == frozenset()


def test_own_organisations_include_those_below(municipality, make_user):
    top = make_organisation(municipality, "Dezernat 4", kind="department")
    middle = make_organisation(municipality, "Fachdienst Soziales", parent=top)
    leaf = make_organisation(municipality, "Team Wohngeld", kind="team", parent=middle)
    make_organisation(municipality, "Fachdienst Bau")
    access = Access(make_user(municipality, "office", organisation=middle), municipality)
    assert access.organisations == {middle.pk, leaf.pk}


def test_memberships_are_read_in_one_query(municipality, make_user, django_assert_num_queries):
    access = Access(make_user(municipality, "planning"), municipality)
    with django_assert_num_queries(1):
        assert access.has_role("planning")
        assert access.may("core.manage_organisations")
