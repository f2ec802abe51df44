# SPDX-License-Identifier: EUPL-1.2
"""A database as one file, and back: SQLite by its own backup, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.db.backends.sqlite3._functions import register

from .archive import BackupError

LOCK_WAIT = "15s"  # for transactions of others to end, before a restore gives up


def dump(target: Path) -> None:
    """Write the database, as it is at one moment, to `target`; others may go on working. Raises BackupError."""
    if connection.vendor == "sqlite":
        _dump_sqlite(target)
    else:
        _run_tool("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _dump_sqlite(target: Path) -> None:
    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise BackupError(f"{source}: Es gibt noch keine Datenbank.")
    try:
        with closing(sqlite3.connect(source, timeout=30)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, without companions
    except sqlite3.Error as error:
        raise BackupError(f"Die Datenbank lässt sich nicht sichern ({error}).") from error
    check_sqlite(target)


def check_sqlite(path: Path) -> None:
    """Raises BackupError if the file is no whole SQLite database."""
    try:
        with closing(sqlite3.connect(path)) as database:
            register(database)  # the checks of our tables use functions that Django brings along
            (verdict,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            dangling = database.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"Die gesicherte Datenbank ist beschädigt ({error}).") from error
    if verdict != "ok" or dangling is not None:
        raise BackupError(f"Die gesicherte Datenbank ist beschädigt ({verdict}).")


def is_empty() -> bool:
    """Has nobody worked with this database yet (no table, or neither a person nor a municipality)?"""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in ("core_municipality", "core_user"):
            if table in tables:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - names of our own tables
                if cursor.fetchone():
                    return False
    return True


def load_sqlite(dumped: Path) -> None:
    """Put a checked database file in the place of the current one, whole or not at all."""
    target = Path(connection.settings_dict["NAME"])
    connections.close_all()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.new")
    shutil.copyfile(dumped, fresh)
    fresh.chmod(0o600)
    if target.exists():
        _fold(target)
    fresh.replace(target)
    for companion in ("-wal", "-shm"):
        target.with_name(f"{target.name}{companion}").unlink(missing_ok=True)


def _fold(path: Path) -> None:
    """Bring the write-ahead log into the old database: it must not be played into the new one. Raises BackupError."""
    try:
        with closing(sqlite3.connect(path, timeout=5)) as old:
            (busy, _pages, _moved) = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError:  # a damaged database is what a restore is for; it is in the way no longer
        path.replace(path.with_name(f"{path.name}.damaged"))
        return
    if busy:
        raise BackupError("Die Datenbank ist noch in Gebrauch: zuerst Leitziel beenden. Es wurde nichts geändert.")


def load_postgresql(dumped: Path, folder: Path) -> None:
    """Replace everything in the schema `public` by the dump, in one transaction. Raises BackupError, and then nothing
    has changed."""
    script = folder / "restore.sql"
    _run_tool("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(dumped)], database=False)
    begin = folder / "begin.sql"
    begin.write_text(
        f"SET lock_timeout = '{LOCK_WAIT}';\nSET client_min_messages = warning;\n"
        "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n",
        encoding="utf-8",
    )
    connections.close_all()
    _run_tool(
        "psql",
        [
            *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"),
            *(f"--file={begin}", f"--file={script}"),
        ],
    )


def _run_tool(name: str, arguments: list[str], *, database: bool = True) -> None:
    """One of PostgreSQL's programs; the password goes by the environment, where others cannot read it."""
    program = shutil.which(name)
    if program is None:
        raise BackupError(
            f"Das Programm {name} fehlt (auf Debian: apt install postgresql-client). Nichts wurde geändert."
        )
    # The tests run in a database of their own, so the connection's settings count, not those of the file.
    known: dict[str, Any] = connection.settings_dict
    environment = dict(os.environ)
    for variable, key in (("PGHOST", "HOST"), ("PGPORT", "PORT"), ("PGUSER", "USER"), ("PGPASSWORD", "PASSWORD")):
        if known.get(key):
            environment[variable] = str(known[key])
    if sslmode := known.get("OPTIONS", {}).get("sslmode"):
        environment["PGSSLMODE"] = sslmode
    target = [f"--dbname={known['NAME']}"] if database else []
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, found on the path
        [program, *target, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()
        raise BackupError(f"{name} ist gescheitert: {' '.join(reason[:3])}")
