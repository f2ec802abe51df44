# SPDX-License-Identifier: EUPL-1.2
"""A meeting as its page shows it: an allow-list for the public, the whole for those who see inside its body."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from leitziel.bodies.enums import Choice, ExclusionGroup, Majority, MeetingState, MinutesState, Presence, VotingMethod
from leitziel.bodies.models import AgendaItem, Attendance, Ballot, Exclusion, Meeting, Minutes, Resolution, Vote
from leitziel.bodies.rules import PLANNERS, manages, own_seats, sees_inside
from leitziel.core.access import Access

from .visibility import visible_items, visible_meetings, visible_resolutions


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote with its result; `names` (choice, names) of a vote by name, as far as they may be seen."""

    id: int
    wording: str
    method: str
    majority: str
    yes: int
    no: int
    abstain: int
    accepted: bool
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item with what was done on it. `excluded`: (group, number); `exclusions` are for the inside only."""

    id: int
    number: str
    title: str
    text: str
    public: bool
    paper: tuple[str, str, str] | None  # slug, number, title
    minutes: str
    votes: tuple[VoteLine, ...]
    resolutions: tuple[Resolution, ...]
    excluded: tuple[tuple[str, int], ...]
    exclusions: tuple[Exclusion, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`hidden`: number of non-public items that this person does not see; `disclosed`: resolutions on these that are
    public all the same. `present`: (voting, all) who were there."""

    meeting: Meeting
    items: tuple[ItemLine, ...]
    hidden: int
    minutes: Minutes | None
    has_file: bool
    present: tuple[int, int] | None
    attendance: tuple[tuple[str, tuple[str, ...]], ...]
    disclosed: tuple[Resolution, ...]
    inside: bool
    may_manage: bool


@dataclass(slots=True)
class _Around:
    """What hangs on the items of a meeting, by the item's id."""

    votes: dict[int, list[VoteLine]] = field(default_factory=dict)
    resolutions: dict[int, list[Resolution]] = field(default_factory=dict)
    exclusions: dict[int, list[Exclusion]] = field(default_factory=dict)


def find_meeting(body: str, short_id: str) -> Meeting | None:
    return Meeting.objects.select_related("body").filter(body__slug=body, short_id=short_id).first()


def meeting_page(access: Access, meeting: Meeting) -> MeetingPage:
    """The page of a meeting this person may see; seven queries."""
    inside = sees_inside(access, meeting.body)
    minutes = Minutes.objects.filter(meeting=meeting).select_related("file").first()
    approved = minutes is not None and minutes.state == MinutesState.APPROVED
    rows = list(AgendaItem.objects.filter(meeting=meeting).select_related("paper"))
    seen = [row for row in rows if inside or row.public]
    shown = {row.pk for row in seen}
    around = _around(access, meeting, list(shown), named=inside)
    attendances = list(Attendance.objects.filter(meeting=meeting).select_related("holder__seat"))
    present = [row for row in attendances if row.presence == Presence.PRESENT]
    return MeetingPage(
        meeting=meeting,
        items=tuple(_item(row, around, inside=inside, recorded=inside or approved) for row in seen),
        hidden=len(rows) - len(seen),
        minutes=minutes if minutes and (inside or approved) else None,
        has_file=bool(minutes and minutes.file_id and (inside or (approved and minutes.file_public))),
        present=(sum(row.holder.seat.voting for row in present), len(present)) if attendances else None,
        attendance=_attendance(attendances) if inside else (),
        disclosed=tuple(done for row in rows if row.pk not in shown for done in around.resolutions.get(row.pk, ())),
        inside=inside,
        may_manage=manages(access, meeting.body),
    )


def _item(row: AgendaItem, around: _Around, *, inside: bool, recorded: bool) -> ItemLine:
    excluded = around.exclusions.get(row.pk, [])
    groups = Counter(exclusion.group for exclusion in excluded)
    return ItemLine(
        id=row.pk,
        number=row.number,
        title=row.title,
        text=row.text,
        public=row.public,
        paper=(row.paper.slug, row.paper.number, row.paper.title) if row.paper else None,
        minutes=row.minutes if recorded else "",
        votes=tuple(around.votes.get(row.pk, ())),
        resolutions=tuple(around.resolutions.get(row.pk, ())),
        excluded=tuple((str(group.label), groups[group]) for group in ExclusionGroup if groups[group]),
        exclusions=tuple(excluded) if inside else (),
    )


def _attendance(rows: list[Attendance]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = {presence: sorted(r.holder.name for r in rows if r.presence == presence) for presence in Presence}
    return tuple((str(presence.label), tuple(names)) for presence, names in found.items() if names)


def _around(access: Access, meeting: Meeting, items: list[int], *, named: bool) -> _Around:
    around = _Around()
    ballots: dict[int, list[Ballot]] = {}
    for ballot in Ballot.objects.filter(vote__item__in=items).select_related("holder").order_by("holder__name"):
        ballots.setdefault(ballot.vote_id, []).append(ballot)
    for vote in Vote.objects.filter(item__in=items):
        around.votes.setdefault(vote.item_id, []).append(vote_line(vote, ballots.get(vote.pk, []), named=named))
    for resolution in visible_resolutions(access).filter(item__meeting=meeting).select_related("paper").order_by("id"):
        around.resolutions.setdefault(resolution.item_id, []).append(resolution)
    for exclusion in Exclusion.objects.filter(item__in=items).select_related("holder"):
        around.exclusions.setdefault(exclusion.item_id, []).append(exclusion)
    return around


def vote_line(vote: Vote, ballots: list[Ballot], *, named: bool) -> VoteLine:
    """A vote for the screen; names of those who are public, or of all (`named`)."""
    known = [ballot for ballot in ballots if named or ballot.holder.public]
    names = tuple(
        (str(choice.label), tuple(b.holder.name for b in known if b.choice == choice))
        for choice in Choice
        if any(b.choice == choice for b in known)
    )
    return VoteLine(
        id=vote.pk,
        wording=vote.wording,
        method=str(VotingMethod(vote.method).label),
        majority=str(Majority(vote.majority).label),
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        accepted=vote.accepted,
        names=names,
        unnamed=len(ballots) - len(known),
    )


def next_meetings(access: Access, limit: int = 5) -> list[tuple[Meeting, int]]:
    """The next meetings of the person's own bodies (of all bodies for planners), each with the number of its items
    they see; two queries beside those of the permissions."""
    rows = visible_meetings(access).filter(
        ends__gte=timezone.now(), state__in=[MeetingState.PLANNED, MeetingState.INVITED]
    )
    if not PLANNERS(access, None):
        rows = rows.filter(body__in=own_seats(access).member)
    found = list(rows.select_related("body").order_by("starts", "id")[:limit])
    if not found:
        return []
    items = Counter(visible_items(access).filter(meeting__in=found).values_list("meeting_id", flat=True))
    return [(meeting, items[meeting.pk]) for meeting in found]


def last_before(meeting_starts: dt.datetime | None, body: int) -> Meeting | None:
    """The latest meeting of a body that was not cancelled (before a time): the one a new meeting is made from."""
    rows = Meeting.objects.filter(body=body).exclude(state=MeetingState.CANCELLED)
    if meeting_starts:
        rows = rows.filter(starts__lt=meeting_starts)
    return rows.order_by("-starts", "-id").first()
