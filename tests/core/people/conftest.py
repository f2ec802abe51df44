# SPDX-License-Identifier: EUPL-1.2
"""People of a municipality for the tests of this folder."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from django_scopes import scope

from leitziel.core.models import LogDetail, User

TODAY = timezone.localdate()  # the day in Germany, whatever the machine's own clock says
DAY = dt.timedelta(days=1)


@pytest.fixture
def here(municipality):
    """The municipality, with its scope open."""
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def boss(make_user, municipality):
    return make_user(municipality, "administration", email="chefin@pruefstadt.example")


@pytest.fixture
def operator(db):
    user = User.objects.create_user(email="betrieb@haus.example", name="Betrieb", password="geheim-geheim")
    user.is_operator = True
    user.save()
    return user


def details(municipality, verb):
    """What the log says beside the verb, oldest first."""
    with scope(municipality=municipality):
        rows = LogDetail.objects.filter(entry__verb=verb).order_by("entry__sequence")
        return [row.payload for row in rows]
