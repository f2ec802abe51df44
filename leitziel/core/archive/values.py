# SPDX-License-Identifier: EUPL-1.2
"""Values of columns as JSON and back, without loss."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.duration import duration_iso_string


def encode(field: models.Field[Any, Any], value: Any) -> Any:
    """A value of a column as JSON has it. Raises TypeError for a kind of value it does not know."""
    if value is None or isinstance(field, models.JSONField) or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    message = f"{field.model._meta.label}.{field.name}: the archive cannot hold a {type(value).__name__}"
    raise TypeError(message)


def decode(field: models.Field[Any, Any], value: Any) -> Any:
    """The other way round. Raises ValueError, TypeError or ValidationError for what the column cannot hold."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.ForeignKey):
        return decode(field.target_field, value)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    if isinstance(field, models.CharField | models.TextField) and not isinstance(value, str):
        message = "a text is expected"
        raise TypeError(message)
    return field.to_python(value)
