# SPDX-License-Identifier: EUPL-1.2
"""Planning areas and the measures in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats

from leitziel.core.models import PlanningArea
from leitziel.strategy.models import Measure

from .visibility import current_editions


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """A planning area with the ids of current published measures that name it."""

    id: int
    key: str
    slug: str
    name: str
    population: int | None
    population_on: date | None
    geometry: dict[str, Any]
    measures: tuple[int, ...]

    @property
    def inhabitants(self) -> str:
        """With a sign between the thousands; "–" where they are not known."""
        return "–" if self.population is None else formats.number_format(self.population, force_grouping=True)


def areas() -> list[AreaEntry]:
    """All planning areas by their key; two queries."""
    through = Measure.areas.through.objects.filter(measure__edition__in=current_editions())
    measures: dict[int, list[int]] = defaultdict(list)
    for area, measure in through.order_by("measure__edition", "measure__position").values_list(
        "planningarea_id", "measure_id"
    ):
        measures[area].append(measure)
    return [
        AreaEntry(a.pk, a.key, a.slug, a.name, a.population, a.population_on, a.geometry, tuple(measures.get(a.pk, ())))
        for a in PlanningArea.objects.order_by("key")
    ]
