# SPDX-License-Identifier: EUPL-1.2
"""Progress of background work, written so that it never goes backwards and never floods the database."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.utils import timezone
from django_scopes import scopes_disabled

from leitziel.core.models import Job, Municipality, User

INTERVAL = 0.5  # seconds between two writes of a running job's progress


def create(*, municipality: Municipality, kind: str, started_by: User | None) -> Job:
    job = Job(municipality=municipality, kind=kind, started_by=started_by)
    job.save()
    return job


def reporter(job: Job) -> Callable[[float, str], None]:
    """A function that takes the share done (0 to 1) and a message, and writes them at most twice a second."""
    last = 0.0

    def report(share: float, message: str = "") -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= INTERVAL or share >= 1.0:
            last = now
            _update(job, state=Job.State.RUNNING, share=min(max(share, 0.0), 1.0), message=message[:500])

    return report


def finish(job: Job, message: str = "") -> None:
    _update(job, state=Job.State.DONE, share=1.0, message=message[:500])


def fail(job: Job, message: str) -> None:
    _update(job, state=Job.State.FAILED, message=message[:500])


def _update(job: Job, **values: object) -> None:
    with scopes_disabled():
        # `update()` passes auto_now by; a job that stands still is told by this time.
        Job.objects.filter(pk=job.pk).update(**values, updated_at=timezone.now())
    for name, value in values.items():
        setattr(job, name, value)
