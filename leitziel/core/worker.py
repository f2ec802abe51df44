# SPDX-License-Identifier: EUPL-1.2
"""The background process: tasks one after the other, and beside them the periodic work."""

from __future__ import annotations

import logging
import secrets
import socket
import threading
import time
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.dispatch import receiver
from django.utils import timezone
from django_tasks.signals import task_finished
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from leitziel.core.models import WorkerProcess
from leitziel.core.periodic import Rounds

log = logging.getLogger("leitziel.worker")
PATIENCE = 30  # seconds that the piece at hand has to end in
BEAT = 20.0  # seconds between two signs of life
LONGEST_WAIT = 30.0  # seconds between two tries at a database that does not answer


def new_name() -> str:
    """A name no other worker has."""
    return f"{socket.gethostname()[:40]}-{secrets.token_hex(6)}"


class Beat(threading.Thread):
    """Says every few seconds that this worker lives; so others take up its tasks only when it is gone."""

    def __init__(self, worker: SturdyWorker) -> None:
        super().__init__(name="beat", daemon=True)
        self.worker = worker
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                close_old_connections()
                WorkerProcess.objects.update_or_create(name=self.worker.worker_id, defaults={"seen_at": timezone.now()})
            except Exception:  # the database may come back
                log.exception("the sign of life could not be written")
                connection.close()
            self.ending.wait(BEAT)
        connection.close()


class SturdyWorker(TaskWorker):
    """The task loop of django-tasks, which here waits for a database that is away instead of ending."""

    def run(self) -> None:
        wait = 1.0
        while self.running:
            begun = time.monotonic()
            try:
                super().run()
            except (OperationalError, InterfaceError):
                log.exception("the database does not answer")
                connection.close()
                self.worker_id = new_name()  # what was at work under the old name is taken up again
                wait = 1.0 if time.monotonic() - begun > 60 else min(2 * wait, LONGEST_WAIT)
                time.sleep(wait)


def run_worker(*, interval: float = 0.5) -> None:
    """Work until SIGTERM or SIGINT; then end after the task and the piece of periodic work at hand."""
    worker = SturdyWorker(
        queue_names=["*"], interval=interval, batch=False, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id=new_name(), excluded_queue_names=[],
    )  # fmt: skip
    rounds, beat = Rounds(), Beat(worker)
    worker.configure_signals()
    beat.start()
    rounds.start()
    try:
        worker.run()
    finally:
        rounds.end(PATIENCE)
        beat.ending.set()
        beat.join(PATIENCE)
        WorkerProcess.objects.filter(name=worker.worker_id).delete()
        log.info("worker ended")


@receiver(task_finished, dispatch_uid="leitziel.core.worker")
def _tell(sender: Any, task_result: Any, **_kwargs: Any) -> None:  # noqa: ARG001 - Django hands the sender over
    """One line a task: its name and how it went, never its arguments."""
    begun, ended = task_result.started_at, task_result.finished_at
    ms = round(1000 * (ended - begun).total_seconds()) if begun and ended else None
    failed = task_result.status.name == "FAILED"
    error = task_result.errors[-1].exception_class_path if failed and task_result.errors else ""
    extra = {"task": task_result.task.name, "status": task_result.status.name.lower(), "ms": ms, "error": error}
    log.log(logging.ERROR if failed else logging.INFO, "task finished", extra=extra)
