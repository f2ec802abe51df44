# SPDX-License-Identifier: EUPL-1.2
"""How much there is to draw: decides whether a person waits for it."""

from __future__ import annotations

from leitziel.strategy.models import Edition, Goal, Measure


def entries_of(*editions: Edition) -> int:
    """Goals and measures of some editions; two queries."""
    return Measure.objects.filter(edition__in=editions).count() + Goal.objects.filter(edition__in=editions).count()
