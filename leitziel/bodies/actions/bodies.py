# SPDX-License-Identifier: EUPL-1.2
"""Writes of bodies: their facts, their state, and what follows what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.bodies.enums import BODY_TRANSITIONS, BodyState, Effect
from leitziel.bodies.models import Body, BodySuccession, Resolution
from leitziel.core.changes import Changes, set_fields
from leitziel.core.models import Municipality, Organisation, User

from .common import BodiesError, created, locked, record, save_changed


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What a person says about a body; `ends` may lie ahead."""

    name: str
    kind: str
    decides: bool = False
    begins: dt.date | None = None
    ends: dt.date | None = None
    description: str = ""
    legal_basis: str = ""
    organisation: Organisation | None = None


FIELDS = ("name", "kind", "decides", "begins", "ends", "description", "legal_basis", "organisation")


def _values(facts: BodyFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in FIELDS}


def _check(facts: BodyFacts, besides: int | None = None) -> None:
    if Body.objects.filter(name=" ".join(facts.name.split())).exclude(pk=besides).exists():
        raise BodiesError(_("Another body has this name."))
    if facts.decides and facts.kind not in Body.DECIDING:
        raise BodiesError(_("Only a council or a committee decides; boards, groups and tables recommend."))
    if facts.begins and facts.ends and facts.ends < facts.begins:
        raise BodiesError(_("The end lies before the beginning."))


@transaction.atomic
def create_body(
    *,
    municipality: Municipality,
    actor: User | None,
    facts: BodyFacts,
    state: BodyState = BodyState.ACTIVE,
    predecessors: Iterable[Body] = (),
) -> Body:
    """Add a body. Raises BodiesError: name taken, a board that decides, an end before the beginning, no end."""
    _check(facts)
    if state == BodyState.ENDED and facts.ends is None:
        raise BodiesError(_("Say on which day the body ended."))
    body = Body(municipality=municipality, state=state, **_values(facts))
    body.name = " ".join(body.name.split())
    body.save()
    followed = _set_predecessors(body, list(predecessors))
    record(actor, "body.created", body, created(body, *FIELDS, "state") | followed)
    return body


@transaction.atomic
def edit_body(
    *, body: Body, actor: User | None, version: int, facts: BodyFacts, predecessors: Iterable[Body] | None = None
) -> Body:
    """Change what is said about a body, and (where given) which bodies it follows.

    Raises ChangedMeanwhileError; BodiesError also where decisions stand against making the body advisory.
    """
    current = locked(body, version)
    _check(facts, besides=body.pk)
    if current.state == BodyState.ENDED and facts.ends is None:
        raise BodiesError(_("Say on which day the body ended."))
    if current.decides and not facts.decides and Resolution.objects.filter(body=body, effect=Effect.DECIDED).exists():
        raise BodiesError(_("This body has decided already. End it and add a new one that follows it."))
    changes = set_fields(current, _values(facts) | {"name": " ".join(facts.name.split())})
    if predecessors is not None:
        changes |= _set_predecessors(current, list(predecessors))
    save_changed(current, changes)
    if changes:
        record(actor, "body.changed", current, changes)
    return current


def _set_predecessors(body: Body, wanted: list[Body]) -> Changes:
    links = {row.predecessor_id: row for row in BodySuccession.objects.filter(successor=body).select_related()}
    before = sorted(row.predecessor.name for row in links.values())
    after = sorted(other.name for other in wanted)
    if before == after:
        return {}
    later = _after(body)
    if any(other.pk == body.pk or other.pk in later for other in wanted):
        raise BodiesError(_("A body cannot follow itself, nor one that follows it."))
    kept = {other.pk for other in wanted}
    for pk, row in links.items():
        if pk not in kept:
            row.delete()
    for other in wanted:
        if other.pk not in links:
            BodySuccession(municipality=body.municipality, predecessor=other, successor=body).save()
    return {"predecessors": (before, after)}


def _after(body: Body) -> set[int]:
    """Ids of all bodies that follow this one, directly or by others."""
    follow: dict[int, list[int]] = {}
    for before, after in BodySuccession.objects.values_list("predecessor_id", "successor_id"):
        follow.setdefault(before, []).append(after)
    open_, found = [body.pk], set()
    while open_:
        for pk in follow.get(open_.pop(), ()):
            if pk not in found:
                found.add(pk)
                open_.append(pk)
    return found


@transaction.atomic
def change_body_state(
    *, body: Body, actor: User | None, version: int, state: BodyState, day: dt.date | None = None
) -> Body:
    """Take a body to its next state. `day`: when it began (active) or ended; an end needs its day.

    Raises ChangedMeanwhileError, or BodiesError where the table knows no such step or the day does not fit.
    """
    current = locked(body, version)
    if state not in BODY_TRANSITIONS[BodyState(current.state)]:
        raise BodiesError(_("This step is not possible from the state the body is in."))
    values: dict[str, object] = {"state": state}
    if state == BodyState.ENDED:
        values["ends"] = day or current.ends
        if values["ends"] is None:
            raise BodiesError(_("Say on which day the body ended."))
        if current.begins and values["ends"] < current.begins:  # type: ignore[operator]
            raise BodiesError(_("The end lies before the beginning."))
    elif current.state == BodyState.ENDED:
        values["ends"] = None
    elif day:
        values["begins"] = day
    changes = set_fields(current, values)
    save_changed(current, changes)
    record(actor, "body.state", current, changes)
    return current
