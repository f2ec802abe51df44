# SPDX-License-Identifier: EUPL-1.2
"""Tenants never meet, not even by hand: triggers that refuse a reference which leaves its municipality.

They are derived from the models, so that a new model has them without anybody thinking of it: for every foreign
key and many-to-many table between rows of municipalities, on SQLite and PostgreSQL. They are dropped before and
made again after each migration, because SQLite rebuilds tables that a trigger of another table names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from leitziel.core.models import TenantModel

PREFIX = "lz_tenant_"
MESSAGE = "a row may not point to a row of another municipality"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of one table that names a row of another; both tables have a `municipality_id`."""

    table: str
    column: str
    target: str
    target_key: str


def tenant_models() -> list[type[TenantModel]]:
    """Every model whose rows belong to a municipality."""
    return [m for m in apps.get_models() if issubclass(m, TenantModel) and m._meta.managed]


def references() -> list[Reference]:
    """Every foreign key from a row of a municipality to another one."""
    return [
        Reference(model._meta.db_table, f.column, f.related_model._meta.db_table, f.target_field.column)
        for model in tenant_models()
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and issubclass(f.related_model, TenantModel)
    ]


def pairs() -> list[tuple[str, Reference, Reference]]:
    """The tables behind many-to-many fields, which have no municipality of their own, with both their ends."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.auto_created:
            continue
        ends = [
            Reference(model._meta.db_table, f.column, f.related_model._meta.db_table, f.target_field.column)
            for f in model._meta.concrete_fields
            if isinstance(f, models.ForeignKey) and issubclass(f.related_model, TenantModel)
        ]
        if len(ends) == 2:
            found.append((model._meta.db_table, ends[0], ends[1]))
    return found


@dataclass(slots=True)
class Refusals:
    """Conditions over NEW under which a row of a table is refused, and the columns they look at.

    `leaving`: the row points out of its municipality; `waiting`: rows that came first, before their foreign keys
    are checked at commit, point to it from another one.
    """

    columns: list[str]
    leaving: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


Tables = dict[str, Refusals]


def conditions(known: dict[str, set[str]] | None = None) -> Tables:
    """By table, what is refused.

    `known` holds tables and columns of a database that a partial migration left without some; None means all.
    """
    found: Tables = {
        table: Refusals(["municipality_id"])
        for table in (model._meta.db_table for model in tenant_models())
        if known is None or "municipality_id" in known.get(table, ())
    }
    for ref in references():
        if ref.table not in found or ref.target not in found or (known and ref.column not in known[ref.table]):
            continue
        # names of tables and columns come from the models, never from a person
        foreign = f'SELECT 1 FROM "{ref.target}" t WHERE t."{ref.target_key}" = NEW."{ref.column}"'  # noqa: S608
        found[ref.table].leaving.append(f"EXISTS ({foreign} AND t.municipality_id <> NEW.municipality_id)")
        found[ref.table].columns.append(ref.column)
        waiting = f'SELECT 1 FROM "{ref.table}" c WHERE c."{ref.column}" = NEW."{ref.target_key}"'  # noqa: S608
        found[ref.target].waiting.append(f"EXISTS ({waiting} AND c.municipality_id <> NEW.municipality_id)")
    for table, one, other in pairs():
        if known is None or (table in known and {one.target, other.target} <= found.keys()):
            both = (
                f'SELECT 1 FROM "{one.target}" a, "{other.target}" b WHERE a."{one.target_key}" = NEW."{one.column}"'  # noqa: S608
                f' AND b."{other.target_key}" = NEW."{other.column}" AND a.municipality_id <> b.municipality_id'
            )
            found[table] = Refusals([one.column, other.column], [f"EXISTS ({both})"])
    return found


def _known(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """Tables and their columns as they are now."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) & conditions().keys()
        return {
            name: {column.name for column in connection.introspection.get_table_description(cursor, name)}
            for name in names
        }


def statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """The SQL that makes the triggers of every table that exists."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    for table, refusals in sorted(conditions(_known(connection)).items()):
        yield from make(table, refusals)


def _sqlite(table: str, refusals: Refusals) -> Iterator[str]:
    refuse = f"SELECT RAISE(ABORT, '{MESSAGE}')"
    listed = ", ".join(f'"{column}"' for column in dict.fromkeys(refusals.columns))
    # before the row's own constraints are looked at; but its key is known only after it is written
    for moment, found in (("BEFORE", refusals.leaving), ("AFTER", refusals.waiting)):
        if found:
            checks = " ".join(f"{refuse} WHERE {condition};" for condition in found)
            name = f"{PREFIX}{table}_{moment[0].lower()}"
            yield f'CREATE TRIGGER "{name}i" {moment} INSERT ON "{table}" BEGIN {checks} END'
            yield f'CREATE TRIGGER "{name}u" {moment} UPDATE OF {listed} ON "{table}" BEGIN {checks} END'
    if "municipality_id" in refusals.columns:
        yield (
            f'CREATE TRIGGER "{PREFIX}{table}_m" BEFORE UPDATE OF municipality_id ON "{table}"'
            f" WHEN OLD.municipality_id <> NEW.municipality_id BEGIN {refuse}; END"
        )


def _postgresql(table: str, refusals: Refusals) -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'check_violation'; END IF;"
    checks = "".join(f" IF {condition} THEN {refuse}" for condition in refusals.leaving + refusals.waiting)
    if "municipality_id" in refusals.columns:
        checks += f" IF TG_OP = 'UPDATE' THEN IF OLD.municipality_id <> NEW.municipality_id THEN {refuse} END IF;"
    listed = ", ".join(f'"{column}"' for column in dict.fromkeys(refusals.columns))
    name = f"{PREFIX}{table}"
    yield (
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS'
        f" $lz$ BEGIN{checks} RETURN NEW; END $lz$"
    )
    yield (
        f'CREATE TRIGGER "{name}" BEFORE INSERT OR UPDATE OF {listed} ON "{table}"'
        f' FOR EACH ROW EXECUTE FUNCTION "{name}"()'
    )


def existing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """(trigger, table) of all triggers made here that the database has."""
    if connection.vendor == "postgresql":
        question = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT t.tgisinternal AND t.tgname LIKE %s AND c.relnamespace = current_schema()::regnamespace"
        )
    else:
        question = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(question, [f"{PREFIX}%"])
        return [(str(name), str(table)) for name, table in cursor.fetchall()]


def drop(*, using: str, **_kwargs: Any) -> None:
    """Before a migration: take all triggers away."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, table in existing(connection):
            where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{where}')


def make(*, using: str, **kwargs: Any) -> None:
    """After a migration: make them for the tables as they are now. Emptying a database changes no table."""
    if "plan" not in kwargs:
        return
    connection = connections[using]
    drop(using=using)
    with connection.cursor() as cursor:
        for statement in statements(connection):
            cursor.execute(statement)
