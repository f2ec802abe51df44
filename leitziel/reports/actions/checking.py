# SPDX-License-Identifier: EUPL-1.2
"""Having an issued report drawn again, to see that nothing of it has changed."""

from __future__ import annotations

from django.db import transaction
from django.utils.module_loading import import_string

from leitziel.core import jobs
from leitziel.core.models import Job, User
from leitziel.reports.models import Snapshot

TASK = "leitziel.reports.tasks.check_report"


def check_kind(snapshot: Snapshot) -> str:
    return f"report-check {snapshot.pk}"


def last_check(snapshot: Snapshot) -> Job | None:
    """The newest check of a report, or None."""
    return Job.objects.filter(kind=check_kind(snapshot)).order_by("-pk").first()


@transaction.atomic
def order_check(*, snapshot: Snapshot, actor: User | None) -> Job:
    """Have a report drawn again in the background. Not on the log: nothing changes."""
    job = jobs.create(municipality=snapshot.municipality, kind=check_kind(snapshot), started_by=actor)
    task, pk, municipality = import_string(TASK), snapshot.pk, snapshot.municipality_id
    transaction.on_commit(lambda: task.enqueue(job.pk, municipality, pk))
    return job
