# SPDX-License-Identifier: EUPL-1.2
"""Writes of votes and resolutions. A resolution's effect obeys the body (only one that decides can decide) and its
result obeys the vote."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.bodies.enums import Choice, Effect, Majority, PaperResult, Presence, Result, VotingMethod
from leitziel.bodies.models import (
    AgendaItem,
    Attendance,
    Ballot,
    CouncilPaper,
    Exclusion,
    Resolution,
    Seat,
    SeatHolder,
    Vote,
)
from leitziel.bodies.models.seat import holding
from leitziel.core.changes import Changes, set_fields
from leitziel.core.models import User

from .common import BodiesError, created, locked, record, removed, save_changed


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """`ballots` (seat holder -> choice) are for a vote by name and give its counts. `members`: all voting members the
    body has by its rules; None takes the number of its voting seats."""

    wording: str
    majority: Majority = Majority.SIMPLE
    method: VotingMethod = VotingMethod.OPEN
    yes: int = 0
    no: int = 0
    abstain: int = 0
    members: int | None = None
    ballots: Mapping[int, Choice] | None = None


@dataclass(frozen=True, slots=True)
class ResolutionFacts:
    """`vote`: the vote that carried it, if there was one. `paper` None takes none."""

    number: str
    text: str
    effect: Effect
    result: Result
    resolved_on: dt.date
    vote: Vote | None = None
    paper: CouncilPaper | None = None
    disclosed: bool = False


VOTE_FIELDS = ("wording", "method", "majority", "yes", "no", "abstain", "members")
RESOLUTION_FIELDS = ("number", "text", "effect", "result", "resolved_on", "vote", "paper", "disclosed")


def seats_with_vote(body_id: int) -> int:
    """How many voting members the body has by its functions."""
    return sum(Seat.objects.filter(body=body_id, voting=True).values_list("count", flat=True))


def voters(item: AgendaItem) -> list[SeatHolder]:
    """Who may vote on an item: holds a voting seat that day, is not excluded, and where attendance was taken, was
    there. A deputy counts only when the person they stand in for does not."""
    day = timezone.localdate(item.meeting.starts)
    rows = (
        SeatHolder.objects.filter(holding(day), seat__body=item.meeting.body_id, seat__voting=True)
        .exclude(pk__in=Exclusion.objects.filter(item=item).values("holder"))
        .select_related("seat")
    )
    present = set(
        Attendance.objects.filter(meeting=item.meeting, presence=Presence.PRESENT).values_list("holder_id", flat=True)
    )
    found = [row for row in rows if not present or row.pk in present]
    if not present:  # nobody took attendance: each place counts once
        return [row for row in found if row.deputy_of_id is None]
    there = {row.pk for row in found}
    return [row for row in found if row.deputy_of_id not in there or row.deputy_of_id is None]


def _vote_values(item: AgendaItem, facts: VoteFacts) -> dict[str, Any]:
    allowed = {row.pk for row in voters(item)}
    counts = Counter(facts.ballots.values()) if facts.method == VotingMethod.ROLL_CALL and facts.ballots else None
    if facts.method == VotingMethod.ROLL_CALL and counts is None:
        raise BodiesError(_("A vote by name needs the vote of each member."))
    if counts is not None and not (facts.ballots or {}).keys() <= allowed:
        raise BodiesError(_("Somebody of these had no vote: excluded, not there, or on a seat without a vote."))
    yes, no, abstain = (
        (counts[Choice.YES], counts[Choice.NO], counts[Choice.ABSTAIN])
        if counts is not None
        else (facts.yes, facts.no, facts.abstain)
    )
    members = facts.members or seats_with_vote(item.meeting.body_id)
    if yes + no + abstain == 0:
        raise BodiesError(_("There is no vote without votes."))
    if allowed and yes + no + abstain > len(allowed):
        raise BodiesError(
            _("%(cast)s votes were counted, but only %(allowed)s members could vote on this item.")
            % {"cast": yes + no + abstain, "allowed": len(allowed)}
        )
    if yes + no + abstain > members:
        raise BodiesError(_("More votes were counted than the body has voting members. Please give their number."))
    values = {name: getattr(facts, name) for name in ("wording", "method", "majority")}
    return values | {"yes": yes, "no": no, "abstain": abstain, "members": members}


def _set_ballots(vote: Vote, facts: VoteFacts) -> list[dict[str, Any]]:
    """Bring the ballots to those of the facts; what changed, for the log."""
    wanted = dict(facts.ballots or {}) if facts.method == VotingMethod.ROLL_CALL else {}
    rows = {row.holder_id: row for row in Ballot.objects.filter(vote=vote).select_related("holder")}
    children: list[dict[str, Any]] = []
    for pk, row in rows.items():
        if pk not in wanted:
            children.append({"member": row.holder.name, "from": row.choice, "to": None})
            row.delete()
    holders = SeatHolder.objects.in_bulk(wanted)
    for pk, choice in wanted.items():
        old = rows.get(pk)
        if old is None or old.choice != choice:
            children.append({"member": holders[pk].name, "from": old.choice if old else None, "to": str(choice)})
            ballot = old or Ballot(municipality=vote.municipality, vote=vote, holder=holders[pk])
            ballot.choice = choice
            ballot.save()
    return children


@transaction.atomic
def record_vote(*, item: AgendaItem, actor: User | None, facts: VoteFacts) -> Vote:
    """Write down a vote. Raises BodiesError where the counts cannot be: no votes, more than could vote, a vote of
    somebody without one."""
    item = locked(item, None, "meeting")
    vote = Vote(municipality=item.municipality, item=item)
    set_fields(vote, _vote_values(item, facts))
    vote.save()
    children = _set_ballots(vote, facts)
    record(actor, "vote.created", vote, {"item": (None, str(item)), **created(vote, *VOTE_FIELDS)}, children)
    return vote


@transaction.atomic
def edit_vote(*, vote: Vote, actor: User | None, version: int, facts: VoteFacts) -> Vote:
    """Correct a vote. Raises ChangedMeanwhileError; BodiesError also where its resolution says another result."""
    current = locked(vote, version, "item__meeting")
    changes = set_fields(current, _vote_values(current.item, facts))
    children = _set_ballots(current, facts)
    resolution = Resolution.objects.filter(vote=current).first()
    if resolution:
        _agrees(Result(resolution.result), current)
    save_changed(current, changes or ({"ballots": (None, None)} if children else {}))
    if changes or children:
        record(actor, "vote.changed", current, changes, children)
    return current


@transaction.atomic
def remove_vote(*, vote: Vote, actor: User | None, version: int) -> None:
    """Remove a vote entered by mistake. Raises ChangedMeanwhileError, or BodiesError if a resolution rests on it."""
    current = locked(vote, version, "item")
    if Resolution.objects.filter(vote=current).exists():
        raise BodiesError(_("A resolution rests on this vote. Change the resolution first."))
    record(actor, "vote.removed", current, removed(current, "item", *VOTE_FIELDS))
    current.delete()


def _agrees(result: Result, vote: Vote) -> None:
    if (result in {Result.ADOPTED, Result.CHANGED}) != vote.accepted:
        raise BodiesError(
            _("The vote was accepted, so the resolution is adopted (with or without changes).")
            if vote.accepted
            else _("The vote was not accepted, so the resolution is rejected or deferred.")
        )


def _check(item: AgendaItem, facts: ResolutionFacts, decides: bool, besides: int | None = None) -> None:
    body = item.meeting.body
    if facts.effect == Effect.DECIDED and not decides:
        raise BodiesError(_("%(body)s advises: its votes are recommendations, not decisions.") % {"body": body.name})
    if facts.effect == Effect.NOTED and facts.result not in {Result.ADOPTED, Result.DEFERRED}:
        raise BodiesError(_("What is taken note of is neither changed nor rejected."))
    if Resolution.objects.filter(body=body, number=facts.number).exclude(pk=besides).exists():
        raise BodiesError(_("Another resolution of the body has this number."))
    if facts.vote is not None:
        if facts.vote.item_id != item.pk:
            raise BodiesError(_("This vote belongs to another item."))
        if Resolution.objects.filter(vote=facts.vote).exclude(pk=besides).exists():
            raise BodiesError(_("Another resolution rests on this vote."))
        _agrees(facts.result, facts.vote)
    if facts.paper is not None and item.paper_id and facts.paper.pk != item.paper_id:
        raise BodiesError(_("The item is about another paper."))


@transaction.atomic
def record_resolution(*, item: AgendaItem, actor: User | None, facts: ResolutionFacts) -> Resolution:
    """Write down what was resolved. A decision on a paper becomes the paper's own result, day and body.

    Raises BodiesError: a decision of a body that advises, a result that the vote does not have, a number taken.
    """
    item = locked(item, None, "meeting__body", "paper")
    body = item.meeting.body
    _check(item, facts, body.decides)
    resolution = Resolution(municipality=item.municipality, body=body, item=item)
    set_fields(resolution, {name: getattr(facts, name) for name in RESOLUTION_FIELDS})
    resolution.save()
    children = _decide_paper(resolution)
    changes = {"item": (None, str(item)), **created(resolution, *RESOLUTION_FIELDS)}
    record(actor, "resolution.created", resolution, changes, children)
    return resolution


@transaction.atomic
def edit_resolution(*, resolution: Resolution, actor: User | None, version: int, facts: ResolutionFacts) -> Resolution:
    """Correct a resolution. Raises ChangedMeanwhileError or BodiesError as `record_resolution` does."""
    current = locked(resolution, version, "item__meeting__body", "paper", "vote", "body")
    _check(current.item, facts, current.binding, besides=current.pk)
    changes = set_fields(current, {name: getattr(facts, name) for name in RESOLUTION_FIELDS})
    save_changed(current, changes)
    if changes:
        record(actor, "resolution.changed", current, changes, _decide_paper(current))
    return current


@transaction.atomic
def remove_resolution(*, resolution: Resolution, actor: User | None, version: int) -> None:
    """Remove a resolution entered by mistake; a paper keeps what it says. Raises ChangedMeanwhileError."""
    current = locked(resolution, version, "item", "paper", "vote")
    record(actor, "resolution.removed", current, removed(current, "item", *RESOLUTION_FIELDS))
    current.delete()


def _decide_paper(resolution: Resolution) -> list[dict[str, Any]]:
    """What a decision says of its paper: result, day and body; what changed, for the log."""
    if resolution.effect != Effect.DECIDED or resolution.paper_id is None or resolution.result == Result.DEFERRED:
        return []
    paper = locked(resolution.paper, None, "body")
    values = {
        "result": PaperResult(resolution.result),
        "decided_on": resolution.resolved_on,
        "body": resolution.body,
    }
    changes: Changes = set_fields(paper, values)
    if changes:
        paper.save()
    return [{"paper": paper.number, "field": name, "from": old, "to": new} for name, (old, new) in changes.items()]
