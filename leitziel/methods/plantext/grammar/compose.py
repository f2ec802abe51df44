# SPDX-License-Identifier: EUPL-1.2
"""Before the tree is frozen: repeated nodes merge, empty headings become prose, stray paragraphs find their place."""

from __future__ import annotations

import re

from leitziel.methods.plantext.vocabulary import key

from .nodes import Node, Part
from .numbering import extends
from .overviews import drop_overviews
from .scan import Line

BODY = re.compile(
    r"(?:stadt|landkreis|kreis|gemeinde|hansestadt|landeshauptstadt|universitätsstadt|der landrat|- der)\b",
    re.IGNORECASE,
)
PLAN_WORD = re.compile(
    r"konzept|plan\b|strategie|programm|leitlinien|bericht|agenda|leitbild|fortschreibung|masterplan|aktionsplan",
    re.IGNORECASE,
)


def compose(root: Node) -> None:
    """Bring the tree to its final form."""
    _inner(root)
    _merge(root)
    drop_overviews(root)
    _drop_repeats(root)
    _tails(root)
    _prune(root)
    _unwrap_chapters(root)
    _unwrap_title(root)


def _inner(root: Node) -> None:
    """ "Handlungsfeld: ..." and "Ziel: ..." inside a sheet put the measure under that field and goal."""
    lifted: list[Node] = []
    for parent in _walk(root):
        children: list[Node] = []
        for child in parent.children:
            if child.kind != "measure":
                children.append(child)
                continue
            top = _lift(child, "field")
            if top is not None and parent.kind != "plan":
                top.children = [child]
                lifted.append(top)
                continue
            goal = None if parent.kind == "goal" else _lift(child, "goal")
            placed = child
            for outer in (goal, top):
                if outer is not None:
                    outer.children = [placed]
                    placed = outer
            children.append(placed)
        parent.children = children
    for top in lifted:
        (measure,) = top.children
        goal = _lift(measure, "goal")
        if goal is not None:
            goal.children, top.children = [measure], [goal]
    root.children += lifted


def _lift(measure: Node, concept: str) -> Node | None:
    """A field or goal made of a part of the measure; the label stays a span of the new node."""
    part = measure.part(concept)
    if part is None or part.empty:
        return None
    measure.parts.remove(part)
    part.concept = "header"
    number = part.lines[0].label.number if part.lines[0].label else None
    return Node(concept, number, explicit=True, style="inner", parts=[part])


def _merge(node: Node) -> None:
    """Nodes of the same kind, number and words under one parent are one (a heading repeated on each page)."""
    kept: dict[tuple[str, str, str], Node] = {}
    children: list[Node] = []
    for child in node.children:
        words = key(child.header())
        name = (child.kind, child.number or "", words)
        twin = kept.get(name) if child.kind in ("field", "goal") and words else None
        if twin is None and child.style == "inner" and words:
            twin = next((node for node in children if node.kind == child.kind and key(node.header()) == words), None)
        if twin is None:
            kept[name] = child
            children.append(child)
            continue
        twin.children += child.children
        twin.claims += child.claims + [(line.start, line.end) for part in child.parts[:1] for line in part.lines]
        twin.explicit = twin.explicit or child.explicit
        twin.parts += child.parts[1:]
    node.children = children
    for child in children:
        _merge(child)


def _drop_repeats(root: Node) -> None:
    """A field named in words that stays empty, while another of the same name has content, was only an overview."""
    full = {
        key(node.header()) for node in _walk(root) if node.kind == "field" and (node.has_measures or node.part("idea"))
    }
    for node in _walk(root):
        for child in node.children:
            if (
                child.kind == "field"
                and key(child.header()) in full
                and not child.has_measures
                and not child.part("idea")
            ):
                child.explicit = False


def _walk(node: Node) -> list[Node]:
    out, stack = [], [node]
    while stack:
        current = stack.pop()
        out.append(current)
        stack.extend(current.children)
    return out


