# SPDX-License-Identifier: EUPL-1.2
"""What a write changes in a row, in words fit for the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from leitziel.core.text import normalised

Changes = dict[str, tuple[Any, Any]]


def in_words(value: Any) -> Any:
    """A row by its name, anything else as it is."""
    return str(value) if isinstance(value, models.Model) else value


def difference(row: models.Model, wanted: Mapping[str, Any], said: Callable[[Any], Any] = in_words) -> Changes:
    """Which fields of a row are not as wanted: field -> (what is, what is wanted), each as `said` puts it.

    Texts are compared as they would be saved (`core.text.normalised`).
    """
    there = {name: getattr(row, name) for name in wanted}
    clean = {name: _clean(value) for name, value in wanted.items()}
    return {name: (said(there[name]), said(clean[name])) for name in wanted if there[name] != clean[name]}


def set_fields(row: models.Model, wanted: Mapping[str, Any], said: Callable[[Any], Any] = in_words) -> Changes:
    """Set the fields of a row that are not as wanted, without saving; returns what `difference` says of them."""
    changes = difference(row, wanted, said)
    for name in changes:
        setattr(row, name, _clean(wanted[name]))
    return changes


def _clean(value: Any) -> Any:
    return normalised(value) if isinstance(value, str) else value
