# SPDX-License-Identifier: EUPL-1.2
"""Reading line by line: what each line opens, labels or continues, by the document's scheme."""

from __future__ import annotations

import re

from leitziel.methods.plantext.source import BlockKind
from leitziel.methods.plantext.vocabulary import key

from .chapters import section_named
from .checks import cut_by_page
from .flow import ends_sentence
from .nodes import Node, Part
from .openings import Opening
from .reader_labels import LabelReader
from .roles import structural
from .scan import Line
from .tables import read_table

_SIGNED = re.compile(r"gez\.\s+\S")
_MEASURE_WORD = re.compile(r"\b(?:Ma(?:ß|ss)nahmen|Projekte|Vorhaben|Aktivitäten|Aktionen)\b")


class Reader(LabelReader):
    """Reads the lines of a scan into a tree."""

    def read(self) -> Node:
        """The tree of the whole document."""
        lines, i = self.scan.lines, 0
        while i < len(lines):
            if self.progress and i % 256 == 0:
                self.progress(i / len(lines))
            line = lines[i]
            if line.piece.cell is not None:
                self.settle(False)
                i = read_table(self, i)
                continue
            self.step(i, line)
            i += 1
        self.settle(False)
        return self.tree.root

    def step(self, i: int, line: Line) -> None:
        """One line that is not in a table."""
        if line.piece.aside:
            self.set_aside(line)
            return
        if line.prompt and self.prompted(line):
            return
        if self.tree.measure is not None and line.label is None and _SIGNED.match(line.value):
            self.settle(False)
            self.tree.close_measure()
            return  # a signature says nothing about the measure: it stays unassigned
        opening = self.scheme.openings.get(i)
        if opening is not None and self.opens(i, line, opening):
            return
        if i in self.scheme.lead_ins and (self.tree.measure is None or self.tree.measure.style == "item"):
            self.open_section("measures", line)
            return
        if line.label is not None:
            if self.labelled(i, line):
                return
            self.unlabel(line)
        section = self.section_of(i, line)
        if section and (section != "end" or self.tree.measure is None or self._leads_on(i)):
            self.open_section(section, line)
            return
        self.text(line)
        if self._lead_in(i, line):
            self.section = "measures"

    def _lead_in(self, i: int, line: Line) -> bool:
        """Does a sentence about measures end in a colon before a list ("Folgende Maßnahmen sind geplant:")?"""
        after = self.scan.lines[i + 1] if 0 <= i < len(self.scan.lines) - 1 else None
        listed = after is not None and (after.bullet or after.piece.kind is BlockKind.ITEM)
        measure = self.tree.measure
        about = line.value.endswith(":") and _MEASURE_WORD.search(line.value) is not None
        return listed and about and not line.bullet and (measure is None or measure.style == "item")

    def unlabel(self, line: Line) -> None:
        """The label does not count here: its words are words like any other."""
        line.label = None
        line.value_start = line.piece.body if line.head else line.start
        line.value = self.scan.clean(line.value_start, line.end)

    def opens(self, i: int, line: Line, opening: Opening) -> bool:
        """A heading, numbered line or id line: measure, goal, field or only text?"""
        title = self.scan.clean(opening.value_start, line.end)
        if opening.group in self.scheme.measures:
            self.settle(False)
            line.value_start, line.value = opening.value_start, title
            self.measure(opening.number, line, "id" if opening.group[0] == "id" else "heading")
            return True
        if opening.group[0] == "id" or (opening.group[0] == "sign" and opening.group not in self.scheme.goals):
            return False
        section = section_named(self.scan.labeller.vocabulary, title)
        if section in {"measures", "goals"} or (section and (opening.number is None or section == "end")):
            self.open_section(section, line, opening)
            return True
        if opening.group in self.scheme.goals:
            self.settle(False)
            line.value_start, line.value = opening.value_start, title
            self.tree.goal(opening.number, line)
            return True
        accepted = self.accepts(i, line, opening, title)
        if not accepted:
            return accepted is None
        self.settle(False)
        line.value_start, line.value = opening.value_start, title
        self.section = ""
        self.tree.field(opening.number, line, opening.level, explicit=False, style=opening.group[0])
        self.remember(line, opening.number)
        return True

    def accepts(self, i: int, line: Line, opening: Opening, title: str) -> bool | None:
        """May the line head a part of the document? Inside a measure only by strong evidence. None: it heads a part
        of the open measure, and has been read as such."""
        measure = self.tree.measure
        if line.heading:
            if measure is not None and measure.style == "heading" and opening.level > measure.level:
                self.settle(True)
                part = Part("other", title)
                measure.parts.append(part)
                line.value_start, line.value = line.end, ""
                part.lines.append(line)
                part.inline = False
                self.tree.part = part
                return None
            return True
        if title[-1:] in ".;:,!?" or len(title) > 140:
            return False
        if self.section == "measures" and opening.group in {("number", "1"), ("roman", "1")}:
            counting = measure is not None and measure.style == "item" and measure.number is not None
            if counting or not self.in_outline(opening.number or "") or not self.accepted:
                return False
        if opening.group[0] in {"chapter", "path"}:
            return True
        if measure is None and self.tree.goal_node is None:
            return True
        return self._leads_on(i) and self.in_outline(opening.number or "")

    def _leads_on(self, i: int) -> bool:
        """Is the next thing that is marked something other than a label of the measure that is open?"""
        for j in range(i + 1, min(len(self.scan.lines), i + 400)):
            line = self.scan.lines[j]
            opening = self.scheme.openings.get(j)
            if opening is not None:
                if opening.group in self.scheme.measures:
                    return True
                continue
            if line.piece.cell is not None:
                return True
            if line.label is not None and self.usable(line):
                return structural(line) is not None and not (structural(line) == "goal" and self.scheme.inner_goal)
        return True

    def text(self, line: Line) -> None:  # noqa: C901 - where a line may belong
        """A line without a role of its own."""
        tree = self.tree
        if self.overflow:
            self.overflow.append(line)
            return
        measure = tree.measure
        if self.section == "measures" and self._item(line):
            return
        if measure is None:
            tree.add(line)
            return
        if self.resumed:
            if key(line.value) in key(measure.header()) and len(line.value) > 2:
                measure.claims.append((line.start, line.end))
                return
            self.resumed = False
        part = tree.part
        cut = cut_by_page(part, line, self.scan.text, self.scan.width)
        line.new = line.new or cut
        if cut or (part is not None and part.empty and tree.unanswered and line.after_break):
            self.overflow.append(line)
        elif part is None or not line.new or line.bullet or part.empty:
            tree.add(line)
        elif part.concept == "header":
            if part.inline and ends_sentence(part.lines[-1].value) and len(part.lines[0].value) > 0:
                self.overflow.append(line)
            else:
                tree.body(line)
        elif part.concept == "body" or not part.inline:
            tree.add(line)
        else:
            self.overflow.append(line)

    def _item(self, line: Line) -> bool:
        """A list item under "Maßnahmen" is a measure, where measures are not marked otherwise."""
        if self.scheme.measures or self.scheme.labelled_measures > 1:
            return False
        text = line.value
        numbered = re.match(r"(\d{1,3}[.)]|[a-z]\))\s+(?=\S)", text)
        item = line.bullet or line.piece.kind is BlockKind.ITEM or (numbered and line.new)
        if not item or not line.head:
            return False
        depth = line.piece.level or 1 if line.piece.kind is BlockKind.ITEM else 1
        if depth > 1 and self.tree.measure is not None:
            self.tree.add(line)
            return True
        self.settle(False)
        if numbered and not line.bullet:
            at = self.scan.text.find(text[numbered.end()], line.value_start + len(numbered[1]), line.end)
            line.value_start, line.value = max(at, line.value_start), text[numbered.end() :]
        self.measure(numbered[1].rstrip(".)") if numbered and not line.bullet else None, line, "item")
        return True
