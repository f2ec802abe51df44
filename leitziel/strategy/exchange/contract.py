# SPDX-License-Identifier: EUPL-1.2
"""Is this a plan as the contract "urn:leitziel:plan:1" says? Checked before a plan is kept.

A staged plan may carry two things more: an `id` on each node and `next_id` at the top (see `staged.tree`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Plan = dict[str, Any]
Node = dict[str, Any]
Check = Callable[[Any], str | None]

PARTY_ROLES = ("lead", "partner", "unspecified")
SCHEDULE_KINDS = ("ongoing", "by", "period", "recurring", "unknown")


class ContractError(ValueError):
    """The plan does not follow the contract; `problems` says where and why."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems[:10]))
        self.problems = problems


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) else "is no text"


def _optional_text(value: Any) -> str | None:
    return None if value is None or isinstance(value, str) else "is neither text nor null"


def _texts(value: Any) -> str | None:
    return None if isinstance(value, list) and all(isinstance(v, str) for v in value) else "is no list of texts"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and _whole(value[0]) and _whole(value[1])


def _spans(value: Any) -> str | None:
    return None if isinstance(value, list) and all(is_span(v) for v in value) else "is no list of spans"


def _marks(value: Any) -> str | None:
    good = isinstance(value, list) and all(
        isinstance(v, dict) and isinstance(v.get("reference"), str) and isinstance(v.get("at"), str) for v in value
    )
    return None if good else "is no list of marks"


def _parties(value: Any) -> str | None:
    good = isinstance(value, list) and all(
        isinstance(v, dict) and isinstance(v.get("name"), str) and v.get("role") in PARTY_ROLES for v in value
    )
    return None if good else "is no list of parties"


def _attributes(value: Any) -> str | None:
    good = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return None if good else "is no table of labels and texts"


def _schedule(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, dict) or value.get("kind") not in SCHEDULE_KINDS:
        return "has no known kind"
    if _optional_text(value.get("start")) or _optional_text(value.get("end")):
        return "has a start or end that is no text"
    months = value.get("every_months")
    return None if months is None or (_whole(months) and months >= 1) else "has months below one"


REQUIRED: dict[str, dict[str, Check]] = {
    "field": {
        "number": _optional_text,
        "title": _text,
        "guiding_idea": _optional_text,
        "description": _optional_text,
        "spans": _spans,
    },
    "goal": {"number": _optional_text, "text": _text, "description": _optional_text, "spans": _spans},
    "measure": {
        "number": _optional_text,
        "title": _optional_text,
        "text": _optional_text,
        "responsible": _optional_text,
        "deadline": _optional_text,
        "focus": _optional_text,
        "examples": _texts,
        "attributes": _attributes,
        "references": _marks,
        "notes": _texts,
        "spans": _spans,
    },
    "reference": {"mark": _optional_text, "text": _text, "council_papers": _texts, "spans": _spans},
    "plan": {"title": _optional_text, "description": _optional_text},
}
OPTIONAL: dict[str, dict[str, Check]] = {
    "field": {"references": _marks, "notes": _texts},
    "goal": {"references": _marks, "notes": _texts},
    "measure": {"parties": _parties, "schedule": _schedule, "suggested_schedule": _schedule},
    "reference": {"notes": _texts},
    "plan": {"spans": _spans, "notes": _texts},
}
LISTS: dict[str, dict[str, str]] = {
    "plan": {"fields": "field", "goals": "goal", "measures": "measure", "references": "reference"},
    "field": {"fields": "field", "goals": "goal", "measures": "measure"},
    "goal": {"measures": "measure"},
    "measure": {},
    "reference": {},
}


def problems(plan: Any) -> list[str]:
    """What is wrong with the structure of `plan`; an empty list means nothing."""
    found: list[str] = []
    if not isinstance(plan, dict):
        return ["the plan is no object"]
    _check_extracted(plan.get("extracted"), found)
    _check_unassigned(plan.get("unassigned"), found)
    _check_node(plan, "plan", "plan", found)
    return found


def require(plan: Any) -> Plan:
    """The plan itself. Raises ContractError when it does not follow the contract."""
    found = problems(plan)
    if found:
        raise ContractError(found)
    return plan


UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """The same plan without characters that a database refuses (NUL, lone surrogates): each becomes U+FFFD, so
    that every span keeps its place."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {UNSTORABLE.sub("\ufffd", key): storable(item) for key, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list) else value


def _check_extracted(value: Any, found: list[str]) -> None:
    if not isinstance(value, dict):
        found.append("extracted is missing")
        return
    if not isinstance(value.get("text"), str):
        found.append("extracted.text is no text")
    digest = value.get("sha256")
    if not isinstance(digest, str) or len(digest) != 64:
        found.append("extracted.sha256 is no digest")
    pages = value.get("pages")
    if not isinstance(pages, list) or not all(_whole(page) for page in pages):
        found.append("extracted.pages is no list of offsets")


def _check_unassigned(value: Any, found: list[str]) -> None:
    good = isinstance(value, list) and all(
        isinstance(v, dict) and isinstance(v.get("text"), str) and is_span(v.get("span")) for v in value
    )
    if not good:
        found.append("unassigned is no list of passages")


def _check_node(node: Any, kind: str, path: str, found: list[str]) -> None:
    if not isinstance(node, dict):
        found.append(f"{path} is no object")
        return
    for name, check in REQUIRED[kind].items():
        reason = check(node[name]) if name in node else "is missing"
        if reason:
            found.append(f"{path}.{name} {reason}")
    for name, check in OPTIONAL[kind].items():
        reason = check(node[name]) if name in node else None
        if reason:
            found.append(f"{path}.{name} {reason}")
    if kind == "measure" and not (node.get("title") or node.get("text")):
        found.append(f"{path} has neither title nor text")
    for name, child_kind in LISTS[kind].items():
        children = node.get(name)
        if not isinstance(children, list):
            found.append(f"{path}.{name} is no list")
            continue
        for index, child in enumerate(children):
            _check_node(child, child_kind, f"{path}.{name}[{index}]", found)
