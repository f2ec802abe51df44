# SPDX-License-Identifier: EUPL-1.2
"""Having a document drawn that takes longer than somebody waits for; it is kept, and never drawn twice."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from leitziel.core import jobs
from leitziel.core.models import Job, Municipality
from leitziel.reports.actions.issuing import Order

TASK = "leitziel.reports.tasks.draw_document"  # by name: tasks import actions
STANDSTILL = timedelta(minutes=5)  # a job that said nothing for so long is ordered anew


def document_kind(key: str) -> str:
    """Kind of the job that draws the document with this key (fits the column)."""
    return f"document {hashlib.sha256(key.encode()).hexdigest()[:24]}"


def find_job(key: str) -> Job | None:
    """The newest job for this document, or None."""
    return Job.objects.filter(kind=document_kind(key)).order_by("-pk").first()


@transaction.atomic
def order_document(*, municipality: Municipality, key: str, order: Order) -> Job:
    """Have a document drawn; while a job for it is at work (or has failed a moment ago), that job is returned. Not on
    the log: nothing changes."""
    job = find_job(key)
    if job is not None and job.state != Job.State.DONE and timezone.now() - job.updated_at < STANDSTILL:
        return job
    job = jobs.create(municipality=municipality, kind=document_kind(key), started_by=None)
    task, plain = import_string(TASK), {**order.plain(), "template": order.template.name}
    transaction.on_commit(lambda: task.enqueue(job.pk, municipality.pk, plain))
    return job
