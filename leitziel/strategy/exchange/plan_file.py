# SPDX-License-Identifier: EUPL-1.2
"""A plan that comes as a JSON file of the contract: checked before it is kept like any other document."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from leitziel.methods.plantext.errors import UnreadableDocumentError

from .contract import Plan, problems
from .staged.spans import check_conservation
from .staged.tree import walk

_DEEPEST = 60  # levels of JSON; a field of action in a field takes two


def is_plan_file(name: str) -> bool:
    return name.lower().endswith(".json")


def read_plan_file(data: bytes) -> Plan:
    """The plan in a JSON file. Raises UnreadableDocumentError, with the place and what to do, for anything else."""
    try:
        plan = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = _("The file is no JSON in UTF-8 (%(error)s). Export the plan again and upload that file.")
        raise UnreadableDocumentError(message % {"error": str(error)[:200]}) from error
    if _depth(plan) > _DEEPEST:
        raise UnreadableDocumentError(_("The file is nested deeper than a plan can be. Export the plan again."))
    found = problems(plan)
    if not found:
        for node in (plan, *(place.node for place in walk(plan))):
            node.pop("id", None)  # ids are given when the plan is kept, never taken from a file
        plan.pop("next_id", None)
        found = check_conservation(plan)
    if found:
        message = _("The file does not follow the contract of a plan (urn:leitziel:plan:1): %(problems)s")
        raise UnreadableDocumentError(message % {"problems": "; ".join(found[:5])[:1500]})
    return plan


def _depth(value: Any) -> int:
    """How deep lists and objects are nested, without recursion: the file may be hostile."""
    level, depth = [value], 0
    while level:
        depth += 1
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, dict | list)
        ]
    return depth
