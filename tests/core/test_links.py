# SPDX-License-Identifier: EUPL-1.2
"""Signed links open one purpose, in one municipality, for a time."""

import datetime as dt

import pytest
import time_machine

from leitziel.core.links import LinkError, make_link, read_link

DAY = dt.timedelta(days=1)


def test_link_says_what_it_was_made_for(municipality):
    token = make_link(purpose="bodies.calendar", municipality=municipality, subject=7, valid=DAY, state="3")
    link = read_link(purpose="bodies.calendar", municipality=municipality, token=token)
    assert (link.subject, link.state, link.municipality) == ("7", "3", municipality.pk)


def test_link_for_another_purpose_or_municipality_is_refused(municipality, other_municipality):
    token = make_link(purpose="core.invitation", municipality=municipality, subject=7, valid=DAY)
    for purpose, tenant in (("bodies.calendar", municipality), ("core.invitation", other_municipality)):
        with pytest.raises(LinkError):
            read_link(purpose=purpose, municipality=tenant, token=token)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: "ü" + t, lambda t: t.upper()]
)
def test_altered_link_is_refused(municipality, change):
    token = make_link(purpose="core.invitation", municipality=municipality, subject=7, valid=DAY)
    with pytest.raises(LinkError):
        read_link(purpose="core.invitation", municipality=municipality, token=change(token))


def test_link_ends_when_it_says(municipality):
    with time_machine.travel("2026-11-22T10:00:00+01:00", tick=False) as clock:
        token = make_link(purpose="core.invitation", municipality=municipality, subject=7, valid=DAY)
        clock.shift(DAY - dt.timedelta(seconds=1))
        assert read_link(purpose="core.invitation", municipality=municipality, token=token).subject == "7"
        clock.shift(dt.timedelta(seconds=1))
        with pytest.raises(LinkError):
            read_link(purpose="core.invitation", municipality=municipality, token=token)
