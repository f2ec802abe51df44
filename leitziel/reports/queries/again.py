# SPDX-License-Identifier: EUPL-1.2
"""An issued report drawn again out of its frozen values, laid beside the files that were kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitziel.reports.drawing import draw, renderer
from leitziel.reports.frozen import digest
from leitziel.reports.library import Format, template
from leitziel.reports.models import Snapshot

from .snapshots import context_of


@dataclass(frozen=True, slots=True)
class Again:
    """A file drawn again, and whether it is, byte for byte, the one that was kept."""

    format: Format
    data: bytes
    same: bool


@dataclass(frozen=True, slots=True)
class DrawnAgain:
    """`whole`: the frozen values still have their digest. `then`: what drew the kept files, `renderer`: what draws now; `same_renderer`: are they
    the same? Only then must the bytes be the same."""

    whole: bool
    then: str
    renderer: str
    same_renderer: bool
    files: tuple[Again, ...]

    @property
    def differing(self) -> list[Format]:
        return [file.format for file in self.files if not file.same]

    @property
    def sound(self) -> bool:
        """Is everything as it must be?"""
        return self.whole and (not self.same_renderer or not self.differing)

    @property
    def text(self) -> str:
        """The finding in words."""
        if not self.whole:
            return _("The frozen values do not have their digest any more: somebody has changed them in the database.")
        names = ", ".join(wanted.label for wanted in self.differing)
        if not names:
            return _("Drawn again, every file is the same to the byte.")
        if self.same_renderer:
            return _("Drawn again by the same version, these files differ: %(formats)s. Please tell the operator.") % {
                "formats": names
            }
        return _(
            "Drawn again, these files differ: %(formats)s. They were drawn by another version of Leitziel (%(then)s; now "
            "%(now)s); the values are the same, and the kept files are those that were issued."
        ) % {"formats": names, "then": self.then, "now": self.renderer}


def draw_again(snapshot: Snapshot, report: Callable[[float, str], None] | None = None) -> DrawnAgain:
    """Draw every kept file anew and compare. Takes as long as issuing; the values decide, not today's data."""
    kind, context = template(snapshot.template), context_of(snapshot)
    kept = {Format(row.format): row.file.sha256 for row in snapshot.files.select_related("file")}
    found = []
    for number, (wanted, sum_) in enumerate(kept.items(), 1):
        data = draw(kind, context, wanted)
        found.append(Again(wanted, data, hashlib.sha256(data).hexdigest() == sum_))
        if report:
            report(number / (len(kept) + 1), wanted.label)
    now = renderer(kind)
    return DrawnAgain(
        digest(snapshot.context) == snapshot.digest, snapshot.renderer, now, now == snapshot.renderer, tuple(found)
    )