def _tails(root: Node) -> None:
    """Paragraphs behind a finished measure: its own text where most measures of the document have such, else prose
    about what stands around it."""
    measures = [node for node in _walk(root) if node.kind == "measure"]
    with_tail = sum(node.part("tail") is not None for node in measures)
    own = with_tail >= 2 and with_tail * 10 >= 3 * len(measures)
    order = sorted(measures, key=_position)
    last = order[-1] if order else None
    parents = {id(child): node for node in _walk(root) for child in node.children}
    for node in measures:
        for part in [part for part in node.parts if part.concept == "tail"]:
            if own:
                part.concept = "body"
                continue
            node.parts.remove(part)
            parent = parents[id(node)]
            while parent.kind == "goal":
                parent = parents[id(parent)]
            target = root if node is last else parent
            target.parts.append(Part("description", None, part.lines, inline=False))


def _position(node: Node) -> int:
    return min((line.start for part in node.parts for line in part.lines), default=0)


def _prune(node: Node) -> None:
    """A heading with no goal and no measure below is prose of what stands around it, unless it is called a field."""
    for child in node.children:
        _prune(child)
    children: list[Node] = []
    for child in node.children:
        if child.kind != "field" or child.has_measures or child.part("idea") or (child.explicit and child.header()):
            children.append(child)
            continue
        lines: list[Line] = []
        for part in child.parts:
            lines += part.lines
        node.parts.append(Part("description", None, lines, inline=False))
        node.claims += child.claims
        children += child.children
    node.children = children


def _unwrap_chapters(root: Node) -> None:
    """A chapter that only holds what is called a field, or fields numbered as another chapter's ("1 Einleitung", "2.1
    Lernen"), is no field itself: its prose is the plan's."""
    children: list[Node] = []
    for child in root.children:
        fields = [node for node in child.children if node.kind == "field"]
        chapter = child.kind == "field" and not child.explicit and not child.part("idea")
        named = all(node.explicit for node in fields) or all(_strange(node, child) for node in fields)
        if chapter and fields and len(fields) == len(child.children) and named:
            root.parts.append(
                Part("description", None, [line for part in child.parts for line in part.lines], inline=False)
            )
            root.claims += child.claims
            children += fields
        else:
            children.append(child)
    root.children = children


def _strange(node: Node, chapter: Node) -> bool:
    """Does the number of a field say that it stands in another chapter?"""
    inner, outer = node.number or "", chapter.number or ""
    return "." in inner and inner[0].isdigit() and outer.isdigit() and not extends(inner, outer)


def _unwrap_title(root: Node) -> None:
    """One heading above everything that names a kind of plan is the document's title, not a field."""
    fields = [child for child in root.children if child.kind == "field"]
    if len(fields) != 1 or len(root.children) != 1:
        return
    only = fields[0]
    above = any(child.kind == "field" for child in only.children) or PLAN_WORD.search(only.header())
    if only.explicit or only.style != "heading" or only.number or not above or only.part("idea"):
        return
    root.children = only.children
    root.claims += only.claims
    for part in only.parts:
        if part.concept == "header":
            part.concept = "title"
    root.parts += only.parts


def find_title(root: Node) -> None:
    """The title of the document: among its first short lines the one that names a kind of plan, else the first."""
    if root.part("title") is not None:
        return
    owners = {id(line): part for part in root.parts for line in part.lines}
    begun = min((_position(child) for child in root.children), default=None)
    about = [line for part in root.parts for line in part.lines if begun is None or line.start < begun]
    first = sorted(about, key=lambda line: line.start)[:9]
    heads: list[Line] = []
    for line in first[:8]:
        if len(line.value) > 140 or line.value[-1:] in ".,;:" or line.bullet:
            break
        heads.append(line)
    if heads and len(first) > len(heads) and not first[len(heads)].new:
        heads.pop()
    heads = [line for line in heads if not _counted(line) or PLAN_WORD.search(line.value)]
    if not heads or (heads[0].start > 2000):
        return
    names = [line for line in heads if not BODY.match(line.value)] or heads
    title = next((line for line in names if PLAN_WORD.search(line.value)), names[0])
    owners[id(title)].lines.remove(title)
    root.parts.insert(0, Part("title", None, [title]))


def _counted(line: Line) -> bool:
    """Is it the heading of a chapter with a number (which the reader took off)?"""
    return line.heading and line.label is None and line.value_start > line.piece.body + 1
