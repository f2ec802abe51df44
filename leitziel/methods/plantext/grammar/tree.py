# SPDX-License-Identifier: EUPL-1.2
"""The tree while it is read: what is open, and where the next line goes."""

from __future__ import annotations

from leitziel.methods.plantext.vocabulary import key

from .nodes import Node, Part
from .numbering import extends
from .scan import Line


class Tree:
    """Open nodes from the plan down to the part of a measure. Every line added belongs to exactly one node."""

    def __init__(self) -> None:
        self.root = Node("plan")
        self.fields: list[Node] = []
        self.goal_node: Node | None = None
        self.measure: Node | None = None
        self.part: Part | None = None

    @property
    def top(self) -> Node:
        """The innermost open field, or the plan."""
        return self.fields[-1] if self.fields else self.root

    # --- opening and closing --------------------------------------------------------------------------------------

    def field(self, number: str | None, line: Line, level: int, explicit: bool, style: str) -> None:
        """Open a field at its place in the tree."""
        node = Node("field", number, level, explicit, style=style)
        self.close_goal()
        while self.fields and not _above(self.fields[-1], node):
            self.fields.pop()
        self.top.children.append(node)
        self.fields.append(node)
        self.part = _header(node, line)

    def goal(self, number: str | None, line: Line) -> None:
        """Open a goal; one that is open with the same number and words goes on."""
        current = self.goal_node
        same = current is not None and number and current.number == number and line.value
        if same and current is not None and key(line.value) == key(current.header()):
            current.claims.append((line.start, line.end))
            return
        self.close_goal()
        node = Node("goal", number)
        self.top.children.append(node)
        self.goal_node = node
        self.part = _header(node, line)

    def idea(self, line: Line) -> None:
        """Open the guiding idea of the field."""
        self.close_measure()
        node = self.top
        self.part = Part("idea", line.label.text if line.label else None, [line], inline=bool(line.value))
        node.parts.append(self.part)

    def open_measure(self, number: str | None, line: Line, style: str, level: int = 0) -> None:
        """Open a measure under the goal or field that is open."""
        node = Node("measure", number, level, style=style)
        (self.goal_node or self.top).children.append(node)
        self.measure = node
        self.part = _header(node, line)
        self.part.inline = bool(line.value)

    def attribute(self, concept: str, label: str, line: Line, inline: bool = True) -> None:
        """Open a labelled part of the measure; a label right behind an empty one makes it more exact."""
        measure = self.measure
        assert measure is not None
        last = self.part
        exact = line.label is None or line.label.style not in ("colon", "glued", "wide", "spaced") or bool(line.value)
        same = (last is not None and last.concept in (concept, "other")) or concept == "other"
        if last is not None and last is measure.parts[-1] and last.empty and last.label is not None and exact and same:
            if concept == "other" and last.concept != "other":
                concept = last.concept if line.value == "" else concept
            last.label = f"{last.label} {label}"
            last.concept = concept
            last.lines.append(line)
            last.inline = inline
            return
        self.part = Part(concept, label, [line], inline)
        measure.parts.append(self.part)

    def close_measure(self) -> None:
        self.measure, self.part = None, None

    def close_goal(self) -> None:
        self.close_measure()
        self.goal_node = None

    def close_idea(self) -> None:
        if self.part is not None and self.part.concept == "idea":
            self.part = None

    def close_fields(self, level: int) -> None:
        """Close headings of this level and deeper; fields that say so in words stay."""
        while self.fields and self.fields[-1].style == "heading" and self.fields[-1].level >= level:
            if self.fields[-1].explicit and self.fields[-1].level == level:
                break
            self.fields.pop()
            self.close_goal()

    def close_outline(self, depth: int) -> None:
        """Close the fields that stand at this depth of the outline and deeper."""
        self.close_goal()
        while self.fields and ((self.fields[-1].number or "").count(".") + 1 >= depth or not self.fields[-1].number):
            self.fields.pop()

    # --- lines ----------------------------------------------------------------------------------------------------

    def add(self, line: Line) -> None:
        """A line without a label: it goes on with the open part, or describes what is open."""
        part = self.part
        if self.measure is not None:
            if part is None:
                self.body(line)
            else:
                part.lines.append(line)
            return
        node = self.goal_node or self.top
        # a title goes on over a line break, but never into a sentence of prose
        prose = node.kind == "field" and line.value[:1].isupper() and line.value[-1:] in {".", ":"}
        if part is not None and part.concept == "header" and (part.empty or (not line.new and not prose)):
            part.lines.append(line)
            return
        if part is not None and part.concept == "idea" and (not line.new or part.empty or line.bullet):
            part.lines.append(line)
            return
        if part is None or part.concept != "description" or part not in node.parts:
            part = Part("description", inline=False)
            node.parts.append(part)
            self.part = part
        part.lines.append(line)

    @property
    def unanswered(self) -> bool:
        """Do several labels without a value stand at the end of the measure? Then a value may belong to any."""
        parts = self.measure.parts[-2:] if self.measure else []
        return len(parts) == 2 and all(part.label and part.empty for part in parts)

    def body(self, line: Line) -> None:
        """A paragraph of the measure's own text behind its header."""
        assert self.measure is not None
        self.part = Part("body", None, [line], inline=False)
        self.measure.parts.append(self.part)

    def tail(self, line: Line) -> None:
        """A paragraph behind the last value of a measure; see `Reader.settle`."""
        node = self.measure
        if node is None:
            self.add(line)
            return
        part = node.parts[-1] if node.parts and node.parts[-1].concept == "tail" else None
        if part is None:
            part = Part("tail", inline=False)
            node.parts.append(part)
        part.lines.append(line)

    def claim(self, line: Line) -> None:
        """A heading without content of its own belongs to what is open."""
        (self.goal_node or self.top).claims.append((line.start, line.end))

    def has_label(self, form: str) -> bool:
        """Does the open measure already have a part under this label?"""
        return self.measure is not None and any(part.label and key(part.label) == form for part in self.measure.parts)

    def take_heading(self) -> Node | None:
        """Take the innermost field off the tree if it is a heading without content."""
        if not self.fields or self.fields[-1].children or self.fields[-1].explicit or self.goal_node is not None:
            return None
        node = self.fields.pop()
        self.top.children.remove(node)
        return node

    def put_measure(self, node: Node) -> None:
        """Put a node back into the tree as a measure."""
        node.kind, node.style = "measure", "heading"
        for part in node.parts:
            if part.concept == "description":
                part.concept = "body"
        self.top.children.append(node)
        self.measure, self.part = node, node.parts[0]

    def take_tail(self) -> list[Line]:
        """Take up to four unlabelled lines off the end of the open part, for a title that shows only afterwards."""
        part = self.part
        if part is None:
            return []
        taken: list[Line] = []
        while part.lines and len(taken) < 4 and part.lines[-1].label is None:
            if part.concept == "header" and len(part.lines) == 1 and self.measure is None:
                break
            taken.insert(0, part.lines.pop())
        return taken

    def put_back(self, line: Line) -> None:
        """Return a line that turned out not to belong to a title."""
        if self.part is not None:
            self.part.lines.append(line)
        else:
            self.add(line)


def _header(node: Node, line: Line) -> Part:
    part = Part("header", line.label.text if line.label else None, [line])
    node.parts.append(part)
    return part


def _above(parent: Node, child: Node) -> bool:
    """May a field stand under an open one?"""
    if child.number and parent.number and child.number[0].isdigit() and parent.number[0].isdigit():
        if extends(child.number, parent.number):
            return True
        if child.style != "heading" or parent.style != "heading" or child.number.count(".") == parent.number.count("."):
            return False
    if parent.style == "heading" and child.style == "heading":
        return parent.level < child.level
    if child.explicit:
        return not parent.explicit and parent.style in ("heading", "chapter", "roman") and child.style != "heading"
    if child.style == "number":
        return (parent.explicit and child.level > 1) or parent.style in {"chapter", "heading"}
    return parent.explicit and child.style == "heading" and parent.style != "heading"
