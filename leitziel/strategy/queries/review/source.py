# SPDX-License-Identifier: EUPL-1.2
"""The window of the source text that belongs to what a page shows: never the whole of a long document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.exchange.staged.spans import joined

from .entries import Entry, marker

CONTEXT = 300  # characters before and behind a passage
WHOLE = 20_000  # a stretch up to this length is shown without gaps
LONGEST = 60_000  # characters of source on one page


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source with one owner. `node` is the owner's id ("" for none), `here` whether it is among the
    entries of the page, `first` whether it is its first passage. `start` serves as the address of an unassigned
    passage. A `gap` stands for characters that are not shown; `page` is set where a new page begins."""

    text: str
    node: str
    kind: str
    marker: str
    here: bool
    first: bool
    start: int
    gap: int = 0
    page: int | None = None


def source_window(plan: Plan, shown: Sequence[Entry]) -> list[Piece]:
    """The source around the passages of `shown`, cut into pieces."""
    spans = joined([[start, end] for e in shown for start, end in e.spans])
    if not spans:
        return []
    text: str = plan["extracted"]["text"]
    cutter = _Cutter(plan, {e.id for e in shown})
    pieces: list[Piece] = []
    at, used = 0, 0
    for low, high in _windows(spans, text):
        if used >= LONGEST:
            break
        if low > at:
            pieces.append(_gap(at, low))
        pieces += cutter.cut(low, high)
        used += high - low
        at = high
    return [*pieces, _gap(at, len(text))] if at < len(text) else pieces


def _gap(start: int, end: int) -> Piece:
    return Piece("", "", "", "", here=False, first=False, start=start, gap=end - start)


def _windows(spans: list[list[int]], text: str) -> list[list[int]]:
    """Stretches to show: each passage with some context, cut between words."""
    low, high = spans[0][0], spans[-1][1]
    if high - low <= WHOLE:
        return [_widened(low, high, text)]
    found: list[list[int]] = []
    for start, end in spans:
        a, b = _widened(start, end, text)
        if found and a <= found[-1][1]:
            found[-1][1] = max(found[-1][1], b)
        else:
            found.append([a, b])
    return found


def _widened(start: int, end: int, text: str) -> list[int]:
    before, behind = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    if before:
        gap = next((i for i in range(before, start) if text[i].isspace()), start)
        before = min(gap + 1, start)
    if behind < len(text):
        behind = next((i for i in range(behind, end, -1) if text[i - 1].isspace()), end)
    return [before, behind]


Owner = tuple[int, int, str, str, str]


def _owners(plan: Plan) -> list[Owner]:
    """(start, end, node id, kind, marker) of every passage, in the order of the text."""
    found: list[Owner] = [(s, e, "plan", "plan", marker(plan, "plan")) for s, e in plan.get("spans") or []]
    for place in tree.walk(plan):
        name = marker(place.node, place.kind)
        found += [(s, e, place.node["id"], place.kind, name) for s, e in place.node["spans"]]
    found += [(e["span"][0], e["span"][1], "", "unassigned", "") for e in plan["unassigned"]]
    return sorted(found)


class _Cutter:
    """Cuts windows of the source into pieces; remembers which entries have had their first passage."""

    def __init__(self, plan: Plan, here: set[str]) -> None:
        self.text: str = plan["extracted"]["text"]
        self.pages: list[int] = plan["extracted"]["pages"]
        self.owners = _owners(plan)
        self.here = here
        self.seen: set[str] = set()

    def cut(self, low: int, high: int) -> list[Piece]:
        return [
            self._piece(owner, max(owner[0], low), min(owner[1], high))
            for owner in self.owners
            if owner[1] > low and owner[0] < high
        ]

    def _piece(self, owner: Owner, low: int, high: int) -> Piece:
        start, _end, node, kind, name = owner
        text = self.text[low:high]
        visible = bool(text.strip())
        first = bool(node) and visible and node not in self.seen
        if visible:
            self.seen.add(node)
        page = bisect_left(self.pages, low)
        return Piece(
            text=text,
            node=node,
            kind=kind if visible else "blank",
            marker=name,
            here=node in self.here,
            first=first,
            start=start,
            page=page + 1 if page < len(self.pages) and self.pages[page] < high else None,
        )
