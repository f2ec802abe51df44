# SPDX-License-Identifier: EUPL-1.2
"""Making two rows one, with all that hangs on them: found in the models, so that a new room's model is taken along
without anybody thinking of it.

Every foreign key to the row's model is moved. Where a constraint allows only one row of its kind ("one seat a body"),
or a room said by `same_where` that two rows would say the same, the row of the one that goes is folded into its twin:
what hangs on it moves to the twin, and the row is deleted. References that are no foreign keys (numbers inside JSON)
are moved by what a room registered with `loose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from leitziel.core.undo import Step

CHUNK = 500
Absorb = Callable[[Any, Any, Step], None]


@dataclass(frozen=True, slots=True)
class Relation:
    """A foreign key that points to the model: rows of `model` hang on it by `field`."""

    model: type[models.Model]
    field: models.ForeignKey[Any, Any]

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def label(self) -> str:
        meta = self.model._meta
        return str(self.field.verbose_name if meta.auto_created else meta.verbose_name_plural)

    def rows(self, pk: int) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.name: pk})


@dataclass(frozen=True, slots=True)
class SameRule:
    """Two rows with equal values in `fields` (beside the organisation) say the same; `absorb(kept, row, step)` takes
    over what only the other one says."""

    fields: tuple[str, ...]
    absorb: Absorb | None


@dataclass(frozen=True, slots=True)
class Loose:
    """A reference that is no foreign key. `count(pk)`: how many rows name it; `move(old, new, step)` renames them."""

    label: str | Promise
    count: Callable[[int], int]
    move: Callable[[int, int, Step], int]


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a row by one relation: `moved` and `folded` (row, twin) keys."""

    relation: Relation
    moved: tuple[int, ...]
    folded: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        return len(self.moved) + len(self.folded)


@dataclass(slots=True)
class Done:
    """What was done: for the log."""

    moved: dict[str, list[int]] = field(default_factory=dict)
    folded: list[dict[str, Any]] = field(default_factory=list)


_same: dict[tuple[str, str], SameRule] = {}
_loose: dict[tuple[str, str], Loose] = {}


def same_where(model: type[models.Model], name: str, *fields: str, absorb: Absorb | None = None) -> None:
    """Say when two rows of `model` say the same once the foreign key `name` is equal. Called at start-up."""
    _same[model._meta.label_lower, name] = SameRule(fields, absorb)


def loose(model: type[models.Model], name: str, reference: Loose) -> None:
    """Have references to rows of `model` moved that the database does not know of. Called at start-up."""
    _loose[model._meta.label_lower, name] = reference


def loose_references(model: type[models.Model]) -> list[Loose]:
    return [reference for (label, _name), reference in sorted(_loose.items()) if label == model._meta.label_lower]


def relations(model: type[models.Model]) -> list[Relation]:
    """Every foreign key to the model, those of tables behind many-to-many fields included, in a stable order."""
    found = [
        Relation(related.related_model, related.field)
        for related in model._meta.get_fields(include_hidden=True)
        if related.auto_created and not related.concrete and (related.one_to_many or related.one_to_one)
    ]
    return sorted(found, key=lambda relation: relation.key)


def hanging(relation: Relation, old: int, new: int) -> Hanging:
    """What hangs on `old` by a relation, and which of it has a twin on `new` already; two queries a rule of sameness."""
    keys = list(relation.rows(old).order_by("pk").values_list("pk", flat=True))
    folded: dict[int, int] = {}
    if keys:
        for rule in _rules(relation):
            folded = {**_twins(relation, rule, old, new), **folded}
    moved = tuple(pk for pk in keys if pk not in folded)
    return Hanging(relation, moved, tuple((pk, folded[pk]) for pk in keys if pk in folded))


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows with equal `fields` cannot both stay. To a database no two empty values are equal; to a room they are."""

    fields: tuple[str, ...]
    condition: models.Q | None = None
    empty_is_equal: bool = False


def _rules(relation: Relation) -> Iterator[_Rule]:
    """Which fields, equal beside the foreign key, make two rows one; unique constraints and what rooms said."""
    name, meta = relation.field.name, relation.model._meta
    if relation.field.unique:
        yield _Rule(())
    for together in meta.unique_together:
        if name in together:
            yield _Rule(tuple(n for n in together if n != name))
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            fields = tuple(n for n in constraint.fields if n != name)
            yield _Rule(fields, constraint.condition, constraint.nulls_distinct is False)
    rule = _same.get((meta.label_lower, name))
    if rule:
        yield _Rule(rule.fields, empty_is_equal=True)


def _twins(relation: Relation, rule: _Rule, old: int, new: int) -> Mapping[int, int]:
    names = [relation.model._meta.get_field(name).attname for name in rule.fields]  # type: ignore[union-attr]

    def read(owner: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        rows = relation.rows(owner)
        if rule.condition is not None:
            rows = rows.filter(rule.condition)
        for pk, *values in rows.order_by("pk").values_list("pk", *names):
            if rule.empty_is_equal or None not in values:
                yield pk, tuple(values)

    there = {values: pk for pk, values in read(new)}
    return {pk: there[values] for pk, values in read(old) if values in there}


def move(relation: Relation, old: int, new: int, step: Step, done: Done) -> None:
    """Move what hangs on `old` by a relation to `new`; what has a twin there is folded into it."""
    plan = hanging(relation, old, new)
    for start in range(0, len(plan.moved), CHUNK):
        keys = plan.moved[start : start + CHUNK]
        rows = relation.model._base_manager.filter(pk__in=keys)
        step.watch(rows, relation.field.attname)
        rows.update(**{relation.field.attname: new})
    if plan.moved:
        done.moved.setdefault(relation.key, []).extend(plan.moved)
    for pk, twin in plan.folded:
        _fold(relation, pk, twin, step, done)


def _fold(relation: Relation, pk: int, twin: int, step: Step, done: Done) -> None:
    model = relation.model
    step.watch(model._base_manager.filter(pk__in=[pk, twin]))
    row, kept = model._base_manager.get(pk=pk), model._base_manager.get(pk=twin)
    for below in relations(model):
        move(below, pk, twin, step, done)
    rule = _same.get((model._meta.label_lower, relation.field.name))
    if rule and rule.absorb:
        rule.absorb(kept, row, step)
        kept.save()
    values = {f.attname: str(getattr(row, f.attname)) for f in model._meta.concrete_fields}
    done.folded.append({"folded": model._meta.label_lower, "into": twin, "values": values})
    step.delete(row)
