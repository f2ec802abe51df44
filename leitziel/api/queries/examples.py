# SPDX-License-Identifier: EUPL-1.2
"""Things to show in the documentation: real identifiers of what is published."""

from __future__ import annotations

from django.http import HttpRequest

from leitziel.api.house import visitor
from leitziel.core.models import Organisation
from leitziel.strategy.models import ActionField, Goal, Measure, Responsibility
from leitziel.strategy.queries.papers import papers
from leitziel.strategy.queries.progress.rounds import published_rounds
from leitziel.strategy.queries.visibility import current_editions


def example_ids(request: HttpRequest) -> dict[str, dict[str, str]]:
    """For the address of each operation the parts that lead to something published, as far as there is something;
    seven queries."""
    edition = current_editions().select_related("concept").order_by("concept__position", "concept_id").first()
    if edition is None:
        return {}
    measure = Measure.objects.filter(edition=edition).order_by("position").values_list("thread__short_id", flat=True)
    goal = Goal.objects.filter(edition=edition).order_by("position").values_list("thread__short_id", flat=True)
    field = ActionField.objects.filter(edition=edition).order_by("position").values_list("short_id", flat=True)
    named = Responsibility.objects.filter(measure__edition__in=current_editions()).values("organisation")
    office = Organisation.objects.filter(pk__in=named).order_by("sort_key", "id").values_list("slug", flat=True)
    paper = next(iter(papers(visitor(request))), None)
    newest = published_rounds().values_list("slug", flat=True).first()
    return {
        "/concepts/{concept}": {"concept": edition.concept.slug},
        "/concepts/{concept}/editions/{edition}": {"concept": edition.concept.slug, "edition": edition.label},
        "/measures/{short_id}": {"short_id": measure.first() or ""},
        "/goals/{short_id}": {"short_id": goal.first() or ""},
        "/fields/{short_id}": {"short_id": field.first() or ""},
        "/organisations/{slug}": {"slug": office.first() or ""},
        "/papers/{slug}": {"slug": paper.slug if paper else ""},
        "/rounds/{slug}/reports": {"slug": newest or ""},
    }
