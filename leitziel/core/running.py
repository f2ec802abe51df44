# SPDX-License-Identifier: EUPL-1.2
"""Who is using this home? What replaces data waits until nobody is."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


class InUseError(Exception):
    """Web server or worker are running; the text is German and says what to do."""


@contextmanager
def at_work() -> Iterator[None]:
    """Held by web server and worker while they run; any number at once. Raises InUseError while something holds
    the home alone."""
    with _lock(fcntl.LOCK_SH, "Gerade wird eine Sicherung zurückgespielt oder aktualisiert; bitte danach starten."):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Held by what replaces data. Raises InUseError while web server or worker run."""
    with _lock(
        fcntl.LOCK_EX, "Leitziel läuft noch: zuerst Webserver und Hintergrundprozess beenden. Nichts wurde geändert."
    ):
        yield


@contextmanager
def _lock(kind: int, refusal: str) -> Iterator[None]:
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "running.lock").open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUseError(refusal) from error
        yield  # closing the file, also by the death of the process, gives the lock back
