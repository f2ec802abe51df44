# SPDX-License-Identifier: EUPL-1.2
"""Remembering what a write changes: images of the rows before and after, only what differs is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, router, transaction
from django.db.models import QuerySet
from django.db.models.deletion import Collector

from leitziel.core.models import Municipality, UndoStep, User

from . import images
from .registry import known, model_of

Watched = tuple[QuerySet[Any], tuple[str, ...]]


class Step:
    """A write under way. `saved` is its row once the block has ended, None where nothing had changed. `label` may
    still be worded better while the block runs."""

    def __init__(self, municipality: Municipality, label: str) -> None:
        self.municipality = municipality
        self.label = label
        self.saved: UndoStep | None = None
        self._watched: list[Watched] = []
        self._made: set[images.Key] = set()
        self._before: dict[images.Key, images.Image] = {}
        self._orders: dict[tuple[str, tuple[tuple[str, int], ...]], list[list[int]]] = {}

    def watch(self, rows: QuerySet[Any], *names: str) -> None:
        """Remember rows that may change, before they do. `rows` is asked again at the end: what it holds then and
        did not hold now was made. `names`: columns that may change (none: any); rows that may be deleted need all."""
        kind = known(rows.model)
        wanted = names or tuple(n for n in images.columns(rows.model) if n not in kind.derived and n != kind.order)
        self._watched.append((rows.all(), wanted))
        self._keep(images.read(rows, wanted))

    def _keep(self, found: dict[images.Key, images.Image]) -> None:
        """Keep images; what was remembered first is how it was before the step."""
        for key, image in found.items():
            if key not in self._made:
                self._before[key] = {**image, **self._before.get(key, {})}

    def made(self, *rows: models.Model) -> None:
        """Remember rows that this step has just made (what hangs on them is watched or named too)."""
        for row in rows:
            self._made.add((row._meta.label_lower, row.pk))
            self._watched.append((type(row)._base_manager.filter(pk=row.pk), tuple(images.columns(type(row)))))

    def watch_order(self, rows: QuerySet[Any], **within: int) -> None:
        """Remember the sequence of rows that share the values `within` (columns) of a table registered with an order."""
        key = (rows.model._meta.label_lower, tuple(sorted(within.items())))
        if key not in self._orders:
            self._orders[key] = sequence(rows.model, dict(within))

    def delete(self, *things: models.Model | QuerySet[Any]) -> None:
        """Delete rows with everything that hangs on them, as Django's collector finds it. ProtectedError where a
        row that is no part of them holds on to one."""
        using = router.db_for_write(UndoStep)
        collector = Collector(using=using)
        for thing in things:
            collector.collect(thing if isinstance(thing, QuerySet) else [thing])
        self._remember(collector)
        collector.delete()

    def _remember(self, collector: Collector) -> None:
        gone: dict[type[models.Model], set[int]] = {}
        for model, rows in collector.data.items():
            gone.setdefault(model, set()).update(row.pk for row in rows)
        for queryset in collector.fast_deletes:
            gone.setdefault(queryset.model, set()).update(queryset.values_list("pk", flat=True))
        for (field, _value), instances in collector.field_updates.items():
            for rows in instances:
                keys = {row.pk for row in rows}
                changed = field.model._base_manager.filter(pk__in=keys)
                self._watched.append((changed, (field.attname,)))
                self._keep(images.read(changed, (field.attname,)))
        for model, keys in gone.items():
            self._keep(images.present(model, keys))

    def finish(self, *, actor: User | None, scope: models.Model, undoes: UndoStep | None) -> None:
        rows = list(self._rows())
        orders = self._changed_orders()
        if not rows and not orders:
            return
        self.saved = UndoStep(
            municipality=self.municipality,
            actor=actor,
            label=self.label[:300],
            scope_type=scope._meta.label_lower,
            scope_id=str(scope.pk),
            rows=rows,
            orders=orders,
            deleted=sum(1 for row in rows if row["after"] is None and known(model_of(row["model"])).main),
            undoes=undoes,
        )
        self.saved.save()

    def _rows(self) -> Iterator[dict[str, Any]]:
        after: dict[images.Key, images.Image] = {}
        for rows, names in self._watched:
            for key, image in images.read(rows, names).items():
                after[key] = {**after.get(key, {}), **image}
        left = self._before.keys() - after.keys()  # deleted, or no longer what the query asks for
        for label, pks in _by_model(left).items():
            after |= images.present(model_of(label), pks)
        made = after.keys() - self._before.keys()
        for label, pks in _by_model(made).items():
            after |= images.present(model_of(label), pks)
        for key in sorted(self._before.keys() | after.keys()):
            difference = _difference(key, self._before.get(key), after.get(key))
            if difference:
                yield difference

    def _changed_orders(self) -> list[dict[str, Any]]:
        found = []
        for (label, within), before in self._orders.items():
            after = sequence(model_of(label), dict(within))
            if before != after:
                found.append({"model": label, "within": dict(within), "before": before, "after": after})
        return found


def sequence(model: type[models.Model], within: dict[str, int]) -> list[list[int]]:
    """[key, place] of the rows of a sequence, in their order."""
    order = known(model).order
    rows = model._base_manager.filter(**within).order_by(order, "pk").values_list("pk", order)
    return [[pk, place] for pk, place in rows]


def _by_model(keys: Iterable[images.Key]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for label, pk in keys:
        found.setdefault(label, set()).add(pk)
    return found


def _difference(key: images.Key, before: images.Image | None, after: images.Image | None) -> dict[str, Any] | None:
    label, pk = key
    if before is not None and after is not None:
        kind = known(model_of(label))
        skipped = {*kind.derived, kind.order}
        changed = [n for n in before if n in after and n not in skipped and before[n] != after[n]]
        if not changed:
            return None
        before, after = {n: before[n] for n in changed}, {n: after[n] for n in changed}
    elif before is not None and set(images.columns(model_of(label))) - before.keys():
        message = f"{label} {pk} was deleted in a step that had watched only some of its columns"
        raise RuntimeError(message)
    return {"model": label, "pk": pk, "before": before, "after": after}


_open: ContextVar[Step | None] = ContextVar("undo_step", default=None)


@contextmanager
def step(
    *, actor: User | None, municipality: Municipality, label: str, scope: models.Model, undoes: UndoStep | None = None
) -> Iterator[Step]:
    """A transaction whose writes can be taken back as one. Within another step it joins that one: an import that
    edits a hundred measures is one step. `label` says on screen what was done; `scope` is what it belongs to."""
    outer = _open.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        current = Step(municipality, label)
        token = _open.set(current)
        try:
            yield current
        finally:
            _open.reset(token)
        current.finish(actor=actor, scope=scope, undoes=undoes)


def describe(row: dict[str, Any]) -> str:
    """A name for a row of a step, out of its image: number and title or text."""
    image = {**(row["after"] or {}), **(row["before"] or {})}
    name = next((str(image[n]) for n in ("title", "text", "name", "label") if image.get(n)), "")
    return f"{image.get('number') or ''} {name}".strip()
