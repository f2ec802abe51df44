# SPDX-License-Identifier: EUPL-1.2
"""One row of any model of ours that hangs on an organisation, with whatever it needs itself.

A model whose constraints need more than the first choice and a made-up text gets a line in `MORE`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from django.db import models
from django.utils import timezone

from leitziel.core.models import Municipality, Organisation

_count = itertools.count(1)
# Values that the constraints of a model ask for.
MORE: dict[str, dict[str, Any]] = {
    "core.municipality": {"ags": "16077000", "slug": "anderswo"},
    "core.membership": {"role": "office", "valid_to": None},
    "strategy.measure": {"title": "Maßnahme", "every_months": None},
}
# References that may be empty, but not in every row: a constraint asks for one of several.
WANTED: dict[str, set[str]] = {"reports.snapshot": {"round"}}


def plant(model: type[models.Model], municipality: Municipality, **given: Any) -> models.Model:
    """Save a row of `model` with the values given; everything else that must not be empty is made up."""
    values = {**MORE.get(model._meta.label_lower, {}), **given}
    for field in model._meta.concrete_fields:
        if field.name in values or field.primary_key or field.has_default():
            continue
        if field.name == "municipality":
            values["municipality"] = municipality
        elif isinstance(field, models.ForeignKey):
            if not field.null or field.name in WANTED.get(model._meta.label_lower, ()):
                values[field.name] = _related(field, municipality)
        elif not field.null and not (field.blank and not field.unique):
            values[field.name] = _made_up(field)
    row = model(**values)
    row.save()
    return row


def _related(field: models.ForeignKey, municipality: Municipality) -> models.Model:
    return plant(field.related_model, municipality)


def _made_up(field: models.Field) -> Any:
    number = next(_count)
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.EmailField):
        return f"person{number}@amt.example"
    if isinstance(field, models.CharField | models.TextField):
        return f"w{number}"[: field.max_length or 20]
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField):
        return number
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return dt.date(2025, 1, 1)
    if isinstance(field, models.TimeField):
        return dt.time(9, 0)
    if isinstance(field, models.JSONField):
        return {}
    message = f"planting does not know what to put into {field}: add a line to MORE in {__name__}"
    raise AssertionError(message)


def plant_on(relation: Any, municipality: Municipality, organisation: Organisation) -> models.Model:
    """A row that hangs on the organisation by a relation (of a table behind a many-to-many field too)."""
    return plant(relation.model, municipality, **{relation.field.name: organisation})
