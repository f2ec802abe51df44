# SPDX-License-Identifier: EUPL-1.2
"""Lines with a label: what the label opens in this document."""

from __future__ import annotations

import re

from leitziel.methods.plantext.vocabulary import key

from .chapters import section_named
from .flow import ends_sentence
from .reader_base import ReaderBase
from .roles import attribute, structural
from .scan import Line


class LabelReader(ReaderBase):
    """Reads labelled lines."""

    def usable(self, line: Line) -> bool:
        """Does the label count? A weak one only if it is repeated or stands before a colon inside a measure."""
        label = line.label
        if label is None:
            return False
        if not label.weak or (label.structural and label.number):
            return True
        times = self.scan.labeller.frequent[key(label.text)]
        spread = self.scan.text.count("  ", line.value_start, line.end) >= 3  # justified: the gap says nothing
        marked = label.style == "colon" or (label.style == "wide" and not spread)
        return times >= 2 or (marked and self.tree.measure is not None)

    def labelled(self, i: int, line: Line) -> bool:
        """A line with a label; False: the label does not count here."""
        label = line.label
        if label is None or not self.usable(line):
            return False
        concepts = label.concepts
        section = section_named(self.scan.labeller.vocabulary, self.scan.clean(label.start, line.end).rstrip(" :"))
        bare = not label.number and (not line.value or section == "measures")
        chapter = section in {"prose", "end"} and self.is_chapter(line, label.leading)
        if section and bare and (self.tree.measure is None or chapter or not self.inside(line)):
            self.open_section(section, line)
            return True
        concept = structural(line)
        if concept == "measure":
            return self.measure_label(line)
        if concept == "field":
            return self.field_label(line)
        if concept in ("goal", "guiding_idea"):
            goal = "goal" in concepts and (concept == "goal" or self.scheme.leitziel_is_goal)
            return self.goal_label(i, line) if goal else self.idea_label(line)
        return self.attribute_label(i, line)

    def inside(self, line: Line) -> bool:
        """Does a sheet of a measure go on behind a heading that could also open a section?"""
        attribute_like = attribute(line) is not None or (line.label is not None and line.label.concepts[0] == "goal")
        return (
            attribute_like
            and (self.scheme.sheets or not line.heading)
            and not (line.label is not None and line.label.concepts[0] == "measure")
        )

    def measure_label(self, line: Line) -> bool:
        label = line.label
        assert label is not None
        form = key(label.text)
        one = form.endswith("vorhaben") and bool(line.value)  # one word for one and for many
        plural = (form.endswith("en") and not one) or form.endswith("projekte")
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

    def field_label(self, line: Line) -> bool:
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
        lone = number and number.isalpha() and len(number) == 1 and label.number
        if lone and not self.scheme.lettered_fields:
            line.value = f"{number}: {title}" if title else str(number)
            number = None
        current = next((node for node in self.tree.fields if node.explicit), None)
        if current is not None and title and key(current.header()) == key(line.value):
            current.claims.append((line.start, line.end))
            return True
        self.settle(False)
        self.section = ""
        level = line.piece.level if line.heading and line.piece.level else 0
        self.tree.field(number, line, level, explicit=True, style="heading" if level else "label")
        self.remember(line, number)
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
            self.open_before()
        if tree.measure is None:
            return False
        self.settle(True)
        inline = bool(line.value) and label.style != "glued"
        tree.attribute(concept, label.text, line, inline=inline)
        return True

    def open_before(self) -> None:
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
                head.value_start = max(head.value_start, self.scan.text.find(":", head.value_start, head.end) + 1)
                head.value = head.value[coded.end() :]
            self.measure(coded[1] if coded else None, head, "sheet")
            for more in title[1:]:
                tree.add(more)

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
