# SPDX-License-Identifier: EUPL-1.2
"""What the actions of progress share: refusals fit for the screen, locking, the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import TenantModel, User
from leitziel.strategy.models import ReportingRound


class ProgressError(ValueError):
    """This cannot be done; the message is fit for the screen. `field` names what of a form is meant; where several
    things are wrong, `problems` has all of them as (field, message)."""

    def __init__(self, message: str, field: str = "", problems: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.problems = tuple(problems) or ((field, message),)


def locked(row: ReportingRound, version: int | None) -> ReportingRound:
    """The round as it is now, locked. Raises ChangedMeanwhileError unless it still has this version (None: any)."""
    rows = ReportingRound.objects.select_for_update(of=("self",)).select_related("municipality", "previous")
    current = rows.get(pk=row.pk)
    if version is not None and current.version != version:
        raise ChangedMeanwhileError(current)
    return current


def record(
    actor: User | None,
    verb: str,
    target: TenantModel,
    changes: Mapping[str, tuple[Any, Any]],
    children: Sequence[Mapping[str, Any]] = (),
) -> None:
    """One entry on the log; rows by their names, dates as they are written."""
    log.record(
        actor=actor,
        verb=f"strategy.{verb}",
        target=target,
        municipality=target.municipality,
        changes={name: (_said(old), _said(new)) for name, (old, new) in changes.items()},
        children=children,
    )


def _said(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
