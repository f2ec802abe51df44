# SPDX-License-Identifier: EUPL-1.2
"""Which values of a node a person may set, and how texts are added to a part of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.strategy.exchange.contract import OPTIONAL, REQUIRED, Node

from .tree import EditError

# Parts that a passage can be added to, in the order of a form, with their names on the screen.
PARTS: dict[str, dict[str, Any]] = {
    "plan": {"title": gettext_lazy("title"), "description": gettext_lazy("description")},
    "field": {
        "title": gettext_lazy("title"),
        "guiding_idea": gettext_lazy("guiding idea"),
        "description": gettext_lazy("description"),
    },
    "goal": {"text": gettext_lazy("text"), "description": gettext_lazy("description")},
    "measure": {
        "title": gettext_lazy("title"),
        "text": gettext_lazy("text"),
        "responsible": gettext_lazy("responsible, as printed"),
        "deadline": gettext_lazy("deadline, as printed"),
        "focus": gettext_lazy("focus"),
        "examples": gettext_lazy("practice examples"),
    },
    "reference": {"text": gettext_lazy("text")},
}
EDITABLE: dict[str, tuple[str, ...]] = {
    "plan": ("title", "description", "notes"),
    "field": ("number", "title", "guiding_idea", "description", "notes"),
    "goal": ("number", "text", "description", "notes"),
    "measure": (
        "number",
        "title",
        "text",
        "responsible",
        "parties",
        "deadline",
        "schedule",
        "suggested_schedule",
        "focus",
        "examples",
        "attributes",
        "notes",
    ),
    "reference": ("mark", "text", "council_papers", "notes"),
}
HEADING = {"field": "title", "goal": "text", "reference": "text"}


def set_values(node: Node, kind: str, values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set values of a node; returns what changed, name -> (from, to).

    An empty text becomes None where the contract allows it. Raises EditError for a value that a plan cannot
    hold, and leaves the node as it was.
    """
    checks = {**REQUIRED[kind], **OPTIONAL[kind]}
    wanted: dict[str, Any] = {}
    for name, value in values.items():
        if name not in EDITABLE[kind]:
            raise EditError(_("“%(name)s” cannot be changed here.") % {"name": name})
        if isinstance(value, str):
            value = value.strip() or (None if HEADING.get(kind) != name else "")  # noqa: PLW2901 - one way to say "empty"
        reason = checks[name](value)
        if reason:
            raise EditError(_("“%(name)s” has a value that a plan cannot hold.") % {"name": name})
        wanted[name] = value
    require_heading({**node, **wanted}, kind)
    changed = {name: (node.get(name), value) for name, value in wanted.items() if node.get(name) != value}
    node.update(wanted)
    return changed


def require_heading(node: Node, kind: str) -> None:
    """A field needs a title, a goal a text, a measure one of both."""
    if kind == "measure":
        if not (node.get("title") or node.get("text")):
            raise EditError(_("A measure needs a title or a text."))
    elif kind in HEADING and not node.get(HEADING[kind]):
        raise EditError(_("This entry needs a text."))


def add_text(node: Node, kind: str, part: str, text: str) -> None:
    """Add a text to a part of a node; prose is added as a paragraph of its own."""
    if part not in PARTS[kind]:
        raise EditError(_("This part does not exist here."))
    if not text:
        return
    if part == "examples":
        node["examples"] = [*node["examples"], text]
        return
    before = node.get(part) or ""
    between = "\n\n" if part in {"description", "guiding_idea"} else " "
    node[part] = f"{before}{between}{text}" if before else text
