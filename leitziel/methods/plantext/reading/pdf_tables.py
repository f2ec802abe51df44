# SPDX-License-Identifier: EUPL-1.2
"""Ruled tables of a PDF page: from its lines and filled boxes to a grid of cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from leitziel.methods.plantext.reading.pdf_page import PageText, Run

_SNAP = 3.0  # points within which two rules are one
_SHORTEST = 6.0
_MAX_OBJECTS = 20_000
_MAX_EDGES = 4000  # more belong to a map or a drawing


@dataclass(frozen=True, slots=True)
class Edge:
    """A rule: at `at` (y of a horizontal, x of a vertical one) from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class GridCell:
    """A cell with its extent in rows and columns (half open) and in points."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table with at least two cells."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]


def grids_of(page: Any, text: PageText) -> list[Grid]:
    """The ruled tables of a pypdfium2 page, from top to bottom."""
    horizontal: list[Edge] = []
    vertical: list[Edge] = []
    for points in _paths(page):
        if len(horizontal) + len(vertical) > _MAX_EDGES:
            return []
        _edges(_placed(points, text), text, horizontal, vertical)
    if len(horizontal) < 2 or not vertical:
        return []
    horizontal, vertical = _merged(horizontal), _merged(vertical)
    grids = [grid for group in _groups(horizontal, vertical) if (grid := _grid(*group)) is not None]
    return sorted(grids, key=lambda g: (g.ys[0], g.xs[0]))


def fill(grids: list[Grid], runs: list[Run]) -> list[Run]:
    """Put each run into the cell it stands in; returns those outside all tables."""
    outside: list[Run] = []
    for run in runs:
        x, y = (run.left + min(run.right, run.left + 4)) / 2, (run.top + run.bottom) / 2
        cell = next((c for g in grids for c in g.cells if c.left <= x <= c.right and c.top <= y <= c.bottom), None)
        (outside if cell is None else cell.runs).append(run)
    return outside


def _paths(page: Any) -> Iterator[list[list[tuple[float, float]]]]:
    """For each visible path its strokes as lists of points, in the page's own coordinates."""
    yield from _objects(
        lambda i: pdfium.FPDFPage_GetObject(page.raw, i), pdfium.FPDFPage_CountObjects(page.raw), (1, 0, 0, 1, 0, 0), 0
    )


