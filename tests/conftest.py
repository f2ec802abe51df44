# SPDX-License-Identifier: EUPL-1.2
"""Fixtures of all rooms."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tests import template

# Hundreds of processes load the house anew: where a machine forbids the cache, each would compile all of it, and every
# run would rewrite all tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples in every run, so that a red run is about the change at hand; LEITZIEL_FUZZ=1 looks for new ones.
settings.register_profile("house", derandomize=not os.environ.get("LEITZIEL_FUZZ"), deadline=None, database=None)
settings.load_profile("house")

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup", "demo"}
# Dear and in one piece (one demo, one world, one house each): begun first, so that no worker is left alone with one.
FIRST = [
    "tests/site/",
    "tests/security/test_requests.py",
    "tests/house/test_matrix.py",
    "tests/house/test_add_a_room.py",
    "tests/core/operation/test_running.py",
    "tests/core/operation/test_backup.py",
]
TOGETHER = ["tests/site/", "tests/house/handbook/"]  # these share one demo, one built handbook


def piece(nodeid):
    """What one worker does by itself: the module, as its tests share its fixtures, or several that share more."""
    module = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if module.startswith(folder)), module)


def pytest_xdist_make_scheduler(config, log):
    """Pieces go to the workers in the order of the tests. (The library's own groups by mark do not reach it: they ride
    on the tests' ids, which pytest keeps from being changed.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Pieces(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return piece(nodeid)

    config.option.loadscopereorder = False
    return Pieces(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    """Mark what touches a database, so that the run on PostgreSQL takes just that, all of it; the dear pieces begin."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames):
            item.add_marker("database")
    yield
    items.sort(key=lambda item: next((n for n, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The database of a run is a copy of one that is migrated already."""
    from django.db import connection

    if connection.vendor == "sqlite":
        template.sqlite(Path(connection.creation._get_test_db_name()))
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = template.postgres(template.server_of(connection))


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """SQLite's copy lies there already; its folder is removed with the run (tests/settings.py)."""
    from django.db import connection

    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data; tests that need it are skipped only where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"shared test data is missing: {SHARED}")
    return SHARED


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-quic"]


@pytest.fixture(scope="session")
def chromium():
    """A real Chromium; without one the browser tests are skipped (never in CI). One for the whole run: Playwright
    cannot be started twice in a thread, and its loop makes Django take every later test for asynchronous code."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; in CI nothing may be skipped")
        pytest.skip("Chromium is missing (on Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def municipality(db):
    return new_municipality()


@pytest.fixture
def other_municipality(db):
    return new_other_municipality()


def new_municipality():
    from leitziel.core.models import Municipality

    return Municipality.objects.create(
        ags="16099001",
        kind="city",
        name="Prüfstadt",
        slug="pruefstadt",
        paper_address="https://rat.pruefstadt.example/{number}",
    )


def new_other_municipality():
    from leitziel.core.models import Municipality

    return Municipality.objects.create(ags="16098", kind="district", name="Landkreis Nebenan", slug="nebenan")


@pytest.fixture
def make_user(db):
    """Make a person with a role in a municipality: make_user(municipality, "planning", organisation=None)."""
    return new_user


def new_user(municipality, role, organisation=None, email=None):
    from leitziel.core.models import Membership, User

    email = email or f"{role}-{User.objects.count()}@{municipality.slug}.example"
    user = User.objects.create_user(email=email, name=f"{role.title()} {municipality.name}", password="geheim-geheim")
    if role in {"office", "provider"} and organisation is None:
        organisation = make_organisation(municipality, f"Stelle {user.pk}")
    Membership(
        municipality=municipality,
        user=user,
        role=role,
        organisation=organisation,
        valid_from=datetime.date(2020, 1, 1),
    ).save()
    return user


def make_organisation(municipality, name, kind="office", parent=None):
    from leitziel.core.models import Organisation
    from leitziel.core.text import slug

    organisation = Organisation(municipality=municipality, name=name, kind=kind, parent=parent, slug=slug(name))
    organisation.save()
    return organisation


@pytest.fixture
def planner(make_user, municipality):
    return make_user(municipality, "planning")


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    """Two municipalities that are alike (tests.house.world), built once a module in a transaction that stays open."""
    from django.db import connection, transaction

    from tests.house.world import build_tenant

    with django_db_blocker.unblock(), transaction.atomic():
        here, there = new_municipality(), new_other_municipality()
        tenants = build_tenant(here, new_user, "hiesig"), build_tenant(there, new_user, "fremdig")
        connection.close = lambda: None  # the end of each test closes the connection, and with it this transaction
        try:
            yield tenants
        finally:
            del connection.close
            transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db):
    """(here, there): each test has a transaction of its own within the module's, so what it changes is taken back."""
    return built_world
