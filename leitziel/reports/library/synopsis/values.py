# SPDX-License-Identifier: EUPL-1.2
"""What the synopsis is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from leitziel.reports.library.common.values import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    label: str
    state: str
    valid_from: date | None
    valid_to: date | None
    fields: int
    goals: int
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a text: it stands in both editions, only in the old or only in the new one."""

    text: str
    mark: Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A detail of an entry as the old and the new edition word it; `pieces` make up both."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def old(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.mark != "added")

    @property
    def new(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.mark != "removed")

    @property
    def old_text(self) -> str:
        return "".join(piece.text for piece in self.old)

    @property
    def new_text(self) -> str:
        return "".join(piece.text for piece in self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is laid side by side under an entry: one old with one new text, or one of them alone. `name` says which,
    where there are several (split, merged)."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What became of a field, a goal or a measure. `kinds`: in words, the first weighs most; none where unchanged."""

    key: str
    entry: Literal["field", "goal", "measure"]
    number: str
    heading: str
    kinds: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def full(self) -> str:
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A goal with its measures, or measures under no goal. `same`: those taken over unchanged, by name."""

    goal: Entry | None
    changed: tuple[Entry, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPart:
    title: str
    depth: int
    field: Entry | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    label: str
    fields: int
    goals: int
    measures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Two editions of a concept, laid side by side and frozen."""

    head: Head
    concept: str
    old: EditionFacts
    new: EditionFacts
    counts: tuple[KindCount, ...]
    fields: tuple[FieldPart, ...]

    def entries(self) -> Iterator[tuple[FieldPart, Entry]]:
        """Every changed entry with its field, in reading order."""
        for part in self.fields:
            if part.field is not None and part.field.kinds:
                yield part, part.field
            for section in part.sections:
                if section.goal is not None and section.goal.kinds:
                    yield part, section.goal
                for entry in section.changed:
                    yield part, entry

    @property
    def nothing(self) -> bool:
        return next(self.entries(), None) is None
