# SPDX-License-Identifier: EUPL-1.2
"""Splitting a measure in two, and making one of two neighbours."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from leitziel.strategy.exchange.contract import Node, Plan

from . import tree
from .edits import Changes, insert_in_order, lift_children, may_hold, nearest_holder
from .spans import clean, cut, joined, text_of
from .tree import EditError
from .values import add_text

LABELLED = ("responsible", "deadline", "focus")
BELONGING = {"responsible": ("parties",), "deadline": ("schedule", "suggested_schedule"), "focus": ()}


def split(plan: Plan, node_id: str, position: int) -> Changes:
    """Make two measures of one; the second begins at `position` of the source text.

    Each value goes to the half in whose passage it is printed; a value printed in neither (or in both) stays
    with the first. Nothing is guessed: what is printed in one half only does not appear in the other.
    """
    place = tree.find(plan, node_id)
    if place.kind != "measure":
        raise EditError(_("Only measures can be split."))
    node = place.node
    before, after = cut(node["spans"], position)
    second_text = clean(text_of(plan, after))
    if not clean(text_of(plan, before)) or not second_text:
        raise EditError(_("Both parts need a text. Choose a place inside the passage."))
    second = tree.blank("measure", tree.new_id(plan))
    before_text = clean(text_of(plan, before))
    _move_labels(node, second, before_text, second_text)
    _share_texts(node, second, before_text, second_text)
    _move_marks(node, second)
    node["spans"], second["spans"] = before, after
    place.siblings.insert(place.index + 1, second)
    return {"split": [None, second["id"]], "second": [None, tree.heading(second, "measure")]}


def _printed_in(value: str, here: str, there: str) -> bool:
    wanted = clean(value)
    return wanted in here and wanted not in there


def _move_labels(first: Node, second: Node, here: str, there: str) -> None:
    for name in LABELLED:
        value = first[name]
        if value and _printed_in(value, there, here):
            for part in (name, *BELONGING[name]):
                second[part] = first.get(part)
                first[part] = [] if part == "parties" else None
    for example in list(first["examples"]):
        if _printed_in(example, there, here):
            second["examples"].append(example)
            first["examples"].remove(example)
    for label, value in list(first["attributes"].items()):
        if _printed_in(value, there, here):
            second["attributes"][label] = first["attributes"].pop(label)


def _share_texts(first: Node, second: Node, here: str, there: str) -> None:
    """Cut title and text where the second passage begins; without a match the second shows its whole passage."""
    for name in ("title", "text"):
        value = first[name]
        if value and _printed_in(value, there, here):
            second[name], first[name] = value, None
    text = first["text"]
    if text:
        at = _overlap(clean(text), there)
        if at is not None:
            second["text"] = clean(text)[at:].strip() or None
            first["text"] = clean(text)[:at].strip() or None
    if not (second["title"] or second["text"]):
        second["text"] = there
    if not (first["title"] or first["text"]):
        first["text"] = here


def _overlap(text: str, there: str) -> int | None:
    """Where in `text` the beginning of the second passage stands: the longest of its first words found there."""
    words = there.split(" ")
    for length in range(min(8, len(words)), 1, -1):
        at = text.find(" ".join(words[:length]))
        if at > 0:
            return at
    return None


def _move_marks(first: Node, second: Node) -> None:
    """Marks go with the part they hang on; those of the text stay with the first."""
    stay = []
    for mark in first["references"]:
        goes = mark["at"] in LABELLED and not first[mark["at"]] and second[mark["at"]]
        (second["references"] if goes else stay).append(mark)
    first["references"] = stay


def merge(plan: Plan, node_id: str) -> Changes:
    """Make one of a node and the next in its list. Values of both are kept; where a value is single and they
    differ, the first counts and a note keeps the other."""
    place = tree.find(plan, node_id)
    if place.index + 1 >= len(place.siblings):
        raise EditError(_("There is no entry after this one to merge it with."))
    second = place.siblings[place.index + 1]
    gone = tree.without_ids(second)
    if place.kind == "measure":
        _merge_measures(place.node, second)
    else:
        _merge_others(place.node, second, place.kind)
    place.node["spans"] = joined([*place.node["spans"], *second["spans"]])
    place.siblings.pop(place.index + 1)
    return {"merged": [gone, None]}


def _note(first: Node, what: str, value: Any) -> None:
    text = _("Of the merged entry: %(what)s “%(value)s”") % {"what": what, "value": value}
    first["notes"] = [*(first.get("notes") or []), text]


def _merge_measures(first: Node, second: Node) -> None:
    if not first["title"] and not first["text"]:
        first["title"] = second["title"]
    elif second["title"]:
        add_text(first, "measure", "text", second["title"])
    add_text(first, "measure", "text", second["text"] or "")
    for name in ("number", *LABELLED):
        _merge_value(first, second, name)
    first["examples"] += [example for example in second["examples"] if example not in first["examples"]]
    for label, value in second["attributes"].items():
        if first["attributes"].setdefault(label, value) != value:
            _note(first, label, value)
    first["references"] += [mark for mark in second["references"] if mark not in first["references"]]
    first["notes"] = [*first["notes"], *(note for note in second["notes"] if note not in first["notes"])]


def _merge_value(first: Node, second: Node, name: str) -> None:
    """Take the second's value where the first says nothing; add what can be added; else keep it in a note."""
    if not first[name]:
        for part in (name, *BELONGING.get(name, ())):
            first[part] = second.get(part)
    elif not second[name] or second[name] == first[name]:
        return
    elif name == "responsible":
        known = {party["name"] for party in first["parties"]}
        first["parties"] += [party for party in second["parties"] if party["name"] not in known]
        first[name] = f"{first[name]}, {second[name]}"
    elif name == "focus":
        add_text(first, "measure", name, second[name])
    else:
        _note(first, name, second[name])


