# SPDX-License-Identifier: EUPL-1.2
"""A published plan, a draft on the same threads, and a client that reads JSON."""

import pytest

from tests.strategy.builders import build_edition


@pytest.fixture
def edition(municipality):
    """A published edition: 3 fields (the last below the second), 6 goals, 12 measures, footnotes."""
    return build_edition(municipality, fields=3, goals_per_field=2, measures=12)


@pytest.fixture
def draft(municipality, edition):
    """An unpublished edition on the same threads; every text says "Geheimwort", every note "GEHEIMWORT"."""
    return build_edition(
        municipality, label="2028", fields=2, goals_per_field=2, measures=6, published=False, state="draft",
        continues=edition, plant="Geheimwort",
    )  # fmt: skip


@pytest.fixture
def ask(client, municipality, edition):
    """ask("measures", limit=5) -> the answer of that operation."""

    def get(path, headers=None, **parameters):
        return client.get(f"/{municipality.slug}/api/v1/{path}", parameters, headers=headers or {})

    return get
