# SPDX-License-Identifier: EUPL-1.2
"""Which older threads a measure comes from: their progress is its history, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from leitziel.strategy.models import MeasureThread, ThreadLink

Kind = ThreadLink.Kind


def ancestors_of(threads: Iterable[int]) -> dict[int, list[int]]:
    """Thread -> the older threads that it is a part of, that went into it or were joined with it, nearest first.

    A thread without any has an empty list. Links are followed from one to the next, so that a part of a part knows
    the whole. Two queries, however many threads.
    """
    wanted = list(dict.fromkeys(threads))
    back: dict[int, list[int]] = defaultdict(list)
    rows = ThreadLink.objects.filter(kind__in=[Kind.PART, Kind.MERGED], new_measure__isnull=False)
    for old, new in rows.order_by("-edition__label", "id").values_list("old_measure_id", "new_measure_id"):
        back[new].append(old)
    merged = MeasureThread.objects.filter(merged_into__isnull=False).order_by("id")
    for old, new in merged.values_list("id", "merged_into_id"):
        back[new].append(old)
    return {thread: _from(thread, back) for thread in wanted}


def _from(thread: int, back: dict[int, list[int]]) -> list[int]:
    found: dict[int, None] = {}
    level = [thread]
    while level:
        following = [old for one in level for old in back.get(one, ()) if old not in found and old != thread]
        found |= dict.fromkeys(following)
        level = list(dict.fromkeys(following))
    return list(found)
