# SPDX-License-Identifier: EUPL-1.2
"""Differences in templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from leitziel.core.differences import Segment, shown
from leitziel.strategy.queries.lineage.values import ChangeKind
from leitziel.strategy.queries.values import EditionRef

register = template.Library()
BADGES = {
    ChangeKind.NEW: "success",
    ChangeKind.DROPPED: "danger",
    ChangeKind.SPLIT: "warning",
    ChangeKind.MERGED: "warning",
    ChangeKind.SAME: "neutral",
}


@register.filter
def differences(segments: Iterable[Segment]) -> SafeString:
    """Segments as `<del>` and `<ins>`, each with a word for those who do not see how it looks."""
    return shown(segments)


@register.filter
def change_badge(kind: ChangeKind) -> str:
    """Kind of the badge that shows a kind of change."""
    return BADGES.get(kind, "info")


@register.filter
def has_before(editions: Iterable[EditionRef], label: str) -> bool:
    """Whether one of the editions comes before the one of this name."""
    return any(edition.label < label for edition in editions)
