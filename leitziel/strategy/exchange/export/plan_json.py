# SPDX-License-Identifier: EUPL-1.2
"""An edition as a plan of the contract "urn:leitziel:plan:1".

A plan needs the text it was read from. Here that text is written anew out of the edition: one paragraph for each
part of each entry, in reading order, so that every character lies in the span of its entry and nothing is left over.
Internal notes of the import are no part of it. Whoever imports the file gets an equal plan.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leitziel.core.text import name_key
from leitziel.strategy.actions.accept.references import nearest
from leitziel.strategy.actions.accept.vocabulary import AREAS, OBJECTIVES, TARGET_GROUPS, named
from leitziel.strategy.enums import DeadlineKind, ResponsibilityRole
from leitziel.strategy.exchange.contract import Node, Plan
from leitziel.strategy.models import (
    ActionField,
    Citation,
    Edition,
    Goal,
    Measure,
    MeasureExample,
    Reference,
    Responsibility,
)

Owner = tuple[str, int]
# What the vocabulary says of a measure is printed under the labels by which an import finds it again.
_LINKED = (
    ("target_groups", "term__label", TARGET_GROUPS, ("Zielgruppen", "Zielgruppe")),
    ("objectives", "term__label", OBJECTIVES, ("Querschnittsziele", "Querschnittsziel")),
    ("areas", "planningarea__name", AREAS, ("Planungsräume", "Planungsraum")),
)
_LONGEST_NAME = 500


@dataclass
class _Content:
    """Everything of an edition by its owner; twelve queries, however long the plan."""

    fields: dict[int | None, list[ActionField]] = field(default_factory=lambda: defaultdict(list))
    goals: dict[int | None, list[Goal]] = field(default_factory=lambda: defaultdict(list))
    measures: dict[Owner, list[Measure]] = field(default_factory=lambda: defaultdict(list))
    parties: dict[int, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    examples: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    cited: dict[Owner, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    references: list[Reference] = field(default_factory=list)
    papers: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def plan_of_edition(edition: Edition) -> Plan:
    """The edition (with its concept at hand) as a plan of the contract, for everybody who may see the edition.

    `extracted.sha256` is of the text written here. A footnote without a mark is kept, but where it is cited cannot
    be said; a mark that stands for two sources where the order cannot tell them apart gets a letter behind it.
    """
    content = _read(edition)
    plan: Plan = {
        "title": edition.concept.title,
        "description": edition.description or None,
        "fields": [_field(content, row) for row in content.fields[None]],
        "goals": [_goal(content, row) for row in content.goals[None]],
        "measures": [_measure(content, row) for row in content.measures["none", 0]],
        "references": [_reference(content, row) for row in content.references],
        "unassigned": [],
    }
    _mark_citations(plan, content)
    return _with_text(plan)


def _read(edition: Edition) -> _Content:
    content = _Content()
    for row in ActionField.objects.filter(edition=edition).order_by("position", "id"):
        content.fields[row.parent_id].append(row)
    for goal in Goal.objects.filter(edition=edition).order_by("position", "id"):
        content.goals[goal.field_id].append(goal)
    for measure in Measure.objects.filter(edition=edition).order_by("position", "id").defer("search_text", "notes"):
        content.measures[_holder(measure)].append(measure)
    mine = {"measure__edition": edition}
    for ident, name, role in (
        Responsibility.objects.filter(**mine).order_by("position").values_list("measure_id", "name", "role")
    ):
        content.parties[ident].append({"name": name, "role": role})
    for ident, name in (
        MeasureExample.objects.filter(**mine).order_by("position").values_list("measure_id", "example__name")
    ):
        content.examples[ident].append(name)
    for name, label, _labels, _names in _LINKED:
        through = getattr(Measure, name).through
        for ident, text in through.objects.filter(**mine).order_by(label, "id").values_list("measure_id", label):
            content.linked[name, ident].append(text)
    content.references = list(Reference.objects.filter(edition=edition).order_by("position", "id"))
    papers = Reference.council_papers.through.objects.filter(reference__edition=edition)
    for ident, number in papers.order_by("councilpaper__number").values_list("reference_id", "councilpaper__number"):
        content.papers[ident].append(number)
    for row in Citation.objects.filter(reference__edition=edition).order_by("reference__position", "id"):
        owner = ("field", row.field_id) if row.field_id else ("goal", row.goal_id)
        owner = ("measure", row.measure_id) if row.measure_id else owner
        content.cited[owner].append((row.reference_id, row.at))  # type: ignore[index]
    return content


def _holder(measure: Measure) -> Owner:
    if measure.goal_id is not None:
        return ("goal", measure.goal_id)
    return ("none", 0) if measure.field_id is None else ("field", measure.field_id)


def _field(content: _Content, row: ActionField) -> Node:
    return {
        "number": row.number or None,
        "title": row.title,
        "guiding_idea": row.guiding_idea or None,
        "description": row.description or None,
        "fields": [_field(content, child) for child in content.fields[row.pk]],
        "goals": [_goal(content, goal) for goal in content.goals[row.pk]],
        "measures": [_measure(content, measure) for measure in content.measures["field", row.pk]],
        "_row": ("field", row.pk),
    }


def _goal(content: _Content, row: Goal) -> Node:
    return {
        "number": row.number or None,
        "text": row.text,
        "description": row.description or None,
        "measures": [_measure(content, measure) for measure in content.measures["goal", row.pk]],
        "_row": ("goal", row.pk),
    }


def _measure(content: _Content, row: Measure) -> Node:
    parties = content.parties[row.pk]
    if not parties and row.responsible_text.strip():
        name = row.responsible_text.strip()[:_LONGEST_NAME]
        parties = [{"name": name, "role": str(ResponsibilityRole.UNSPECIFIED)}]
    return {
        "number": row.number or None,
        "title": row.title or None,
        "text": row.text or None,
        "responsible": row.responsible_text or None,
        "parties": parties,
        "deadline": row.deadline_text or None,
        "schedule": _schedule(row),
        "focus": row.focus or None,
        "examples": content.examples[row.pk],
        "attributes": _attributes(content, row),
        "notes": [],
        "_row": ("measure", row.pk),
    }


def _schedule(row: Measure) -> dict[str, Any] | None:
    """None where the deadline is only text, or is not stated."""
    understood = {
        "kind": row.deadline_kind,
        "start": row.deadline_start or None,
        "end": row.deadline_end or None,
        "every_months": row.every_months,
    }
    if row.deadline_kind == DeadlineKind.NONE:
        return None
    said = any(understood[name] for name in ("start", "end", "every_months"))
    return None if row.deadline_kind == DeadlineKind.UNKNOWN and row.deadline_text and not said else understood


def _attributes(content: _Content, row: Measure) -> dict[str, str]:
    found = {str(label): str(text) for label, text in row.attributes.items()}
    for name, _label, labels, names in _LINKED:
        printed = set().union(*(named(text) for label, text in found.items() if name_key(label) in labels))
        missing = [text for text in content.linked[name, row.pk] if name_key(text) not in printed]
        free = next((label for label in names if label not in found), None)
        if missing and free:
            found[free] = "\n".join(missing)
    return found


def _reference(content: _Content, row: Reference) -> Node:
    return {
        "mark": row.mark or None,
        "text": row.text,
        "council_papers": content.papers[row.pk],
        "_row": ("reference", row.pk),
    }


def _nodes(plan: Plan) -> Iterable[Node]:
    """Fields, goals and measures in reading order: of each entry first what stands directly under it."""

    def below(holder: Node) -> Iterable[Node]:
        for name in ("measures", "goals", "fields"):
            for node in holder.get(name) or ():
                yield node
                yield from below(node)

    return below(plan)


def _mark_citations(plan: Plan, content: _Content) -> None:
    """Say at each entry which footnotes it cites, and note behind which entry a footnote with a shared mark stands."""
    references = {node["_row"][1]: node for node in plan["references"]}
    nodes = list(_nodes(plan))
    last: dict[int, int] = {}
    for place, node in enumerate(nodes):
        for reference, _at in content.cited[node["_row"]]:
            last[reference] = place
    for ident, node in references.items():
        node["_behind"] = last.get(ident, len(nodes))
    _part_marks(nodes, content, references)
    for node in nodes:
        node["references"] = [
            {"reference": references[ident]["mark"], "at": at}
            for ident, at in content.cited[node["_row"]]
            if references[ident]["mark"]
        ]


def _part_marks(nodes: list[Node], content: _Content, references: dict[int, Node]) -> None:
    """Marks of which an import could not say whose they are become different ones ("1a", "1b")."""
    shared: dict[str, list[Node]] = defaultdict(list)
    for node in references.values():
        if node["mark"]:
            shared[node["mark"]].append(node)
    taken = set(shared)
    wrong: set[str] = set()
    for place, citing in enumerate(nodes):
        for ident, _at in content.cited[citing["_row"]]:
            alike = shared.get(references[ident]["mark"] or "", [])
            if len(alike) > 1:
                stand = [{"node": node, "spans": [[node["_behind"], node["_behind"] + 1]]} for node in alike]
                found = nearest(stand, {"spans": [[place, place + 1]]})
                if found is None or found["node"] is not references[ident]:
                    wrong.add(references[ident]["mark"])
    for mark in wrong:
        letters = (f"{mark}{chr(ord('a') + n % 26)}{n // 26 or ''}" for n in range(10_000))
        for node in shared[mark]:
            node["mark"] = next(new for new in letters if new not in taken)
            taken.add(node["mark"])


class _Writer:
    """Writes the text and remembers who wrote what."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def write(self, node: Node, texts: Iterable[str | None]) -> None:
        start = self.length
        for text in texts:
            if text:
                self.parts.append(f"{text}\n")
                self.length += len(text) + 1
        node["spans"] = [[start, self.length]] if self.length > start else []


