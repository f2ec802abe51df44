# SPDX-License-Identifier: EUPL-1.2
"""How much a document may ask of the machine, and the watch that enforces it while a reader works."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from leitziel.methods.plantext.errors import LimitExceededError

Progress = Callable[[float, str], None]
"""Called with the share done (0 to 1) and a German phrase that says what is being done."""

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; beyond them a document is refused with a clear message, never half read.

    Units: bytes, pages, characters, blocks (pieces of `Source.blocks`), seconds of wall clock.
    """

    size: int = 50 * MEGABYTE  # of the file
    pages: int = 3000
    memory: int = 1024 * MEGABYTE  # of the process that reads (`guarded`)
    seconds: float = 120.0
    characters: int = 12_000_000  # of the extracted text: 3,000 pages of 4,000 characters
    blocks: int = 400_000
    members: int = 5000  # files inside a ZIP container
    unpacked: int = 400 * MEGABYTE  # all members of a ZIP container together
    part: int = 64 * MEGABYTE  # one member that is really read
    ratio: int = 250  # unpacked : packed, for members above one megabyte


DEFAULT = Limits()


class Watch:
    """Looks at the clock between two pieces of work and passes progress on."""

    def __init__(self, limits: Limits = DEFAULT, progress: Progress | None = None) -> None:
        self.limits = limits
        self._progress = progress
        self._end = time.monotonic() + limits.seconds
        self._ticks = 0
        self._scale = 1.0

    def step(self, share: float, what: str) -> None:
        """Say what is being done; raises LimitExceededError when the time is over."""
        self.check()
        if self._progress is not None:
            self._progress(min(1.0, max(0.0, share * self._scale)), what)

    @contextmanager
    def part(self, share: float) -> Iterator[None]:
        """What is reported inside as 0 to 1 is 0 to `share` of the whole."""
        before, self._scale = self._scale, self._scale * share
        try:
            yield
        finally:
            self._scale = before

    def tick(self) -> None:
        """Cheap enough for an inner loop: looks at the clock on every 256th call."""
        self._ticks += 1
        if not self._ticks & 0xFF:
            self.check()

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise LimitExceededError(too_slow(self.limits))


def too_slow(limits: Limits) -> str:
    return (
        f"Das Lesen der Datei dauert länger als {limits.seconds:g} Sekunden und wurde abgebrochen. Bitte das Dokument "
        "in mehrere Teile aufteilen und einzeln importieren."
    )


def too_large(size: int, limits: Limits) -> str:
    return (
        f"Die Datei ist {_megabytes(size)} MB groß; erlaubt sind {_megabytes(limits.size)} MB. Bitte Bilder "
        "verkleinern oder das Dokument aufteilen."
    )


def too_many_pages(pages: int, limits: Limits) -> str:
    return (
        f"Das Dokument hat nach eigener Angabe {pages:,} Seiten; erlaubt sind {limits.pages:,}. Bitte nur den Teil "
        "mit Handlungsfeldern und Maßnahmen importieren."
    ).replace(",", ".")


def too_much_text(limits: Limits) -> str:
    return (
        f"Das Dokument enthält mehr Text, als gelesen werden kann (mehr als {limits.characters:,} Zeichen oder "
        f"{limits.blocks:,} Absätze). Bitte das Dokument aufteilen."
    ).replace(",", ".")


def too_much_memory(limits: Limits) -> str:
    return (
        f"Das Lesen der Datei braucht mehr als {_megabytes(limits.memory)} MB Arbeitsspeicher und wurde abgebrochen. "
        "Bitte das Dokument aufteilen oder Bilder und eingebettete Dateien entfernen."
    )


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}".rstrip("0").rstrip(".").replace(".", ",")
