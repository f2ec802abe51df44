# SPDX-License-Identifier: EUPL-1.2
"""Blocks of a PDF without usable tags: LINE blocks in reading order, CELL blocks for ruled tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from leitziel.methods.plantext.reading.builder import SourceBuilder
from leitziel.methods.plantext.reading.inline import superscript_marks
from leitziel.methods.plantext.reading.pdf_layout import reading_order, usual_pitch
from leitziel.methods.plantext.reading.pdf_lines import (
    Segment,
    pieces_of_lines,
    pieces_of_runs,
    segments_of,
    turned_segments,
)
from leitziel.methods.plantext.reading.pdf_page import PageText, Run
from leitziel.methods.plantext.reading.pdf_tables import Grid, GridCell
from leitziel.methods.plantext.source import BlockKind, Cell

_WATERMARK = 10  # degrees: text that stands neither along nor across is no part of the page's text


@dataclass(slots=True)
class TableSegment(Segment):
    """A table in the place of a line, so that both find their order together."""

    grid: Grid = field(default_factory=lambda: Grid([0.0], [0.0], []))

    @property
    def bold(self) -> bool:
        return False

    @property
    def text(self) -> str:
        return ""


@dataclass(slots=True)
class _OpenTable:
    """The table that ended the last page and may go on at the top of the next."""

    number: int
    xs: list[float]
    rows: int
    first_row: list[str]
    page: int


class UntaggedWriter:
    """Writes page after page into a builder."""

    def __init__(self, builder: SourceBuilder, body_size: float) -> None:
        self._out = builder
        self._body_size = body_size
        self._open: _OpenTable | None = None

    def page(self, index: int, text: PageText, segments: list[Segment], runs: list[Run], grids: list[Grid]) -> None:
        """All blocks of a page; `segments` and `runs` are those outside of `grids`."""
        pitch = usual_pitch(segments)
        tables = [_as_segment(grid) for grid in grids]
        across = [s for s in turned_segments(runs) if s.runs[0].angle % 90 == 0]
        ordered = reading_order([*segments, *tables, *across], pitch)
        previous: Segment | None = None
        notes = notes_of(ordered, self._body_size)
        in_notes = {start + i for start, (_, lines) in notes.items() for i in range(len(lines))}
        for place, segment in enumerate(ordered):
            if isinstance(segment, TableSegment):
                self._table(index, text, segment.grid, first=place <= 3, last=len(ordered) - place <= 4)
            elif place in notes:
                self._note(index, *notes[place])
            elif place not in in_notes:
                self._line(index, segment, previous, pitch)
            previous = segment
        for segment in turned_segments(runs):
            if segment not in across:
                self._out.add(segment.text, BlockKind.FURNITURE, page=index, size=segment.size)

    def _line(self, index: int, segment: Segment, previous: Segment | None, pitch: float) -> None:
        gap = False
        if previous is not None:
            if isinstance(previous, TableSegment):
                gap = True
            else:
                step = segment.base - previous.base
                usual = max(pitch, 1.1 * segment.size) if segment.size > previous.size else pitch
                same_row = abs(step) < 0.3 * segment.size
                gap = not same_row and (step > 1.3 * usual or step < 0)
        self._out.add(
            pieces_of_runs(segment.runs),
            BlockKind.FURNITURE if segment.artifact else BlockKind.LINE,
            page=index,
            size=segment.size,
            bold=segment.bold,
            left=round(segment.left, 1),
            top=round(segment.top, 1),
            gap=gap,
        )

    def _note(self, index: int, mark: str, lines: list[Segment]) -> None:
        first, *others = [line.runs for line in lines]
        pieces = pieces_of_lines([first[1:] if first[0].raised else first, *others])
        head = lines[0]
        self._out.add(pieces, BlockKind.FOOTNOTE, page=index, size=head.size, left=round(head.left, 1),
                      top=round(head.top, 1), mark=mark, gap=True)  # fmt: skip

    def _table(self, index: int, text: PageText, grid: Grid, *, first: bool, last: bool) -> None:
        rows = [[_cell_text(c) for c in grid.cells if c.row == r] for r in range(len(grid.ys) - 1)]
        continued = self._continued(index, grid) if first else None
        if continued is None:
            number, offset, first_row = self._out.new_table(), 0, rows[0]
        else:
            number, offset, first_row = continued.number, continued.rows, continued.first_row
        repeated = continued is not None and rows[0] == first_row and any(rows[0])
        bold_rows = [_bold_row(grid, r) for r in range(len(rows))]
        header = len(rows) > 1 and bold_rows[0] and not all(bold_rows) and any(rows[0])
        for cell in grid.cells:
            if repeated and cell.row == 0:
                self._out.add(_cell_text(cell), BlockKind.FURNITURE, page=index)
                continue
            row = cell.row + offset - int(repeated)
            place = Cell(number, row, cell.column, cell.rows, cell.columns, header and cell.row == 0 and not repeated)
            self._cell(index, cell, place)
        if last or grid.ys[-1] > 0.8 * text.height:
            self._open = _OpenTable(number, grid.xs, offset + len(rows) - int(repeated), first_row, index)

    def _continued(self, index: int, grid: Grid) -> _OpenTable | None:
        found = self._open
        if found is None or found.page != index - 1 or len(found.xs) != len(grid.xs):
            return None
        return found if all(abs(a - b) < 4 for a, b in zip(found.xs, grid.xs, strict=True)) else None

    def _cell(self, index: int, cell: GridCell, place: Cell) -> None:
        """A block for each paragraph of the cell, as far as gaps show them."""
        lines = _cell_lines(cell)
        if not lines:
            return
        pitch = usual_pitch(lines)
        paragraphs: list[list[Segment]] = [[lines[0]]]
        for line in lines[1:]:
            step = line.base - paragraphs[-1][-1].base
            if step > 1.4 * pitch or step < -0.5 * pitch:
                paragraphs.append([])
            paragraphs[-1].append(line)
        for paragraph in paragraphs:
            pieces = pieces_of_lines([line.runs for line in paragraph])
            head = paragraph[0]
            bold = all(line.bold for line in paragraph)
            self._out.add(pieces, BlockKind.CELL, page=index, size=head.size, bold=bold,
                          left=round(head.left, 1), top=round(head.top, 1), cell=place)  # fmt: skip


def notes_of(ordered: list[Segment], body_size: float) -> dict[int, tuple[str, list[Segment]]]:
    """Footnotes at the foot of a page: small lines, the first with a raised number; by the place of the first."""
    notes: dict[int, tuple[str, list[Segment]]] = {}
    current: list[Segment] | None = None
    for place, segment in enumerate(ordered):
        mark = None
        if not isinstance(segment, TableSegment) and segment.size < 0.95 * body_size:
            first = segment.runs[0]
            # The first run of a line has nothing before it; a letter stands in for the sentence it belongs to.
            marks = superscript_marks(first.text, "x.") if first.raised and len(segment.runs) > 1 else None
            mark = marks[0] if marks and len(marks) == 1 else None
        if mark:
            current = [segment]
            notes[place] = (mark, current)
        elif current is not None:
            last = current[-1]
            near = 0 < segment.base - last.base < 1.8 * last.size and abs(segment.size - last.size) < 0.4
            if near and not isinstance(segment, TableSegment):
                current.append(segment)
            elif len(ordered) - place > 3:
                notes.clear()  # running text follows: these were no footnotes
                current = None
            else:
                current = None
    return notes


def _as_segment(grid: Grid) -> TableSegment:
    top = grid.ys[0]
    return TableSegment([], grid.xs[0], grid.xs[-1], top, grid.ys[-1], top + 8, 10.0, grid)


def _cell_lines(cell: GridCell) -> list[Segment]:
    lines = segments_of(cell.runs)
    if lines:
        lines = reading_order(lines, usual_pitch(lines))
    return [*lines, *turned_segments(cell.runs)]


def _cell_text(cell: GridCell) -> str:
    return "\n".join(line.text for line in _cell_lines(cell))


def _bold_row(grid: Grid, row: int) -> bool:
    runs = [run for cell in grid.cells if cell.row == row for run in cell.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)
