# SPDX-License-Identifier: EUPL-1.2
"""What the house writes about logging in and refusals: that it happened and where, never to whom."""

import logging

import pytest
from django.test import Client

from leitziel.core.uploads import UploadError, media_type

pytestmark = pytest.mark.django_db
PERSON = {"login": "planning-0@pruefstadt.example", "password": "geheim-geheim"}


@pytest.fixture
def lines(caplog):
    """The lines of our own logger about security, as (event, fields)."""
    caplog.set_level(logging.INFO, logger="leitziel")
    names = ("permission", "purpose", "limit")

    def read():
        return [
            (record.getMessage(), {n: getattr(record, n) for n in names if hasattr(record, n)})
            for record in caplog.records
            if record.name == "leitziel.security"
        ]

    return read


def test_logging_in_and_out_and_failing_are_lines(client, planner, lines):
    client.post("/anmelden/", PERSON | {"login": planner.email, "password": "falsch-falsch"})
    client.post("/anmelden/", PERSON | {"login": planner.email})
    client.post("/abmelden/")
    assert [event for event, _fields in lines()] == ["log-in failed", "logged in", "logged out"]


def test_change_of_the_password_is_a_line(client, planner, lines):
    client.post("/anmelden/", PERSON | {"login": planner.email})
    new = {"oldpassword": "geheim-geheim", "password1": "drei-graue-Dachse", "password2": "drei-graue-Dachse"}
    client.post("/konto/kennwort/", new)
    assert "password changed" in [event for event, _fields in lines()]


def test_refusal_names_its_permission(client, municipality, lines):
    client.get("/pruefstadt/arbeit/personen/")
    assert lines() == [("refused", {"permission": "core.manage_people"})]


def test_limit_and_bad_link_are_lines(client, municipality, lines):
    for _n in range(6):
        client.post("/pruefstadt/barrierefreiheit/", {"message": "x"})
    client.get("/pruefstadt/einladung/falsch/")
    assert lines() == [("limit reached", {"limit": "feedback"}), ("link refused", {"purpose": "core.invitation"})]


def test_refused_upload_is_a_line(lines):
    with pytest.raises(UploadError):
        media_type(b"MZ\x90\x00" + b"\x00\xff" * 100)
    assert [event for event, _fields in lines()] == ["upload refused"]


def test_lines_name_nobody(client, planner, lines, caplog):
    client.post("/anmelden/", PERSON | {"login": planner.email})
    Client().post("/anmelden/", PERSON | {"login": "niemand@pruefstadt.example"})
    ours = [record for record in caplog.records if record.name == "leitziel.security"]
    assert len(ours) >= 2
    assert [r for r in ours if planner.email in str(r.__dict__) or "niemand@" in str(r.__dict__)] == []
