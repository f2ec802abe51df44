# SPDX-License-Identifier: EUPL-1.2
"""The bodies room in the matrix. Rights that hang on one body (its members, its office) are in tests/bodies."""

import datetime as dt
from zoneinfo import ZoneInfo

from leitziel.bodies.actions import agenda, bodies, calendar, meetings, minutes, seats, votes
from leitziel.bodies.enums import Effect, ExclusionBasis, ExclusionReason, MeetingState, MinutesState, Presence, Result
from tests.house.tables.groups import ANYBODY, MEMBERS, PLANNERS

WHO = {
    "bodies.view_public": ANYBODY,
    "bodies.view_meeting": ANYBODY,  # of a published meeting; others are tested in tests/bodies
    "bodies.view_inside": PLANNERS,  # and the members of the body
    "bodies.manage": PLANNERS,  # and who keeps the office of the body
    "bodies.create": PLANNERS,
    "bodies.own_calendar": MEMBERS,
}
ADDRESSES = {
    "agenda-item": "bodies.manage",
    "agenda-item-minutes": "bodies.manage",
    "agenda-item-move": "bodies.manage",
    "agenda-item-new": "bodies.manage",
    "bodies": "bodies.view_public",
    "bodies-calendar": "bodies.view_public",
    "bodies-work": "bodies.manage",
    "body": "bodies.view_public",
    "body-calendar": "bodies.view_public",
    "body-meetings": "bodies.view_public",
    "body-new": "bodies.create",
    "body-resolutions": "bodies.view_public",
    "body-settings": "bodies.manage",
    "body-state": "bodies.manage",
    "exclusion-new": "bodies.manage",
    "exclusion-remove": "bodies.manage",
    "holder-edit": "bodies.manage",
    "holder-new": "bodies.manage",
    "meeting": "bodies.view_public",
    "meeting-attendance": "bodies.manage",
    "meeting-invitation": "bodies.manage",
    "meeting-minutes": "bodies.manage",
    "meeting-new": "bodies.manage",
    "meeting-publication": "bodies.manage",
    "meeting-settings": "bodies.manage",
    "meeting-state": "bodies.manage",
    "minutes-file": "bodies.view_public",
    "minutes-state": "bodies.manage",
    "own-calendar": "bodies.own_calendar",
    "own-calendar-feed": "bodies.view_public",
    "paper-way": "bodies.create",
    "resolution-edit": "bodies.manage",
    "resolution-new": "bodies.manage",
    "seat-edit": "bodies.manage",
    "seat-new": "bodies.manage",
    "vote-edit": "bodies.manage",
    "vote-new": "bodies.manage",
}
DAY = dt.datetime(2026, 3, 3, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def plant(tenant):
    """A committee with a published meeting: its public part says the word, all that is non-public its upper case."""
    word, secret = tenant.word, tenant.word.upper()
    actor = tenant.people["planning"]
    facts = bodies.BodyFacts(name=f"Ausschuss {word}", kind="committee", decides=True, description=f"Berät {word}.")
    body = bodies.create_body(municipality=tenant.municipality, actor=actor, facts=facts)
    seat = seats.add_seat(body=body, actor=actor, facts=seats.SeatFacts(group=f"Rat {word}", title="Mitglied", count=3))
    holders = [
        seats.add_holder(
            seat=seat, actor=actor, facts=seats.HolderFacts(name=name, begins=dt.date(2024, 1, 1), public=public)
        )
        for name, public in ((f"Frau {word}", True), (f"Herr {secret}", False), (f"Frau {secret}", False))
    ]
    when = meetings.MeetingFacts(title=f"Sitzung {word}", starts=DAY, ends=DAY + dt.timedelta(hours=2))
    meeting = meetings.create_meeting(body=body, actor=actor, facts=when)
    meetings.create_meeting(
        body=body,
        actor=actor,
        facts=meetings.MeetingFacts(f"Klausur {secret}", DAY + dt.timedelta(1), DAY + dt.timedelta(1, 3600)),
    )
    item = agenda.add_item(
        meeting=meeting,
        actor=actor,
        version=None,
        facts=agenda.ItemFacts(f"Bericht {word}", public=True, paper=f"26/77-{word}"),
    )
    hidden = agenda.add_item(meeting=meeting, actor=actor, version=None, facts=agenda.ItemFacts(f"Personal {secret}"))
    meeting.refresh_from_db()
    present = dict.fromkeys([h.pk for h in holders], Presence.PRESENT)
    meeting = meetings.set_attendance(meeting=meeting, actor=actor, version=meeting.version, presences=present)
    exclusion = agenda.exclude(
        item=item,
        actor=actor,
        holder=holders[2],
        reason=ExclusionReason.EMPLOYED,
        basis=ExclusionBasis.MUNICIPAL_CODE,
        note=f"Arbeitet bei {secret}.",
    )
    vote, resolution = decide(word, secret, actor, item, hidden)
    meeting = hold(word, secret, actor, meeting, hidden)
    tell(tenant, body, meeting, item, {
        ("agenda-item", "agenda-item-minutes", "agenda-item-move", "exclusion-new", "resolution-new", "vote-new"): item,
        ("exclusion-remove",): exclusion,
        ("holder-edit",): holders[0],
        ("seat-edit", "holder-new"): seat,
        ("vote-edit",): vote,
        ("resolution-edit",): resolution,
    })  # fmt: skip


def decide(word, secret, actor, item, hidden):
    """A vote and a resolution of the public item, a resolution of the other one."""
    vote = votes.record_vote(item=item, actor=actor, facts=votes.VoteFacts(wording=f"Dem Antrag {word} folgen.", yes=2))
    resolution = votes.record_resolution(
        item=item,
        actor=actor,
        facts=votes.ResolutionFacts(f"1/{word}", f"Dem Antrag {word} wird gefolgt.", Effect.DECIDED, Result.ADOPTED, DAY.date(), vote, item.paper),
    )  # fmt: skip
    votes.record_resolution(
        item=hidden,
        actor=actor,
        facts=votes.ResolutionFacts(f"2/{secret}", f"Personal {secret}", Effect.DECIDED, Result.ADOPTED, DAY.date()),
    )
    return vote, resolution


def hold(word, secret, actor, meeting, hidden):
    """The meeting is held and published, its record approved."""
    agenda.write_minutes_of_item(item=hidden, actor=actor, version=hidden.version, minutes=f"Vertraulich: {secret}")
    meeting = meetings.change_meeting_state(
        meeting=meeting, actor=actor, version=meeting.version, state=MeetingState.HELD
    )
    meetings.set_meeting_publication(meeting=meeting, actor=actor, version=meeting.version, publish=True)
    record = minutes.write_minutes(
        meeting=meeting,
        actor=actor,
        version=0,
        opening=f"Eröffnet: {word}",
        file_public=True,
        file=("n.pdf", b"%PDF-1"),
    )
    minutes.change_minutes_state(
        minutes=record, actor=actor, version=record.version, state=MinutesState.APPROVED, day=DAY.date()
    )
    return meeting


def tell(tenant, body, meeting, item, rows):
    """The parts of the room's addresses."""
    values = {"slug": body.slug, "short_id": meeting.short_id}
    for name in ADDRESSES:
        tenant.published |= {f"{name}.{part}": value for part, value in values.items()}
    tenant.published["paper-way.slug"] = item.paper.slug
    token = calendar.new_calendar_link(municipality=tenant.municipality, user=tenant.people["reader"])
    tenant.published["own-calendar-feed.token"] = token
    for names, row in rows.items():
        for name in names:
            tenant.published[f"{name}.pk"] = row.pk
