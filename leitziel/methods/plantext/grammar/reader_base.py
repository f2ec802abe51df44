# SPDX-License-Identifier: EUPL-1.2
"""What every reading step needs: the state, measures, sections, and what to do with loose paragraphs."""

from __future__ import annotations

from collections.abc import Callable

from leitziel.methods.plantext.vocabulary import key

from .flow import ends_sentence
from .roles import Opening, Scheme, cycles
from .scan import Line, Scan
from .tree import Tree

_SHORT = frozenset(("deadline", "responsible", "partners", "number", "title", "field"))


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
        self.known = {
            i: key(line.value) for i, line in enumerate(scan.lines) if line.label is None and len(line.value) < 80
        }

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
        for line in lines:
            if attribute_follows:
                self.tree.add(line)
            else:
                self.tree.tail(line)
