# SPDX-License-Identifier: EUPL-1.2
"""Taking a step back: only if what it touched is still as it left it, and then exactly."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, models, router, transaction
from django.db.models import F
from django.db.models.deletion import ProtectedError, RestrictedError
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from django_scopes import scope as tenant_scope

from leitziel.core import log
from leitziel.core.models import UndoStep, User

from . import images
from .ordering import merged, renumber
from .recording import Step, describe, sequence, step
from .registry import known, model_of, refresh


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as the step left it: which row (its kind and name), which column, what the step had
    made of it, what it is now. `column` "" where the row itself is gone, is there again, or something new hangs on
    it (`now` names that)."""

    model: str
    pk: int
    name: str
    column: str
    left: Any
    now: Any


class UndoConflictError(Exception):
    """What a step touched was changed since. Nothing was taken back."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(differences)
        self.differences = differences

    def __str__(self) -> str:
        return _("This was changed since. Nothing was taken back.")


class NotUndoableError(ValueError):
    """The step cannot be taken back (it was already); the message is fit for the screen."""


def take_back(*, actor: User | None, step_: UndoStep, site: str = "") -> UndoStep:
    """Put everything a step touched back as it was before; that is a step too, so undoing the undo does it again.

    Rows come back under their old keys. Other rows stay as they are: what came in between finds its place beside
    its neighbours. Versions only go up. Raises UndoConflictError with what changed since, NotUndoableError where
    the step was taken back already; then nothing was changed.
    """
    municipality = step_.municipality
    with tenant_scope(municipality=municipality), transaction.atomic():
        current = UndoStep.objects.select_for_update(of=("self",)).get(pk=step_.pk)
        if UndoStep.objects.filter(undoes=current).exists():
            raise NotUndoableError(_("This was taken back already."))
        differences = changed_since(current)
        if differences:
            raise UndoConflictError(differences)
        label = current.undoes.label if current.undoes_id else _("Taken back: %(step)s") % {"step": current.label}
        target = _scope(current)
        with step(actor=actor, municipality=municipality, label=label, scope=target, undoes=current) as new:
            _watch(new, current)
            try:
                with transaction.atomic():
                    _apply(current)
                    _check_references(current)
            except (IntegrityError, ProtectedError, RestrictedError) as problem:
                raise NotUndoableError(
                    _("Something else stands in this place now. Nothing was taken back.")
                ) from problem
            _bump(current, target)
            refresh(current.scope_type, municipality, current.scope_id, site)
        if new.saved is None:
            raise NotUndoableError(_("There is nothing to take back."))
        _record(actor, current, target)
    return new.saved


def changed_since(current: UndoStep) -> list[Difference]:
    """What is not as the step left it; one query a table and 500 rows, and one more for what hangs on made rows."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in current.rows:
        rows.setdefault(row["model"], []).append(row)
    found: list[Difference] = []
    for label, touched in rows.items():
        model = model_of(label)
        now = images.present(model, [row["pk"] for row in touched])
        for row in touched:
            found += _compare(model, row, now.get((label, row["pk"])))
    return found or list(_hanging(current))


def _compare(model: type[models.Model], row: dict[str, Any], now: images.Image | None) -> list[Difference]:
    kind, name = known(model), describe(row)
    if row["after"] is None:
        return [] if now is None else [Difference(row["model"], row["pk"], name, "", None, _("is there again"))]
    if now is None:
        return [Difference(row["model"], row["pk"], name, "", None, _("was deleted"))]
    skipped = {*kind.derived, kind.order}
    return [
        Difference(row["model"], row["pk"], name, column, left, now[column])
        for column, left in row["after"].items()
        if column not in skipped and column in now and now[column] != left
    ]


def _hanging(current: UndoStep) -> Iterable[Difference]:
    """Rows that hang on what the step had made, but were not made by it: they would be deleted unseen."""
    made = [row for row in current.rows if row["before"] is None]
    if not made:
        return
    own = {(row["model"], row["pk"]) for row in current.rows}  # changed ones point elsewhere once they are put back
    for model, keys in _by_model(made).items():
        for related in model._meta.get_fields(include_hidden=True):
            if not (related.auto_created and not related.concrete and (related.one_to_many or related.one_to_one)):
                continue
            other = related.related_model
            hanging = other._base_manager.filter(**{f"{related.field.name}__in": keys})
            for pk in hanging.values_list("pk", flat=True)[:20]:
                if (other._meta.label_lower, pk) not in own:
                    name = str(other._meta.verbose_name)
                    yield Difference(model._meta.label_lower, keys[0], describe(made[0]), "", None, name)


def _by_model(rows: Iterable[dict[str, Any]]) -> dict[type[models.Model], list[int]]:
    found: dict[type[models.Model], list[int]] = {}
    for row in rows:
        found.setdefault(model_of(row["model"]), []).append(row["pk"])
    return found


def _scope(current: UndoStep) -> models.Model:
    model = model_of(current.scope_type)
    found = model._base_manager.filter(pk=current.scope_id).first()
    return found if found is not None else current.municipality


def _watch(new: Step, current: UndoStep) -> None:
    for model, keys in _by_model(current.rows).items():
        for start in range(0, len(keys), 500):
            new.watch(model._base_manager.filter(pk__in=keys[start : start + 500]), *images.columns(model))
    for order in current.orders:
        new.watch_order(model_of(order["model"])._base_manager.all(), **order["within"])


