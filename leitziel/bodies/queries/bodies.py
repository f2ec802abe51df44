# SPDX-License-Identifier: EUPL-1.2
"""Bodies as the list and their own page show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from leitziel.bodies.enums import BodyState, MeetingState
from leitziel.bodies.models import Body, BodySuccession, Meeting, Resolution, Seat, SeatHolder
from leitziel.bodies.rules import manages, sees_inside
from leitziel.core.access import Access
from leitziel.core.text import folded

from .visibility import visible_meetings, visible_resolutions

UPCOMING = (MeetingState.PLANNED, MeetingState.INVITED)
FEW = 5  # meetings and resolutions that a body's page shows before it links to all of them


@dataclass(frozen=True, slots=True)
class Related:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in the list."""

    body: Body
    next: Meeting | None
    follows: tuple[Related, ...]
    followed_by: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class HolderLine:
    """A member as this person may see them; `name` "" where it is not theirs to see."""

    id: int
    name: str
    organisation: str
    begins: dt.date
    ends: dt.date | None
    deputies: tuple[HolderLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A function with those who hold it today; `vacant`: places nobody holds."""

    seat: Seat
    holders: tuple[HolderLine, ...]
    vacant: int


@dataclass(frozen=True, slots=True)
class BodyPage:
    """A body with everything its page shows; `groups`: (name, functions) in the order of the functions."""

    body: Body
    follows: tuple[Related, ...]
    followed_by: tuple[Related, ...]
    groups: tuple[tuple[str, tuple[SeatLine, ...]], ...]
    upcoming: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    resolutions: tuple[Resolution, ...]
    more_past: bool
    more_resolutions: bool
    inside: bool
    may_manage: bool

    @property
    def voting(self) -> int:
        return sum(line.seat.count for _group, lines in self.groups for line in lines if line.seat.voting)


def _relations(rows: Iterable[BodySuccession]) -> tuple[dict[int, list[Related]], dict[int, list[Related]]]:
    before: dict[int, list[Related]] = {}
    after: dict[int, list[Related]] = {}
    for row in rows:
        before.setdefault(row.successor_id, []).append(Related(row.predecessor.slug, row.predecessor.name))
        after.setdefault(row.predecessor_id, []).append(Related(row.successor.slug, row.successor.name))
    return before, after


def bodies(access: Access) -> dict[BodyState, list[BodyLine]]:
    """All bodies by state, each with its next visible meeting and what it follows; three queries."""
    rows = sorted(Body.objects.select_related("organisation"), key=lambda body: folded(body.name))
    before, after = _relations(BodySuccession.objects.select_related("predecessor", "successor"))
    coming: dict[int, Meeting] = {}
    found = visible_meetings(access).filter(starts__gte=timezone.now(), state__in=UPCOMING)
    for meeting in found.order_by("starts", "id"):
        coming.setdefault(meeting.body_id, meeting)
    groups: dict[BodyState, list[BodyLine]] = {
        state: [] for state in (BodyState.ACTIVE, BodyState.PLANNED, BodyState.ENDED)
    }
    for body in rows:
        line = BodyLine(body, coming.get(body.pk), tuple(before.get(body.pk, ())), tuple(after.get(body.pk, ())))
        groups[BodyState(body.state)].append(line)
    return groups


def seat_lines(body: Body, *, named: bool, day: dt.date | None = None) -> list[SeatLine]:
    """The functions of a body with those who hold them on `day` (today); two queries.

    `named`: all names; without it only those that are public.
    """
    day = day or timezone.localdate()
    holders: dict[int, list[SeatHolder]] = {}
    rows = SeatHolder.objects.filter(seat__body=body).select_related("organisation").order_by("begins", "id")
    for row in rows:
        if row.holds_on(day):
            holders.setdefault(row.seat_id, []).append(row)
    lines = []
    for seat in Seat.objects.filter(body=body):
        people = holders.get(seat.pk, [])
        full = [row for row in people if row.deputy_of_id is None]
        shown = tuple(_holder(row, named, [d for d in people if d.deputy_of_id == row.pk]) for row in full)
        lines.append(SeatLine(seat, shown, max(seat.count - len(full), 0)))
    return lines


def _holder(row: SeatHolder, named: bool, deputies: Iterable[SeatHolder] = ()) -> HolderLine:
    known = named or row.public
    return HolderLine(
        id=row.pk,
        name=row.name if known else "",
        organisation=row.organisation.name if known and row.organisation else "",
        begins=row.begins,
        ends=row.ends,
        deputies=tuple(_holder(deputy, named) for deputy in deputies),
    )


def grouped(lines: Iterable[SeatLine]) -> tuple[tuple[str, tuple[SeatLine, ...]], ...]:
    """Functions by group, the groups in the order of their first function."""
    found: dict[str, list[SeatLine]] = {}
    for line in lines:
        found.setdefault(line.seat.group, []).append(line)
    return tuple((group, tuple(seats)) for group, seats in found.items())


def body_page(access: Access, slug: str) -> BodyPage | None:
    """A body's own page; seven queries. None if there is none."""
    body = Body.objects.select_related("organisation").filter(slug=slug).first()
    if body is None:
        return None
    inside = sees_inside(access, body)
    before, after = _relations(
        BodySuccession.objects.filter(Q(predecessor=body) | Q(successor=body)).select_related(
            "predecessor", "successor"
        )
    )
    meetings = visible_meetings(access).filter(body=body)
    ahead = Q(starts__gte=timezone.now()) & ~Q(state=MeetingState.HELD)
    past = list(meetings.exclude(ahead).order_by("-starts", "-id")[: FEW + 1])
    resolutions = list(visible_resolutions(access).filter(body=body).select_related("item__meeting")[: FEW + 1])
    return BodyPage(
        body=body,
        follows=tuple(before.get(body.pk, ())),
        followed_by=tuple(after.get(body.pk, ())),
        groups=grouped(seat_lines(body, named=inside)),
        upcoming=tuple(meetings.filter(ahead).order_by("starts", "id")),
        past=tuple(past[:FEW]),
        resolutions=tuple(resolutions[:FEW]),
        more_past=len(past) > FEW,
        more_resolutions=len(resolutions) > FEW,
        inside=inside,
        may_manage=manages(access, body),
    )
