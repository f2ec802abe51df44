# SPDX-License-Identifier: EUPL-1.2
"""Issued reports: lists, one with its files, and which one came before."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from leitziel.core.models import Job
from leitziel.reports.frozen import thaw
from leitziel.reports.library import template
from leitziel.reports.library.common.gathering import Subject
from leitziel.reports.models import Snapshot


def snapshots() -> QuerySet[Snapshot]:
    """All issued reports, newest first, without their values."""
    return Snapshot.objects.defer("context").select_related("issued_by", "round").prefetch_related("files__file")


def published_snapshots() -> QuerySet[Snapshot]:
    """Those that everybody may read, newest first."""
    return snapshots().filter(published_at__isnull=False)


def snapshots_of_round(round_id: int) -> QuerySet[Snapshot]:
    """The reports about a round as a whole."""
    return snapshots().filter(round=round_id, organisation=None)


def find_snapshot(pk: int) -> Snapshot | None:
    """One report with everything its page names, without its values."""
    subjects = ("round", "organisation", "edition__concept", "earlier_edition__concept", "thread", "previous")
    rows = snapshots().select_related(*subjects).defer("context", "previous__context")
    return rows.filter(pk=pk).first()


def find_published(short_id: str) -> Snapshot | None:
    return published_snapshots().filter(short_id=short_id).first()


def context_of(snapshot: Snapshot) -> Any:
    """The frozen values as what they were; one query where they are not at hand."""
    return thaw(template(snapshot.template).context, snapshot.context)


def earlier_snapshot(name: str, subject: Subject) -> Snapshot | None:
    """The report that a new one is compared with: of a round the newest report of the round before, else the newest
    about the same."""
    rows = Snapshot.objects.filter(template=name).defer("context").order_by("-issued_at", "-pk")
    same = Q(**subject.rows())
    if subject.round is not None:
        current = subject.round
        before = Q(round__reference_date__lt=current.reference_date, organisation=subject.organisation)
        earlier = rows.filter(before).order_by("-round__reference_date", "-issued_at", "-pk").first()
        return earlier or rows.filter(same).first()
    return rows.filter(same).first()


def comparable_with(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Reports of the same kind that it can be compared with: earlier rounds first, then others of the same round."""
    rows = snapshots().filter(template=snapshot.template, organisation=snapshot.organisation).exclude(pk=snapshot.pk)
    return rows.prefetch_related(None).order_by("-round__reference_date", "-issued_at", "-pk")


def job_of_report(pk: int) -> Job | None:
    """The job by which a report is (or was) issued or checked."""
    return Job.objects.filter(pk=pk, kind__startswith="report").first()
