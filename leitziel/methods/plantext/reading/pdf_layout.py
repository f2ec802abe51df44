# SPDX-License-Identifier: EUPL-1.2
"""Reading order of the segments of a PDF page: columns of prose one after the other, all else row by row.

A recursive cut in the manner of XY-cut (Nagy, Seth 1984), with one question asked first: is a gutter one between
columns of running text, or one between the cells of a table or between labels and their values?
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from leitziel.methods.plantext.reading.pdf_lines import Segment

_WORD = re.compile(r"[^\W\d_]{3,}")


def usual_pitch(segments: list[Segment]) -> float:
    """Distance of two lines of one paragraph in points: the smallest that is common."""
    steps: Counter[float] = Counter()
    for above, below in pairwise(segments):
        step = below.base - above.base
        if 0.8 * below.size < step < 3 * below.size:
            steps[round(step * 2) / 2] += 1
    enough = max(2, sum(steps.values()) // 10)
    common = [step for step, count in steps.items() if count >= enough]
    return min(common) if common else 1.3 * (segments[0].size if segments else 10)


def reading_order(segments: list[Segment], pitch: float) -> list[Segment]:
    """The segments in the order in which a person reads them."""
    return _order(segments, pitch, 0)


def _order(segments: list[Segment], pitch: float, depth: int) -> list[Segment]:
    if len(segments) < 2 or depth > 12:
        return _rowwise(segments)
    gutter = _prose_gutter(segments, pitch)
    if gutter is not None:
        return _columns(segments, gutter, pitch, depth)
    bands = _bands(segments, pitch)
    if len(bands) > 1:
        return [segment for band in bands for segment in _order(band, pitch, depth + 1)]
    parts = _clear_columns(segments)
    if len(parts) > 1 and _cells_wrap(parts):
        return [segment for part in parts for segment in _order(part, pitch, depth + 1)]
    return _rowwise(segments)


def _rowwise(segments: list[Segment]) -> list[Segment]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.base, s.left)):
        if rows and abs(segment.base - rows[-1][0].base) < 0.3 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [segment for row in rows for segment in sorted(row, key=lambda s: s.left)]


def _prose_gutter(segments: list[Segment], pitch: float) -> float | None:
    """Place of a gutter between two columns of running text, None where there is none."""
    events: list[tuple[float, int]] = []
    for left, right in pairwise(_rowwise(segments)):
        if abs(left.base - right.base) < 0.3 * right.size and right.left > left.right:
            events += [(left.right, 1), (right.left, -1)]
    # Columns whose baselines differ share no rows: every pair of neighbours in height is looked at, too.
    for upper, lower in pairwise(sorted(segments, key=lambda s: s.base)):
        first, second = sorted((upper, lower), key=lambda s: s.left)
        if second.left > first.right and abs(upper.base - lower.base) < 0.8 * pitch:
            events += [(first.right, 1), (second.left, -1)]
    best, place, open_ = 0, 0.0, 0
    events.sort()
    for (at, step), (following, _) in pairwise(events):
        open_ += step
        if open_ > best and following - at > 4:
            best, place = open_, (at + following) / 2
    if best < 4:
        return None
    sides = _sides(segments, place)
    return place if any(_is_prose(left, right, pitch) for left, right in sides if left and right) else None


def _sides(segments: list[Segment], gutter: float) -> list[tuple[list[Segment], list[Segment]]]:
    """Left and right of the gutter, in bands between the lines that cross it."""
    bands: list[tuple[list[Segment], list[Segment]]] = [([], [])]
    for segment in _rowwise(segments):
        if segment.left < gutter < segment.right:
            bands.append(([], []))
        else:
            bands[-1][0 if segment.right <= gutter else 1].append(segment)
    return bands


def _is_prose(left: list[Segment], right: list[Segment], pitch: float) -> bool:
    if min(len(left), len(right)) < 4:
        return False
    if _same_labels(left, right):
        return True
    for side in (left, right):
        width = max(s.right for s in side) - min(s.left for s in side)
        if median(s.width for s in side) < 0.7 * width or median(len(s.text) for s in side) < 22:
            return False
    gaps_left, gaps_right = _gaps(left, pitch), _gaps(right, pitch)
    shared = sum(any(abs(a - b) < 0.5 * pitch for b in gaps_right) for a in gaps_left)
    return shared < 2 or shared * 2 < max(len(gaps_left), len(gaps_right))


def _gaps(side: list[Segment], pitch: float) -> list[float]:
    """Where a new block begins after a gap."""
    return [b.base for a, b in pairwise(sorted(side, key=lambda s: s.base)) if b.base - a.base > 1.3 * pitch]


def _same_labels(left: list[Segment], right: list[Segment]) -> bool:
    """Two fact sheets side by side have the same labels in the same rows."""
    same = 0
    for segment in left:
        word = _WORD.match(segment.text)
        partner = next((s for s in right if abs(s.base - segment.base) < 0.3 * s.size), None)
        if word and partner and partner.text.startswith(word.group()):
            same += 1
    return same >= 3


def _columns(segments: list[Segment], gutter: float, pitch: float, depth: int) -> list[Segment]:
    ordered: list[Segment] = []
    left: list[Segment] = []
    right: list[Segment] = []

    def close() -> None:
        below = _below(left, right, pitch) or _below(right, left, pitch)
        for side in (left, right):
            ordered.extend(_order([s for s in side if s not in below], pitch, depth + 1))
        ordered.extend(below)
        left.clear()
        right.clear()

    for segment in _rowwise(segments):
        if segment.left < gutter < segment.right:
            close()
            ordered.append(segment)
        else:
            (left if segment.right <= gutter else right).append(segment)
    close()
    return ordered


def _below(side: list[Segment], other: list[Segment], pitch: float) -> list[Segment]:
    """A few lines of one side that stand, after a gap, below the end of the other: they belong to neither."""
    if not other or not side:
        return []
    end = max(s.base for s in other)
    lines = sorted(side, key=lambda s: s.base)
    for index in range(max(1, len(lines) - 3), len(lines)):
        if lines[index].base > end and lines[index].base - lines[index - 1].base > 1.3 * pitch:
            return lines[index:]
    return []


def _bands(segments: list[Segment], pitch: float) -> list[list[Segment]]:
    """Cut where white space runs across all columns."""
    bands: list[list[Segment]] = []
    base = float("-inf")
    for segment in _rowwise(segments):
        if segment.base - base > 1.3 * pitch:
            bands.append([])
        bands[-1].append(segment)
        base = max(base, segment.base)
    return bands


def _clear_columns(segments: list[Segment]) -> list[list[Segment]]:
    """Cut where no segment crosses a vertical strip."""
    parts: list[list[Segment]] = []
    reach = float("-inf")
    for segment in sorted(segments, key=lambda s: s.left):
        if segment.left - reach > 4:
            parts.append([])
        parts[-1].append(segment)
        reach = max(reach, segment.right)
    return parts


def _cells_wrap(parts: list[list[Segment]]) -> bool:
    """Do the lines of the columns continue one another, as in the cells of one table row?

    In a list of labels and values each label stands by itself, and reading by rows is right.
    """
    if max(len(part) for part in parts) < 2:
        return False
    first = parts[0]
    if len(first) == 1:
        return True
    if any(s.text.endswith(":") for s in first) or (all(s.bold for s in first) and not parts[1][0].bold):
        return False
    continuing = sum(
        below.text[:1].islower() or above.text.endswith(("-", ",", "/")) for above, below in pairwise(first)
    )
    return continuing > 0 or len(parts) > 2
