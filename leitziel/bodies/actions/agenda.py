# SPDX-License-Identifier: EUPL-1.2
"""Writes of the agenda: its items, their order, and who keeps out of one.

Numbers follow the order until the members are invited; afterwards an item keeps the number it was announced with:
a new one gets the next free number, and a changed order changes the order alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.bodies.enums import ExclusionBasis, ExclusionReason, MeetingState
from leitziel.bodies.models import AgendaItem, Ballot, Deliberation, Exclusion, Meeting, Resolution, SeatHolder
from leitziel.core.changes import set_fields
from leitziel.core.models import User

from .common import BodiesError, created, locked, record, removed, save_changed
from .meetings import revise
from .papers import paper_by_number


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """`paper`: number of a council paper, "" for none; a number nobody knows makes a new paper."""

    title: str
    text: str = ""
    public: bool = False
    standing: bool = False
    paper: str = ""


FIELDS = ("title", "text", "public", "standing", "paper")
Step = Literal["up", "down", "first", "last"]


def _values(item: AgendaItem, facts: ItemFacts, actor: User | None) -> dict[str, Any]:
    paper = paper_by_number(item.municipality, facts.paper, actor)
    return {
        "title": facts.title,
        "text": facts.text,
        "public": facts.public,
        "standing": facts.standing,
        "paper": paper,
    }


@transaction.atomic
def add_item(*, meeting: Meeting, actor: User | None, version: int | None, facts: ItemFacts) -> AgendaItem:
    """Put an item at the end of the agenda. Raises ChangedMeanwhileError."""
    current = locked(meeting, version, "body")
    rows = list(AgendaItem.objects.filter(meeting=current))
    numbers = [int(row.number) for row in rows if row.number.isdigit()]
    item = AgendaItem(
        municipality=current.municipality,
        meeting=current,
        position=max((row.position for row in rows), default=0) + 1,
        number=str(max(numbers, default=0) + 1),
    )
    set_fields(item, _values(item, facts, actor))
    item.save()
    _deliberated(item)
    revise(current, {"agenda": (None, None)})
    record(actor, "item.created", item, {"meeting": (None, current.title), **created(item, "number", *FIELDS)})
    return item


@transaction.atomic
def edit_item(*, item: AgendaItem, actor: User | None, version: int, facts: ItemFacts) -> AgendaItem:
    """Change an item. Raises ChangedMeanwhileError, or BodiesError where a resolution names another paper."""
    meeting = locked(item.meeting, None)
    current = locked(item, version, "paper")
    values = _values(current, facts, actor)
    if current.paper_id and values["paper"] != current.paper and current.resolutions.exclude(paper=None).exists():
        raise BodiesError(_("A resolution of this item names the paper. Change the resolution first."))
    changes = set_fields(current, values)
    save_changed(current, changes)
    if changes:
        if "paper" in changes:
            Deliberation.objects.filter(item=current).exclude(paper=current.paper).update(item=None)
            _deliberated(current)
        revise(meeting, {"agenda": (None, None)})
        record(actor, "item.changed", current, changes)
    return current


def _deliberated(item: AgendaItem) -> None:
    """Hang the item on the first open step of its paper that is planned for this body."""
    if item.paper_id is None or Deliberation.objects.filter(item=item).exists():
        return
    step = Deliberation.objects.filter(paper=item.paper_id, body=item.meeting.body_id, item=None).first()
    if step:
        step.item = item
        step.save()


@transaction.atomic
def write_minutes_of_item(*, item: AgendaItem, actor: User | None, version: int, minutes: str) -> AgendaItem:
    """Write the item's part of the minutes. Raises ChangedMeanwhileError."""
    current = locked(item, version)
    changes = set_fields(current, {"minutes": minutes})
    save_changed(current, changes)
    if changes:
        record(actor, "item.minutes", current, changes)
    return current


@transaction.atomic
def remove_item(*, item: AgendaItem, actor: User | None, version: int) -> None:
    """Take an item off the agenda; what was resolved or voted on stays. Raises ChangedMeanwhileError, BodiesError."""
    meeting = locked(item.meeting, None)
    current = locked(item, version, "paper")
    if current.votes.exists() or Resolution.objects.filter(item=current).exists():
        raise BodiesError(_("There was a vote or a resolution on this item, so it stays on the agenda."))
    record(actor, "item.removed", current, removed(current, "number", *FIELDS, "minutes"))
    current.delete()
    _renumber(meeting, list(AgendaItem.objects.filter(meeting=meeting)))
    revise(meeting, {"agenda": (None, None)})


@transaction.atomic
def move_item(*, item: AgendaItem, actor: User | None, version: int, step: Step) -> None:
    """Move an item within its agenda; `version` is the meeting's. Raises ChangedMeanwhileError."""
    meeting = locked(item.meeting, version)
    rows = list(AgendaItem.objects.filter(meeting=meeting))
    before = [row.number for row in rows]
    at = next(n for n, row in enumerate(rows) if row.pk == item.pk)
    to = {"up": at - 1, "down": at + 1, "first": 0, "last": len(rows) - 1}[step]
    to = min(max(to, 0), len(rows) - 1)
    if to == at:
        return
    rows.insert(to, rows.pop(at))
    after = [row.number for row in rows]
    _renumber(meeting, rows)
    revise(meeting, {"agenda": (None, None)})
    record(actor, "agenda.reordered", meeting, {"order": (before, after)})


def _renumber(meeting: Meeting, rows: list[AgendaItem]) -> None:
    """Positions by the order of `rows`; numbers too, while nobody is invited."""
    fixed = meeting.state != MeetingState.PLANNED
    wanted = [row.number if fixed else str(n) for n, row in enumerate(rows, start=1)]
    if not fixed:  # numbers are unique in a meeting: all of them leave before they come anew
        for row in rows:
            AgendaItem.objects.filter(pk=row.pk).update(number=f"~{row.pk}"[:12])
    for position, (row, number) in enumerate(zip(rows, wanted, strict=True), start=1):
        AgendaItem.objects.filter(pk=row.pk).update(position=position, number=number)


@transaction.atomic
def exclude(
    *,
    item: AgendaItem,
    actor: User | None,
    holder: SeatHolder,
    reason: ExclusionReason,
    basis: ExclusionBasis,
    note: str = "",
) -> Exclusion:
    """Note that a member keeps out of an item. Raises BodiesError: another body, noted already, voted on it already,
    another reason without a note."""
    locked(item, None)
    if holder.seat.body_id != item.meeting.body_id:
        raise BodiesError(_("This person is not a member of the body."))
    if Exclusion.objects.filter(item=item, holder=holder).exists():
        raise BodiesError(_("This member keeps out of the item already."))
    if Ballot.objects.filter(vote__item=item, holder=holder).exists():
        raise BodiesError(_("This member has voted on the item by name. Correct the vote first."))
    if reason == ExclusionReason.OTHER and not note.strip():
        raise BodiesError(_("Say which reason it is."))
    row = Exclusion(municipality=item.municipality, item=item, holder=holder, reason=reason, basis=basis, note=note)
    row.save()
    record(actor, "exclusion.created", row, created(row, "item", "holder", "reason", "basis", "note"))
    return row


@transaction.atomic
def remove_exclusion(*, exclusion: Exclusion, actor: User | None) -> None:
    """Take back an exclusion noted by mistake."""
    current = locked(exclusion, None, "item", "holder")
    record(actor, "exclusion.removed", current, removed(current, "item", "holder", "reason", "basis", "note"))
    current.delete()
