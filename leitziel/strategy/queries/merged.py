# SPDX-License-Identifier: EUPL-1.2
"""Where the address of a measure or goal leads after it was merged or joined with another."""

from __future__ import annotations

from typing import Any

from leitziel.core.access import Access
from leitziel.strategy.models import Goal, GoalThread, Measure, MeasureThread

from .visibility import first_to_show, visible_editions


def leads_on_to(access: Access, short_id: str) -> str | None:
    """Short id of the measure that a merged one goes on in; None where it still counts by itself.

    The old address leads on as soon as the edition in which both are one is what this person would be shown; until
    then, and for somebody who may not see that edition, it shows the measure as it was. Two queries a merge.
    """
    return _leads_on(access, short_id, MeasureThread, Measure, ("search_text", "text", "notes"))


def goal_leads_on_to(access: Access, short_id: str) -> str | None:
    """The same of a goal."""
    return _leads_on(access, short_id, GoalThread, Goal, ("text", "description"))


def _leads_on(access: Access, short_id: str, threads: Any, rows: Any, deferred: tuple[str, ...]) -> str | None:
    seen = {short_id}
    current = short_id
    while True:
        thread = threads.objects.filter(short_id=current).select_related("merged_into").first()
        if thread is None or thread.merged_into is None or thread.merged_into.short_id in seen:
            break
        visible = visible_editions(access).order_by().values("pk")
        found = rows.objects.filter(thread__in=[thread.pk, thread.merged_into_id], edition__in=visible)
        editions: dict[int, set[Any]] = {thread.pk: set(), thread.merged_into_id: set()}
        for row in found.select_related("edition").defer(*deferred):
            editions[row.thread_id].add(row.edition)
        own, other = editions[thread.pk], editions[thread.merged_into_id]
        if not other or (own and first_to_show(own | other) in own):
            break
        current = thread.merged_into.short_id
        seen.add(current)
    return current if current != short_id else None
