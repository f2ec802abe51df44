# SPDX-License-Identifier: EUPL-1.2
"""The strategy room's periodic work."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django_scopes import scope

from leitziel.core.models import Municipality
from leitziel.core.periodic import every
from leitziel.strategy.actions.progress.links import forget_contacts
from leitziel.strategy.actions.progress.messages import write_messages
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import ReportingRound

KEEP = 30 * 86_400  # seconds; a PDF that is asked for later is typeset again
LEFT_OVER = 86_400  # seconds; half a file that a killed process left behind


@every(minutes=24 * 60)
def prune_plan_pdfs(_now: datetime) -> None:
    """Delete kept PDFs that are old: their facts have mostly changed since, which gives them another name."""
    now = time.time()
    for path in (Path(settings.HOME) / "cache" / "plans").glob("*"):
        if path.stat().st_mtime < now - (KEEP if path.suffix == ".pdf" else LEFT_OVER):
            path.unlink(missing_ok=True)


@every(minutes=60)
def ask_for_progress(now: datetime) -> None:
    """Tell offices and coordinators what is due in open rounds; each occasion once."""
    for pk in (
        ReportingRound.objects.filter(state=RoundState.OPEN)
        .order_by()
        .values_list("municipality", flat=True)
        .distinct()
    ):
        municipality = Municipality.objects.get(pk=pk)
        with scope(municipality=municipality):
            write_messages(municipality, now)


@every(minutes=24 * 60)
def forget_contacts_of_old_rounds(now: datetime) -> None:
    """Who answered for an office is not kept for ever: the newest round has taken the contacts over."""
    for municipality in Municipality.objects.all():
        with scope(municipality=municipality):
            forget_contacts(now)