def _apply(current: UndoStep) -> None:
    before_orders = {
        (order["model"], tuple(sorted(order["within"].items()))): sequence(model_of(order["model"]), order["within"])
        for order in current.orders
    }
    made = [row for row in current.rows if row["before"] is None]
    for model, keys in _by_model(made).items():
        _raw_delete(model, keys)
    _update([row for row in current.rows if row["before"] is not None and row["after"] is not None])
    _insert([row for row in current.rows if row["after"] is None])
    for order in current.orders:
        model = model_of(order["model"])
        now = before_orders[order["model"], tuple(sorted(order["within"].items()))]
        if now == order["after"]:
            renumber(model, dict(order["before"]))
        else:
            there = {pk for pk, _place in sequence(model, order["within"])}
            keys = merged([p for p, _ in order["before"]], [p for p, _ in order["after"]], [p for p, _ in now])
            renumber(model, {pk: place for place, pk in enumerate((k for k in keys if k in there), start=1)})


def _check_references(current: UndoStep) -> None:
    """Raise IntegrityError now, not at the commit, where a row that came back points to one that is gone."""
    tables = {model_of(row["model"])._meta.db_table for row in current.rows}
    connections[router.db_for_write(UndoStep)].check_constraints(table_names=sorted(tables) or None)


def _raw_delete(model: type[models.Model], keys: list[int]) -> None:
    """Delete just these rows; nothing hangs on them but other rows of the step (`_hanging` has looked)."""
    for start in range(0, len(keys), 500):
        rows = model._base_manager.filter(pk__in=keys[start : start + 500])
        rows._raw_delete(rows.db)


def _update(rows: list[dict[str, Any]]) -> None:
    for label in dict.fromkeys(row["model"] for row in rows):
        model = model_of(label)
        touched = [row for row in rows if row["model"] == label]
        unique = _unique_columns(model)
        if any(unique & row["before"].keys() for row in touched):
            # Two rows may have swapped a unique value: take them out and put them back, keys are checked at commit.
            keys = [row["pk"] for row in touched]
            now = images.present(model, keys)
            _raw_delete(model, keys)
            _insert([{**row, "before": {**now[label, row["pk"]], **row["before"]}} for row in touched])
            continue
        alike: dict[str, list[dict[str, Any]]] = {}
        for row in touched:
            alike.setdefault(json.dumps(row["before"], sort_keys=True), []).append(row)
        for same in alike.values():
            rows_now = model._base_manager.filter(pk__in=[row["pk"] for row in same])
            rows_now.update(**_values(model, same[0]["before"]))


def _unique_columns(model: type[models.Model]) -> set[str]:
    names = {n for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) for n in c.fields}
    names |= {f.name for f in model._meta.concrete_fields if f.unique and not f.primary_key}
    return {model._meta.get_field(name).attname for name in names}


def _values(model: type[models.Model], image: images.Image) -> dict[str, Any]:
    kind = known(model)
    return {n: v for n, v in images.restored(model, image).items() if n not in kind.derived and n != kind.order}


def _insert(rows: list[dict[str, Any]]) -> None:
    """Put rows back with their keys; tables that others point to come first, and parents before children."""
    by_model: dict[type[models.Model], list[dict[str, Any]]] = {}
    for row in rows:
        by_model.setdefault(model_of(row["model"]), []).append(row)
    for model, wanted in by_model.items():
        ready = [model(pk=row["pk"], **images.restored(model, row["before"])) for row in wanted]
        model._base_manager.bulk_create(ready, batch_size=200)
        stamped = [
            f.attname for f in model._meta.concrete_fields if getattr(f, "auto_now", 0) or getattr(f, "auto_now_add", 0)
        ]
        for row in wanted if stamped else ():
            values = images.restored(model, {n: row["before"][n] for n in stamped})
            model._base_manager.filter(pk=row["pk"]).update(**values)


def _bump(current: UndoStep, target: models.Model) -> None:
    """Whoever has a form open on something that was put back is told so."""
    for model, keys in _by_model(row for row in current.rows if row["after"] is not None).items():
        _up(model, keys)
    _up(type(target), [target.pk])


def _up(model: type[models.Model], keys: list[int]) -> None:
    if any(f.name == "version" for f in model._meta.concrete_fields):
        for start in range(0, len(keys), 500):
            model._base_manager.filter(pk__in=keys[start : start + 500]).update(version=F("version") + 1)


def _record(actor: User | None, current: UndoStep, target: models.Model) -> None:
    """One entry for the whole, and one for each thing known by name whose words changed: its history stays whole."""
    municipality = current.municipality
    names = [describe(row) for row in current.rows if known(model_of(row["model"])).main]
    log.record(
        actor=actor,
        verb="core.undo.redone" if current.undoes_id else "core.undo.done",
        target=target,
        municipality=municipality,
        changes={"step": (current.label, None)},
        children=[{"entry": name} for name in names[:200]],
    )
    for row in current.rows:
        model = model_of(row["model"])
        if known(model).main and row["before"] is not None and row["after"] is not None:
            log.record(
                actor=actor,
                verb="core.undo.put_back",
                target=model(pk=row["pk"]),
                municipality=municipality,
                changes={name: (row["after"][name], value) for name, value in row["before"].items()},
            )
