# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds: prepared, opened, closed, published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core.changes import set_fields
from leitziel.core.models import Municipality, User
from leitziel.core.text import free_slug
from leitziel.strategy.enums import ROUND_TRANSITIONS, RoundState
from leitziel.strategy.models import Edition, ReportingRound

from .common import ProgressError, locked, record
from .links import carry_contacts
from .messages import write_messages

NEW = "neu"  # part of the address where a round is begun


@dataclass(frozen=True, slots=True)
class Facts:
    """What a coordinator says about a round. At most one edition of each concept takes part."""

    title: str
    editions: Collection[Edition]
    period_start: date
    reference_date: date
    deadline: date
    message: str = ""
    previous: ReportingRound | None = None

    def check(self) -> None:
        """Raises ProgressError for what cannot be."""
        if not self.title.strip():
            raise ProgressError(_("Please give the round a title."), "title")
        if not self.editions:
            raise ProgressError(_("Please choose at least one plan."), "editions")
        concepts = [edition.concept_id for edition in self.editions]
        if len(set(concepts)) < len(concepts):
            raise ProgressError(_("Please choose one edition of each concept only."), "editions")
        if self.period_start > self.reference_date:
            raise ProgressError(_("The period begins after the reference date."), "period_start")
        if self.previous is not None and self.previous.reference_date >= self.reference_date:
            raise ProgressError(_("The round before must have an earlier reference date."), "previous")

    def columns(self) -> dict[str, Any]:
        return {
            "title": self.title.strip(),
            "period_start": self.period_start,
            "reference_date": self.reference_date,
            "deadline": self.deadline,
            "message": self.message.strip(),
            "previous": self.previous,
        }


@transaction.atomic
def create_round(*, municipality: Municipality, actor: User | None, facts: Facts) -> ReportingRound:
    """Prepare a round. The contacts of the offices are taken over from the round before. Raises ProgressError."""
    facts.check()
    taken = {NEW, *ReportingRound.objects.values_list("slug", flat=True)}
    row = ReportingRound(
        municipality=municipality,
        slug=free_slug(facts.title, "runde", taken),
        created_by=actor,
        **facts.columns(),
    )
    row.save()
    row.editions.set(facts.editions)
    carry_contacts(row)
    record(actor, "round.created", row, {"title": (None, row.title), "editions": (None, _names(facts.editions))})
    return row


@transaction.atomic
def edit_round(*, round_: ReportingRound, actor: User | None, version: int, facts: Facts) -> ReportingRound:
    """Change a round's facts. Its plans can be chosen until it is opened, its days until it is closed.

    Raises ProgressError, ChangedMeanwhileError if `version` is not the newest.
    """
    current = locked(round_, version)
    facts.check()
    if current.state == RoundState.CLOSED:
        raise ProgressError(_("The round is closed. Open it again to change it."))
    before = list(current.editions.select_related("concept"))
    changes = set_fields(current, facts.columns())
    if {e.pk for e in before} != {e.pk for e in facts.editions}:
        if current.state != RoundState.DRAFT:
            raise ProgressError(_("The plans of a round can be changed only until it is opened."), "editions")
        current.editions.set(facts.editions)
        changes["editions"] = (_names(before), _names(facts.editions))
    if changes:
        _save(current)
        record(actor, "round.changed", current, changes)
    return current


@transaction.atomic
def delete_round(*, round_: ReportingRound, actor: User | None, version: int) -> None:
    """Remove a round that was never opened. Raises ProgressError for another."""
    current = locked(round_, version)
    if current.state != RoundState.DRAFT or current.reports.exists():
        raise ProgressError(_("Only a round that was never opened can be removed."))
    record(actor, "round.removed", current, {"title": (current.title, None)})
    current.delete()


@transaction.atomic
def change_round_state(
    *, round_: ReportingRound, actor: User | None, version: int, state: RoundState, site: str = ""
) -> ReportingRound:
    """Open, close or reopen a round. Opening asks every office that owes an answer by mail; while the round is
    closed, no link opens; a round that is opened again is taken back from the public. `site`: scheme and host for links of messages. Raises ProgressError for a step the table does not have, ChangedMeanwhileError for an old version."""
    current = locked(round_, version)
    old = RoundState(current.state)
    if state not in ROUND_TRANSITIONS[old]:
        raise ProgressError(
            _("A round that is “%(old)s” cannot become “%(new)s”.") % {"old": old.label, "new": state.label}
        )
    now = timezone.now()
    changes: dict[str, tuple[Any, Any]] = {"state": (old.value, state.value)}
    current.state = state
    if state is RoundState.OPEN:
        current.opened_at = now  # whoever still owes an answer is written to anew
        current.closed_at, current.site = None, site or current.site
        if current.published_at:
            changes["published_at"] = (current.published_at, None)
            current.published_at = None
    else:
        current.closed_at = now  # no link opens while the round is closed; opened again, those from before hold
    _save(current)
    record(actor, f"round.{'opened' if state is RoundState.OPEN else 'closed'}", current, changes)
    if state is RoundState.OPEN:
        write_messages(current.municipality, timezone.now())
    return current


@transaction.atomic
def publish_round(*, round_: ReportingRound, actor: User | None, version: int) -> ReportingRound:
    """Show what was reported to everybody. Raises ProgressError for a round that is not closed."""
    current = locked(round_, version)
    if current.state != RoundState.CLOSED:
        raise ProgressError(_("Only a closed round can be published."))
    if current.published_at is None:
        current.published_at = timezone.now()
        _save(current)
        record(actor, "round.published", current, {"published_at": (None, current.published_at)})
    return current


@transaction.atomic
def unpublish_round(*, round_: ReportingRound, actor: User | None, version: int) -> ReportingRound:
    """Take what was reported back from the public; what was issued from it stays as it is."""
    current = locked(round_, version)
    if current.published_at is not None:
        before, current.published_at = current.published_at, None
        _save(current)
        record(actor, "round.unpublished", current, {"published_at": (before, None)})
    return current


def _save(row: ReportingRound) -> None:
    row.version += 1
    row.save()


def _names(editions: Collection[Edition]) -> str:
    return ", ".join(sorted(str(edition) for edition in editions))