def _objects(get: Any, count: int, outer: tuple[float, ...], depth: int) -> Iterator[list[list[tuple[float, float]]]]:
    matrix = pdfium.FS_MATRIX()
    for index in range(min(count, _MAX_OBJECTS)):
        handle = get(index)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix))
        m = _product((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < 3:
                yield from _objects(
                    lambda i, form=handle: pdfium.FPDFFormObj_GetObject(form, i),
                    pdfium.FPDFFormObj_CountObjects(handle), m, depth + 1,
                )  # fmt: skip
        elif _is_visible(handle):
            yield _strokes(handle, m)


def _product(inner: tuple[float, ...], outer: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = inner
    g, h, i, j, k, n = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + n)


def _is_visible(path: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke))
    return bool(mode.value or stroke.value)


def _strokes(path: Any, m: tuple[float, ...]) -> list[list[tuple[float, float]]]:
    strokes: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (m[0] * x.value + m[2] * y.value + m[4], m[1] * x.value + m[3] * y.value + m[5])
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not strokes:
            strokes.append([])
        strokes[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(strokes[-1]) > 2:
            strokes[-1].append(strokes[-1][0])
    return strokes


def _placed(strokes: list[list[tuple[float, float]]], text: PageText) -> list[list[tuple[float, float]]]:
    """Points in the frame of the page as it is read."""
    turn = text.turn
    width, height = (text.height, text.width) if turn in (90, 270) else (text.width, text.height)

    def place(x: float, y: float) -> tuple[float, float]:
        if turn == 90:
            return y, x
        if turn == 270:
            return height - y, width - x
        return (width - x, y) if turn == 180 else (x, height - y)

    return [[place(*point) for point in stroke] for stroke in strokes]


def _edges(
    strokes: list[list[tuple[float, float]]], text: PageText, horizontal: list[Edge], vertical: list[Edge]
) -> None:
    for stroke in strokes:
        xs, ys = [p[0] for p in stroke], [p[1] for p in stroke]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if right - left > 0.97 * text.width and bottom - top > 0.9 * text.height:
            continue  # the page's background
        if bottom - top < _SNAP and right - left >= _SHORTEST:  # a line, or a box so flat that it is one
            horizontal.append(Edge((top + bottom) / 2, left, right))
        elif right - left < _SNAP and bottom - top >= _SHORTEST:
            vertical.append(Edge((left + right) / 2, top, bottom))
        else:
            for (x0, y0), (x1, y1) in pairwise(stroke):
                if abs(y0 - y1) < 0.5 and abs(x0 - x1) >= _SHORTEST:
                    horizontal.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
                elif abs(x0 - x1) < 0.5 and abs(y0 - y1) >= _SHORTEST:
                    vertical.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _merged(edges: list[Edge]) -> list[Edge]:
    """Rules on nearly the same line snapped to it, and joined where they touch."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if lines and edge.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    merged = []
    for line in lines:
        at = sum(e.at for e in line) / len(line)
        start = end = None
        for edge in sorted(line, key=lambda e: e.start):
            if end is None or start is None or edge.start > end + _SNAP:
                if start is not None and end is not None:
                    merged.append(Edge(at, start, end))
                start, end = edge.start, edge.end
            else:
                end = max(end, edge.end)
        if start is not None and end is not None:
            merged.append(Edge(at, start, end))
    return merged


def _groups(horizontal: list[Edge], vertical: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Rules that meet one another, directly or by others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, v in enumerate(vertical):
        for i, h in enumerate(horizontal):
            if h.start - _SNAP <= v.at <= h.end + _SNAP and v.start - _SNAP <= h.at <= v.end + _SNAP:
                parent[root(len(horizontal) + j)] = root(i)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + j), ([], []))[1].append(v)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _grid(horizontal: list[Edge], vertical: list[Edge]) -> Grid | None:
    xs = _places([e.at for e in vertical], min(e.start for e in horizontal), max(e.end for e in horizontal))
    ys = _places([e.at for e in horizontal], min(e.start for e in vertical), max(e.end for e in vertical))
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > 20_000:
        return None
    cells = []
    for group in _joined(horizontal, vertical, xs, ys):
        r0, r1 = min(r for r, _ in group), max(r for r, _ in group) + 1
        c0, c1 = min(c for _, c in group), max(c for _, c in group) + 1
        cells.append(GridCell(r0, c0, r1 - r0, c1 - c0, xs[c0], ys[r0], xs[c1], ys[r1]))
    if len(cells) < 2:
        return None
    return Grid(xs, ys, sorted(cells, key=lambda c: (c.row, c.column)))


def _joined(
    horizontal: list[Edge], vertical: list[Edge], xs: list[float], ys: list[float]
) -> list[list[tuple[int, int]]]:
    """The fields of the grid in groups that no rule parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for r, c in list(parent):
        if c + 1 < columns and not _covers(vertical, xs[c + 1], ys[r], ys[r + 1]):
            parent[root((r, c + 1))] = root((r, c))
        if r + 1 < rows and not _covers(horizontal, ys[r + 1], xs[c], xs[c + 1]):
            parent[root((r + 1, c))] = root((r, c))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in parent:
        members.setdefault(root(cell), []).append(cell)
    return list(members.values())


def _places(found: list[float], first: float, last: float) -> list[float]:
    """Distinct places of rules; a table that is open at its sides ends where the other rules end."""
    places: list[float] = []
    for at in sorted(found):
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    if places[0] - first > 2 * _SNAP:
        places.insert(0, first)
    if last - places[-1] > 2 * _SNAP:
        places.append(last)
    return places


def _covers(edges: list[Edge], at: float, start: float, end: float) -> bool:
    """Is there a rule at a place along most of a stretch?"""
    middle, slack = (start + end) / 2, min(_SNAP, (end - start) / 4)
    begin = bisect_left(edges, at - _SNAP, key=lambda e: e.at)
    for edge in edges[begin:]:
        if edge.at > at + _SNAP:
            break
        if edge.start - slack <= middle <= edge.end + slack:
            return True
    return False
