# SPDX-License-Identifier: EUPL-1.2
"""Whose measure is it? What the permissions of working together ask."""

from __future__ import annotations

from leitziel.core.access import Access
from leitziel.strategy.models import MeasureThread, Responsibility


def takes_part(access: Access, thread: MeasureThread | int) -> bool:
    """Has one of the person's organisations (or one below it) a part in the measure, as lead, partner or involved?

    A provider takes part in published editions only: drafts are not for them.
    """
    if not access.organisations:
        return False
    rows = Responsibility.objects.filter(measure__thread=thread, organisation__in=access.organisations)
    if not access.may("strategy.view_drafts"):
        rows = rows.filter(measure__edition__published_at__isnull=False)
    return rows.exists()
