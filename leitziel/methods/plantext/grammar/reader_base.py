# SPDX-License-Identifier: EUPL-1.2
"""What every reading step needs: the state, measures, sections, and what to do with loose paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leitziel.methods.plantext.vocabulary import key

from .celltypes import looks_like_time
from .chapters import section_named
from .flow import ends_sentence
from .numbering import depth
from .openings import Opening
from .roles import Scheme, cycles
from .scan import Line, Scan
from .tree import Tree

_SHORT = frozenset(("deadline", "responsible", "partners", "number", "title", "field"))


def _is_time(lines: Sequence[Line]) -> bool:
    return looks_like_time(" ".join(line.value for line in lines))


class ReaderBase:
    """The state of a reading."""

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
        self.levels: set[int] = set()
        self.sizes: set[float] = set()
        self.known = {i for i, line in enumerate(scan.lines) if line.label is None and len(line.value) < 80}

    def section_of(self, i: int, line: Line) -> str | None:
        """The kind of section a heading opens by its words alone."""
        if line.label is not None or not line.new or len(line.value) > 70:
            return None
        section = section_named(self.scan.labeller.vocabulary, line.value) if i in self.known else None
        if section and self.tree.measure is not None and not line.heading and section == "prose":
            return None
        return section

    def open_section(self, section: str, line: Line, opening: Opening | None = None) -> None:
        self.settle(False)
        level = (
            opening.level if opening and opening.group[0] == "heading" else (line.piece.level if line.heading else None)
        )
        number = opening.number if opening else line.label.leading if line.label else None
        outer = section == "end" or (section == "prose" and self.is_chapter(line, number))
        self.tree.close_measure()
        if section != "measures" or self.section == "goals":
            self.tree.close_goal()
        if level:
            self.tree.close_fields(level)
        elif outer:
            self.tree.close_outline(depth(number) if number and number[0].isdigit() else 1)
        self.remember(line, number)
        self.section = section
        self.tree.claim(line)
        self.tree.close_idea()

    def remember(self, line: Line, number: str | None) -> None:
        """Note the form of a heading that opened a part of the document."""
        if number:
            self.accepted.add(number)
        if line.heading and line.piece.level:
            self.levels.add(line.piece.level)
        if line.piece.size:
            self.sizes.add(line.piece.size)

    def is_chapter(self, line: Line, number: str | None) -> bool:
        """Has the line the form of the headings that opened parts of the document before: their level, their outline
        number counted on, or their size of type (and larger than the measure's own)?"""
        if line.heading and line.piece.level:
            return line.piece.level <= min(self.levels, default=0)
        if number:
            return self.in_outline(number) and bool(self.accepted)
        measure, size = self.tree.measure, line.piece.size
        own = [part.lines[0].piece.size or 0.0 for part in measure.parts if part.lines] if measure else [0.0]
        return size is not None and size > max(own, default=0.0) + 1 and any(abs(size - s) < 0.3 for s in self.sizes)

    def in_outline(self, number: str) -> bool:
        """Does an outline number count on from those that were accepted?"""
        if number in self.accepted:
            return False
        head, _, last = number.rstrip(".").rpartition(".")
        if not last.isdigit():
            return True
        before = f"{head}.{int(last) - 1}" if head else str(int(last) - 1)
        fields = [node.number for node in self.tree.fields]
        if head and (head in self.accepted or head in fields) and int(last) <= 1:
            return True
        return before in self.accepted or (not self.accepted and not head)

    def measure(self, number: str | None, line: Line, style: str) -> None:
        """Open a measure, or go on with the one that is open if its heading is only repeated on a new page."""
        current = self.tree.measure
        again = (
            number and style in {"alone", "plain", "id", "heading"} and current is not None and current.number == number
        )
        if again and current and (not line.value or style == "alone" or key(line.value) == key(current.header())):
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

    def settle(self, attribute_follows: bool) -> None:
        """Decide about paragraphs that stood behind a finished value: they belong to it if the measure goes on with
        another label; else they are a tail, and all tails of the document together decide what they are."""
        lines, self.overflow = self.overflow, []
        part = self.tree.part
        short = lines and attribute_follows and part is not None and part.concept in _SHORT and part.inline
        if short and part and (part.concept == "field" or len(lines[0].value) > 70 or ends_sentence(lines[0].value)):
            self.tree.body(lines.pop(0))
        whole = lines and part is not None and part.concept == "deadline" and part.inline and _is_time(part.lines)
        if whole and not looks_like_time(lines[0].value) and lines[0].value[:1].isupper() and len(lines) > 1:
            attribute_follows = False
        for line in lines:
            if attribute_follows:
                self.tree.add(line)
            else:
                self.tree.tail(line)
