# SPDX-License-Identifier: EUPL-1.2
"""Where a plan, a field or a goal stands in the newest round that a reader may meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leitziel.core.access import Access
from leitziel.strategy.models import Edition
from leitziel.strategy.standing import RollUp, Standing, roll_up

from .rounds import newest_round, plan_rows
from .standings import round_ref, standings
from .values import FieldRow, RoundRef, Shape


@dataclass(frozen=True, slots=True)
class PlanGlance:
    """The round that a plan's standings come from (None: there is none), and the standings where they are wanted."""

    round: RoundRef | None = None
    standings: Mapping[int, Standing] | None = None  # by id of the measure
    shape: Shape | None = None
    whole: RollUp | None = None
    rows: tuple[FieldRow, ...] = ()

    @classmethod
    def of(cls, access: Access, edition: Edition, *, wanted: bool) -> PlanGlance:
        """One query to find the round, four more for the standings."""
        current = newest_round(insider=access.may("strategy.view_rounds"), edition=edition.pk)
        if current is None:
            return cls()
        if not wanted:
            return cls(round_ref(current))
        found = standings(current, goals=False)
        shape = next(s for s in found.shapes if s.id == edition.pk)
        whole, rows = plan_rows(found, shape)
        own = {m.id: m.stand.standing for m in found.measures if m.edition == edition.pk}
        return cls(round_ref(current), own, shape, whole, rows)


@dataclass(frozen=True, slots=True)
class PartGlance:
    """Where the measures of a field (with all below it) or of a goal stand."""

    round: RoundRef
    roll_up: RollUp


def field_glance(access: Access, edition: int, short_id: str) -> PartGlance | None:
    """Of a field; five queries, one where there is no round. None without a round or without measures."""
    current = newest_round(insider=access.may("strategy.view_rounds"), edition=edition)
    if current is None:
        return None
    found = standings(current, goals=False)
    shape = next(s for s in found.shapes if s.id == edition)
    field = next((f for f in shape.fields if f.link.key == short_id), None)
    below = found.below(shape, field) if field else set()
    return _part(round_ref(current), [m.stand.standing for m in found.measures if m.field in below])


def goal_glance(access: Access, edition: int, goal: int) -> PartGlance | None:
    """Of a goal; five queries, one where there is no round. None without a round or without measures."""
    current = newest_round(insider=access.may("strategy.view_rounds"), edition=edition)
    if current is None:
        return None
    found = standings(current, goals=False)
    return _part(round_ref(current), [m.stand.standing for m in found.measures if m.goal == goal])


def _part(ref: RoundRef, stands: list[Standing]) -> PartGlance | None:
    return PartGlance(ref, roll_up(stands)) if stands else None
