# SPDX-License-Identifier: EUPL-1.2
"""The core room's periodic work: sending mail, and clearing away what has had its time."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import models
from django_scopes import scopes_disabled
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from leitziel.core import outbox
from leitziel.core.models import WorkerProcess
from leitziel.core.periodic import every

KEEP_TASKS = timedelta(days=14)
GONE = timedelta(minutes=3)  # a worker that was not seen for so long is gone
TRIES = 3  # a task that took so many workers down with it is not tried again
ORPHAN_AGE = 86_400  # seconds; a younger file may belong to a transaction that is still open


@every(minutes=0.2)
def send_mail(_now: datetime) -> None:
    outbox.send_due()


@every(minutes=60)
def purge_mail(now: datetime) -> None:
    outbox.purge(now)


@every(minutes=60)
def forget_sessions(now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()


@every(minutes=60)
def forget_tasks(now: datetime) -> None:
    """Results of tasks hold arguments and tracebacks, which can name people; they go after two weeks."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS).delete()


@every(minutes=1)
def take_up_tasks(now: datetime) -> None:
    """Tasks whose worker was killed wait again: every task is safe to repeat."""
    WorkerProcess.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    alive = set(WorkerProcess.objects.filter(seen_at__gte=now - GONE).values_list("name", flat=True))
    for row in DBTaskResult.objects.running().filter(started_at__lt=now - GONE):
        if row.worker_ids and row.worker_ids[-1] not in alive:
            again = len(row.worker_ids) < TRIES
            status = TaskResultStatus.READY if again else TaskResultStatus.FAILED
            still = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
            still.update(status=status, finished_at=None if again else now)


@every(minutes=24 * 60)
def remove_orphans(_now: datetime) -> None:
    """Files without a row: what a rolled back transaction or a killed process left behind."""
    orphans()


def orphans(*, older_than: float = ORPHAN_AGE) -> list[str]:
    """Delete files that no row knows and that are older than so many seconds; returns their names."""
    root = Path(settings.MEDIA_ROOT)
    limit = time.time() - older_than
    old = [p for p in root.rglob("*") if p.is_file() and p.stat().st_mtime < limit]
    known = stored_names() if old else set()
    names = sorted(p.relative_to(root).as_posix() for p in old)
    gone = [name for name in names if name not in known]
    for name in gone:
        default_storage.delete(name)
    return gone


def stored_names() -> set[str]:
    """The names of all files that a row of any room knows, relative to the folder of files."""
    found: set[str] = set()
    with scopes_disabled():
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                if isinstance(field, models.FileField):
                    found.update(model._default_manager.values_list(field.name, flat=True))
    return found - {""}
