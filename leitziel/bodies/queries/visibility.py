# SPDX-License-Identifier: EUPL-1.2
"""Which meetings, items and resolutions a person may know of."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from leitziel.bodies.models import AgendaItem, Deliberation, Meeting, Resolution
from leitziel.bodies.rules import PLANNERS, own_seats
from leitziel.core.access import Access


def _inside(access: Access | None, path: str) -> Q | None:
    """Condition that the person sees inside the body at `path`; None: inside all of them."""
    if access is None:
        return Q(pk__in=[])
    if PLANNERS(access, None):
        return None
    return Q(**{f"{path}__in": own_seats(access).member})


def visible_meetings(access: Access | None) -> QuerySet[Meeting]:
    """Published meetings, and all meetings of the bodies the person sees inside. `access` None: the public."""
    inside = _inside(access, "body_id")
    rows = Meeting.objects.all()
    return rows if inside is None else rows.filter(inside | Q(published_at__isnull=False))


def visible_items(access: Access | None) -> QuerySet[AgendaItem]:
    """Public items of published meetings, and all items of the bodies the person sees inside."""
    inside = _inside(access, "meeting__body_id")
    rows = AgendaItem.objects.all()
    return rows if inside is None else rows.filter(inside | Q(public=True, meeting__published_at__isnull=False))


def visible_resolutions(access: Access | None) -> QuerySet[Resolution]:
    """Resolutions on public items of published meetings, those disclosed later, and all of the bodies seen inside."""
    inside = _inside(access, "body_id")
    rows = Resolution.objects.all()
    if inside is None:
        return rows
    shown = Q(item__public=True) | Q(disclosed=True)
    return rows.filter(inside | (shown & Q(item__meeting__published_at__isnull=False)))


def deliberated_in_public() -> Q:
    """Condition on council papers: the public knows them from an agenda or from a resolution.

    Resolutions that were disclosed name their paper too; a step of its way alone makes no paper public.
    """
    items = visible_items(None).filter(paper=OuterRef("pk"))
    resolutions = visible_resolutions(None).filter(paper=OuterRef("pk"))
    return Q(Exists(items)) | Q(Exists(resolutions))


def steps_of(paper: int) -> QuerySet[Deliberation, Any]:
    return Deliberation.objects.filter(paper=paper).select_related("body").order_by("position")
