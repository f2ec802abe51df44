# SPDX-License-Identifier: EUPL-1.2
"""A database that all migrations have run on, made once and copied for whatever test needs one of its own.

Migrating from nothing takes many times as long as any test. The copy is kept beside the installed packages until a
migration or a package changes. `leitziel demo` and `leitziel serve` are still tested from nothing (tests/site,
tests/core/operation/test_running.py), and tests/house/test_template.py compares copy and original.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(sys.prefix) / "leitziel-test"
KEEP = 5  # copies of other states of the code, so that changing between branches costs nothing


def fingerprint() -> str:
    """What the outcome of migrating depends on. Triggers are not in it: every migrating makes them anew."""
    digest = hashlib.sha256()
    for path in [ROOT / "requirements-dev.txt", *sorted((ROOT / "leitziel").glob("*/migrations/*.py"))]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def migrate(home: Path, url: str = "") -> None:
    """Bring the database of an installation to the state of the code, in a process of its own."""
    environment = os.environ | {"LEITZIEL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment.pop("DATABASE_URL", None)
    if url:
        environment["DATABASE_URL"] = url
    code = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time makes a copy; the others wait for it."""
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sqlite(target: Path) -> None:
    """Lay a migrated SQLite database at `target`."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with _alone():
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                made = Path(folder) / "leitziel.sqlite3"
                if base := os.environ.get("LEITZIEL_TEST_BASE"):  # of a house with fewer migrations
                    shutil.copyfile(base, made)
                migrate(Path(folder))
                made.rename(kept)
            for old in sorted(KEPT.glob("*.sqlite3"), key=lambda p: p.stat().st_mtime)[:-KEEP]:
                old.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(kept, target)


def postgres(server: dict[str, Any]) -> str:
    """Name of a migrated database on the server that nobody is connected to, for CREATE DATABASE ... TEMPLATE."""
    import psycopg

    name = f"leitziel_template_{fingerprint()}"
    with _alone(), psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f"DROP DATABASE IF EXISTS {name}_half")
            admin.execute(f"CREATE DATABASE {name}_half")
            with tempfile.TemporaryDirectory() as folder:
                migrate(Path(folder), url(server, f"{name}_half"))
            admin.execute(f"ALTER DATABASE {name}_half RENAME TO {name}")
    return name


def url(server: dict[str, Any], database: str) -> str:
    secret = f":{server['password']}" if server["password"] else ""
    return f"postgres://{server['user']}{secret}@{server['host']}:{server['port']}/{database}"


def server_of(connection: Any) -> dict[str, Any]:
    """How to reach the PostgreSQL server of a connection."""
    known = connection.settings_dict
    return {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}


@contextmanager
def databases(connection: Any) -> Iterator[Any]:
    """create(home, migrated=True) -> address of a new database on the kind of server of `connection` ("" is the file in
    the home folder). All are removed at the end."""
    if connection.vendor == "sqlite":

        def create(home: Path, *, migrated: bool = True) -> str:
            if migrated:
                sqlite(home / "leitziel.sqlite3")
            return ""

        yield create
        return
    import uuid

    import psycopg

    server, made = server_of(connection), []

    def create_on_server(home: Path, *, migrated: bool = True) -> str:
        name = f"leitziel_place_{uuid.uuid4().hex[:12]}"
        template = f" TEMPLATE {postgres(server)}" if migrated else ""
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}{template}")
        made.append(name)
        return url(server, name)

    try:
        yield create_on_server
    finally:
        with psycopg.connect(**server, dbname="postgres", autocommit=True) as admin:
            for name in made:
                admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
