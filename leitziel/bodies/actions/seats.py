# SPDX-License-Identifier: EUPL-1.2
"""Writes of functions in a body and of the people who hold them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitziel.bodies.models import Attendance, Ballot, Body, Exclusion, Seat, SeatHolder
from leitziel.core.changes import set_fields
from leitziel.core.models import Organisation, User

from .common import BodiesError, created, locked, record, removed, save_changed


@dataclass(frozen=True, slots=True)
class SeatFacts:
    group: str
    title: str
    voting: bool = True
    leads: bool = False
    keeps_office: bool = False
    count: int = 1
    position: int = 0


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """`deputy_of` None: holds the seat itself. `ends` is the last day; None while it is open."""

    name: str
    begins: dt.date
    ends: dt.date | None = None
    user: User | None = None
    organisation: Organisation | None = None
    deputy_of: SeatHolder | None = None
    public: bool = False


SEAT_FIELDS = ("group", "title", "voting", "leads", "keeps_office", "count", "position")
HOLDER_FIELDS = ("name", "begins", "ends", "user", "organisation", "deputy_of", "public")


def _seat_values(facts: SeatFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in SEAT_FIELDS}


def _holder_values(facts: HolderFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in HOLDER_FIELDS}


def _title_free(body: Body, facts: SeatFacts, besides: int | None = None) -> None:
    if Seat.objects.filter(body=body, group=facts.group, title=facts.title).exclude(pk=besides).exists():
        raise BodiesError(_("The body has this function in this group already."))


@transaction.atomic
def add_seat(*, body: Body, actor: User | None, facts: SeatFacts) -> Seat:
    """Add a function to a body. Raises BodiesError if the group has it already."""
    _title_free(body, facts)
    seat = Seat(municipality=body.municipality, body=body, **_seat_values(facts))
    seat.save()
    record(actor, "seat.created", seat, {"body": (None, body.name), **created(seat, *SEAT_FIELDS)})
    return seat


@transaction.atomic
def edit_seat(*, seat: Seat, actor: User | None, version: int, facts: SeatFacts) -> Seat:
    """Change a function. Raises ChangedMeanwhileError, or BodiesError if more people hold it than it would be for."""
    current = locked(seat, version, "body")
    _title_free(current.body, facts, besides=seat.pk)
    changes = set_fields(current, _seat_values(facts))
    if "count" in changes:
        for holder in SeatHolder.objects.filter(seat=current, deputy_of=None):
            _room_for(current, holder.begins, holder.ends, besides=holder.pk)
    save_changed(current, changes)
    if changes:
        record(actor, "seat.changed", current, changes)
    return current


@transaction.atomic
def remove_seat(*, seat: Seat, actor: User | None, version: int) -> None:
    """Remove a function that nobody ever held. Raises ChangedMeanwhileError or BodiesError."""
    current = locked(seat, version)
    if SeatHolder.objects.filter(seat=current).exists():
        raise BodiesError(_("Somebody holds or held this function, so it stays. End the term of its members instead."))
    record(actor, "seat.removed", current, removed(current, *SEAT_FIELDS))
    current.delete()


def _room_for(seat: Seat, begins: dt.date, ends: dt.date | None, besides: int | None = None) -> None:
    """Raise BodiesError if on any day of the term all places of the seat are taken by others."""
    overlap = Q(ends=None) | Q(ends__gte=begins)
    if ends:
        overlap &= Q(begins__lte=ends)
    others = list(SeatHolder.objects.filter(overlap, seat=seat, deputy_of=None).exclude(pk=besides))
    # The number of holders changes only where a term begins, so these days are enough.
    for day in {begins, *(other.begins for other in others if other.begins > begins)}:
        if sum(other.holds_on(day) for other in others) >= seat.count:
            raise BodiesError(
                _("On %(day)s this function is fully taken. End a term before, or raise the number of people.")
                % {"day": f"{day:%d.%m.%Y}"}
            )


def _check_holder(seat: Seat, facts: HolderFacts, besides: int | None = None) -> None:
    if facts.ends and facts.ends < facts.begins:
        raise BodiesError(_("The end lies before the beginning."))
    if facts.deputy_of is None:
        _room_for(seat, facts.begins, facts.ends, besides)
    elif facts.deputy_of.seat_id != seat.pk or facts.deputy_of.pk == besides or facts.deputy_of.deputy_of_id:
        raise BodiesError(_("A deputy stands in for somebody who holds the same function."))
    elif besides and SeatHolder.objects.filter(deputy_of=besides).exists():
        raise BodiesError(_("This person has deputies and cannot become a deputy."))


@transaction.atomic
def add_holder(*, seat: Seat, actor: User | None, facts: HolderFacts) -> SeatHolder:
    """Put a person on a seat. Raises BodiesError: no place on a day of the term, a deputy of another seat."""
    seat = locked(seat, None, "body")
    _check_holder(seat, facts)
    holder = SeatHolder(municipality=seat.municipality, seat=seat, **_holder_values(facts))
    holder.save()
    record(actor, "holder.created", holder, {"seat": (None, str(seat)), **created(holder, *HOLDER_FIELDS)})
    return holder


@transaction.atomic
def edit_holder(*, holder: SeatHolder, actor: User | None, version: int, facts: HolderFacts) -> SeatHolder:
    """Change a term, a name or what is public of it. Raises ChangedMeanwhileError or BodiesError."""
    seat = locked(holder.seat, None)
    current = locked(holder, version, "user", "organisation", "deputy_of")
    _check_holder(seat, facts, besides=holder.pk)
    changes = set_fields(current, _holder_values(facts))
    save_changed(current, changes)
    if changes:
        record(actor, "holder.changed", current, changes)
    return current


@transaction.atomic
def remove_holder(*, holder: SeatHolder, actor: User | None, version: int) -> None:
    """Remove a person entered by mistake. Who took part in a meeting stays; their term is ended instead."""
    current = locked(holder, version)
    used = (Attendance, Ballot, Exclusion)
    if any(model.objects.filter(holder=current).exists() for model in used) or current.deputies.exists():
        raise BodiesError(_("This person took part or has deputies, so they stay. End their term instead."))
    record(actor, "holder.removed", current, removed(current, *HOLDER_FIELDS))
    current.delete()
