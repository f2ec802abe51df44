# SPDX-License-Identifier: EUPL-1.2
"""The signed link by which an office answers in a round, without anybody logging in."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core.links import LinkError, make_link, read_link
from leitziel.core.models import Municipality, Organisation, User
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import OfficeLink, ReportingRound

from .common import ProgressError, record

PURPOSE = "strategy.progress"
KEEP_CONTACTS = dt.timedelta(days=365)  # after the round was closed
GRACE = dt.timedelta(days=30)  # after the deadline: late answers are better than none; closing the round ends them all


class RoundClosedError(LinkError):
    """The link was right, but nothing can be answered any more."""


@transaction.atomic
def set_contact(
    *, round_: ReportingRound, organisation: Organisation, actor: User | None, name: str, email: str
) -> OfficeLink:
    """Who answers for an office in a round by link; "" for nobody. Another address ends the link of the one before."""
    row = _of(round_, organisation)
    before = (row.contact_name, row.contact_email)
    after = (name.strip()[:120], email.strip())
    if before == after:
        return row
    row.contact_name, row.contact_email = after
    if before[1] != after[1] and row.ends is not None:
        row.number, row.ends = row.number + 1, None
    row.save()
    record(actor, "office_link.contact", row, {"contact": (" ".join(before).strip(), " ".join(after).strip())})
    return row


@transaction.atomic
def new_office_link(*, round_: ReportingRound, organisation: Organisation, actor: User | None) -> str:
    """A new link for the office; the one from before ends with it. Returns the token, which is nowhere kept.

    Raises ProgressError for a round that is not open.
    """
    if round_.state != RoundState.OPEN:
        raise ProgressError(_("Links are made for an open round only."))
    row = _of(round_, organisation)
    row.number += 1
    row.ends = ends_of(round_)
    row.save()
    record(actor, "office_link.made", row, {"office": (None, organisation.name), "ends": (None, row.ends)})
    return token_of(row)


def token_of(row: OfficeLink) -> str:
    """The token of an office's link that holds."""
    valid = (row.ends or timezone.now()) - timezone.now()
    return make_link(purpose=PURPOSE, municipality=row.municipality, subject=row.pk, valid=valid, state=row.number)


def ends_of(round_: ReportingRound) -> dt.datetime:
    """The end of links made now: some time after the deadline, and not sooner than that time from now."""
    last = dt.datetime.combine(round_.deadline, dt.time(23, 59), tzinfo=timezone.get_current_timezone())
    return max(last, timezone.now()) + GRACE


@transaction.atomic
def end_office_link(*, round_: ReportingRound, organisation: Organisation, actor: User | None) -> None:
    """Take the office's link back; nothing happens where there is none."""
    row = _of(round_, organisation)
    if row.ends is None:
        return
    row.number, row.ends = row.number + 1, None
    row.save()
    record(actor, "office_link.ended", row, {"office": (organisation.name, None)})


def office_of(municipality: Municipality, token: str) -> OfficeLink:
    """What the token opens, with round and organisation at hand. Raises LinkError: not ours, over, taken back, or the
    round is not open."""
    link = read_link(purpose=PURPOSE, municipality=municipality, token=token)
    rows = OfficeLink.objects.select_related("round__municipality", "organisation", "municipality")
    row = rows.filter(pk=link.subject).first()
    if row is not None and row.round.state == RoundState.CLOSED:
        raise RoundClosedError(_("This round is closed. If something is missing, please ask the social planners."))
    if row is None or row.ends is None or str(row.number) != link.state or row.round.state != RoundState.OPEN:
        raise LinkError(
            _("This link was replaced or taken back. Please use the newest message, or ask for a new link.")
        )
    return row


def carry_contacts(round_: ReportingRound) -> None:
    """Take the contacts of the round before over into a new one, without their links."""
    before = round_.previous or ReportingRound.objects.exclude(pk=round_.pk).first()
    if before is None:
        return
    for row in OfficeLink.objects.filter(round=before).exclude(contact_email="").select_related("organisation"):
        OfficeLink(
            municipality=round_.municipality,
            round=round_,
            organisation=row.organisation,
            contact_name=row.contact_name,
            contact_email=row.contact_email,
        ).save()


def forget_contacts(now: dt.datetime) -> int:
    """Empty the contacts of rounds that were closed long ago, in the municipality in scope; returns how many."""
    old = OfficeLink.objects.filter(round__state=RoundState.CLOSED, round__closed_at__lt=now - KEEP_CONTACTS)
    return old.exclude(contact_name="", contact_email="").update(contact_name="", contact_email="", ends=None)


def _of(round_: ReportingRound, organisation: Organisation) -> OfficeLink:
    rows = OfficeLink.objects.select_for_update(of=("self",))
    return rows.get_or_create(municipality=round_.municipality, round=round_, organisation=organisation)[0]
