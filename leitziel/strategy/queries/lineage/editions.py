# SPDX-License-Identifier: EUPL-1.2
"""Which edition another is laid against."""

from __future__ import annotations

from collections.abc import Iterable

from leitziel.strategy.models import Edition


def before(edition: Edition, others: Iterable[Edition]) -> Edition | None:
    """Of editions of the same concept the last one before this one."""
    return max((e for e in others if e.label < edition.label), key=lambda e: e.label, default=None)


def previous_edition(edition: Edition) -> Edition | None:
    """The edition of the concept before this one, whoever may see it; one query."""
    rows = Edition.objects.filter(concept=edition.concept_id, label__lt=edition.label).select_related("concept")
    return rows.order_by("-label").first()


def nearest_edition(edition: Edition) -> Edition | None:
    """The edition before this one, or else the one after it: what a document that is read in is laid against."""
    rows = Edition.objects.filter(concept=edition.concept_id).exclude(pk=edition.pk).select_related("concept")
    editions = list(rows)
    later = sorted((e for e in editions if e.label > edition.label), key=lambda e: e.label)
    return before(edition, editions) or (later[0] if later else None)
