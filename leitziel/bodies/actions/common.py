# SPDX-License-Identifier: EUPL-1.2
"""What the actions of the room share: locking a row, setting its fields, writing the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from leitziel.core import log
from leitziel.core.changes import Changes, in_words
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import TenantModel, User

Row = TypeVar("Row", bound=TenantModel)


class BodiesError(ValueError):
    """This cannot be done; the message is fit for the screen. Nothing was changed."""


def locked(row: Row, version: int | None, *related: str) -> Row:
    """The row as it is now, locked. Raises ChangedMeanwhileError unless its version is the one that was seen."""
    rows = type(row).objects.select_for_update(of=("self",)).select_related("municipality", *related)
    current: Row = rows.get(pk=row.pk)
    if version is not None and current.version != version:  # type: ignore[attr-defined]
        raise ChangedMeanwhileError
    return current


def save_changed(row: TenantModel, changes: Changes) -> None:
    """Save a row whose fields changed, with its next version."""
    if changes:
        row.version += 1  # type: ignore[attr-defined]
        row.save()


def said(row: TenantModel, *names: str) -> dict[str, Any]:
    """Fields of a row in words, for the log of something made or removed."""
    return {name: in_words(getattr(row, name)) for name in names}


def record(
    actor: User | None,
    verb: str,
    target: TenantModel,
    changes: Changes | None = None,
    children: Sequence[Mapping[str, Any]] = (),
) -> None:
    """One log entry of the target's municipality."""
    log.record(
        actor=actor,
        verb=f"bodies.{verb}",
        target=target,
        municipality=target.municipality,
        changes=changes,
        children=children,
    )


def created(row: TenantModel, *names: str) -> Changes:
    """The log's changes of a new row."""
    return {name: (None, value) for name, value in said(row, *names).items() if value not in {None, ""}}


def removed(row: TenantModel, *names: str) -> Changes:
    """The log's changes of a row that goes."""
    return {name: (value, None) for name, value in said(row, *names).items() if value not in {None, ""}}
