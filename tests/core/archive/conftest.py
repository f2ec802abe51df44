# SPDX-License-Identifier: EUPL-1.2
"""A full municipality, its archive, and another house to bring it to."""

import uuid

import pytest
from django.db import connection

from leitziel.core.archive.actions import export_municipality
from tests.core.archive.filling import fill
from tests.core.archive.house import House
from tests.house.world import build_tenant


@pytest.fixture
def full(municipality, other_municipality, make_user):
    """A municipality with all the rooms have, beside another one whose data must not travel."""
    tenant = build_tenant(municipality, make_user, "hiesig")
    build_tenant(other_municipality, make_user, "fremdig")
    tenant.unfilled = fill(municipality)
    return tenant


@pytest.fixture
def archive(full, tmp_path):
    path = tmp_path / "stadt.zip"
    export_municipality(municipality=full.municipality, actor=None, path=path)
    return path


@pytest.fixture
def empty_house(tmp_path, db):
    """An installation without any data, on the same kind of database as the test run."""
    home = tmp_path / "anderswo"
    home.mkdir()
    if connection.vendor == "sqlite":
        yield House(home)
        return
    import psycopg

    own, name = connection.settings_dict, f"leitziel_archive_{uuid.uuid4().hex[:12]}"
    address = f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield House(home, f"{address}/{name}")
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
