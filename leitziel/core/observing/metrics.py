# SPDX-License-Identifier: EUPL-1.2
"""Numbers for Prometheus. Requests are counted by the view's name, never by address.

Several web processes share their counts through small files (`PROMETHEUS_MULTIPROC_DIR`, which `leitziel serve` sets
before the library is loaded); what the database knows is asked when somebody fetches the numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from leitziel import __version__
from leitziel.core.models import LogHead, OutgoingMail, PeriodicRun, WorkerProcess
from leitziel.core.observing import SHARED_COUNTS

TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_registry = CollectorRegistry()
requests = Counter("leitziel_requests", "Requests answered", ["view", "method", "status"], registry=_registry)
durations = Histogram(
    "leitziel_request_seconds", "Time until the answer stood", ["view"], buckets=BUCKETS, registry=_registry
)
pages = Counter("leitziel_page_cache", "Pages asked of the page cache", ["answer"], registry=_registry)


class House(Collector):
    """What the database knows at this moment; six small queries."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        info = GaugeMetricFamily("leitziel_info", "The running version", labels=["version"])
        info.add_metric([__version__], 1)
        yield info
        mail = GaugeMetricFamily("leitziel_mail", "Messages in the outbox", labels=["state"])
        states = dict(OutgoingMail.objects.values_list("state").annotate(n=Count("pk")))
        for state in OutgoingMail.State.values:
            mail.add_metric([state], states.get(state, 0))
        yield mail
        tasks = GaugeMetricFamily("leitziel_tasks", "Background tasks", labels=["status"])
        rows = DBTaskResult.objects.order_by().values_list("status").annotate(n=Count("pk"))
        for status, count in rows:
            tasks.add_metric([status.lower()], count)
        yield tasks
        oldest = DBTaskResult.objects.ready().aggregate(at=Min("enqueued_at"))["at"]
        age = max((now - oldest).total_seconds(), 0.0) if oldest else 0.0
        yield GaugeMetricFamily("leitziel_oldest_task_seconds", "Age of the oldest waiting task", value=age)
        log = GaugeMetricFamily("leitziel_log_sequence", "Entries on the log", labels=["municipality"])
        for slug, sequence in LogHead.objects.values_list("municipality__slug", "sequence"):
            log.add_metric([slug], sequence)
        yield log
        seen = WorkerProcess.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
        silence = max((now - seen).total_seconds(), 0.0) if seen else float("inf")
        yield GaugeMetricFamily("leitziel_worker_silence_seconds", "Since a worker was last seen", value=silence)
        failed = PeriodicRun.objects.exclude(last_error="").count()
        yield GaugeMetricFamily("leitziel_periodic_failed", "Periodic work whose last run failed", value=failed)


def exposition() -> bytes:
    """All numbers in Prometheus' text format."""
    if os.environ.get(SHARED_COUNTS):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    else:
        counted = _registry
    house = CollectorRegistry()
    house.register(House())
    return generate_latest(counted) + generate_latest(house)
