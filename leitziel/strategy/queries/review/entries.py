# SPDX-License-Identifier: EUPL-1.2
"""An entry of a staged plan as the review page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.exchange.contract import Node, Plan
from leitziel.strategy.exchange.staged import tree

KIND_LABELS: dict[str, str | Promise] = {
    "plan": gettext_lazy("Document"),
    "field": gettext_lazy("Field of action"),
    "goal": gettext_lazy("Goal"),
    "measure": gettext_lazy("Measure"),
    "reference": gettext_lazy("Footnote"),
}
SHORT: dict[str, str | Promise] = {
    "plan": gettext_lazy("Document"),
    "field": pgettext_lazy("short for field of action", "Field"),
    "goal": gettext_lazy("Goal"),
    "measure": gettext_lazy("Measure"),
    "reference": gettext_lazy("Footnote"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A node for the screen. `depth` counts from 0 within its section."""

    id: str
    kind: str
    depth: int
    marker: str
    heading: str
    values: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])


def marker(node: Node, kind: str) -> str:
    """How an entry is called in the source text: "Measure 2", "Goal 1"."""
    number = node.get("mark") if kind == "reference" else node.get("number")
    return f"{SHORT[kind]} {number}" if number else str(SHORT[kind])


def entry(node: Node, kind: str, depth: int = 0) -> Entry:
    title = node.get("title") or node.get("text") or ""
    return Entry(
        id=node["id"],
        kind=kind,
        depth=depth,
        marker=marker(node, kind),
        heading=title,
        values=tuple((label, _text(value)) for label, value in _values(node, kind) if value),
        notes=tuple(node.get("notes") or ()),
        spans=tuple((start, end) for start, end in node.get("spans") or ()),
    )


def _values(node: Node, kind: str) -> Iterator[tuple[str, Any]]:
    if kind == "measure":
        if node["title"]:
            yield _("Text"), node["text"]
        yield _("Responsible"), node["responsible"]
        yield _("Deadline"), _deadline(node)
        yield _("Focus"), node["focus"]
        yield _("Practice examples"), node["examples"]
        yield from node["attributes"].items()
    elif kind == "reference":
        yield _("Council papers"), node["council_papers"]
    else:
        yield _("Guiding idea"), node.get("guiding_idea")
        yield _("Description"), shortened(node.get("description") or "")
    marks = [f"{mark['reference']} ({mark['at']})" for mark in node.get("references") or [] if "at" in mark]
    yield _("Footnotes"), ", ".join(marks)


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else " · ".join(value)


def _deadline(node: Node) -> str:
    schedule = node.get("schedule")
    printed = node["deadline"] or ""
    if not schedule:
        return printed
    parts = [str(DeadlineKind(schedule["kind"]).label)]
    parts += dict.fromkeys(value for value in (schedule.get("start"), schedule.get("end")) if value)
    if schedule.get("every_months"):
        parts.append(_("every %(months)s months") % {"months": schedule["every_months"]})
    understood = ", ".join(parts)
    return f"{printed} ({understood})" if printed and printed.casefold() != understood.casefold() else understood


def shortened(text: str, limit: int = 600) -> str:
    return text if len(text) <= limit else f"{text[:limit].rsplit(' ', 1)[0]} …"


def all_entries(plan: Plan, *, only_notes: bool = False) -> list[Entry]:
    """Every entry of the plan, the plan itself first; those with notes alone if asked."""
    found = [entry(plan, "plan"), *(entry(place.node, place.kind) for place in tree.walk(plan))]
    return [e for e in found if e.notes] if only_notes else found
