# SPDX-License-Identifier: EUPL-1.2
"""The map of planning areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leitziel.rendering.maps import AreaShape, area_map
from leitziel.strategy.queries.areas import AreaEntry

from .overview import Address


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The map in its two widths."""

    wide: str
    narrow: str


def areas_map(entries: Sequence[AreaEntry], address: Address, highlighted: str = "") -> AreaMap:
    """The planning areas, each a link with its name and number of measures; one may stand out."""
    shapes = [
        AreaShape(
            name=entry.name,
            geometry=entry.geometry,
            href=address("area", entry.slug),
            highlighted=entry.slug == highlighted,
            note=ngettext("%(n)s measure", "%(n)s measures", len(entry.measures)) % {"n": len(entry.measures)},
        )
        for entry in entries
    ]
    title = _("Map of the planning areas")
    description = _("%(n)s planning areas with their borders; each leads to its page.") % {"n": len(entries)}
    language = "en" if (get_language() or "de").startswith("en") else "de"
    wide, narrow = (
        area_map(shapes, title=title, description=description, prefix=prefix, width=width, language=language)
        for prefix, width in (("map-wide", 640), ("map-narrow", 320))
    )
    return AreaMap(wide, narrow)
