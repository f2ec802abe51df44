# SPDX-License-Identifier: EUPL-1.2
"""Is everything of a municipality either in the archive or left out for a reason?"""

from __future__ import annotations

from django.apps import apps
from django.db import models

from .others import OTHER_APPS
from .tables import IMPLIED, Table, entries, pair_fields, rooms


def gaps() -> list[str]:
    """One sentence for each model and field nobody decided about, each with the line that is missing.

    An empty list proves the archive complete by construction.
    """
    known = {entry.label.lower(): entry for entry in entries()}
    own = rooms()
    found = [f"the archive names {entry.label}, which is no model" for entry in entries() if not _exists(entry.label)]
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label not in own:
            if meta.app_label not in OTHER_APPS:
                found.append(f"{meta.label}: say in core/archive/others.py why {meta.app_label} stays behind")
            continue
        entry = known.get(meta.label_lower)
        if entry is None:
            names = " ".join(name for name in _fields(model) if name not in IMPLIED)
            found.append(f'{meta.label} is in no list: add keep("{meta.label}", "{names}") or skip(...) to archive.py')
        elif isinstance(entry, Table):
            found += _field_gaps(model, entry, known)
    return found


def _field_gaps(model: type[models.Model], table: Table, known: dict[str, object]) -> list[str]:
    label, said = model._meta.label, {*table.kept, *table.left_out, *IMPLIED}
    found = [f"{label}.{name} is neither kept nor left out" for name in _fields(model) if name not in said]
    found += [f"{label} has no field {name}" for name in (*table.kept, *table.left_out) if name not in _fields(model)]
    found += [f"{label}.{name} is both kept and left out" for name in table.kept if name in table.left_out]
    found += [f"{label}.{name} is left out without a reason" for name, out in table.left_out.items() if not out.reason]
    for field in (*model._meta.concrete_fields, *pair_fields(model)):
        target = field.related_model
        points = field.name in table.kept and isinstance(target, type) and issubclass(target, models.Model)
        if points and not isinstance(known.get(target._meta.label_lower), Table):
            found.append(f"{label}.{field.name} points to {target._meta.label}, which is not in the archive")
    if not _has_scope(model):
        found.append(f"{label}: nothing says to which municipality a row belongs; skip it")
    return found


def _fields(model: type[models.Model]) -> list[str]:
    return [f.name for f in (*model._meta.concrete_fields, *pair_fields(model))]


def _has_scope(model: type[models.Model]) -> bool:
    names = {f.name for f in model._meta.concrete_fields}
    return "municipality" in names or model._meta.label_lower in {"core.municipality", "core.user"}


def _exists(label: str) -> bool:
    try:
        apps.get_model(label)
    except LookupError:
        return False
    return True
