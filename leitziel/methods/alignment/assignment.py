# SPDX-License-Identifier: EUPL-1.2
"""Who goes with whom, so that the sum of the weights is the highest: the assignment problem on few candidates.

Successive shortest augmenting paths with node potentials over the candidate pairs only (H. W. Kuhn, "The Hungarian
method for the assignment problem", 1955; J. Munkres, 1957; the search of the shortest path as in R. Jonker,
A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987). A row
may stay alone at weight 0: it has a column of its own for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

Pairs = Mapping[tuple[int, int], float]


def assign(weights: Pairs) -> dict[int, int]:
    """{row: column} with the highest sum of weights; pairs that are not in `weights`, or not above 0, never meet."""
    rows: dict[int, list[tuple[int, float]]] = {}
    for (row, column), weight in sorted(weights.items()):
        if weight > 0:
            rows.setdefault(row, []).append((column, weight))
    highest = max((w for edges in rows.values() for _c, w in edges), default=0.0)
    solver = _Solver({row: [(c, highest - w) for c, w in edges] for row, edges in rows.items()}, highest)
    for row in rows:
        solver.add(row)
    return dict(sorted((row, column) for column, row in solver.row_of.items()))


class _Solver:
    """Costs (never below 0) of rows with columns; `alone` is what it costs a row to stay alone."""

    def __init__(self, costs: dict[int, list[tuple[int, float]]], alone: float) -> None:
        self.costs = costs
        self.alone = alone
        self.row_of: dict[int, int] = {}  # column -> row
        self._u: dict[int, float] = {}  # potentials of rows
        self._v: dict[int, float] = {}  # potentials of columns, 0 or below

    def add(self, start: int) -> None:
        """Bring a row in along the cheapest path: rows on it change their columns, the last one finds a free column
        or stays alone."""
        self._u[start] = min([self.alone, *(cost - self._v.get(column, 0.0) for column, cost in self.costs[start])])
        distance: dict[int, float] = {}  # of columns
        before: dict[int, int] = {}
        done: set[int] = set()
        reached = {start: 0.0}  # of rows
        heap: list[tuple[float, int]] = []
        row, at = start, 0.0
        ends: tuple[float, int, bool] = (self.alone - self._u[start], start, False)  # cheapest end: row alone
        while True:
            for column, cost in self.costs[row]:
                if column in done:
                    continue
                new = at + cost - self._u[row] - self._v.get(column, 0.0)
                if column not in distance or new < distance[column]:
                    distance[column], before[column] = new, row
                    heappush(heap, (new, column))
            while heap and (heap[0][1] in done or heap[0][0] > distance[heap[0][1]]):
                heappop(heap)
            if not heap or heap[0][0] >= ends[0]:
                break
            at, column = heappop(heap)
            done.add(column)
            if column not in self.row_of:
                ends = (at, column, True)
                break
            row = self.row_of[column]
            reached[row] = at
            alone = at + self.alone - self._u[row]
            if alone < ends[0]:
                ends = (alone, row, False)
        self._turn(start, ends, reached, distance, done, before)

    def _turn(  # noqa: PLR0917 - the state of one search
        self,
        start: int,
        ends: tuple[float, int, bool],
        reached: dict[int, float],
        distance: dict[int, float],
        done: set[int],
        before: dict[int, int],
    ) -> None:
        """Change the potentials by what the search found, then the pairs along the path."""
        length, last, is_column = ends
        for row, at in reached.items():
            if at < length:
                self._u[row] += length - at
        for column in done:
            if distance[column] < length:
                self._v[column] = self._v.get(column, 0.0) - (length - distance[column])
        column_of = {self.row_of[c]: c for c in done if c in self.row_of}
        if is_column:
            column = last
        elif last == start:
            return
        else:
            column = column_of[last]
            del self.row_of[column]
        while True:
            row = before[column]
            previous = column_of.get(row)
            self.row_of[column] = row
            if row == start:
                return
            assert previous is not None
            column = previous
