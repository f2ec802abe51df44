# SPDX-License-Identifier: EUPL-1.2
"""Conservation: every character in exactly one span of one node, or unassigned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

Claim = tuple[int, int, int]
_TRIVIAL = re.compile(r"(?:\s|<[^<>]{0,200}>|[|*_#>])+")


def tile(text: str, claims: Iterable[Claim]) -> tuple[dict[int, list[tuple[int, int]]], list[tuple[int, int]]]:  # noqa: C901 - one pass over the text
    """Turn claims (start, end, owner) into a partition of the text: spans by owner, and the rest.

    Where claims overlap the earlier one keeps the text. White space between two spans goes to the one before it; any
    other unclaimed text is unassigned.
    """
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rest: list[tuple[int, int]] = []
    current: list[tuple[int, int]] = rest
    at = 0

    def put(target: list[tuple[int, int]], start: int, end: int) -> None:
        nonlocal current, at
        if current is target and target and target[-1][1] == start:
            target[-1] = (target[-1][0], end)
        else:
            target.append((start, end))
        current, at = target, end

    for first, last, owner in sorted(claims):
        start, end = max(first, at), min(last, len(text))
        if start >= end:
            continue
        if start > at:
            gap = text[at:start]
            if not _TRIVIAL.fullmatch(gap):
                lead = len(gap) - len(gap.lstrip())
                if lead and at:
                    put(current, at, at + lead)
                put(rest, at, start)
            elif at == 0:
                start = 0
            else:
                put(current, at, start)
        put(spans[owner], start, end)
    if at < len(text):
        if _TRIVIAL.fullmatch(text[at:]) and at:
            put(current, at, len(text))
        else:
            put(rest, at, len(text))
    return dict(spans), rest
