# SPDX-License-Identifier: EUPL-1.2
"""The reports room's periodic work."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings

from leitziel.core.periodic import every
from leitziel.reports.documents import FOLDER

KEEP = 3 * 86_400  # seconds; what is drawn on demand carries its day, so it is asked for on that day


@every(minutes=24 * 60)
def prune_documents(_now: datetime) -> None:
    """Delete files that were drawn on demand days ago. What was issued lies elsewhere and stays."""
    limit = time.time() - KEEP
    for path in (Path(settings.HOME) / "cache" / FOLDER).glob("*"):
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
