# SPDX-License-Identifier: EUPL-1.2
"""What is due in open rounds, for the home page: of somebody's organisations, and of all for social planning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import Measure, ProgressReport, ReportingRound
from leitziel.strategy.standing import FINAL

from .rounds import open_rounds, overview
from .standings import answered_by, round_ref
from .values import Overview, RoundRef


@dataclass(frozen=True, slots=True)
class Due:
    """What an office still owes in a round: `open` of `total` measures, `late` of the open ones past their deadline."""

    round: RoundRef
    open: int
    total: int
    late: int
    days: int  # until the round's deadline, negative after it


def due(organisations: Collection[int], today: date) -> list[Due]:
    """What the organisations are asked for in open rounds, the nearest deadline first; three queries, one without
    open rounds. Rounds that ask for nothing of them are left out."""
    rounds = {row.pk: row for row in open_rounds()} if organisations else {}
    if not rounds:
        return []
    asked: dict[int, list[tuple[int, date | None]]] = defaultdict(list)
    rows = Measure.objects.filter(answered_by(organisations), edition__rounds__in=list(rounds)).order_by()
    for pk, thread, last_day in rows.values_list("edition__rounds", "thread_id", "deadline_last_day"):
        asked[pk].append((thread, last_day))
    threads = {thread for pairs in asked.values() for thread, _day in pairs}
    said: dict[int, dict[int, str]] = defaultdict(dict)  # thread -> round -> state, the newest round first
    reports = ProgressReport.objects.filter(thread__in=threads).order_by("-round__reference_date", "-round")
    for thread, pk, state in reports.values_list("thread_id", "round_id", "state"):
        said[thread][pk] = state
    found = []
    for pk, row in rounds.items():
        wanted = [(thread, day) for thread, day in asked[pk] if not _carried(said[thread], pk)]
        left = [day for thread, day in wanted if pk not in said[thread]]
        late = sum(day is not None and day < today for day in left)
        if wanted:
            found.append(Due(round_ref(row), len(left), len(wanted), late, (row.deadline - today).days))
    return found


def _carried(said: dict[int, str], current: int) -> bool:
    """Did the measure come to its end in an earlier round, so that it is not asked for?"""
    return current not in said and next(iter(said.values()), None) in FINAL


@dataclass(frozen=True, slots=True)
class Running:
    """The rounds that social planning has in hand: the open one with the nearest deadline at a glance, the others."""

    first: Overview | None
    days: int
    open: tuple[RoundRef, ...]
    waiting: tuple[RoundRef, ...]  # prepared and not opened, or closed and not published


def running(today: date) -> Running | None:
    """What social planning has in hand, None if there is nothing; six queries, one without rounds."""
    rows = ReportingRound.objects.filter(~Q(state=RoundState.CLOSED) | Q(published_at=None)).order_by("deadline", "pk")
    found = list(rows)
    if not found:
        return None
    opened = [row for row in found if row.state == RoundState.OPEN]
    first = overview(opened[0], today) if opened else None
    return Running(
        first=first,
        days=(opened[0].deadline - today).days if opened else 0,
        open=tuple(round_ref(row) for row in opened[1:]),
        waiting=tuple(round_ref(row) for row in found if row.state != RoundState.OPEN),
    )
