# SPDX-License-Identifier: EUPL-1.2
"""The plan as it is now, as the working table would write it: the measures, and where they can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.text import Truncator

from leitziel.strategy.actions.editing.state import Measures
from leitziel.strategy.actions.editing.tree import PLAN, Ref
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

from .columns import FIELDS, PLACE

_LONGEST_NAME = 70
_LABEL = re.compile(r"\[(HF|Z) ([a-z0-9]{1,8})\]\s*$", re.IGNORECASE)
_KINDS = {"hf": "field", "z": "goal"}


class Current:
    """An edition and its measures in the order of the plan: some twelve queries, however long it is.

    `labels`: what stands in the column of places for each field and goal; `texts(measure id)`: the cells of a measure.
    Needs the municipality's scope and the language of the table (`in_sheet_language`).
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.fields = list(ActionField.objects.filter(edition=edition).order_by("position", "pk"))
        self.goals = list(Goal.objects.filter(edition=edition).select_related("thread").order_by("position", "pk"))
        self.labels: dict[Ref, str] = dict(self._labels())
        self._by_key = {self._key(label): ref for ref, label in self.labels.items()}
        rows = Measure.objects.filter(edition=edition).select_related("thread", "goal", "field", "edition")
        self.state = Measures(rows.order_by("position", "pk"))
        self.by_id = {row.thread.short_id: row for row in self.state.rows.values()}

    def _labels(self) -> Iterator[tuple[Ref, str]]:
        for field in self.fields:
            yield Ref("field", field.pk), f"{_short(f'{field.number} {field.title}')} [HF {field.short_id}]"
            for goal in self.goals:
                if goal.field_id == field.pk:
                    yield Ref("goal", goal.pk), self._goal(goal, f"{_short(str(field), 30)} › ")
        for goal in self.goals:
            if goal.field_id is None:
                yield Ref("goal", goal.pk), self._goal(goal, "")

    @staticmethod
    def _goal(goal: Goal, above: str) -> str:
        return f"{above}{_short(f'{goal.number} {goal.text}')} [Z {goal.thread.short_id}]"

    @staticmethod
    def _key(label: str) -> tuple[str, str]:
        found = _LABEL.search(label)
        return (_KINDS[found[1].casefold()], found[2].casefold()) if found else ("", label.casefold().strip())

    def place_of(self, measure: Measure) -> Ref:
        if measure.goal_id is not None:
            return Ref("goal", measure.goal_id)
        return PLAN if measure.field_id is None else Ref("field", measure.field_id)

    def find_place(self, text: str) -> Ref | None:
        """The field or goal that a cell names by its id in brackets; the plan itself for an empty cell."""
        return PLAN if not text.strip() else self._by_key.get(self._key(text))

    def texts(self, pk: int) -> dict[str, str]:
        """The cells of a measure, by column: place and all fields."""
        shown = self.state.shown(pk)
        return {
            PLACE: self.labels.get(self.place_of(self.state.rows[pk]), ""),
            **{name: shown[name] for name in FIELDS},
        }


def _short(text: str, length: int = _LONGEST_NAME) -> str:
    return Truncator(" ".join(text.split())).chars(length)
