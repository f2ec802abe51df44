# SPDX-License-Identifier: EUPL-1.2
"""The API room in the matrix."""

from leitziel.api.actions.terms import set_terms
from leitziel.strategy.models import Edition
from tests.house.tables.groups import ADMINISTRATION, ANYBODY

WHO = {
    "api.read": ANYBODY,
    "api.set_open_data": ADMINISTRATION,
    "core.export_municipality": ADMINISTRATION,
}
OPERATIONS = [
    "areas",
    "concept",
    "concepts",
    "edition",
    "editions",
    "field",
    "fields",
    "goal",
    "goals",
    "measure",
    "measures",
    "municipality",
    "openapi",
    "organisation",
    "organisations",
    "paper",
    "papers",
    "round-reports",
    "rounds",
    "terms",
]
ADDRESSES = {
    "api": "api.read",
    "archive": "core.export_municipality",
    "archive-file": "core.export_municipality",
    "archive-progress": "core.export_municipality",
    "concept-feed": "api.read",
    "feed": "api.read",
    "progress-feed": "api.read",
    "open-data": "api.set_open_data",
    **{f"api-{name}": "api.read" for name in OPERATIONS},
}


def plant(tenant):
    """Terms of use, and what the operations need in their addresses."""
    set_terms(
        municipality=tenant.municipality,
        actor=tenant.people["administration"],
        version=0,
        licence="dl-by-de/2.0",
        attribution=f"Sozialplanung {tenant.word}",
    )
    for values in (tenant.published, tenant.draft):
        concept = Edition.objects.get(concept__slug=values["slug"], label=values["label"]).concept
        values |= {
            "api-concept.concept": concept.slug,
            "api-edition.concept": concept.slug,
            "api-edition.edition": values["label"],
            "api-field.short_id": values["field.short_id"],
            "api-goal.short_id": values["goal.short_id"],
            "api-measure.short_id": values["short_id"],
            "api-organisation.slug": values["office.slug"],
            "api-paper.slug": values["paper.slug"],
            "concept-feed.slug": concept.slug,
        }
