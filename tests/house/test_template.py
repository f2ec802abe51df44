# SPDX-License-Identifier: EUPL-1.2
"""The database that tests copy is the one that migrating from nothing makes."""

import pytest
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tests import template

SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
POSTGRES = """SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
WHERE table_schema = 'public' UNION ALL
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
WHERE connamespace = 'public'::regnamespace UNION ALL
SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public' UNION ALL
SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1, 2, 3"""


def schema(cursor):
    cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRES)
    return cursor.fetchall()


@pytest.mark.slow
@pytest.mark.django_db
def test_copied_database_is_as_one_migrated_from_nothing(tmp_path):
    with template.databases(connection) as create:
        url = create(tmp_path, migrated=False)
        template.migrate(tmp_path, url)
        name = url.rpartition("/")[2] or tmp_path / "leitziel.sqlite3"
        other = connection.copy(alias="nothing")
        other.settings_dict["NAME"] = name
        try:
            with other.cursor() as made, connection.cursor() as here:
                assert schema(here) == schema(made) != []
        finally:
            other.close()


@pytest.mark.django_db
def test_nothing_is_left_to_migrate():
    executor = MigrationExecutor(connections["default"])
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_changed_migration_makes_another_database(monkeypatch, tmp_path):
    (tmp_path / "leitziel" / "core" / "migrations").mkdir(parents=True)
    (tmp_path / "requirements-dev.txt").write_text("django==5.2\n")
    migration = tmp_path / "leitziel" / "core" / "migrations" / "0001_initial.py"
    monkeypatch.setattr(template, "ROOT", tmp_path)
    seen = set()
    for text in ("operations = []\n", "operations = [1]\n"):
        migration.write_text(text)
        seen.add(template.fingerprint())
    (tmp_path / "requirements-dev.txt").write_text("django==5.3\n")
    seen.add(template.fingerprint())
    assert len(seen) == 3
