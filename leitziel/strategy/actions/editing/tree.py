# SPDX-License-Identifier: EUPL-1.2
"""The structure of an edition: what stands under what, in which order. Places are dense and follow the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from leitziel.core.undo import Step
from leitziel.core.undo.ordering import renumber
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

from .values import EditError


class Ref(NamedTuple):
    """An entry of a plan: kind ("plan", "field", "goal", "measure") and id (0 for the plan itself)."""

    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.pk}"


PLAN = Ref("plan", 0)
MODELS = {"field": ActionField, "goal": Goal, "measure": Measure}
MAY_HOLD = {"plan": ("field", "goal", "measure"), "field": ("field", "goal", "measure"), "goal": ("measure",)}


def ref_of(text: str) -> Ref:
    """The entry that a form names ("field-12"). Raises EditError for anything else."""
    kind, _dash, number = text.partition("-")
    if (kind not in MODELS and kind != "plan") or not number.isdecimal() or len(number) > 15:
        raise EditError(_("Choose an entry of the plan."))
    return Ref(kind, int(number))


class Tree:
    """The entries of an edition by holder, three queries. `children[holder][kind]` are ids in their order."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.children: dict[Ref, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.holder: dict[Ref, Ref] = {}
        fields = ActionField.objects.filter(edition=edition).order_by("position", "pk")
        for pk, parent in fields.values_list("pk", "parent_id"):
            self._add(Ref("field", pk), Ref("field", parent) if parent else PLAN)
        goals = Goal.objects.filter(edition=edition).order_by("position", "pk")
        for pk, field in goals.values_list("pk", "field_id"):
            self._add(Ref("goal", pk), Ref("field", field) if field else PLAN)
        measures = Measure.objects.filter(edition=edition).order_by("position", "pk")
        for pk, field, goal in measures.values_list("pk", "field_id", "goal_id"):
            holder = Ref("goal", goal) if goal else Ref("field", field) if field else PLAN
            self._add(Ref("measure", pk), holder)

    def _add(self, entry: Ref, holder: Ref) -> None:
        self.holder[entry] = holder
        self.children[holder][entry.kind].append(entry.pk)

    def require(self, entry: Ref) -> Ref:
        """The holder of an entry. Raises EditError where the edition has no such entry."""
        if entry not in self.holder:
            raise EditError(_("This entry is no longer in the plan. Load the page again."))
        return self.holder[entry]

    def siblings(self, entry: Ref) -> list[int]:
        return self.children[self.require(entry)][entry.kind]

    def walk(self, holder: Ref = PLAN) -> Iterator[Ref]:
        """All entries below a holder in the order of the plan: its measures, its goals, its fields."""
        for kind in ("measure", "goal", "field"):
            for pk in self.children[holder][kind]:
                yield Ref(kind, pk)
                if kind != "measure":
                    yield from self.walk(Ref(kind, pk))

    def put(self, entry: Ref, holder: Ref, index: int | None = None) -> None:
        """Put an entry (new or known) into a holder, at a place among its like (None: last)."""
        if holder != PLAN and holder not in self.holder:
            raise EditError(_("This entry is no longer in the plan. Load the page again."))
        if entry.kind not in MAY_HOLD.get(holder.kind, ()):
            raise EditError(_("An entry of this kind cannot stand there."))
        above = holder
        while above != PLAN:
            if above == entry:
                raise EditError(_("An entry cannot stand below itself."))
            above = self.holder[above]
        if entry in self.holder:
            self.children[self.holder[entry]][entry.kind].remove(entry.pk)
        self.holder[entry] = holder
        among = self.children[holder][entry.kind]
        among.insert(len(among) if index is None else max(0, min(index, len(among))), entry.pk)

    def take_out(self, entry: Ref) -> None:
        """Forget an entry and all below it (the caller deletes the rows)."""
        for below in [entry, *self.walk(entry)]:
            self.children[self.holder.pop(below)][below.kind].remove(below.pk)

    def field_of(self, holder: Ref) -> int | None:
        """The field that a holder is or stands in."""
        while holder.kind == "goal":
            holder = self.holder[holder]
        return holder.pk if holder.kind == "field" else None

    def settle(self) -> None:
        """Write the places: dense, from one, in the order of the walk; only what differs."""
        order: dict[str, list[int]] = {"field": [], "goal": [], "measure": []}
        for entry in self.walk():
            order[entry.kind].append(entry.pk)
        for kind, pks in order.items():
            renumber(MODELS[kind], {pk: place for place, pk in enumerate(pks, start=1)})

    def watch(self, step: Step) -> None:
        """Have a step remember the order of everything."""
        for model in MODELS.values():
            step.watch_order(model.objects.filter(edition=self.edition), edition_id=self.edition.pk)
