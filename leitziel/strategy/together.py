# SPDX-License-Identifier: EUPL-1.2
"""Words and rules of working together that reads and writes share."""

from __future__ import annotations

from leitziel.core.text import name_key
from leitziel.strategy.models import ActionField, FieldLink, Goal, Measure

Thing = Measure | Goal | ActionField
# The parts of each thing that have language versions: columns, in the order of the page.
PARTS: dict[str, tuple[str, ...]] = {
    "measure": ("title", "text", "focus"),
    "goal": ("text", "description"),
    "field": ("title", "guiding_idea", "description"),
}

Kind = FieldLink.Kind
# What a link is called when it is read from the other side.
REVERSED = {
    Kind.SAME: Kind.SAME,
    Kind.OVERLAPS: Kind.OVERLAPS,
    Kind.LEFT_IN_RIGHT: Kind.RIGHT_IN_LEFT,
    Kind.RIGHT_IN_LEFT: Kind.LEFT_IN_RIGHT,
}


def kind_of(thing: Thing) -> str:
    """ "measure", "goal" or "field": also the name of the key in PlanText."""
    return {Measure: "measure", Goal: "goal", ActionField: "field"}[type(thing)]


def field_key(title: str) -> str:
    """What the title of a field is compared by from edition to edition."""
    return name_key(title)[:500]
