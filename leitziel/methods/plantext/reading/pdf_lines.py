# SPDX-License-Identifier: EUPL-1.2
"""Runs of a PDF page joined to line segments: what stands on one baseline without a wide gap."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from leitziel.methods.plantext.reading.builder import Piece
from leitziel.methods.plantext.reading.inline import superscript_marks
from leitziel.methods.plantext.reading.pdf_page import Run

_GAP = 1.6  # a gap wider than this many times the font size parts two segments
_BULLET_OR_NUMBER = re.compile(r"(?:[•●▪■◦‣∙·►➢➤✓❖□\-–—*o]|[(\[]?(?:\d+(?:\.\d+)*|[A-Za-z]|[ivxIVX]+)[.)\]]?)\s*\Z")


@dataclass(slots=True)
class Segment:
    """A line, or the part of it that lies in one column."""

    runs: list[Run] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    base: float = 0.0
    size: float = 0.0  # the one most characters have

    def measure(self) -> None:
        """Take the extent from the runs."""
        self.left = min(run.left for run in self.runs)
        self.right = max(run.right for run in self.runs)
        flat = [run for run in self.runs if not run.raised] or self.runs
        self.top = min(run.top for run in flat)
        self.bottom = max(run.bottom for run in flat)
        self.base = flat[0].base
        sizes: Counter[float] = Counter()
        for run in self.runs:
            sizes[run.size] += len(run.text.strip())
        self.size = sizes.most_common(1)[0][0]

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def bold(self) -> bool:
        return all(run.bold for run in self.runs if run.text.strip() and not run.raised)

    @property
    def artifact(self) -> bool:
        return all(run.artifact for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in pieces_of_runs(self.runs)).strip()


def segments_of(runs: list[Run]) -> list[Segment]:
    """Segments of a page, from top to bottom and from left to right. Runs in other directions are left out."""
    rows: list[list[Run]] = []
    for run in sorted((r for r in runs if not r.angle), key=lambda r: (r.base, r.left)):
        if rows and abs(run.base - rows[-1][0].base) < 0.3 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    segments = []
    for row in rows:
        segments += _split(sorted(_distinct(row), key=lambda r: (r.left, r.right)))
    return segments


def turned_segments(runs: list[Run]) -> list[Segment]:
    """Text that stands across the reading direction, one segment a run."""
    found = []
    for run in runs:
        if run.angle:
            segment = Segment([run])
            segment.measure()
            found.append(segment)
    return found


def _distinct(row: list[Run]) -> list[Run]:
    """Without text that is printed twice in nearly the same place to look bold."""
    kept: list[Run] = []
    for run in row:
        twin = next((k for k in kept if k.text == run.text and abs(k.left - run.left) < 0.15 * run.size), None)
        if twin is None:
            kept.append(run)
        else:
            twin.bold = True
    return kept


def _split(row: list[Run]) -> list[Segment]:
    segments = [Segment([row[0]])]
    reach = row[0].right
    for run in row[1:]:
        gap = run.left - reach
        size = max(run.size, segments[-1].runs[-1].size)
        lead = _BULLET_OR_NUMBER.match(_plain(segments[-1].runs)) and gap < 5 * size
        if gap > _GAP * size and not lead:
            segments.append(Segment())
        segments[-1].runs.append(run)
        reach = max(reach, run.right) if segments[-1].runs[0] is not run else run.right
    for segment in segments:
        segment.measure()
    return segments


def _plain(runs: list[Run]) -> str:
    return "".join(run.text for run in runs).strip()


def pieces_of_lines(lines: list[list[Run]]) -> list[Piece]:
    """The text of several lines, a line feed between them."""
    pieces: list[Piece] = []
    for runs in lines:
        if pieces:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
            pieces.append(Piece("\n"))
        pieces += pieces_of_runs(runs)
    return pieces


def _raised_together(runs: list[Run]) -> list[Run]:
    """Raised runs that touch are one number, even where each digit was set by itself."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and last.raised and run.raised and last.mcid == run.mcid and _touch(last, run):
            joined[-1] = replace(last, text=last.text + run.text, right=run.right)
        else:
            joined.append(run)
    return joined


def _touch(last: Run, run: Run) -> bool:
    return bool(last.text.strip()) and not last.text.endswith(" ") and run.left - last.right < 0.1 * run.size


def pieces_of_runs(runs: list[Run]) -> list[Piece]:
    """The text of runs on one line, with blanks where there are gaps and raised digits as footnote marks."""
    pieces: list[Piece] = []
    previous: Run | None = None
    for run in _raised_together(runs):
        before = pieces[-1].text if pieces else ""
        glued = not before.endswith((" ", "\n")) and (before or (previous is not None and not previous.text))
        if previous is not None and glued and not run.text.startswith(" "):
            gap = run.left - previous.right
            apart = 0.5 if run.raised else 0.12
            if gap > apart * run.size or (run.raised and previous.raised and gap > 0.1 * run.size):
                pieces.append(Piece(" "))
        marks = superscript_marks(run.text, "".join(p.text for p in pieces[-2:])) if run.raised else None
        if marks:
            for index, mark in enumerate(marks):
                pieces += [Piece(" ")] if index else []
                pieces.append(Piece(mark, mark))
            if run.text.endswith(" "):
                pieces.append(Piece(" "))
        else:
            pieces.append(Piece(run.text))
        previous = run
    return pieces
