# SPDX-License-Identifier: EUPL-1.2
"""Finding one's way in a staged plan: ids, walking, places.

Each node of a staged plan has an `id` ("n12"), the plan itself has the id "plan". An id stays with its node
through all edits, so that a link on a page opened a while ago still means the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from leitziel.strategy.exchange.contract import LISTS, Node, Plan

ROOT = "plan"
LIST_OF = {"field": "fields", "goal": "goals", "measure": "measures", "reference": "references"}
# The order in which a reader meets what a node holds; accepting numbers the rows in this order.
ORDER = ("measures", "goals", "fields", "references")


class EditError(ValueError):
    """An edit that cannot be done; the text is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node with where it stands: its kind, the list it is in, its index there, and what holds that list."""

    node: Node
    kind: str
    siblings: list[Node]
    index: int
    parent: Node
    parent_kind: str

    @property
    def id(self) -> str:
        return str(self.node["id"])


def with_ids(plan: Plan) -> Plan:
    """Give every node an id that has none yet, in reading order; returns the same plan."""
    count = int(plan.get("next_id", 1))
    plan["id"] = ROOT
    for place in walk(plan):
        if "id" not in place.node:
            place.node["id"] = f"n{count}"
            count += 1
    plan["next_id"] = count
    return plan


def new_id(plan: Plan) -> str:
    count = int(plan.get("next_id", 1))
    plan["next_id"] = count + 1
    return f"n{count}"


def without_ids(value: Any) -> Any:
    """A copy as the contract prints it, without ids."""
    if isinstance(value, dict):
        return {k: without_ids(v) for k, v in value.items() if k not in {"id", "next_id"}}
    return [without_ids(v) for v in value] if isinstance(value, list) else value


def walk(holder: Node, kind: str = "plan") -> Iterator[Place]:
    """Every node below `holder`, depth first, in reading order."""
    for name in ORDER:
        child_kind = LISTS[kind].get(name)
        if child_kind is None:
            continue
        siblings = holder[name]
        for index, node in enumerate(siblings):
            yield Place(node, child_kind, siblings, index, holder, kind)
            yield from walk(node, child_kind)


def find(plan: Plan, node_id: str) -> Place:
    """The place of a node. Raises EditError when it is not there (any more)."""
    for place in walk(plan):
        if place.node["id"] == node_id:
            return place
    from django.utils.translation import gettext as _

    raise EditError(_("This entry is not there any more. Go back to the review and choose again."))


def holder(plan: Plan, node_id: str) -> tuple[Node, str]:
    """A node or the plan itself, with its kind."""
    if node_id == ROOT:
        return plan, "plan"
    place = find(plan, node_id)
    return place.node, place.kind


def ancestors(plan: Plan, node_id: str) -> list[tuple[Node, str]]:
    """What holds the node, from the nearest to the plan itself."""
    chain: list[tuple[Node, str]] = []
    current = node_id
    while current != ROOT:
        place = find(plan, current)
        chain.append((place.parent, place.parent_kind))
        current = place.parent["id"]
    return chain


def heading(node: Node, kind: str) -> str:
    """What to call a node on a page: number and title, or the text."""
    text = node.get("title") or node.get("text") or ""
    number = node.get("mark") if kind == "reference" else node.get("number")
    return f"{number} {text}".strip() if number else str(text)


def counts(plan: Plan) -> dict[str, int]:
    """How many fields, goals, measures, references and unassigned passages there are, and nodes with notes."""
    found = {"field": 0, "goal": 0, "measure": 0, "reference": 0, "notes": 0}
    for place in walk(plan):
        found[place.kind] += 1
        found["notes"] += bool(place.node.get("notes"))
    found["unassigned"] = len(plan["unassigned"])
    return found


def blank(kind: str, node_id: str) -> Node:
    """A new node in which nothing is said yet; the caller fills in the title or text."""
    empty: dict[str, Node] = {
        "field": {
            "number": None,
            "title": "",
            "guiding_idea": None,
            "description": None,
            "fields": [],
            "goals": [],
            "measures": [],
            "references": [],
            "spans": [],
            "notes": [],
        },
        "goal": {
            "number": None,
            "text": "",
            "description": None,
            "measures": [],
            "references": [],
            "spans": [],
            "notes": [],
        },
        "measure": {
            "number": None,
            "title": None,
            "text": None,
            "responsible": None,
            "parties": [],
            "deadline": None,
            "schedule": None,
            "suggested_schedule": None,
            "focus": None,
            "examples": [],
            "attributes": {},
            "references": [],
            "notes": [],
            "spans": [],
        },
        "reference": {"mark": None, "text": "", "council_papers": [], "spans": [], "notes": []},
    }
    return {"id": node_id, **empty[kind]}


def empty_plan(title: str) -> Plan:
    """A plan in which nothing is read: for one that is written by hand."""
    import hashlib

    return with_ids(
        {
            "extracted": {"text": "", "sha256": hashlib.sha256(b"").hexdigest(), "pages": []},
            "title": title or None,
            "description": None,
            "fields": [],
            "goals": [],
            "measures": [],
            "references": [],
            "spans": [],
            "unassigned": [],
            "notes": [],
        }
    )
