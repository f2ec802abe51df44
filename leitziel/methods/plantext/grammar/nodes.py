# SPDX-License-Identifier: EUPL-1.2
"""The tree while it grows: nodes with parts, parts with lines. Frozen value objects are made of it at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from .scan import Line


@dataclass(slots=True)
class Part:
    """One part of a node: its header, a labelled value, or body text. `label` is as printed."""

    concept: str
    label: str | None = None
    lines: list[Line] = field(default_factory=list)
    inline: bool = True

    @property
    def empty(self) -> bool:
        return not any(line.value for line in self.lines)


@dataclass(slots=True)
class Node:
    """A field, goal or measure (or the plan itself) under construction. `level` orders fields; `explicit`: its
    kind stands in words; `claims` are spans without a value (labels on their own, repeated headings)."""

    kind: str
    number: str | None = None
    level: int = 0
    explicit: bool = True
    parts: list[Part] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    claims: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    style: str = ""
    title: str | None = None

    def part(self, concept: str) -> Part | None:
        """The first part of a concept."""
        return next((part for part in self.parts if part.concept == concept), None)

    @property
    def has_measures(self) -> bool:
        """Does a measure or a goal stand anywhere below?"""
        return any(child.kind in ("measure", "goal") or child.has_measures for child in self.children)

    def header(self) -> str:
        """The words of the header, for comparison."""
        part = self.part("header")
        return " ".join(line.value for line in part.lines) if part else ""
