# SPDX-License-Identifier: EUPL-1.2
"""Printed names of an edition that stand for no organisation yet, with what they may mean."""

from __future__ import annotations

from dataclasses import dataclass

from leitziel.core.organisations import Directory, Several, Suggestion
from leitziel.core.text import name_key
from leitziel.strategy.models import Responsibility


@dataclass(frozen=True, slots=True)
class OpenName:
    """A printed name (its first spelling), on how many measures, one of them by its address, and what it may mean:
    `several` organisations at once, or one of the `suggestions`."""

    name: str
    measures: int
    short_id: str
    several: Several | None
    suggestions: tuple[Suggestion, ...]

    @property
    def offered(self) -> list[tuple[int, str, str]]:
        """(organisation, printed piece, reason) to choose from, those of a compound first, each once."""
        found: dict[int, tuple[int, str, str]] = {}
        if self.several:
            for pk, piece in self.several.organisations:
                found[pk] = (pk, piece, self.several.reason)
        for suggestion in self.suggestions:
            found.setdefault(suggestion.organisation, (suggestion.organisation, "", suggestion.reason))
        return list(found.values())

    @property
    def sure(self) -> list[int]:
        """What may be preselected: all of a compound that is known whole, or an organisation of just this name."""
        if self.several:
            return [] if self.several.missing else [pk for pk, _piece in self.several.organisations]
        return [self.suggestions[0].organisation] if self.suggestions and self.suggestions[0].score > 96 else []


def open_names(edition_id: int) -> tuple[list[OpenName], Directory]:
    """All open names of an edition, the most frequent first, and the directory they were looked up in; four queries."""
    rows = Responsibility.objects.filter(measure__edition=edition_id, organisation=None)
    spelling: dict[str, tuple[str, str]] = {}
    measures: dict[str, set[int]] = {}
    for name, measure, short_id in rows.order_by("measure__position", "position").values_list(
        "name", "measure_id", "measure__thread__short_id"
    ):
        key = name_key(name)
        spelling.setdefault(key, (name, short_id))
        measures.setdefault(key, set()).add(measure)
    directory = Directory()
    found = [
        OpenName(name, len(measures[key]), short_id, directory.several(name), tuple(directory.suggest(name)))
        for key, (name, short_id) in spelling.items()
    ]
    return sorted(found, key=lambda entry: (-entry.measures, entry.name.casefold())), directory


def count_open(edition_id: int) -> int:
    """How many measures of the edition name somebody who is no organisation yet; one query."""
    rows = Responsibility.objects.filter(measure__edition=edition_id, organisation=None)
    return rows.values("measure").distinct().count()
