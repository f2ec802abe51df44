# SPDX-License-Identifier: EUPL-1.2
"""The window of the source text that belongs to what a page shows: never the whole of a long document."""

from __future__ import annotations

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
    windows = _windows(spans, len(plan["extracted"]["text"]))
    here = {e.id for e in shown}
    pieces: list[Piece] = []
    at, seen, used = 0, set(), 0
    owners = _owners(plan)
    pages = {start: number for number, start in enumerate(plan["extracted"]["pages"], start=1)}
    for low, high in windows:
        if used >= LONGEST:
            break
        if low > at:
            pieces.append(_gap(at, low))
        for piece in _pieces(plan, owners, low, high, here, seen, pages):
            pieces.append(piece)
            used += len(piece.text)
        at = high
    rest = len(plan["extracted"]["text"]) - at
    return [*pieces, _gap(at, at + rest)] if rest else pieces


def _gap(start: int, end: int) -> Piece:
    return Piece("", "", "", "", here=False, first=False, start=start, gap=end - start)


def _windows(spans: list[list[int]], length: int) -> list[list[int]]:
    low, high = spans[0][0], spans[-1][1]
    if high - low <= WHOLE:
        return [[max(0, low - CONTEXT), min(length, high + CONTEXT)]]
    found: list[list[int]] = []
    for start, end in spans:
        a, b = max(0, start - CONTEXT), min(length, end + CONTEXT)
        if found and a <= found[-1][1]:
            found[-1][1] = max(found[-1][1], b)
        else:
            found.append([a, b])
    return found


Owner = tuple[int, int, str, str, str]


def _owners(plan: Plan) -> list[Owner]:
    """(start, end, node id, kind, marker) of every passage, in the order of the text."""
    found: list[Owner] = [(s, e, "plan", "plan", marker(plan, "plan")) for s, e in plan.get("spans") or []]
    for place in tree.walk(plan):
        name = marker(place.node, place.kind)
        found += [(s, e, place.node["id"], place.kind, name) for s, e in place.node["spans"]]
    found += [(e["span"][0], e["span"][1], "", "unassigned", "") for e in plan["unassigned"]]
    return sorted(found)


def _pieces(
    plan: Plan, owners: list[Owner], low: int, high: int, here: set[str], seen: set[str], pages: dict[int, int]
) -> list[Piece]:
    text = plan["extracted"]["text"]
    found = []
    for start, end, node, kind, name in owners:
        if end <= low or start >= high:
            continue
        a, b = max(start, low), min(end, high)
        page = next((number for offset, number in pages.items() if a <= offset < b), None)
        found.append(
            Piece(
                text=text[a:b],
                node=node,
                kind=kind if text[a:b].strip() else "blank",
                marker=name,
                here=node in here,
                first=bool(node) and node not in seen and bool(text[a:b].strip()),
                start=start,
                page=page,
            )
        )
        if text[a:b].strip():
            seen.add(node)
    return found
