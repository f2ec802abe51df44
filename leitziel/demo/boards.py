# SPDX-License-Identifier: EUPL-1.2
"""The demo city's boards: functions, members and meetings, through the actions that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from leitziel.bodies import enums
from leitziel.bodies.actions import (
    agenda,
    bodies,
    deliberations,
    edit_paper,
    ensure_paper,
    meetings,
    minutes,
    seats,
    votes,
)
from leitziel.bodies.models import AgendaItem, Body, CouncilPaper, Meeting, SeatHolder
from leitziel.core.conflicts import fingerprint
from leitziel.core.models import Municipality, Organisation, User
from leitziel.demo.city import city, read

CLOCK = ZoneInfo("Europe/Berlin")
HOUR, LENGTH = 16, dt.timedelta(hours=2)
Row = dict[str, Any]


def load_boards(municipality: Municipality, planner: User) -> None:
    rows = read("bodies.toml")
    _bodies(municipality, planner, rows)
    _members(planner, rows["seats"])
    for row in rows["papers"]:
        _paper(municipality, planner, row)
    for row in rows["ways"]:
        _way(planner, row)
    for row in rows["meetings"]:
        _meeting(planner, row)


def _bodies(municipality: Municipality, planner: User, rows: Row) -> None:
    """The bodies of city.toml get their task and power, and those that came and go are added."""
    terms = {row["body"]: row for row in rows["terms"]}
    for known in city().bodies:
        body = Body.objects.get(name=known.name)
        term = terms.get(known.name, {})
        office = term.get("organisation")
        facts = bodies.BodyFacts(
            name=body.name,
            kind=body.kind,
            decides=known.decides,
            description=known.task,
            begins=term.get("begins"),
            legal_basis=term.get("basis", ""),
            organisation=Organisation.objects.get(name=office) if office else None,
        )
        bodies.edit_body(body=body, actor=planner, version=body.version, facts=facts)
    for row in rows["new"]:
        facts = bodies.BodyFacts(
            name=row["name"],
            kind=row["kind"],
            description=row["task"],
            legal_basis=row["basis"],
            begins=row.get("begins"),
            ends=row.get("ends"),
        )
        state = enums.BodyState(row["state"])
        made = bodies.create_body(municipality=municipality, actor=planner, facts=facts, state=state)
        if later := row.get("followed_by"):
            after = Body.objects.get(name=later)
            same = bodies.BodyFacts(**{name: getattr(after, name) for name in bodies.FIELDS})
            bodies.edit_body(body=after, actor=planner, version=after.version, facts=same, predecessors=[made])


def _members(planner: User, rows: list[Row]) -> None:
    accounts = {user.name: user for user in User.objects.filter(email__in=[person.email for person in city().people])}
    for position, row in enumerate(rows, start=1):
        body = Body.objects.get(name=row["body"])
        facts = seats.SeatFacts(
            group=row["group"],
            title=row["title"],
            voting=not row.get("voice", False),
            leads=row.get("leads", False),
            keeps_office=row.get("keeps_office", False),
            count=row.get("count", 1),
            position=position * 10,
        )
        seat = seats.add_seat(body=body, actor=planner, facts=facts)
        begins = body.begins or dt.date(2024, 7, 1)
        for name in [*row.get("public", ()), *row.get("private", ())]:
            public = name in row.get("public", ())
            person = seats.HolderFacts(name, begins, user=accounts.get(name), public=public)
            holder = seats.add_holder(seat=seat, actor=planner, facts=person)
            if deputy := row.get("deputies", {}).get(name):
                stands_in = seats.HolderFacts(deputy, begins, deputy_of=holder, public=public)
                seats.add_holder(seat=seat, actor=planner, facts=stands_in)


def _paper(municipality: Municipality, planner: User, row: Row) -> None:
    paper = ensure_paper(municipality=municipality, number=row["number"], actor=planner)
    edit_paper(
        paper=paper,
        actor=planner,
        seen=fingerprint(paper),
        number=paper.number,
        title=row["title"],
        decided_on=None,
        body=None,
        address="",
    )


def _way(planner: User, row: Row) -> None:
    paper = CouncilPaper.objects.get(number=row["paper"])
    deliberations.set_deliberations(
        paper=paper,
        actor=planner,
        seen=fingerprint(paper),
        kind=enums.PaperKind.PROPOSAL,
        result=enums.PaperResult(paper.result),
        steps=[
            deliberations.Step(Body.objects.get(name=name), enums.Effect(purpose)) for name, purpose in row["steps"]
        ],
    )


def _day(row: Row) -> dt.date:
    """The day of a meeting: as given, or the Tuesday some weeks from now."""
    if "day" in row:
        return row["day"]  # type: ignore[no-any-return]
    soon = timezone.localdate() + dt.timedelta(weeks=row["weeks"])
    return soon + dt.timedelta(days=(1 - soon.weekday()) % 7)


def _meeting(planner: User, row: Row) -> None:
    starts = dt.datetime.combine(_day(row), dt.time(HOUR), CLOCK)
    facts = meetings.MeetingFacts(row["title"], starts, starts + LENGTH, row["place"], row.get("note", ""))
    body = Body.objects.get(name=row["body"])
    meeting = meetings.create_meeting(body=body, actor=planner, facts=facts)
    made = [(item, _item(planner, meeting, item)) for item in row.get("items", ())]
    held = "day" in row
    if held and "opening" in row:
        _attend(planner, meeting, row.get("absent", ()))
    for given, item in made:
        _outcome(planner, given, item)
    meeting.refresh_from_db()
    state = enums.MeetingState(row.get("state", "held" if held else "planned"))
    if state != enums.MeetingState.PLANNED:
        meeting = meetings.change_meeting_state(meeting=meeting, actor=planner, version=meeting.version, state=state)
    if not row.get("unpublished"):
        meetings.set_meeting_publication(meeting=meeting, actor=planner, version=meeting.version, publish=True)
    if "opening" in row:
        draft = minutes.write_minutes(
            meeting=meeting, actor=planner, version=0, opening=row["opening"], file_public=False
        )
        minutes.change_minutes_state(
            minutes=draft, actor=planner, version=1, state=enums.MinutesState.APPROVED, day=row["approved"]
        )


def _item(planner: User, meeting: Meeting, row: Row) -> AgendaItem:
    facts = agenda.ItemFacts(
        title=row["title"],
        text=row.get("text", ""),
        public=not row.get("private", False),
        standing=row.get("standing", False),
        paper=row.get("paper", ""),
    )
    return agenda.add_item(meeting=meeting, actor=planner, version=None, facts=facts)


def _attend(planner: User, meeting: Meeting, absent: Any) -> None:
    holders = SeatHolder.objects.filter(seat__body=meeting.body, deputy_of=None)
    meeting.refresh_from_db()
    meetings.set_attendance(
        meeting=meeting,
        actor=planner,
        version=meeting.version,
        presences={h.pk: enums.Presence.EXCUSED if h.name in absent else enums.Presence.PRESENT for h in holders},
    )


def _outcome(planner: User, row: Row, item: AgendaItem) -> None:
    """What was done on an item: who kept out, the vote, the resolution, the minutes."""
    body = item.meeting.body
    people = {holder.name: holder for holder in SeatHolder.objects.filter(seat__body=body, deputy_of=None)}
    if out := row.get("excluded"):
        agenda.exclude(
            item=item,
            actor=planner,
            holder=people[out["member"]],
            reason=enums.ExclusionReason(out["reason"]),
            basis=enums.ExclusionBasis(out["basis"]),
            note=out["note"],
        )
    vote = None
    if given := row.get("vote"):
        ballots = {people[name].pk: enums.Choice(choice) for name, choice in row.get("ballots", {}).items()}
        method = enums.VotingMethod.ROLL_CALL if ballots else enums.VotingMethod.OPEN
        vote = votes.record_vote(
            item=item, actor=planner, facts=votes.VoteFacts(**given, method=method, ballots=ballots)
        )
    if given := row.get("resolution"):
        facts = votes.ResolutionFacts(
            number=given["number"],
            text=given.get("text") or row["vote"]["wording"],
            effect=enums.Effect(given["effect"]),
            result=enums.Result(given["result"]),
            resolved_on=timezone.localdate(item.meeting.starts),
            vote=vote,
            paper=item.paper,
        )
        votes.record_resolution(item=item, actor=planner, facts=facts)
    if "minutes" in row:
        item.refresh_from_db()
        agenda.write_minutes_of_item(item=item, actor=planner, version=item.version, minutes=row["minutes"])
