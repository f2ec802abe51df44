# SPDX-License-Identifier: EUPL-1.2
"""Progress in the slots of other pages: at a measure, and on everybody's home page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from leitziel.strategy.queries.progress.due import due, running
from leitziel.strategy.queries.progress.glance import field_glance, goal_glance
from leitziel.strategy.queries.progress.history import history, newest_changes
from leitziel.strategy.standing import Facts, stand
from leitziel.ui import panels

Context = dict[str, Any] | None
CHANGES = 5  # on the home page


def measure(request: HttpRequest, obj: Any) -> Context:
    """What was reported of the measure (and of those merged into it), newest first."""
    past = history(request.access, obj.thread_id)  # type: ignore[attr-defined]
    if not past:
        return None
    newest = past[0].entry
    found = stand(Facts(newest.state, last_day=obj.last_day), newest.round.reference_date)
    return {"newest": past[0], "earlier": past[1:], "days_late": found.days_late}


def field(request: HttpRequest, obj: Any) -> Context:
    """Where the measures of a field and of those below it stand."""
    found = field_glance(request.access, obj.edition.id, obj.short_id)  # type: ignore[attr-defined]
    return {"glance": found} if found else None


def goal(request: HttpRequest, obj: Any) -> Context:
    """Where the measures of a goal stand."""
    found = goal_glance(request.access, obj.edition.id, obj.id)  # type: ignore[attr-defined]
    return {"glance": found} if found else None


def due_panel(request: HttpRequest, _obj: Any) -> Context:
    """What one's own organisations are asked for in open rounds."""
    found = due(request.access.organisations, timezone.localdate())  # type: ignore[attr-defined]
    return {"due": found} if found else None


def rounds_panel(_request: HttpRequest, _obj: Any) -> Context:
    """Who is missing in the round that runs, and rounds that wait for a step."""
    found = running(timezone.localdate())
    if found is None:
        return None
    missing = [row for row in found.first.offices if row.open] if found.first else []
    return {
        "running": found,
        "missing": missing,
        "unreachable": sum(not row.reachable for row in missing),
        "share": found.first.answered / found.first.asked if found.first and found.first.asked else 1.0,
    }


def changes_panel(request: HttpRequest, _obj: Any) -> Context:
    """What changed in the newest published rounds, for those who have nothing to report themselves."""
    access = request.access  # type: ignore[attr-defined]
    if access.may("strategy.report_progress"):
        return None
    found = newest_changes(access, CHANGES)
    return {"changes": found} if found else None


for slot, name, give, permission, queries, order in (
    ("measure", "progress", measure, "strategy.view_public", 5, 5),
    ("field", "progress-glance", field, "strategy.view_public", 5, 5),
    ("goal", "progress-glance", goal, "strategy.view_public", 5, 5),
    ("work", "progress-due", due_panel, "strategy.report_progress", 4, 1),
    ("work", "progress-rounds", rounds_panel, "strategy.manage_rounds", 6, 2),
    ("work", "progress-changes", changes_panel, "core.view_internal", 4, 3),
):
    panels.register(
        slot,
        name,
        template=f"strategy/progress/panels/{name.removeprefix('progress-')}.html",
        context=give,
        permission=permission,
        queries=queries,
        order=order,
    )
