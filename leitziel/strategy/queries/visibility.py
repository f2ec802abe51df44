# SPDX-License-Identifier: EUPL-1.2
"""Which editions a reader meets: the one place where drafts are kept from the public."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from leitziel.core.access import Access
from leitziel.strategy.enums import EditionState
from leitziel.strategy.models import Edition

_RANKS = {EditionState.ADOPTED: 0, EditionState.IN_COUNCIL: 1, EditionState.DRAFT: 1, EditionState.SUPERSEDED: 2}


def published() -> QuerySet[Edition]:
    return Edition.objects.filter(published_at__isnull=False)


def current_editions() -> QuerySet[Edition]:
    """Of each concept the edition that counts for the public: of the published ones an adopted one first, then a
    published draft, then a superseded one; among equals the newest."""
    rank = Case(*(When(state=state, then=Value(rank)) for state, rank in _RANKS.items()), output_field=IntegerField())
    first = published().filter(concept=OuterRef("concept")).order_by(rank, "-label").values("pk")[:1]
    return published().filter(pk=Subquery(first))


def visible_editions(access: Access) -> QuerySet[Edition]:
    """The editions this person may see at all: published ones, and for insiders the others too."""
    return Edition.objects.all() if access.may("strategy.view_drafts") else published()


def first_to_show(editions: Iterable[Edition]) -> Edition | None:
    """The same choice as `current_editions` among editions at hand; unpublished ones come last."""
    newest_first = sorted(editions, key=lambda e: e.label, reverse=True)
    ranked = sorted(newest_first, key=lambda e: (e.published_at is None, rank_of(e.state)))
    return ranked[0] if ranked else None


def rank_of(state: str) -> int:
    """Among published editions of a concept the smallest rank counts for the public, then the newest label."""
    return _RANKS[EditionState(state)]
