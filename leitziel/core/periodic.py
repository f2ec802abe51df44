# SPDX-License-Identifier: EUPL-1.2
"""Work that comes round: rooms register it in their `housekeeping.py`, the worker runs it.

@every(minutes=60)
def forget_old_things(now: datetime) -> None: ...

Each piece has a row that is its lock: of several workers one runs it. Every piece is safe to repeat; it runs without
a municipality's scope and opens the scopes it needs.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import close_old_connections, connection
from django.db.models import Q
from django.utils import timezone
from django_scopes import scopes_disabled

from leitziel.core.models import PeriodicRun

log = logging.getLogger("leitziel.periodic")
Work = Callable[[datetime], object]
CLAIM = timedelta(minutes=30)  # who has not finished by then is taken for dead
SLACK = timedelta(minutes=1)  # another worker may have looked at its clock a moment later than we at ours


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind of periodic work; `name` is its module and function."""

    name: str
    interval: timedelta
    work: Work


_PIECES: dict[str, Piece] = {}


def every(*, minutes: float) -> Callable[[Work], Work]:
    """Register a function that takes the time and is to run every so many minutes."""

    def register(work: Work) -> Work:
        name = f"{work.__module__}.{work.__name__}".removeprefix("leitziel.")
        _PIECES[name] = Piece(name, timedelta(minutes=minutes), work)
        return work

    return register


def pieces() -> list[Piece]:
    """All registered work of all rooms, by name."""
    for config in apps.get_app_configs():
        if config.name.startswith("leitziel.") and find_spec(f"{config.name}.housekeeping"):
            import_module(f"{config.name}.housekeeping")
    return [_PIECES[name] for name in sorted(_PIECES)]


def run_due(now: Callable[[], datetime] = timezone.now, *, ended: Callable[[], bool] = lambda: False) -> list[str]:
    """Run what is due and nobody else runs; the names of what was run here, failed pieces among them."""
    ran = []
    for piece in pieces():
        if ended():
            break
        if _claim(piece, now()):
            _run(piece, now)
            ran.append(piece.name)
    return ran


def _claim(piece: Piece, now: datetime) -> bool:
    PeriodicRun.objects.get_or_create(name=piece.name, defaults={"due_at": now})
    # Rows further in the future than claim or interval were written by a clock that has been set back since.
    over = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_until__gt=now + CLAIM + SLACK)
    free = PeriodicRun.objects.filter(over, name=piece.name)
    due = free.filter(Q(due_at__lte=now) | Q(due_at__gt=now + piece.interval + CLAIM))
    return due.update(claimed_until=now + CLAIM, started_at=now) == 1


def _run(piece: Piece, now: Callable[[], datetime]) -> None:
    error, begun = "", time.monotonic()
    try:
        with scopes_disabled():
            piece.work(now())
    except Exception as fault:  # one piece that fails must not keep the others from running
        error = type(fault).__name__
        log.exception("periodic work failed", extra={"work": piece.name})
    done = now()
    PeriodicRun.objects.filter(name=piece.name).update(
        claimed_until=None, due_at=done + piece.interval, finished_at=done, last_error=error
    )
    log.debug("periodic work done", extra={"work": piece.name, "ms": round(1000 * (time.monotonic() - begun))})


class Rounds(threading.Thread):
    """Runs what is due, again and again, until told to end; a fault of the database is waited out."""

    def __init__(self, interval: float = 5.0) -> None:
        super().__init__(name="periodic", daemon=True)
        self.interval = interval
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                close_old_connections()
                run_due(ended=self.ending.is_set)
            except Exception:  # the thread outlives what happens in it
                log.exception("a round of periodic work failed")
                connection.close()
            self.ending.wait(self.interval)
        connection.close()

    def end(self, patience: float) -> None:
        """Ask the thread to end after the piece at hand, and wait for it at most `patience` seconds."""
        self.ending.set()
        self.join(patience)
