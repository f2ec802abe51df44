# SPDX-License-Identifier: EUPL-1.2
"""Slots on a page that rooms above fill at start-up: a lower room offers a slot, an upper room registers a panel.

A page shows a slot by `{% panels "work" %}` or `{% panels "measure" measure %}`. Each panel names the permission
it asks for and its query budget (the most database queries it may take; the query counter adds them up).
Register in the room's `navigation.py`, which is imported at start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

Context = Callable[[HttpRequest, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """`context(request, obj)` gives what `template` needs, or None where there is nothing to show."""

    slot: str
    name: str
    template: str
    context: Context
    permission: str
    queries: int
    order: int


_panels: dict[tuple[str, str], Panel] = {}


def register(
    slot: str, name: str, *, template: str, context: Context, permission: str, queries: int, order: int = 100
) -> None:
    """Add a panel to a slot. The same name twice in a slot is a mistake and raises."""
    if (slot, name) in _panels:
        message = f"panel {name} is registered twice in {slot}"
        raise ValueError(message)
    _panels[slot, name] = Panel(slot, name, template, context, permission, queries, order)


def panels(slot: str) -> list[Panel]:
    """The panels of a slot in their order."""
    return sorted((p for p in _panels.values() if p.slot == slot), key=lambda p: p.order)


def render(slot: str, request: HttpRequest, obj: Any = None) -> SafeString:
    """The markup of all panels of a slot that this person may see and that have something to show."""
    parts = []
    for panel in panels(slot):
        if not request.access.may(panel.permission):  # type: ignore[attr-defined]
            continue
        context = panel.context(request, obj)
        if context is not None:
            parts.append(render_to_string(panel.template, {**context, "object": obj}, request=request))
    return mark_safe("".join(parts))
