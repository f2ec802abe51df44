# SPDX-License-Identifier: EUPL-1.2
"""What the running house remembers of itself: work that comes round, and the processes that do it."""

from django.db import models


class PeriodicRun(models.Model):
    """When a piece of periodic work ran last; its row is the lock that keeps several workers from doing it at once."""

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class WorkerProcess(models.Model):
    """A background worker and when it was last seen alive; tasks of one that is gone are taken up again."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
