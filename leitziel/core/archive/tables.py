# SPDX-License-Identifier: EUPL-1.2
"""What of a municipality goes into its archive: an allow-list of models and fields, said by each room.

A room's module `archive.py` holds `TABLES`, made of `keep(...)` and `skip(...)`. Nothing is taken or left by
default: `coverage.gaps()` names every model and every field that is in neither list, and a test fails on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import models

IMPLIED = ("id", "municipality")  # in every row; not named in the lists


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field that stays behind: why, and what stands in its place after an import (its default if not said)."""

    reason: str
    instead: Callable[[], Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A model whose rows travel, with the fields that are kept (in the order of the archive)."""

    label: str
    kept: tuple[str, ...]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A model whose rows stay behind, and why."""

    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """One member of the archive: the rows of a model, or the pairs of a many-to-many field."""

    name: str  # "strategy.measure", "strategy.measure.areas"
    model: type[models.Model]
    columns: tuple[models.Field[Any, Any], ...]
    instead: tuple[tuple[str, LeftOut], ...]
    scope: str  # lookup that leads to the municipality; "" for the municipality and people themselves


def keep(label: str, fields: str, /, **left_out: str | LeftOut) -> Table:
    """The rows of a model travel with `fields` (names parted by blanks; id and municipality are implied).

    `left_out`: field -> the reason why it stays behind.
    """
    reasons = {name: LeftOut(why) if isinstance(why, str) else why for name, why in left_out.items()}
    return Table(label, tuple(fields.split()), reasons)


def skip(label: str, reason: str) -> Skipped:
    """The rows of a model stay behind, for this reason."""
    return Skipped(label, reason)


def rooms() -> list[str]:
    """Labels of our own applications in the order of the floors, from below."""
    return [config.label for config in apps.get_app_configs() if config.name.startswith("leitziel.")]


@cache
def entries() -> tuple[Table | Skipped, ...]:
    """What the rooms say, in the order of the floors. A model in two lists is a mistake and raises."""
    found: dict[str, Table | Skipped] = {}
    for label in rooms():
        name = f"{apps.get_app_config(label).name}.archive"
        if not find_spec(name):
            continue
        for entry in import_module(name).TABLES:
            key = entry.label.lower()
            if key in found:
                message = f"{entry.label} is in two lists of the archive"
                raise ValueError(message)
            found[key] = entry
    return tuple(found.values())


def tables() -> list[Table]:
    """The tables that travel, each behind those it points to (as far as they do not point to each other)."""
    known = {entry.label.lower(): entry for entry in entries() if isinstance(entry, Table)}
    ordered: dict[str, Table] = {}
    open_: set[str] = set()

    def place(key: str) -> None:
        if key in ordered or key in open_:
            return
        open_.add(key)
        for column in known[key].model._meta.concrete_fields:
            if isinstance(column, models.ForeignKey) and column.related_model._meta.label_lower in known:
                place(column.related_model._meta.label_lower)
        ordered[key] = known[key]

    for key in known:
        place(key)
    return list(ordered.values())


def pair_fields(model: type[models.Model]) -> list[models.ManyToManyField[Any, Any]]:
    """Many-to-many fields of a model whose table Django makes (others are models with a line of their own)."""
    return [f for f in model._meta.local_many_to_many if f.remote_field.through._meta.auto_created]


def sources() -> list[Source]:
    """Every member of the archive, rows first and then the pairs that belong to them."""
    found = []
    for table in tables():
        meta = table.model._meta
        wanted = [name for name in (*IMPLIED, *table.kept) if name in {f.name for f in meta.concrete_fields}]
        columns = tuple(_column(table.model, name) for name in wanted)
        left = tuple((meta.get_field(name).attname, out) for name, out in table.left_out.items())
        scope = "municipality" if "municipality" in wanted else ""
        found.append(Source(meta.label_lower, table.model, columns, left, scope))
        for pairs in pair_fields(table.model):
            if pairs.name in table.kept:
                through = pairs.remote_field.through
                scope = f"{pairs.m2m_field_name()}__municipality"
                name = f"{meta.label_lower}.{pairs.name}"
                found.append(Source(name, through, tuple(through._meta.concrete_fields), (), scope))
    return found


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    found = model._meta.get_field(name)
    assert isinstance(found, models.Field), f"{model._meta.label}.{name} is no column"
    return found
