# SPDX-License-Identifier: EUPL-1.2
"""Edits of what stands where: move, delete, take a passage, make a new entry.

All edits change the plan they are given, keep every character in one place, and raise EditError (before they
change anything) when they cannot be done. They return what a log entry should say.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from leitziel.strategy.exchange import contract
from leitziel.strategy.exchange.contract import LISTS, Node, Plan

from . import tree, values
from .spans import clean, first_position, joined, release, take, text_of
from .tree import LIST_OF, ROOT, EditError, Place

Changes = dict[str, Any]


def edit_values(plan: Plan, node_id: str, new: dict[str, Any]) -> Changes:
    """Set values of a node (or of the plan itself)."""
    node, kind = tree.holder(plan, node_id)
    changed = values.set_values(node, kind, new)
    return {name: [old, value] for name, (old, value) in changed.items()}


def shift(plan: Plan, node_id: str, step: int) -> Changes:
    """Move a node one up (-1) or down (+1) among its siblings."""
    place = tree.find(plan, node_id)
    target = place.index + step
    if not 0 <= target < len(place.siblings):
        raise EditError(_("The entry stands at the end of its list already."))
    place.siblings.insert(target, place.siblings.pop(place.index))
    return {"position": [place.index, target]}


def move(plan: Plan, node_id: str, target_id: str) -> Changes:
    """Move a node, with all below it, to the end of another field, goal or the plan itself."""
    place = tree.find(plan, node_id)
    target, target_kind = tree.holder(plan, target_id)
    if not may_hold(target_kind, place.kind):
        raise EditError(_("This kind of entry cannot stand there."))
    if target_id == node_id or any(n["id"] == node_id for n, _kind in _chain(plan, target_id)):
        raise EditError(_("An entry cannot be moved under itself."))
    place.siblings.pop(place.index)
    target[LIST_OF[place.kind]].append(place.node)
    return {"parent": [place.parent["id"], target_id]}


def _chain(plan: Plan, node_id: str) -> list[tuple[Node, str]]:
    return [] if node_id == ROOT else tree.ancestors(plan, node_id)


def may_hold(holder_kind: str, kind: str) -> bool:
    return LIST_OF[kind] in LISTS[holder_kind]


def delete(plan: Plan, node_id: str, *, keep_children: bool) -> Changes:
    """Take a node out; its passages go to `unassigned`. Its children stay (one level up) or go with it.

    A deleted reference takes the marks that name it along, unless another reference has the same mark.
    """
    place = tree.find(plan, node_id)
    gone = tree.without_ids(place.node)
    if keep_children:
        lift_children(plan, place)
    below = [p.node for p in tree.walk(place.node, place.kind)]
    release(plan, [span for node in [place.node, *below] for span in node["spans"]])
    place.siblings.pop(place.siblings.index(place.node))
    if place.kind == "reference":
        _drop_marks(plan, place.node["mark"])
    return {"deleted": [gone, None]}


def _drop_marks(plan: Plan, mark: str | None) -> None:
    if any(reference["mark"] == mark for reference in plan["references"]):
        return
    for place in tree.walk(plan):
        if place.kind != "reference":
            place.node["references"] = [m for m in place.node.get("references", []) if m["reference"] != mark]


def lift_children(plan: Plan, place: Place) -> None:
    """Move what a node holds to where it stands itself: behind it, or to the nearest that may hold it."""
    for list_name, kind in LISTS[place.kind].items():
        children = place.node[list_name]
        if not children:
            continue
        holder, holder_kind = place.parent, place.parent_kind
        if not may_hold(holder_kind, kind):
            holder, _kind = nearest_holder(plan, place.node["id"], kind)
        target = holder[list_name]
        at = place.siblings.index(place.node) + 1 if target is place.siblings else len(target)
        target[at:at] = children
        place.node[list_name] = []


def nearest_holder(plan: Plan, node_id: str, kind: str) -> tuple[Node, str]:
    """The nearest ancestor that may hold a node of this kind; the plan itself may hold any."""
    return next((n, k) for n, k in tree.ancestors(plan, node_id) if may_hold(k, kind))


def insert_in_order(siblings: list[Node], node: Node) -> None:
    """Put a node where its passage stands in the document; at the end when that cannot be said."""
    position = first_position(node)
    if position is not None:
        for index, sibling in enumerate(siblings):
            other = first_position(sibling)
            if other is not None and other > position:
                siblings.insert(index, node)
                return
    siblings.append(node)


def assign(plan: Plan, start: int, end: int, node_id: str, part: str) -> Changes:
    """Give the unassigned characters [start, end) to a node; `part` "" means: they belong to it, nothing more."""
    node, kind = tree.holder(plan, node_id)
    if part and part not in values.PARTS[kind]:
        raise EditError(_("This part does not exist here."))
    taken = take(plan, start, end)
    text = clean(text_of(plan, taken))
    if part:
        values.add_text(node, kind, part, text)
    node["spans"] = joined([*node["spans"], *taken])
    return {"passage": [None, text], "part": [None, part]}


def create(plan: Plan, kind: str, parent_id: str, text: str, span: tuple[int, int] | None = None) -> Changes:
    """A new node under `parent_id`: of an unassigned passage (`span`), or of a text written by hand."""
    holder, holder_kind = tree.holder(plan, parent_id)
    if kind not in LIST_OF or not may_hold(holder_kind, kind):
        raise EditError(_("This kind of entry cannot stand there."))
    node = tree.blank(kind, "")
    text = contract.storable(text).strip() or (clean(plan["extracted"]["text"][span[0] : span[1]]) if span else "")
    node[values.HEADING.get(kind, "text")] = text
    values.require_heading(node, kind)
    if span:
        node["spans"] = take(plan, *span)
    node["id"] = tree.new_id(plan)
    insert_in_order(holder[LIST_OF[kind]], node)
    return {"created": [None, tree.without_ids(node)], "node": [None, node["id"]]}


def dismiss_notes(plan: Plan, node_id: str) -> Changes:
    """A person has looked at the notes of a node."""
    node, _kind = tree.holder(plan, node_id)
    before = node.get("notes") or []
    node["notes"] = []
    return {"notes": [before, []]}
