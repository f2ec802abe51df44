# SPDX-License-Identifier: EUPL-1.2
"""A full municipality, its archive, and another house to bring it to."""

import pytest
from django.db import connection

from leitziel.core.archive.actions import export_municipality
from tests import template
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
    with template.databases(connection) as create:
        yield House(home, create(home))
