# SPDX-License-Identifier: EUPL-1.2
"""The demo city's concepts as they are written in `texts/*.txt`, before any layout.

The notation, one thing a line:

    key: value            head, until a line of three hyphens
    # Title               chapter
    @ Title, @@ Title     action field, sub-field
    > Text                guiding idea
    + Text                goal
    * {key < old, old}: Text    measure; the key names it through all editions, behind `<` stand its predecessors
      V: Text             what the measure says of itself; the letters are in LETTERS
    !areas                the table of planning areas
    Text                  a paragraph of whatever stands above

`[^Text]` anywhere is a footnote. R (months) is a rhythm that the text states although the deadline does not:
it is never printed as such and serves as the expected suggestion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
NOTE = re.compile(r"\[\^([^\]]+)\]")
PAPER = re.compile(r"\b\d{2}/\d{4}-[BI]V\b")
LETTERS = {
    "B": "description",
    "V": "responsible",
    "M": "partners",
    "T": "deadline",
    "F": "focus",
    "P": "examples",
    "Z": "target_groups",
    "K": "costs",
    "I": "indicator",
    "R": "rhythm",
}
AREAS = "!areas"


@dataclass(frozen=True, slots=True)
class Text:
    """Pieces of text and, in between, numbers of footnotes."""

    pieces: tuple[str | int, ...] = ()

    @property
    def plain(self) -> str:
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def marks(self) -> list[int]:
        return [piece for piece in self.pieces if isinstance(piece, int)]


@dataclass(slots=True)
class Measure:
    key: str
    predecessors: list[str]
    number: str
    text: Text
    said: dict[str, Text] = field(default_factory=dict)  # name of LETTERS -> text, in the order of the source

    def plain(self, name: str) -> str | None:
        return self.said[name].plain if name in self.said else None

    @property
    def examples(self) -> list[str]:
        said = self.plain("examples")
        return said.split("; ") if said else []


@dataclass(slots=True)
class Goal:
    number: int
    text: Text
    description: list[Text] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)


@dataclass(slots=True)
class Field:
    number: str
    title: str
    guiding_idea: Text | None = None
    description: list[Text] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)  # of a concept without goals
    fields: list[Field] = field(default_factory=list)

    def all_measures(self) -> list[Measure]:
        own = [measure for goal in self.goals for measure in goal.measures]
        return [*self.measures, *own, *(m for sub in self.fields for m in sub.all_measures())]


@dataclass(slots=True)
class Chapter:
    number: int
    title: str
    paragraphs: list[Text] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)


@dataclass(slots=True)
class Concept:
    head: dict[str, str]
    chapters: list[Chapter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # texts of footnotes; the first has number 1

    @property
    def fields(self) -> list[Field]:
        return [each for chapter in self.chapters for each in chapter.fields]

    def all_measures(self) -> list[Measure]:
        return [measure for each in self.fields for measure in each.all_measures()]


class Reading:
    """One pass over the lines of a text; keeps what the next line belongs to."""

    def __init__(self) -> None:
        self.concept = Concept(head={})
        self.field: Field | None = None
        self.top: Field | None = None
        self.goal: Goal | None = None
        self.measure: Measure | None = None

    def text(self, raw: str) -> Text:
        """The text with its footnotes numbered on."""
        pieces: list[str | int] = []
        for i, piece in enumerate(NOTE.split(raw)):
            if i % 2:
                self.concept.notes.append(piece)
                pieces.append(len(self.concept.notes))
            elif piece:
                pieces.append(piece)
        return Text(tuple(pieces))

    def line(self, line: str) -> None:
        sign, _, rest = line.strip().partition(" ")
        readers = {"#": self.chapter, "@": self.new_field, "@@": self.sub_field, ">": self.idea, "+": self.new_goal}
        if line.startswith("* "):
            self.new_measure(rest)
        elif line.startswith("  "):
            self.said(line.strip())
        elif sign in readers:
            readers[sign](rest)
        elif line.strip():
            self.paragraph(line.strip())

    def chapter(self, title: str) -> None:
        self.concept.chapters.append(Chapter(len(self.concept.chapters) + 1, title))
        self.field = self.top = self.goal = self.measure = None

    def new_field(self, title: str) -> None:
        chapter = self.concept.chapters[-1]
        self.top = self.field = Field(f"{chapter.number}.{len(chapter.fields) + 1}", title)
        self.goal = self.measure = None
        chapter.fields.append(self.field)

    def sub_field(self, title: str) -> None:
        assert self.top is not None, title
        self.field = Field(f"{self.top.number}.{len(self.top.fields) + 1}", title)
        self.goal = self.measure = None
        self.top.fields.append(self.field)

    def idea(self, raw: str) -> None:
        assert self.field is not None, raw
        self.field.guiding_idea = self.text(raw)

    def new_goal(self, raw: str) -> None:
        assert self.field is not None, raw
        self.goal, self.measure = Goal(len(self.field.goals) + 1, self.text(raw)), None
        self.field.goals.append(self.goal)

    def new_measure(self, raw: str) -> None:
        assert self.field is not None, raw
        match = re.fullmatch(r"\{([\w-]+)(?: < ([\w, -]+))?\}: (.+)", raw)
        assert match, raw
        siblings = self.goal.measures if self.goal else self.field.measures
        owner = str(self.goal.number) if self.goal else self.field.number.rpartition(".")[2]
        before = match[2].split(", ") if match[2] else []
        self.measure = Measure(match[1], before, f"{owner}.{len(siblings) + 1}", self.text(match[3]))
        siblings.append(self.measure)

    def said(self, raw: str) -> None:
        letter, _, rest = raw.partition(": ")
        assert self.measure is not None, raw
        self.measure.said[LETTERS[letter]] = self.text(rest)

    def paragraph(self, raw: str) -> None:
        assert self.measure is None, raw
        if self.goal is not None:
            self.goal.description.append(self.text(raw))
        elif self.field is not None:
            self.field.description.append(self.text(raw))
        else:
            self.concept.chapters[-1].paragraphs.append(self.text(raw))


def parse(raw: str) -> Concept:
    """A concept from its notation."""
    head, _, body = raw.partition("\n---\n")
    reading = Reading()
    reading.concept.head = dict(line.split(": ", 1) for line in head.splitlines())
    for line in body.splitlines():
        reading.line(line)
    return reading.concept


def load(name: str) -> Concept:
    """The concept of `texts/<name>.txt`."""
    return parse((TEXTS / f"{name}.txt").read_text("utf-8"))
