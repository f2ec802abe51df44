# SPDX-License-Identifier: EUPL-1.2
"""Plans to look at."""

import pytest
from django_scopes import scope

from leitziel.strategy.models import ActionField, Goal, Measure
from tests.strategy.builders import build_edition


@pytest.fixture
def scoped(municipality):
    """The municipality's scope for the whole test."""
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def edition(municipality):
    """A published edition: 3 fields (the last below the second), 6 goals, 12 measures, footnotes."""
    return build_edition(municipality, fields=3, goals_per_field=2, measures=12)


@pytest.fixture
def draft(municipality, edition):
    """An unpublished edition on the same threads; every text says "Geheimwort", every note "GEHEIMWORT"."""
    return build_edition(
        municipality,
        label="2028",
        fields=2,
        goals_per_field=2,
        measures=6,
        published=False,
        state="draft",
        continues=edition,
        plant="Geheimwort",
    )


class Addresses:
    """Addresses of the pages of an edition."""

    def __init__(self, municipality, edition):
        self.base = f"/{municipality.slug}"
        with scope(municipality=municipality):
            self.measures = list(
                Measure.objects.filter(edition=edition).order_by("position").select_related("thread", "goal", "field")
            )
            self.goals = list(Goal.objects.filter(edition=edition).order_by("position").select_related("thread"))
            self.fields = list(ActionField.objects.filter(edition=edition).order_by("position"))
            self.concept = f"{self.base}/konzepte/{edition.concept.slug}/"
        self.edition = f"{self.concept}{edition.label}/"

    def measure(self, index=0):
        return f"{self.base}/massnahmen/{self.measures[index].thread.short_id}/"

    def goal(self, index=0):
        return f"{self.base}/ziele/{self.goals[index].thread.short_id}/"

    def field(self, index=0):
        return f"{self.base}/handlungsfelder/{self.fields[index].short_id}/"

    def public(self):
        """One address of every public page type."""
        base = self.base
        return [
            f"{base}/konzepte/",
            self.concept,
            self.edition,
            f"{self.edition}ueberblick/",
            self.field(),
            self.goal(),
            f"{base}/massnahmen/",
            f"{base}/massnahmen/?q=Beratung",
            self.measure(),
            f"{base}/stellen/",
            f"{base}/stellen/fd-soziales/",
            f"{base}/vorlagen/",
            f"{base}/vorlagen/21-1108-bv/",
            f"{base}/planungsraeume/",
            f"{base}/planungsraeume/viertel-1/",
            f"{base}/suche/?q=Beratung",
        ]


@pytest.fixture
def addresses(municipality, edition):
    return Addresses(municipality, edition)


@pytest.fixture
def draft_addresses(municipality, draft):
    return Addresses(municipality, draft)
