# SPDX-License-Identifier: EUPL-1.2
"""From edition to edition in the demo city: the planner settles what the comparison suggests."""

from __future__ import annotations

from leitziel.core.models import Municipality, User
from leitziel.strategy.actions.lineage.settle import Verdict, settle
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.lineage.review import review_of

LEFT_OPEN = "Die Politik wird fachlich beraten."  # a goal of which one may think so or otherwise; left to try


def load_lineage(municipality: Municipality, planner: User) -> None:
    """Say yes to the suggestions, parts and mergers last: they hang on what goes on. Needs the open scope."""
    editions = Edition.objects.filter(municipality=municipality).select_related("concept", "municipality")
    for edition in editions.order_by("concept__slug", "label"):
        review = review_of(edition)
        if review is None:
            continue
        wanted = [s for s in review.suggestions if s.pair.old.heading != LEFT_OPEN]
        wanted.sort(key=lambda s: s.what != "same")
        verdicts = [Verdict(s.what, s.sort, s.pair.old.id, s.pair.new.id) for s in wanted]  # type: ignore[arg-type]
        if verdicts:
            settle(actor=planner, edition=edition, version=edition.version, verdicts=verdicts)