def _merge_others(first: Node, second: Node, kind: str) -> None:
    heading = {"field": "title", "goal": "text", "reference": "text"}[kind]
    add_text(first, kind, heading, second[heading])
    for name in ("guiding_idea", "description"):
        if second.get(name):
            add_text(first, kind, name, second[name])
    name = "mark" if kind == "reference" else "number"
    if not first[name]:
        first[name] = second[name]
    elif second[name] and second[name] != first[name]:
        _note(first, name, second[name])
    for name in ("fields", "goals", "measures", "references", "council_papers", "notes"):
        if second.get(name):
            first[name] = [*(first.get(name) or []), *(v for v in second[name] if v not in (first.get(name) or []))]


def change_kind(plan: Plan, node_id: str, kind: str) -> Changes:
    """Make a field, goal or measure into another of these. What the new kind has no place for becomes prose of
    its description or text, with its label; what it may not hold moves up behind it."""
    place = tree.find(plan, node_id)
    old = place.node
    if kind not in {"field", "goal", "measure"} or place.kind not in {"field", "goal", "measure"}:
        raise EditError(_("This entry cannot become one of that kind."))
    if kind == place.kind:
        raise EditError(_("The entry is of this kind already."))
    new = tree.blank(kind, old["id"])
    new["number"], new["spans"] = old["number"], old["spans"]
    new["references"], new["notes"] = old.get("references") or [], old.get("notes") or []
    title, prose = _neutral(old, place.kind)
    if kind == "measure":
        new["title"], new["text"] = (title, "\n\n".join(prose)) if prose else (None, title)
    else:
        new["title" if kind == "field" else "text"] = title
        new["description"] = "\n\n".join(prose) or None
    parent, parent_kind = place.parent, place.parent_kind
    for name in ("fields", "goals", "measures"):
        if name in old and name in new:
            new[name], old[name] = old[name], []
    lift_children(plan, place)
    if not may_hold(parent_kind, kind):
        parent, parent_kind = nearest_holder(plan, node_id, kind)
    place.siblings.pop(place.siblings.index(old))
    insert_in_order(parent[tree.LIST_OF[kind]], new)
    return {"kind": [place.kind, kind]}


def _neutral(node: Node, kind: str) -> tuple[str, list[str]]:
    """Heading, and everything else a node says as paragraphs with their labels."""
    if kind in {"field", "goal"}:
        prose = [value for value in (node.get("guiding_idea"), node.get("description")) if value]
        return str(node["title" if kind == "field" else "text"]), prose
    heading = node["title"] or node["text"]
    prose = [node["text"]] if node["title"] and node["text"] else []
    labels = {
        _("Responsible"): node["responsible"],
        _("Deadline"): node["deadline"],
        _("Focus"): node["focus"],
        _("Practice examples"): "; ".join(node["examples"]),
        **node["attributes"],
    }
    return str(heading), [*prose, *(f"{label}: {value}" for label, value in labels.items() if value)]
