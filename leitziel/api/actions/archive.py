# SPDX-License-Identifier: EUPL-1.2
"""The archive of a municipality as background work, ordered on a page and downloaded there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from leitziel.core import jobs
from leitziel.core.archive.actions import log_archive
from leitziel.core.models import Job, Municipality, User

KIND = "municipality-archive"
TASK = "leitziel.api.tasks.write_archive"  # by name: tasks import actions
STANDSTILL = dt.timedelta(minutes=10)  # a job that said nothing for so long was killed
KEPT = dt.timedelta(days=7)  # personal data does not lie about for longer


@transaction.atomic
def order_archive(*, municipality: Municipality, actor: User) -> Job:
    """Have the archive written in the background; one that is being written is not ordered twice. Older archives
    are deleted."""
    job = newest_job()
    if job is not None and job.state in {Job.State.WAITING, Job.State.RUNNING} and not stands_still(job):
        return job
    job = jobs.create(municipality=municipality, kind=KIND, started_by=actor)
    log_archive(municipality, actor, "exported")
    task = import_string(TASK)
    transaction.on_commit(lambda: _forget(municipality))
    transaction.on_commit(lambda: task.enqueue(job.pk, municipality.pk))
    return job


@transaction.atomic
def delete_archives(*, municipality: Municipality, actor: User) -> None:
    """Delete the archives that lie ready for download."""
    log_archive(municipality, actor, "archive_deleted")
    transaction.on_commit(lambda: _forget(municipality))


@transaction.atomic
def log_download(*, municipality: Municipality, actor: User) -> None:
    """That somebody took the archive with them is on the log."""
    log_archive(municipality, actor, "archive_downloaded")


def newest_job() -> Job | None:
    """The newest order in the municipality's scope."""
    return Job.objects.filter(kind=KIND).select_related("started_by").order_by("-pk").first()


def stands_still(job: Job) -> bool:
    return timezone.now() - job.updated_at > STANDSTILL


def archive_path(job: Job) -> Path:
    """Where the archive of a job lies, outside of what any address leads to by itself."""
    return _folder(job.municipality_id) / f"{job.pk}.zip"


def ready(job: Job) -> bool:
    """Can the archive be downloaded? Not longer than a week after it was written."""
    return job.state == Job.State.DONE and timezone.now() - job.updated_at < KEPT and archive_path(job).is_file()


def _folder(municipality: int) -> Path:
    return Path(settings.HOME) / "archives" / str(municipality)


def _forget(municipality: Municipality) -> None:
    folder = _folder(municipality.pk)
    if folder.is_dir():
        for path in folder.glob("*.zip"):
            path.unlink(missing_ok=True)
