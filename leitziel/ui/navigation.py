# SPDX-License-Identifier: EUPL-1.2
"""The main navigation, filled by the rooms at start-up.

A room that has pages to offer writes a module `navigation.py` with calls of `register`; `ui` imports these modules
when it starts (`autodiscover_modules`), and knows no room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.functional import Promise

Area = Literal["public", "internal"]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: shown to whoever has `permission`; `url_name` takes the municipality's slug alone."""

    label: str | Promise
    url_name: str
    permission: str
    area: Area
    order: int


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    label: str | Promise
    url: str
    current: bool


_items: dict[str, Item] = {}


def register(label: str | Promise, url_name: str, permission: str, area: Area = "public", order: int = 100) -> None:
    """Add an entry. Registering an address twice is a mistake and raises."""
    if url_name in _items:
        message = f"navigation entry {url_name} is registered twice"
        raise ValueError(message)
    _items[url_name] = Item(label, url_name, permission, area, order)


def items(area: Area | None = None) -> list[Item]:
    """All entries (of an area) in their order."""
    found = [item for item in _items.values() if area in {None, item.area}]
    return sorted(found, key=lambda item: item.order)


def links(area: Area, municipality: Any, access: Any, path: str) -> list[Link]:
    """The entries that a person may see, with their addresses; the one with the longest match is current."""
    found = [
        (item.label, reverse(item.url_name, args=[municipality.slug]))
        for item in items(area)
        if access is not None and access.may(item.permission)
    ]
    best = max((url for _label, url in found if path.startswith(url)), key=len, default=None)
    return [Link(label, url, url == best) for label, url in found]
