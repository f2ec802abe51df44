# SPDX-License-Identifier: EUPL-1.2
"""Rows as plain values, and back: what lies in a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet

Image = dict[str, Any]
Key = tuple[str, int]  # label of the model, primary key


def columns(model: type[models.Model]) -> list[str]:
    """Names of the columns of a table without its key."""
    return [f.attname for f in model._meta.concrete_fields if not f.primary_key]


def rows_of(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows without an order and without joins for related objects."""
    return queryset.order_by()


def read(queryset: QuerySet[Any], names: Sequence[str] = ()) -> dict[Key, Image]:
    """Rows of a query as plain values by key; `names` are columns (none: all). One query."""
    model = queryset.model
    label, wanted = model._meta.label_lower, list(names) or columns(model)
    fields = {f.attname: f for f in model._meta.concrete_fields}
    found = rows_of(queryset).values_list("pk", *wanted)
    return {
        (label, pk): {name: plain(fields[name], value) for name, value in zip(wanted, values, strict=True)}
        for pk, *values in found
    }


def plain(field: models.Field[Any, Any], value: Any) -> Any:
    """A value that JSON can hold, from which `restored` makes the value again."""
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    holder = field.model()
    setattr(holder, field.attname, value)
    return field.value_to_string(holder)


def restored(model: type[models.Model], image: Image) -> dict[str, Any]:
    """The column values of an image."""
    fields = {f.attname: f for f in model._meta.concrete_fields}
    return {name: fields[name].to_python(value) for name, value in image.items() if name in fields}


def present(model: type[models.Model], pks: Iterable[int]) -> dict[Key, Image]:
    """The rows of these keys as they are now, all columns; in portions that every database takes."""
    found: dict[Key, Image] = {}
    keys = sorted(set(pks))
    for start in range(0, len(keys), 500):
        found |= read(model._base_manager.filter(pk__in=keys[start : start + 500]))
    return found
