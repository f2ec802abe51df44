# SPDX-License-Identifier: EUPL-1.2
"""Timing: several runs after a warm-up, the median, and a ratio to a reference run in turn with it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    seconds: float
    aim: str = ""
    queries: int | None = None
    reference: str = ""
    ratio: float | None = None

    def row(self) -> str:
        time_ = f"{self.seconds * 1000:9.1f} ms" if self.seconds < 2 else f"{self.seconds:9.2f} s "
        queries = f"{self.queries:4d}" if self.queries is not None else "    "
        ratio = f"{self.ratio:7.1f} x {self.reference}" if self.ratio is not None else ""
        return f"{self.what:<58.58} {time_} {queries}  {self.aim:<16} {ratio}".rstrip()


HEAD = f"{'what':<58} {'median':>12} {'SQL':>4}  {'aim':<16} {'ratio':>7}   to"


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(
    what: str,
    run: Callable[[], object],
    *,
    runs: int = 5,
    aim: str = "",
    queries: int | None = None,
    beside: tuple[str, Callable[[], object]] | None = None,
) -> Figure:
    """Median of `runs` after one warm-up; with `beside` both in turn, and the median ratio pair by pair."""
    run()
    if beside is None:
        return Figure(what, statistics.median(timed(run) for _ in range(runs)), aim, queries)
    name, other = beside
    other()
    pairs = [(timed(run), timed(other)) for _ in range(runs)]
    return Figure(
        what,
        statistics.median(a for a, _ in pairs),
        aim,
        queries,
        name,
        statistics.median(a / b for a, b in pairs),
    )
