# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_models_have_no_outstanding_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_system_check_is_clean():
    call_command("check", fail_level="WARNING")


@pytest.mark.django_db
def test_sqlite_guards_foreign_keys_and_waits_for_locks():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        settings = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "journal_mode")}
    assert settings == {"foreign_keys": 1, "journal_mode": "wal"}
