# SPDX-License-Identifier: EUPL-1.2
"""Writes of a paper's way through the bodies (Beratungsfolge)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.bodies.enums import Effect, PaperKind, PaperResult
from leitziel.bodies.models import AgendaItem, Body, CouncilPaper, Deliberation
from leitziel.core.changes import set_fields
from leitziel.core.conflicts import expect
from leitziel.core.models import User

from .common import BodiesError, locked, record


@dataclass(frozen=True, slots=True)
class Step:
    """A step in its order; the agenda item is found by body and paper."""

    body: Body
    purpose: Effect
    planned_on: dt.date | None = None


def said(paper: CouncilPaper) -> list[str]:
    """The steps of a paper in words."""
    rows = Deliberation.objects.filter(paper=paper).select_related("body")
    return [f"{row.body.name}: {row.purpose}{f' {row.planned_on}' if row.planned_on else ''}" for row in rows]


@transaction.atomic
def set_deliberations(
    *,
    paper: CouncilPaper,
    actor: User | None,
    seen: str,
    kind: PaperKind,
    result: PaperResult,
    steps: Sequence[Step],
) -> CouncilPaper:
    """Set kind, result and way of a paper. `seen`: fingerprint of the paper as the person saw it.

    Raises ChangedMeanwhileError, or BodiesError where a body that advises would decide.
    """
    current = locked(paper, None, "body")
    expect(current, seen)
    wrong = next((s.body for s in steps if s.purpose == Effect.DECIDED and not s.body.decides), None)
    if wrong:
        raise BodiesError(_("%(body)s advises: its votes are recommendations, not decisions.") % {"body": wrong.name})
    before = said(current)
    changes = set_fields(current, {"kind": kind, "result": result})
    items: dict[int, list[AgendaItem]] = {}
    rows = AgendaItem.objects.filter(paper=current).select_related("meeting").order_by("meeting__starts", "position")
    for item in rows:
        items.setdefault(item.meeting.body_id, []).append(item)
    Deliberation.objects.filter(paper=current).delete()
    for position, step in enumerate(steps, start=1):
        found = items.get(step.body.pk)
        Deliberation(
            municipality=current.municipality,
            paper=current,
            body=step.body,
            item=found.pop(0) if found else None,
            purpose=step.purpose,
            planned_on=step.planned_on,
            position=position,
        ).save()
    after = said(current)
    if before != after:
        changes["deliberations"] = (before, after)
    if changes:
        current.save()
        record(actor, "paper.deliberations", current, changes)
    return current
