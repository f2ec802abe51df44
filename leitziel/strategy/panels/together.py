# SPDX-License-Identifier: EUPL-1.2
"""Working together, in the slots of other pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from leitziel.core.models import SavedFilter
from leitziel.strategy.models import Edition, MeasureThread
from leitziel.strategy.queries.together.crosswalk import counterparts
from leitziel.strategy.queries.together.joined import joined_with
from leitziel.strategy.queries.together.mine import my_measures
from leitziel.strategy.queries.together.talk import talk_of
from leitziel.strategy.queries.together.texts import languages_of, readable_languages
from leitziel.strategy.views.together.filters import filters_for, saved_filters
from leitziel.strategy.views.together.mine import figures
from leitziel.ui import panels

Context = dict[str, Any] | None
NEXT = 3  # deadlines on the work page


def languages(kind: str) -> Callable[[HttpRequest, Any], Context]:
    """The languages that the thing of the page can be read in."""

    def context(_request: HttpRequest, obj: Any) -> Context:
        found = languages_of(kind, obj.id)
        return {"languages": found, "kind": kind, "key": obj.short_id} if found else None

    return context


def all_languages(_request: HttpRequest, _obj: Any) -> Context:
    """The languages that something of the municipality's plans can be read in."""
    found = readable_languages()
    return {"languages": found} if found else None


def joined(request: HttpRequest, obj: Any) -> Context:
    found = joined_with(request.access, obj.thread_id)  # type: ignore[attr-defined]
    return {"joined": found} if found else None


def similar(_request: HttpRequest, _obj: Any) -> Context:
    return {}


def talk(request: HttpRequest, obj: Any) -> Context:
    """How much was said, and the newest of it; nothing for a provider without a part in the measure."""
    thread = MeasureThread(pk=obj.thread_id)
    if not request.access.may("strategy.view_comments", thread):  # type: ignore[attr-defined]
        return None
    found = talk_of(obj.thread_id)
    comments = [c for c in found.comments if c.removed_at is None]
    attachments = [a for a in found.attachments if a.removed_at is None]
    return {
        "comments": len(comments),
        "attachments": len(attachments),
        "newest": comments[-1] if comments else None,
    }


def field_counterparts(request: HttpRequest, obj: Any) -> Context:
    insider = request.access.may("strategy.view_drafts")  # type: ignore[attr-defined]
    found = counterparts(obj.id, Edition(pk=obj.edition.id), insider=insider)
    return {"counterparts": found} if found else None


def mine(request: HttpRequest, _obj: Any) -> Context:
    """Counts and the next deadlines of those who belong to an organisation."""
    rows = my_measures(request.access, timezone.localdate())  # type: ignore[attr-defined]
    coming = [m for m in rows if m.last_day and not m.late][:NEXT]
    return {"figures": figures(rows), "next": coming} if rows else None


def filters(request: HttpRequest, _obj: Any) -> Context:
    found = filters_for(request)
    return {"filters": found} if found else None


def saved(request: HttpRequest, _obj: Any) -> Context:
    return {"saved": saved_filters(request, SavedFilter.List.MEASURES)}


for slot, name, template, give, permission, queries, order in (
    ("municipality", "languages", "all_languages", all_languages, "strategy.view_public", 1, 20),
    ("measure-head", "languages", "languages", languages("measure"), "strategy.view_public", 1, 10),
    ("goal-head", "languages", "languages", languages("goal"), "strategy.view_public", 1, 10),
    ("field-head", "languages", "languages", languages("field"), "strategy.view_public", 1, 10),
    ("measure", "joined", "joined", joined, "strategy.view_public", 2, 10),
    ("measure", "similar", "similar", similar, "strategy.view_similar", 0, 60),
    ("measure", "talk", "talk", talk, "strategy.view_comments", 4, 50),
    ("field", "counterparts", "counterparts", field_counterparts, "strategy.view_public", 4, 10),
    ("work", "my-measures", "mine", mine, "core.view_internal", 5, 5),
    ("work", "saved-filters", "filters", filters, "core.view_internal", 1, 40),
    ("measures", "saved-filters", "saved", saved, "core.view_internal", 1, 10),
):
    panels.register(
        slot,
        name,
        template=f"strategy/together/panels/{template}.html",
        context=give,
        permission=permission,
        queries=queries,
        order=order,
    )
