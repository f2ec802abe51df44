# SPDX-License-Identifier: EUPL-1.2
"""What the rooms say about their tables, so that undo can treat them rightly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from leitziel.core.models import Municipality

Refresh = Callable[[Municipality, str, str], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """How undo treats a table.

    `derived`: columns that follow from others; they are not compared, and the room's `refresh` derives them anew.
    `order`: column of the place in a sequence; undo puts rows back beside their neighbours instead of comparing.
    `main`: an entry that a person knows by name (a measure), not a part of one (a line of its responsibilities).
    """

    derived: frozenset[str] = frozenset()
    order: str = ""
    main: bool = False


_kinds: dict[type[models.Model], Kind] = {}
_refreshers: dict[str, Refresh] = {}


def register(model: type[models.Model], *, derived: tuple[str, ...] = (), order: str = "", main: bool = False) -> None:
    """Say how undo treats a table; a table nobody registered is a plain part."""
    _kinds[model] = Kind(frozenset(derived), order, main)


def known(model: type[models.Model]) -> Kind:
    """How undo treats a table. A column `version` only ever goes up, so it is always derived."""
    kind = _kinds.get(model, Kind())
    return Kind(kind.derived | {"version"}, kind.order, kind.main)


def on_undo(scope_type: str, refresh: Refresh) -> None:
    """Have `refresh(municipality, scope id, site)` called inside the transaction after a step was taken back."""
    _refreshers[scope_type] = refresh


def refresh(scope_type: str, municipality: Municipality, scope_id: str, site: str) -> None:
    if scope_type in _refreshers:
        _refreshers[scope_type](municipality, scope_id, site)


def model_of(label: str) -> type[Any]:
    from django.apps import apps

    return apps.get_model(label)
