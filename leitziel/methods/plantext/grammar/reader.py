# SPDX-License-Identifier: EUPL-1.2
"""Reading line by line: what each line opens, labels or continues, by the document's scheme."""

from __future__ import annotations

import re
from collections.abc import Callable

from leitziel.methods.plantext.source import BlockKind
from leitziel.methods.plantext.vocabulary import key

from .flow import ends_sentence
from .nodes import Node, Part
from .roles import Opening, Scheme, attribute, cycles, structural
from .scan import Line, Scan
from .tables import read_table
from .tree import Tree

_SHORT = frozenset(("deadline", "responsible", "partners", "number", "title", "field"))


class Reader:
    """Reads the lines of a scan into a tree."""

    def __init__(self, scan: Scan, scheme: Scheme, progress: Callable[[float], None] | None = None) -> None:
        self.scan, self.scheme, self.progress = scan, scheme, progress
        self.tree = Tree()
        self.tables = scheme.tables
        self.number_later = False
        self.section = ""
        self.overflow: list[Line] = []
        self.resumed = False
        self.cycles = set(cycles(scan)) if not (scheme.measures or scheme.labelled_measures) else set()
        self.accepted: set[str] = set()
        self.known = {
            i: key(line.value) for i, line in enumerate(scan.lines) if line.label is None and len(line.value) < 80
        }

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
        opening = self.scheme.openings.get(i)
        if opening is not None and self.opens(i, line, opening):
            return
        if line.label is not None and self.labelled(i, line):
            return
        section = self.section_of(i, line)
        if section:
            self.open_section(section, line)
            return
        self.text(i, line)

    # --- openings -------------------------------------------------------------------------------------------------

    def opens(self, i: int, line: Line, opening: Opening) -> bool:
        """A heading, numbered line or id line: measure, goal, field or only text?"""
        title = self.scan.clean(opening.value_start, line.end)
        if opening.group in self.scheme.measures:
            self.settle(False)
            line.value_start, line.value = opening.value_start, title
            self.measure(opening.number, line, "id" if opening.group[0] == "id" else "heading")
            return True
        if opening.group[0] == "id":
            return False
        section = self.scan.labeller.vocabulary.sections.get(key(title))
        if section in ("measures", "goals") or (section and opening.number is None):
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
        if opening.number:
            self.accepted.add(opening.number)
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
            if counting or not self._in_outline(opening.number or "") or not self.accepted:
                return False
        if opening.group[0] == "chapter":
            return True
        if measure is None and self.tree.goal_node is None:
            return True
        return self._leads_on(i) and self._in_outline(opening.number or "")

    def _in_outline(self, number: str) -> bool:
        if number in self.accepted:
            return False
        head, _, last = number.rstrip(".").rpartition(".")
        if not last.isdigit():
            return True
        before = f"{head}.{int(last) - 1}" if head else str(int(last) - 1)
        fields = [node.number for node in self.tree.fields]
        if head and (head in self.accepted or head in fields) and int(last) <= 1:
            return True
        return before in self.accepted or (not self.accepted and head == "")

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

    # --- labels ---------------------------------------------------------------------------------------------------

    def usable(self, line: Line) -> bool:
        """Does the label count? A weak one only if it is repeated or stands before a colon inside a measure."""
        label = line.label
        if label is None:
            return False
        if not label.weak or (label.structural and label.number):
            return True
        times = self.scan.labeller.frequent[key(label.text)]
        return times >= 2 or (label.style in ("colon", "wide") and self.tree.measure is not None)

    def labelled(self, i: int, line: Line) -> bool:
        """A line with a label; False: the label does not count here."""
        label = line.label
        if label is None or not self.usable(line):
            return False
        concepts = label.concepts
        section = self.scan.labeller.vocabulary.sections.get(key(label.text))
        bare = not label.number and not line.value
        if section and bare and not (self.tree.measure is not None and self.inside(i, line)):
            self.open_section(section, line)
            return True
        concept = structural(line)
        if concept == "measure":
            return self.measure_label(i, line)
        if concept == "field":
            return self.field_label(i, line)
        if concept in ("goal", "guiding_idea"):
            goal = "goal" in concepts and (concept == "goal" or self.scheme.leitziel_is_goal)
            return self.goal_label(i, line) if goal else self.idea_label(line)
        return self.attribute_label(i, line)

    def inside(self, i: int, line: Line) -> bool:
        """Does a sheet of a measure go on behind a heading that could also open a section?"""
        attribute_like = attribute(line) is not None or (line.label is not None and line.label.concepts[0] == "goal")
        return (
            attribute_like
            and (self.scheme.sheets or not line.heading)
            and not (line.label is not None and line.label.concepts[0] == "measure")
        )

    def measure_label(self, i: int, line: Line) -> bool:
        label = line.label
        assert label is not None
        plural = key(label.text).endswith("en") or key(label.text).endswith("projekte")
        if not label.number and plural:
            if self.tree.measure is not None and line.value and label.style != "alone" and self.scheme.sheets:
                self.settle(True)
                self.tree.attribute("other", label.text, line)
                return True
            self.open_section("measures", line)
            return True
        if not label.number and not line.value and label.style == "alone" and not line.new:
            return False
        self.settle(False)
        self.measure(label.number or label.leading, line, label.style)
        return True

    def field_label(self, i: int, line: Line) -> bool:
        label = line.label
        assert label is not None
        if self.scheme.inner_field and self.tree.measure is not None and not label.number:
            self.settle(True)
            self.tree.attribute("field", label.text, line, inline=bool(line.value))
            return True
        if not label.number and not line.value and label.style != "alone":
            return False
        number = label.leading or label.number
        title = line.value
        if number and number.isalpha() and len(number) == 1 and label.number:
            line.value = f"{number}: {title}" if title else number
            number = None
        current = next((node for node in self.tree.fields if node.explicit), None)
        if current is not None and title and key(current.header()) == key(line.value):
            current.claims.append((line.start, line.end))
            return True
        self.settle(False)
        self.section = ""
        level = line.piece.level if line.heading and line.piece.level else 0
        self.tree.field(number, line, level, explicit=True, style="heading" if level else "label")
        if number:
            self.accepted.add(number)
        return True

    def goal_label(self, i: int, line: Line) -> bool:
        label = line.label
        assert label is not None
        bare = not label.number and not label.leading
        if bare and self.tree.measure is not None and (self.scheme.inner_goal or self._goes_on(i)):
            self.settle(True)
            self.tree.attribute("goal", label.text, line, inline=bool(line.value))
            return True
        if not label.number and label.style == "plain":
            return False
        self.settle(False)
        self.section = ""
        self.tree.goal(label.number or label.leading, line)
        return True

    def _goes_on(self, i: int) -> bool:
        """Is the next mark behind line `i` a label of the same sheet?"""
        for j in range(i + 1, min(len(self.scan.lines), i + 60)):
            line = self.scan.lines[j]
            if j in self.scheme.openings or line.piece.cell is not None:
                return False
            if line.label is not None and self.usable(line):
                return structural(line) is None
        return False

    def idea_label(self, line: Line) -> bool:
        self.settle(False)
        label = line.label
        number = label and (label.leading or label.number)
        if number and line.value and "field" not in self.scheme.strong and "goal" in (label.concepts if label else ()):
            self.tree.field(number, line, 0, explicit=True, style="label")
            return True
        self.tree.idea(line)
        return True

    def attribute_label(self, i: int, line: Line) -> bool:
        label, concept = line.label, attribute(line)
        if label is None or concept is None:
            return False
        tree = self.tree
        if label.weak and concept != "other" and concept in self.scheme.strong:
            concept = "span" if concept == "deadline" else "other"
        if concept == "title" and self.scheme.title_label and line.value:
            self.settle(False)
            self.measure(None, line, "title")
            return True
        form = key(label.text)
        if i in self.cycles or (tree.measure is not None and form == self.scheme.first_label and tree.has_label(form)):
            self.open_before(line)
        if tree.measure is None:
            return False
        self.settle(True)
        inline = bool(line.value) and label.style != "glued"
        tree.attribute(concept, label.text, line, inline=inline)
        return True

    def open_before(self, line: Line) -> None:
        """A sheet begins without a mark of its own: the lines right before its first label are its title."""
        tree = self.tree
        taken = self.overflow[:] if self.overflow else tree.take_tail()
        self.overflow = []
        title: list[Line] = []
        for candidate in reversed(taken):
            too_long = len(candidate.value) > 160 or len(title) >= 3 or candidate.bullet
            if too_long or (ends_sentence(candidate.value) and candidate.value[-1:] == "."):
                break
            title.insert(0, candidate)
            if candidate.new and (len(title) > 1 or candidate.piece.gap):
                break
        rest = taken[: len(taken) - len(title)]
        for other in rest:
            tree.put_back(other)
        if title:
            head = title[0]
            coded = re.match(r"([A-ZÄÖÜ]{2,5}):\s+(?=\S)", head.value)
            if coded:
                head.value_start = self.scan.text.index(":", head.value_start) + 1
                head.value = head.value[coded.end() :]
            self.measure(coded[1] if coded else None, head, "sheet")
            for more in title[1:]:
                tree.add(more)

    # --- sections and measures --------------------------------------------------------------------------------------

    def section_of(self, i: int, line: Line) -> str | None:
        """The kind of section a heading opens by its words alone."""
        if line.label is not None or not line.new or len(line.value) > 70:
            return None
        section = self.scan.labeller.vocabulary.sections.get(self.known.get(i, ""))
        if section and self.tree.measure is not None and not line.heading and section == "prose":
            return None
        return section

    def open_section(self, section: str, line: Line, opening: Opening | None = None) -> None:
        self.settle(False)
        level = (
            opening.level if opening and opening.group[0] == "heading" else (line.piece.level if line.heading else None)
        )
        self.tree.close_measure()
        if section != "measures" or self.section == "goals":
            self.tree.close_goal()
        if level:
            self.tree.close_fields(level)
        self.section = section
        self.tree.claim(line)
        self.tree.close_idea()

    def measure(self, number: str | None, line: Line, style: str) -> None:
        """Open a measure, or go on with the one that is open if its heading is only repeated on a new page."""
        current = self.tree.measure
        if current is not None and number and current.number == number and style in ("alone", "plain", "id", "heading"):
            if not line.value or key(line.value) == key(current.header()) or style == "alone":
                current.claims.append((line.start, line.end))
                self.resumed = True
                return
        self.resumed = False
        level = line.piece.level or 0 if line.heading else 0
        self.tree.open_measure(number, line, style, level)

    def measure_of_heading(self) -> None:
        """The heading that stands open, and holds nothing yet, was the title of a measure."""
        node = self.tree.take_heading()
        if node is not None:
            self.settle(False)
            self.tree.put_measure(node)

    def prompted(self, line: Line) -> bool:
        """A question of the form: it makes the label before it more exact, or is a label of its own."""
        tree, label = self.tree, line.label
        if tree.measure is None:
            return False
        self.settle(True)
        part = tree.part
        if part is None or (not part.empty and label is None and part.label is not None):
            tree.attribute("other", self.scan.clean(line.start, line.end), line, inline=False)
            return True
        if label is not None and label.end > line.start and part.label is not None:
            concept = attribute(line) or structural(line) or "other"
            known = (concept != "description" or part.concept == "other") and (
                key(label.text) in self.scan.labeller.vocabulary.labels
            )
            if not part.empty:
                tree.attribute(concept, label.text, line, inline=False)
                return True
            if known and not label.weak:
                part.concept = "goal" if concept == "guiding_idea" else concept
                part.label = f"{part.label} {label.text}"
        elif part.label is None:
            return False
        part.lines.append(line)
        part.inline = False
        return True

    def set_aside(self, line: Line) -> None:
        """A value or label whose partner cannot be told: it belongs to the measure, which says so."""
        self.settle(True)
        measure = self.tree.measure
        if measure is None:
            self.tree.add(line)
            return
        measure.claims.append((line.start, line.end))
        if line.label is None and line.value:
            measure.notes.append(f"„{line.value}“ ließ sich keiner Bezeichnung sicher zuordnen; bitte prüfen.")

    # --- text -----------------------------------------------------------------------------------------------------

    def text(self, i: int, line: Line) -> None:
        """A line without a role of its own."""
        tree = self.tree
        if self.overflow:
            self.overflow.append(line)
            return
        measure = tree.measure
        if self.section == "measures" and self._item(i, line):
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
        if part is not None and part.empty and tree.unanswered and line.after_break:
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

    def _item(self, i: int, line: Line) -> bool:
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
            at = self.scan.text.index(text[numbered.end()], line.value_start + len(numbered[1]))
            line.value_start, line.value = at, text[numbered.end() :]
        self.measure(numbered[1].rstrip(".)") if numbered and not line.bullet else None, line, "item")
        return True

    def settle(self, attribute_follows: bool) -> None:
        """Decide about paragraphs that stood behind a finished value: they belong to it if the measure goes on with
        another label; else they are a tail, and all tails of the document together decide what they are."""
        lines, self.overflow = self.overflow, []
        part = self.tree.part
        if lines and attribute_follows and part is not None and part.concept in _SHORT and part.inline:
            if part.concept == "field" or len(lines[0].value) > 70 or ends_sentence(lines[0].value):
                self.tree.body(lines.pop(0))
        for line in lines:
            if attribute_follows:
                self.tree.add(line)
            else:
                self.tree.tail(line)
