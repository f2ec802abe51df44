# SPDX-License-Identifier: EUPL-1.2
"""From edition to edition, in the slots of other pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from leitziel.strategy.queries.lineage.counts import counterparts
from leitziel.strategy.queries.lineage.measure import since_last_edition
from leitziel.ui import panels


def since(request: HttpRequest, obj: Any) -> dict[str, Any] | None:
    """What changed of the measure since the last edition."""
    found = since_last_edition(request.access, obj.edition.id, obj.thread_id)  # type: ignore[attr-defined]
    return {"since": found} if found else None


def edition(_request: HttpRequest, obj: Any) -> dict[str, Any]:
    """The way to the comparison with the last edition, and to the next one."""
    return {"counterparts": counterparts(obj.id)}


panels.register(
    "measure",
    "since-last-edition",
    template="strategy/lineage/panels/since.html",
    context=since,
    permission="strategy.view_public",
    queries=6,
    order=5,
)
panels.register(
    "edition-settings",
    "lineage",
    template="strategy/lineage/panels/edition.html",
    context=edition,
    permission="strategy.edit_plan",
    queries=4,
    order=10,
)
