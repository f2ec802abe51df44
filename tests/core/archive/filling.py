# SPDX-License-Identifier: EUPL-1.2
"""A municipality in which every table of the archive has a row: nothing can be forgotten unseen."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from leitziel.core import files
from leitziel.core.archive.tables import sources
from leitziel.core.models import Municipality

TRICKY = 'Öl – „Zoo" \\ \t\u2028 <b>&amp;</b> \U0001f332'  # what JSON, XML and line readers stumble over


def fill(municipality: Municipality) -> list[str]:
    """Make a row in every table that has none yet; returns the tables for which that did not work, with the reason."""
    files.store(
        municipality=municipality, name="bild.bin", media_type="application/octet-stream", data=bytes(range(256))
    )
    failed = []
    with scopes_disabled():
        for source in sources():
            if not _rows(source.model, municipality).exists():
                try:
                    _make(source.model, municipality)
                except Exception as error:  # noqa: BLE001 - the test shows which, and why
                    failed.append(f"{source.name}: {type(error).__name__}: {error}")
    return failed


def _make(model: type[models.Model], municipality: Municipality) -> None:
    row, used = model(), Counter()
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name == "municipality":
            continue
        if isinstance(field, models.ForeignKey):
            # two references to one table lead to two rows, the first to the older
            found = _rows(field.related_model, municipality)[used[field.related_model] :].first()
            used[field.related_model] += 1
            if found is not None and not (field.null and field.related_model is model):
                setattr(row, field.attname, found.pk)
        elif not field.has_default() and not field.null:
            setattr(row, field.attname, _value(field))
    if hasattr(row, "municipality_id"):
        row.municipality_id = municipality.pk
    with transaction.atomic():
        row.save()


def _rows(model: type[models.Model], municipality: Municipality) -> models.QuerySet[Any]:
    rows = model._base_manager.order_by("pk")
    return rows.filter(municipality=municipality) if hasattr(model, "municipality") else rows


def _value(field: models.Field[Any, Any]) -> Any:
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.SlugField):
        return "ein-teil"
    if isinstance(field, models.EmailField):
        return "jemand@stadt.example"
    if isinstance(field, models.CharField | models.TextField):
        return TRICKY[: field.max_length or 100]
    if isinstance(field, models.DateTimeField):
        return timezone.now() + dt.timedelta(microseconds=1)
    if isinstance(field, models.DateField):
        return dt.date(2026, 2, 28)
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.JSONField):
        return {"ä": [1, 2.5, None, True, TRICKY]}
    return 1
