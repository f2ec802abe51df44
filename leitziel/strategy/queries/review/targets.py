# SPDX-License-Identifier: EUPL-1.2
"""Where something can be put: choices for forms."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import edits, tree
from leitziel.strategy.exchange.staged.spans import first_position
from leitziel.strategy.exchange.staged.tree import ROOT

from .entries import marker, shortened


@dataclass(frozen=True, slots=True)
class Choice:
    """A node to choose; `position` is where it begins in the source (None: it has no passage)."""

    id: str
    kind: str
    label: str
    position: int | None


def targets(plan: Plan, *, holding: str | None = None, without: str | None = None) -> list[Choice]:
    """Nodes in reading order, the plan first: all, or those that may hold a node of the kind `holding`; `without`
    a node and all below it."""
    found = [Choice(ROOT, "plan", _("The document itself"), None)]
    excluded: set[str] = set()
    if without:
        place = tree.find(plan, without)
        excluded = {without, *(p.node["id"] for p in tree.walk(place.node, place.kind))}
    depth = {ROOT: 0}
    for place in tree.walk(plan):
        depth[place.node["id"]] = depth[place.parent["id"]] + 1
        if place.node["id"] in excluded or (holding and not edits.may_hold(place.kind, holding)):
            continue
        title = shortened(place.node.get("title") or place.node.get("text") or "", 70)
        label = f"{'– ' * (depth[place.node['id']] - 1)}{marker(place.node, place.kind)}: {title}"
        found.append(Choice(place.node["id"], place.kind, label, first_position(place.node)))
    return found


def near(choices: list[Choice], position: int, count: int = 4) -> list[Choice]:
    """The choices whose passages begin just before and just behind a position of the source."""
    placed = sorted((c for c in choices if c.position is not None), key=lambda c: c.position or 0)
    before = [c for c in placed if (c.position or 0) <= position][-count:]
    behind = [c for c in placed if (c.position or 0) > position][:count]
    return [*before, *behind]
