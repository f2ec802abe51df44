# SPDX-License-Identifier: EUPL-1.2
"""Ordering the PDF of an edition: typesetting takes seconds, so it runs in the background and is never done twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from leitziel.core import jobs
from leitziel.core.models import Job
from leitziel.strategy.models import Edition

TASK = "leitziel.strategy.tasks.draw_plan_pdf"  # by name: tasks import actions
STANDSTILL = timedelta(minutes=5)  # a job that said nothing for so long is ordered anew


def job_kind(digest: str) -> str:
    """Kind of the job that makes the PDF with this key (fits the column)."""
    return f"plan-pdf {digest[:24]}"


def find_job(digest: str) -> Job | None:
    """The newest job for this PDF, or None."""
    return Job.objects.filter(kind=job_kind(digest)).order_by("-pk").first()


@transaction.atomic
def order_pdf(*, edition: Edition, digest: str, site: str) -> Job:
    """Have the PDF of an edition made; while a job for the same PDF is at work (or has failed a moment ago), that
    job is returned and nothing is ordered. Not on the log: nothing of the plan changes."""
    job = find_job(digest)
    if job is not None and job.state != Job.State.DONE and timezone.now() - job.updated_at < STANDSTILL:
        return job
    job = jobs.create(municipality=edition.municipality, kind=job_kind(digest), started_by=None)
    _enqueue(edition, site, job.pk)
    return job


def warm_pdf(*, edition: Edition, site: str) -> None:
    """Have the PDF of a published edition ready before somebody asks; call it inside the action's transaction.

    Without an address for its links (a command of a municipality without host name) nothing is ordered: the first
    download makes the file then.
    """
    if edition.published_at is not None and (site or edition.municipality.host_name):
        _enqueue(edition, site, None)


def _enqueue(edition: Edition, site: str, job: int | None) -> None:
    task, pk, municipality = import_string(TASK), edition.pk, edition.municipality_id
    transaction.on_commit(lambda: task.enqueue(pk, municipality, site, job))
