# SPDX-License-Identifier: EUPL-1.2
"""What an edit of a plan says about its threads, kept for those who read what changed between two editions."""

from __future__ import annotations

from typing import Protocol

from django.utils import timezone

from leitziel.core import undo
from leitziel.core.models import User
from leitziel.strategy.models import Edition, ThreadLink


class Work(Protocol):
    """A change of an edition under way."""

    edition: Edition
    step: undo.Step


def remember(actor: User | None, work: Work, kind: ThreadLink.Kind, *, old: int, new: int) -> None:
    """Write down that a measure of this edition was split off from, or went into, another; part of the step.

    What was said of the two before counts no more.
    """
    before = ThreadLink.objects.filter(edition=work.edition, old_measure=old, new_measure=new)
    if before.exists():
        work.step.delete(before)
    row = ThreadLink(
        municipality=work.edition.municipality,
        edition=work.edition,
        kind=kind,
        old_measure_id=old,
        new_measure_id=new,
        by=actor,
        at=timezone.now(),
    )
    row.save()
    work.step.made(row)