def _with_text(plan: Plan) -> Plan:
    writer = _Writer()
    writer.write(plan, [plan["title"], plan["description"]])
    behind: dict[int, list[Node]] = defaultdict(list)
    for node in plan["references"]:
        behind[node.pop("_behind")].append(node)
    count = 0
    for count, node in enumerate(_nodes(plan), start=1):
        writer.write(node, _texts(node))
        for reference in behind.pop(count - 1, ()):
            writer.write(reference, _texts(reference))
        del node["_row"]
    for reference in behind.get(count, ()):
        writer.write(reference, _texts(reference))
    for reference in plan["references"]:
        del reference["_row"]
    text = "".join(writer.parts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"extracted": {"text": text, "sha256": digest, "pages": []}, **plan}


def _texts(node: Node) -> Iterable[str | None]:
    """The texts of an entry in the order of print, numbers and labels too."""
    yield " ".join(filter(None, (node.get("number") or node.get("mark"), node.get("title")))) or None
    for name in ("text", "guiding_idea", "description", "responsible", "deadline", "focus"):
        yield node.get(name)
    yield from node.get("examples") or ()
    yield from (f"{label}: {text}" for label, text in sorted((node.get("attributes") or {}).items()))
    yield from (f"{party['name']} ({party['role']})" for party in node.get("parties") or ())
    yield from node.get("council_papers") or ()
