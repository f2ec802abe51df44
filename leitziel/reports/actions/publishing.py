# SPDX-License-Identifier: EUPL-1.2
"""A report becomes public by a person's word, and can be taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import User
from leitziel.reports.errors import ReportError
from leitziel.reports.library import templates
from leitziel.reports.models import Snapshot
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import Measure, ReportingRound


@transaction.atomic
def publish_report(*, snapshot: Snapshot, actor: User | None, version: int) -> Snapshot:
    """Show an issued report to everybody. Raises ReportError for one that holds what is not public,
    ChangedMeanwhileError for an old version."""
    row = _locked(snapshot, version)
    if row.published_at is None:
        if reason := why_not(row):
            raise ReportError(reason)
        _set(row, actor, "published", published=True)
    return row


@transaction.atomic
def withdraw_report(*, snapshot: Snapshot, actor: User | None, version: int) -> Snapshot:
    """Take an issued report back from the public; it stays as it is for members."""
    row = _locked(snapshot, version)
    if row.published_at is not None:
        _set(row, actor, "withdrawn", published=False)
    return row


def why_not(row: Snapshot) -> str:
    """Why a report cannot be published now, fit for the screen; "" where it can."""
    kind = templates().get(row.template)
    if kind is None or not kind.public:
        return _("This kind of report is for members only.")
    if row.round is not None:
        if row.round.published_at is None:
            return _("The round is not public yet. Publish it first; the report shows what was reported in it.")
        if row.round.closed_at and row.issued_at < row.round.closed_at.replace(microsecond=0):
            return _(
                "The report was issued while offices could still answer. Issue it anew, now that the round is closed."
            )
        if _compares_with_hidden(row.round):
            return _("An earlier round is not public yet. Publish it first; the report compares with it.")
        if row.round.editions.filter(published_at=None).exists():
            return _("A plan of the round is not public yet. Publish its edition first.")
    if any(edition is not None and edition.published_at is None for edition in (row.edition, row.earlier_edition)):
        return _("One of the two editions is not public yet. Publish it first.")
    if row.thread is not None:
        public = Measure.objects.filter(thread=row.thread, edition__published_at__isnull=False)
        if not public.exists():
            return _("The measure is not public yet. Publish its plan first.")
    return ""


def _compares_with_hidden(current: ReportingRound) -> bool:
    """Was there an earlier round that is not public? What was reported in it stands beside what is reported now."""
    earlier = ReportingRound.objects.filter(reference_date__lt=current.reference_date, published_at=None)
    return earlier.exclude(state=RoundState.DRAFT).exists()


def _locked(snapshot: Snapshot, version: int) -> Snapshot:
    rows = Snapshot.objects.select_for_update(of=("self",)).defer("context")
    row: Snapshot = rows.select_related("round", "edition", "earlier_edition", "thread", "municipality").get(
        pk=snapshot.pk
    )
    if row.version != version:
        raise ChangedMeanwhileError(row)
    return row


def _set(row: Snapshot, actor: User | None, done: str, *, published: bool) -> None:
    before, row.published_at = row.published_at, timezone.now() if published else None
    row.version += 1
    row.save(update_fields=["published_at", "version"])
    log.record(
        actor=actor,
        verb=f"reports.report.{done}",
        target=row,
        municipality=row.municipality,
        changes={"title": (row.title, row.title), "published_at": (before, row.published_at)},
    )
