# SPDX-License-Identifier: EUPL-1.2
"""How much of an edition has no counterpart in the one before; cheap enough for every page about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from leitziel.strategy.models import Edition, Measure, ThreadLink

from .editions import previous_edition


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The edition before, how many measures of this one continue none of it, how many of that one go on in none, as
    far as nobody has said that this is so."""

    old: str
    added: int
    dropped: int


def counterparts(edition: int) -> Counterparts | None:
    """None for the first edition of a concept. Four queries, two for the first one."""
    new = Edition.objects.get(pk=edition)
    old = previous_edition(new)
    if old is None:
        return None
    said = ThreadLink.objects.filter(edition=new).exclude(kind__in=["same", "different"])
    there = Measure.objects.filter(thread=OuterRef("thread"))
    added = Measure.objects.filter(edition=new).exclude(
        Exists(there.filter(edition=old)) | Exists(said.filter(new_measure=OuterRef("thread")))
    )
    dropped = Measure.objects.filter(edition=old).exclude(
        Exists(there.filter(edition=new)) | Exists(said.filter(old_measure=OuterRef("thread")))
    )
    return Counterparts(old.label, added.count(), dropped.count())
