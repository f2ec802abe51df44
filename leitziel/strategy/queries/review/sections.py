# SPDX-License-Identifier: EUPL-1.2
"""The plan in portions that fit a page: what stands under no field, then field by field."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitziel.strategy.exchange.contract import Node, Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.exchange.staged.tree import ROOT

from .entries import Entry, entry


@dataclass(frozen=True, slots=True)
class Section:
    """A portion of the plan: `id` is that of the field, or "plan"."""

    id: str
    label: str
    depth: int
    measures: int
    notes: int


def sections(plan: Plan) -> list[Section]:
    """All sections in reading order; the plan itself comes first."""
    found = [_section(plan, ROOT, _("Document, without a field"), 0)]

    def below(holder: Node, depth: int) -> None:
        for field in holder["fields"]:
            found.append(_section(field, field["id"], tree.heading(field, "field"), depth))
            below(field, depth + 1)

    below(plan, 0)
    return found


def _own(holder: Node) -> list[tuple[Node, str, int]]:
    """Nodes of a section with kind and depth: those that hang on the holder without a field between."""
    found: list[tuple[Node, str, int]] = [(measure, "measure", 0) for measure in holder["measures"]]
    for goal in holder["goals"]:
        found.append((goal, "goal", 0))
        found += [(measure, "measure", 1) for measure in goal["measures"]]
    return found


def _section(holder: Node, section: str, label: str, depth: int) -> Section:
    own = _own(holder)
    return Section(
        id=section,
        label=label,
        depth=depth,
        measures=sum(kind == "measure" for _node, kind, _depth in own),
        notes=sum(bool(node.get("notes")) for node in [holder, *(n for n, _k, _d in own)]),
    )


def entries_of(plan: Plan, section: str) -> list[Entry]:
    """The entries of a section, its field (or the plan) first. Raises EditError for an unknown section."""
    holder, kind = tree.holder(plan, section)
    return [entry(holder, kind), *(entry(node, k, depth + 1) for node, k, depth in _own(holder))]


def section_of(plan: Plan, node_id: str) -> str:
    """The section in which a node is shown."""
    node, kind = tree.holder(plan, node_id)
    if kind in {"plan", "field"}:
        return str(node["id"])
    return next(str(n["id"]) for n, k in tree.ancestors(plan, node_id) if k in {"plan", "field"})
