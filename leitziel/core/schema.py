# SPDX-License-Identifier: EUPL-1.2
"""Does the database fit this version? What is applied, against what the program brings along."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.loader import MigrationLoader


@dataclass(frozen=True, slots=True)
class SchemaState:
    """`missing`: migrations this version brings and the database lacks; `unknown`: those the database has and this
    version does not know (it was used by a newer one); each "app.name". `fresh`: no migration at all yet."""

    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    fresh: bool


class NewerDatabaseError(Exception):
    """The database was brought to a newer version; this program must not touch it."""


def applied() -> dict[str, list[str]]:
    """The applied migrations by app, names sorted."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(connection).applied_migrations):
        found.setdefault(app, []).append(name)
    return found


def state() -> SchemaState:
    loader = MigrationLoader(connection)
    have = set(loader.applied_migrations)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = set(loader.disk_migrations) | replaced
    ours = {app for app, _name in loader.disk_migrations}
    return SchemaState(
        missing=tuple(sorted(f"{app}.{name}" for app, name in set(loader.graph.nodes) - have)),
        unknown=tuple(sorted(f"{app}.{name}" for app, name in have - known if app in ours)),
        fresh=not have,
    )


def unknown_to_us(archived: dict[str, list[str]]) -> list[str]:
    """Migrations of a backup that this version does not know."""
    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    known = set(loader.disk_migrations) | replaced
    ours = {app for app, _name in loader.disk_migrations}
    return sorted(
        f"{app}.{name}" for app, names in archived.items() for name in names if app in ours and (app, name) not in known
    )


def refuse_newer() -> SchemaState:
    """The state, if this version may work with it. Raises NewerDatabaseError."""
    found = state()
    if found.unknown:
        raise NewerDatabaseError(
            "Diese Datenbank wurde schon von einer neueren Version benutzt (" + ", ".join(found.unknown[:3]) + "). "
            "Bitte die neuere Version einsetzen oder eine Sicherung von davor zurückspielen; es wurde nichts geändert."
        )
    return found
