# SPDX-License-Identifier: EUPL-1.2
"""Reports that are drawn when somebody asks (fact sheet, synopsis, task list), and kept so as to be drawn once.

They are no snapshots: they show what holds today, and their day is today. The key of a kept file is made of every
value in it and of what draws it, so nothing stale can be handed out; the files may be deleted at any time.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from leitziel.core.access import Access
from leitziel.core.models import Municipality
from leitziel.reports.drawing import draw, renderer
from leitziel.reports.frozen import digest, freeze
from leitziel.reports.library import Format, Template
from leitziel.reports.library.common.gathering import About, Subject

FOLDER = "reports"


@dataclass(frozen=True, slots=True)
class Document:
    """A report as of today, not drawn yet."""

    template: Template
    context: Any

    def key(self, wanted: Format) -> str:
        """Stands for every value in it and for what draws it."""
        return f"{digest([freeze(self.context), renderer(self.template)])}.{wanted}"

    def kept(self, wanted: Format) -> bytes | None:
        """The file if it was drawn before."""
        try:
            return self._path(wanted).read_bytes()
        except FileNotFoundError:
            return None

    def drawn(self, wanted: Format) -> bytes:
        """The file, drawn and kept unless it was before."""
        data = self.kept(wanted)
        if data is None:
            data = draw(self.template, self.context, wanted)
            path = self._path(wanted)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
            fresh.write_bytes(data)
            fresh.replace(path)
        return data

    def drawn_alone(self, wanted: Format) -> bytes:
        """The file for one reader; it is kept nowhere."""
        return draw(self.template, self.context, wanted)

    def _path(self, wanted: Format) -> Path:
        return Path(settings.HOME) / "cache" / FOLDER / self.key(wanted)


def document_of(
    template: Template, subject: Subject, municipality: Municipality, *, site: str, access: Access | None = None
) -> Document:
    """What holds today. `access`: who reads it; None for what everybody may read. Raises ReportError."""
    language = settings.LANGUAGE_CODE.split("-")[0]
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    with override(language):
        about = About(
            municipality=municipality,
            issued=today,
            language=language,
            site=site,
            words=template.words(language),
            access=access,
        )
        return Document(template, template.module("gather").gather(subject, about))
