# SPDX-License-Identifier: EUPL-1.2
"""Handing over somebody's work: what of a person's goes to another person, kind by kind.

A room that keeps things that belong to a person (not merely name who made them) registers a kind of them at start-up:

    handover.register("strategy.filters", label=_("saved filters"), of=filters_of, give=give_filters, order=50)

`of(person)` gives the rows (in the municipality's scope); `give(rows, person, to, actor)` hands them over inside the
transaction of the handover. The log entry is written by the handover itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.actions.errors import PeopleError
from leitziel.core.models import Membership, Municipality, User

Of = Callable[[User], "QuerySet[Any]"]
Give = Callable[["list[Any]", User, User, "User | None"], None]
FEW = 5  # titles shown of each kind


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things that can be handed over."""

    name: str
    label: str | Promise
    of: Of
    give: Give
    order: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a person has of a kind: how much, and the first few by name."""

    name: str
    label: str
    count: int
    examples: list[str]


_kinds: dict[str, Kind] = {}


def register(name: str, *, label: str | Promise, of: Of, give: Give, order: int = 100) -> None:
    """Add a kind of things; the same name twice is a mistake and raises."""
    if name in _kinds:
        message = f"handover of {name} is registered twice"
        raise ValueError(message)
    _kinds[name] = Kind(name, label, of, give, order)


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.name))


def preview(person: User) -> list[Found]:
    """What of `person` could be handed over, in the municipality in scope; kinds without anything are left out."""
    found = []
    for kind in kinds():
        rows = list(kind.of(person))
        if rows:
            found.append(Found(kind.name, str(kind.label), len(rows), [str(row) for row in rows[:FEW]]))
    return found


@transaction.atomic
def hand_over(
    *, municipality: Municipality, actor: User | None, person: User, to: User, names: Iterable[str]
) -> list[Found]:
    """Hand the things of these kinds over from `person` to `to`, all or nothing; what was handed over.

    Raises PeopleError when the two are one, `to` is no member here, or a kind is unknown.
    """
    wanted = set(names)
    if person.pk == to.pk:
        raise PeopleError(_("Please choose another person."))
    if not Membership.objects.filter(user=to, user__is_active=True).exists():
        raise PeopleError(_("Work is handed over to members of the municipality only."))
    if actor is not None and actor.pk == to.pk and "core.memberships" in wanted:
        raise PeopleError(_("You cannot give roles to yourself. Ask the administration of your municipality."))
    if unknown := wanted - _kinds.keys():
        raise PeopleError(_("There is nothing of this kind: %(names)s") % {"names": ", ".join(sorted(unknown))})
    done = []
    for kind in kinds():
        if kind.name not in wanted:
            continue
        rows = list(kind.of(person))
        if rows:
            titles = [str(row) for row in rows]
            kind.give(rows, person, to, actor)
            done.append(Found(kind.name, str(kind.label), len(rows), titles[:FEW]))
    if done:
        log.record(
            actor=actor,
            verb="core.person.handed_over",
            target=person,
            municipality=municipality,
            changes={"person": (person.name, to.name)},
            children=[{"kind": found.name, "count": found.count} for found in done],
        )
    return done
