# SPDX-License-Identifier: EUPL-1.2
"""What every row of a municipality has in common."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from leitziel.core.text import normalised


class CrossTenantError(ValueError):
    """A row points to a row of another municipality."""


class TenantModel(models.Model):
    """A row that belongs to one municipality.

    Reading needs an active scope (`django_scopes.scope(municipality=...)`); without one every query raises.
    Texts are brought to Unicode NFC at the door, and no foreign key may leave the municipality.
    """

    municipality = models.ForeignKey("core.Municipality", on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager(municipality="municipality")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        prepare(self)
        super().save(*args, **kwargs)


def prepare(row: TenantModel) -> None:
    """Normalise the texts of a row and refuse references that leave its municipality.

    `save()` calls it; an action that uses `bulk_create` calls it for each row itself.
    """
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField):
            value = getattr(row, field.attname)
            if isinstance(value, str):
                setattr(row, field.attname, normalised(value))
        elif isinstance(field, models.ForeignKey) and field.is_cached(row):
            target = getattr(row, field.name)
            if isinstance(target, TenantModel) and target.municipality_id != row.municipality_id:
                message = f"{row._meta.label}.{field.name} points to a row of another municipality"
                raise CrossTenantError(message)
