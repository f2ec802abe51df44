# SPDX-License-Identifier: EUPL-1.2
"""A process that is killed on the way leaves the data as before or as after, and the work can be done again."""

import hashlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import template

pytestmark = pytest.mark.slow
CHILD = Path(__file__).with_name("killed_child.py")
ROOT = Path(__file__).resolve().parents[3]


def run(home, *args):
    env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    env |= {
        "LEITZIEL_HOME": str(home),
        "LEITZIEL_SECRET_KEY": "only-for-tests-" * 4,
        "DJANGO_SETTINGS_MODULE": "leitziel.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, str(CHILD), *map(str, args)], env=env, capture_output=True, text=True, timeout=120, check=False
    )


def content(home):
    """Digest of every row of every table but the progress of jobs, which may go on by itself."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(home / "leitziel.sqlite3")) as database:
        # A check of a table uses it, and Django brings it along.
        database.create_function("REGEXP", 2, lambda pattern, value: bool(re.search(pattern, str(value))))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            if table not in {"core_job", "sqlite_sequence"}:
                for row in database.execute(f'SELECT * FROM "{table}" ORDER BY 1'):
                    digest.update(repr((table, row)).encode())
    return digest.hexdigest()


def counts(home):
    """What an observer would count; the same after every run to the end."""
    with closing(sqlite3.connect(home / "leitziel.sqlite3")) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in (
                "strategy_edition",
                "strategy_concept",
                "strategy_measure",
                "strategy_measurethread",
                "strategy_responsibility",
                "core_organisation",
                "core_logentry",
            )
        } | dict(database.execute("SELECT 'import ' || id, state FROM strategy_planimport"))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    home = tmp_path_factory.mktemp("prepared") / "home"
    template.sqlite(home / "leitziel.sqlite3")
    done = run(home, "prepare")
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture(scope="module")
def finished(prepared, tmp_path_factory):
    """Counts after each kind of work, and how many statements it takes."""
    found = {}
    for what in ("read", "accept"):
        home = tmp_path_factory.mktemp(what) / "home"
        shutil.copytree(prepared, home)
        done = run(home, what)
        assert done.returncode == 0, done.stderr
        found[what] = (counts(home), int(done.stdout.split()[-2]))
    return found


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("what", ["read", "accept"])
def test_killed_at_a_statement_leaves_the_data_as_before(home, finished, what, share):
    after, statements = finished[what]
    before = content(home)
    killed = run(home, what, "query", max(2, round(share * statements)))
    assert killed.returncode == -signal.SIGKILL
    if content(home) != before:
        assert counts(home) == after
    again = run(home, what)
    assert again.returncode == 0, again.stderr
    assert counts(home) == after


@pytest.mark.parametrize("report", [1, 2, 3])
def test_killed_while_parsing_leaves_the_data_as_before(home, finished, report):
    before = content(home)
    killed = run(home, "read", "progress", report)
    assert killed.returncode == -signal.SIGKILL
    assert content(home) == before
    assert run(home, "read").returncode == 0
    assert counts(home) == finished["read"][0]


def test_work_done_twice_counts_once(home, finished):
    for what in ("read", "accept"):
        assert run(home, what).returncode == 0
        once = content(home)
        assert run(home, what).returncode == 0
        assert content(home) == once
