# SPDX-License-Identifier: EUPL-1.2
"""The editions that people work with."""

from __future__ import annotations

from collections import defaultdict

from leitziel.strategy.enums import EditionState
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.visibility import first_to_show


def working_editions() -> list[Edition]:
    """Of each concept the edition that counts, or its newest draft where none is public; superseded ones are left out.
    In the order of the register; one query. For insiders: drafts are among them."""
    rows = Edition.objects.exclude(state=EditionState.SUPERSEDED).select_related("concept")
    by_concept: dict[int, list[Edition]] = defaultdict(list)
    for edition in rows.order_by("concept__position", "concept__title", "-label"):
        by_concept[edition.concept_id].append(edition)
    return [edition for rows in by_concept.values() if (edition := first_to_show(rows)) is not None]
