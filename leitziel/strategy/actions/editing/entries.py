# SPDX-License-Identifier: EUPL-1.2
"""The values of fields of action and goals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import log, undo
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import User
from leitziel.strategy.models import ActionField, Goal

from .after import follow_up
from .permissions import ReasonNeededError, needs_reason, require_planner
from .values import LINE, NAME, FieldError, text_of

ENTRY_FIELDS: dict[str, dict[str, str | Promise]] = {
    "field": {
        "number": gettext_lazy("Number"),
        "title": gettext_lazy("Title"),
        "guiding_idea": gettext_lazy("Guiding idea"),
        "description": gettext_lazy("Description"),
    },
    "goal": {
        "number": gettext_lazy("Number"),
        "text": gettext_lazy("Text"),
        "description": gettext_lazy("Description"),
    },
}
HEADING = {"field": "title", "goal": "text"}
LIMITS = {("field", "number"): LINE, ("goal", "number"): LINE, ("field", "title"): NAME}


def cleaned_entry(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """Clean values of a field or goal. Raises FieldError."""
    clean = {}
    for name, raw in values.items():
        if name not in ENTRY_FIELDS[kind]:
            raise FieldError(name, _("An entry of this kind has no field “%(name)s”.") % {"name": name})
        value = text_of(raw)
        limit = LIMITS.get((kind, name))
        if limit is not None:
            value = " ".join(value.split())
            if len(value) > limit:
                raise FieldError(name, _("At most %(n)s characters.") % {"n": limit})
        if name == HEADING[kind] and not value:
            raise FieldError(name, _("Enter the words of the entry."))
        clean[name] = value
    return clean


def edit_entry(
    *,
    actor: User | None,
    entry: ActionField | Goal,
    version: int | None,
    values: Mapping[str, Any],
    reason: str = "",
    site: str = "",
    access: Access | None = None,
) -> ActionField | Goal:
    """Give a field or goal new words (`ENTRY_FIELDS`); as one step that can be taken back.

    Raises ChangedMeanwhileError if `version` is not the newest, FieldError, ReasonNeededError, Refused.
    """
    model, kind = type(entry), "field" if isinstance(entry, ActionField) else "goal"
    edition = entry.edition
    require_planner(actor, edition, access)
    with undo.step(actor=actor, municipality=edition.municipality, label="", scope=edition) as step:
        rows = model.objects.select_for_update(of=("self",)).select_related("edition__municipality", "edition__concept")
        current: Any = rows.get(pk=entry.pk)
        if version is not None and current.version != version:
            raise ChangedMeanwhileError(current.pk)
        clean = cleaned_entry(kind, values)
        changes = {name: (getattr(current, name), new) for name, new in clean.items() if getattr(current, name) != new}
        if not changes:
            return current
        if needs_reason(current.edition) and not reason.strip():
            raise ReasonNeededError
        heading = f"{current.number} {getattr(current, HEADING[kind])}".strip()
        step.label = step.label or _("Edited: %(name)s") % {"name": heading[:160]}
        step.watch(model.objects.filter(pk=current.pk))
        for name, new in clean.items():
            setattr(current, name, new)
        current.version += 1
        current.save()
        log.record(
            actor=actor,
            verb=f"strategy.{kind}.changed",
            target=current,
            municipality=edition.municipality,
            changes={
                **changes,
                **({"reason": (None, reason.strip())} if reason.strip() else {}),
                "version": (current.version - 1, current.version),
            },
        )
        follow_up(current.edition, structure=True, reason=reason, site=site)
    return current
