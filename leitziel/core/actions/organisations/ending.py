# SPDX-License-Identifier: EUPL-1.2
"""The end of an organisation, and who goes on with its work."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core.changes import difference
from leitziel.core.log import record
from leitziel.core.models import Organisation, User

from .common import lock_tree, locked, step_of
from .errors import OrganisationError


@transaction.atomic
def dissolve(
    *, organisation: Organisation, actor: User | None, version: int, ended_on: dt.date, successor: Organisation | None
) -> Organisation:
    """Say that an organisation is no more, from which day, and who goes on. What it answered for stays in its name:
    plans say what was decided. A later call corrects day and successor.

    Raises ChangedMeanwhileError; OrganisationError where it would be its own successor, also by a detour.
    """
    lock_tree(organisation.municipality)
    current = locked(organisation, version)
    _refuse_ring(current, successor)
    changes = difference(current, {"ended_on": ended_on, "successor": successor})
    if changes:
        with step_of(current, actor, _("Dissolved: %(name)s") % {"name": current.name}):
            current.ended_on, current.successor = ended_on, successor
            current.version += 1
            current.save()
        _record(current, actor, "core.organisation.dissolved", changes)
    return current


@transaction.atomic
def reopen(*, organisation: Organisation, actor: User | None, version: int) -> Organisation:
    """Take back that an organisation ended. Raises ChangedMeanwhileError; an organisation that goes on stays as it is."""
    lock_tree(organisation.municipality)
    current = locked(organisation, version)
    changes = difference(current, {"ended_on": None, "successor": None})
    if changes:
        with step_of(current, actor, _("No longer dissolved: %(name)s") % {"name": current.name}):
            current.ended_on = current.successor = None
            current.version += 1
            current.save()
        _record(current, actor, "core.organisation.reopened", changes)
    return current


def _refuse_ring(current: Organisation, successor: Organisation | None) -> None:
    followers = dict(Organisation.objects.exclude(successor=None).values_list("pk", "successor_id"))
    after = successor.pk if successor else None
    seen: set[int] = set()
    while after is not None and after not in seen:
        if after == current.pk:
            raise OrganisationError(
                _("An organisation cannot be its own successor, also not by a detour."), "successor"
            )
        seen.add(after)
        after = followers.get(after)


def _record(current: Organisation, actor: User | None, verb: str, changes: dict[str, tuple[object, object]]) -> None:
    said = {n: tuple(v.isoformat() if isinstance(v, dt.date) else v for v in pair) for n, pair in changes.items()}
    record(actor=actor, verb=verb, target=current, municipality=current.municipality, changes=said)  # type: ignore[arg-type]
