# SPDX-License-Identifier: EUPL-1.2
"""Sequences: putting rows back among others that came or went meanwhile."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from django.db import models
from django.db.models import Case, F, Value, When

from .registry import known


def merged(before: Sequence[int], after: Sequence[int], now: Sequence[int]) -> list[int]:
    """The sequence `now` with the step that made `after` of `before` taken back: what it had taken out or moved
    stands behind its old neighbour again, what it had put in is gone, everything else stays where it is."""
    moved = _moved(before, after)
    gone = set(after) - set(before)
    result = [key for key in now if key not in gone and key not in moved]
    place = {key: index for index, key in enumerate(before)}
    for key in sorted(moved, key=place.__getitem__):
        if key in set(after) and key not in now:
            continue  # somebody deleted it since
        at = 0
        for neighbour in reversed(before[: place[key]]):
            if neighbour in result:
                at = result.index(neighbour) + 1
                break
        result.insert(at, key)
    return result


def _moved(before: Sequence[int], after: Sequence[int]) -> set[int]:
    """Rows of `before` that are not in `after`, or stand in another order there: all but a longest common order."""
    place = {key: index for index, key in enumerate(after)}
    common = [key for key in before if key in place]
    tails: list[int] = []
    ends: list[int] = []
    links: dict[int, int | None] = {}
    for key in common:
        at = bisect_left(tails, place[key])
        links[key] = ends[at - 1] if at else None
        tails[at : at + 1] = [place[key]]
        ends[at : at + 1] = [key]
    kept: set[int] = set()
    current: int | None = ends[-1] if ends else None
    while current is not None:
        kept.add(current)
        current = links[current]
    return {key for key in before if key not in kept}


def renumber(model: type[models.Model], places: Mapping[int, int]) -> int:
    """Give rows their places; only those that differ are written. Returns how many were."""
    order = known(model).order
    rows = model._base_manager.filter(pk__in=list(places)) if len(places) < 500 else model._base_manager.all()
    now = dict(rows.filter(pk__in=places.keys()).values_list("pk", order))
    changed = [(pk, place) for pk, place in places.items() if now.get(pk) != place and pk in now]
    steps: dict[int, list[int]] = {}
    for pk, place in changed:
        steps.setdefault(place - now[pk], []).append(pk)
    if len(steps) * 2 < len(changed):  # as a rule a whole run moves by the same number of places
        for step, keys in steps.items():
            for start in range(0, len(keys), 500):
                model._base_manager.filter(pk__in=keys[start : start + 500]).update(**{order: F(order) + step})
        return len(changed)
    for start in range(0, len(changed), 200):
        part = changed[start : start + 200]
        cases = Case(
            *(When(pk=pk, then=Value(place)) for pk, place in part),
            default=F(order),
            output_field=models.PositiveIntegerField(),
        )
        model._base_manager.filter(pk__in=[pk for pk, _place in part]).update(**{order: cases})
    return len(changed)
