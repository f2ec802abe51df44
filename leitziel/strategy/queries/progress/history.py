# SPDX-License-Identifier: EUPL-1.2
"""What was reported of a measure through all rounds and editions, and what changed in the newest of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from leitziel.core.access import Access
from leitziel.strategy.enums import ProgressState, RoundState
from leitziel.strategy.models import Measure, MeasureThread, ProgressReport, ReportingRound
from leitziel.strategy.queries.lineage.ancestors import ancestors_of
from leitziel.strategy.queries.visibility import visible_editions

from .standings import entry, inside, reports, round_ref
from .values import Entry, Inside


@dataclass(frozen=True, slots=True)
class Past:
    """A report in a measure's history. `of`: short id of the measure it was made for, where that is another one that
    was merged into this; `inside` only for insiders."""

    entry: Entry
    inside: Inside | None
    of: str


def history(access: Access, thread: int) -> list[Past]:
    """Reports on a measure and on those that live on in it (merged into it, or of which it is a part), newest first;
    five queries, one without rounds.

    Everybody meets published rounds, insiders all that were opened.
    """
    insider = access.may("strategy.view_rounds")
    visible = ~Q(state=RoundState.DRAFT) if insider else Q(published_at__isnull=False)
    rounds = {row.pk: round_ref(row) for row in ReportingRound.objects.filter(visible)}
    if not rounds:
        return []
    older = ancestors_of([thread])[thread]
    threads = dict(MeasureThread.objects.filter(pk__in=[thread, *older]).values_list("pk", "short_id"))
    rows = reports(Q(thread__in=list(threads), round__in=list(rounds)))
    found = [
        Past(
            entry(row, rounds[row["round_id"]]),
            inside(row) if insider else None,
            threads[row["thread_id"]] if row["thread_id"] != thread else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda p: (p.entry.round.reference_date, p.entry.submitted_at), reverse=True)


@dataclass(frozen=True, slots=True)
class Change:
    """A state of a measure that differs from the one reported before: for feeds and for "what changed"."""

    short_id: str
    number: str
    heading: str
    before: str  # label of the earlier state, "" where there was none
    entry: Entry


def newest_changes(access: Access, limit: int = 50) -> list[Change]:
    """The newest reports of published rounds whose state is not the one reported before, newest round first.

    Only measures of editions that this person may see; four queries.
    """
    rounds = {row.pk: round_ref(row) for row in ReportingRound.objects.filter(published_at__isnull=False)}
    order = sorted(rounds, key=lambda pk: (rounds[pk].reference_date, pk), reverse=True)
    states: dict[tuple[int, int], str] = {}
    for thread, of, state in (
        ProgressReport.objects.filter(round__in=order).order_by().values_list("thread_id", "round_id", "state")
    ):
        states[thread, of] = state
    changed = []
    for place, pk in enumerate(order):
        for thread, of in states:
            if of != pk:
                continue
            before = next((states[thread, older] for older in order[place + 1 :] if (thread, older) in states), "")
            if before != states[thread, pk]:
                changed.append((thread, pk, before))
        if len(changed) >= limit:
            break
    changed = changed[:limit]
    names = _names(access, [thread for thread, _pk, _before in changed])
    found = {(row["thread_id"], row["round_id"]): row for row in reports(_each(changed))} if changed else {}
    return [
        Change(*names[thread], _label(before), entry(found[thread, pk], rounds[pk]))
        for thread, pk, before in changed
        if thread in names
    ]


def _each(changed: list[tuple[int, int, str]]) -> Q:
    return Q(thread__in=[t for t, _r, _b in changed], round__in=[r for _t, r, _b in changed])


def _label(state: str) -> str:
    return str(ProgressState(state).label) if state else ""


def _names(access: Access, threads: list[int]) -> dict[int, tuple[str, str, str]]:
    rows = Measure.objects.filter(thread__in=threads, edition__in=visible_editions(access)).order_by("edition__label")
    columns = ("thread_id", "thread__short_id", "number", "title", "text")
    return {
        thread: (short_id, number, title or text)
        for thread, short_id, number, title, text in rows.values_list(*columns)
    }


def last_answer(round_id: int) -> datetime | None:
    """When the newest answer of a round came in; one query."""
    return (
        ProgressReport.objects.filter(round=round_id)
        .order_by("-submitted_at")
        .values_list("submitted_at", flat=True)
        .first()
    )
