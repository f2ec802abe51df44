# SPDX-License-Identifier: EUPL-1.2
"""What follows from every change of a plan: search, PDF, the public mark that the wording was put right."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from leitziel.core import undo
from leitziel.core.models import Municipality
from leitziel.strategy.actions.plan_pdf import warm_pdf
from leitziel.strategy.actions.search_index import refresh_search_texts, refresh_search_words
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

from .permissions import needs_reason
from .values import MEASURE_FIELDS

SEARCHED = frozenset({"title", "text", "focus", "examples", "responsible_text"})


def follow_up(
    edition: Edition, *, changed: Collection[str] = (), structure: bool = False, reason: str = "", site: str = ""
) -> None:
    """Bring what is derived of an edition up to date; call it inside the action's transaction.

    `changed`: names of fields of measures; `structure`: entries came, went, moved, or a field or goal has other
    words. A change that asked for a reason is shown to the public by its day.
    """
    if structure:
        refresh_search_texts(edition)
    if edition.published_at is not None and (structure or SEARCHED.intersection(changed)):
        refresh_search_words(edition.municipality)
    worded = structure or any(MEASURE_FIELDS[name].wording for name in changed)
    if worded and reason.strip() and needs_reason(edition):
        edition.corrected_at = timezone.now()
        Edition.objects.filter(pk=edition.pk).update(corrected_at=edition.corrected_at)
    warm_pdf(edition=edition, site=site)


def refresh_after_undo(municipality: Municipality, scope_id: str, site: str) -> None:
    """Derive anew what follows from the rows of an edition after a step was taken back."""
    edition = Edition.objects.filter(pk=scope_id).select_related("municipality").first()
    if edition is None:
        return
    refresh_search_texts(edition)
    refresh_search_words(municipality)
    warm_pdf(edition=edition, site=site)


def register() -> None:
    """Tell undo how to treat the tables of a plan; called once at start-up."""
    undo.register(Measure, derived=("search_text",), order="position", main=True)
    undo.register(Goal, order="position", main=True)
    undo.register(ActionField, order="position", main=True)
    undo.register(Edition, derived=("corrected_at", "published_at", "state"), main=True)
    undo.on_undo("strategy.edition", refresh_after_undo)
