# SPDX-License-Identifier: EUPL-1.2
"""What the interim report is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from leitziel.reports.library.common.values import (
    FieldPart,
    Figures,
    Head,
    MeasureFacts,
    PlanPart,
    RoundFacts,
    StandingWord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A round, frozen. `late`, `silent`, `without_office` and `changes` name measures by their `key`, in the order in
    which they are printed; `asked` and `answered` count reports that were asked for and came in."""

    head: Head
    round: RoundFacts
    previous: RoundFacts | None
    running: bool
    standings: tuple[StandingWord, ...]
    rule: str
    figures: Figures
    before: Figures | None
    asked: int
    answered: int
    carried: int
    plans: tuple[PlanPart, ...]
    late: tuple[str, ...]
    silent: tuple[str, ...]
    without_office: tuple[str, ...]
    changes: tuple[str, ...]

    def places(self) -> Iterator[tuple[PlanPart, FieldPart | None, MeasureFacts]]:
        """Every measure once with its plan and its field, in reading order."""
        for plan in self.plans:
            for measure in plan.loose:
                yield plan, None, measure
            for part in plan.fields:
                for measure in part.own:
                    yield plan, part, measure

    def by_key(self) -> dict[str, MeasureFacts]:
        return {measure.key: measure for _plan, _field, measure in self.places()}

    @property
    def labels(self) -> dict[str, str]:
        return {word.key: word.label for word in self.standings}

    def label(self, standing: str) -> str:
        return self.labels.get(standing, "")
