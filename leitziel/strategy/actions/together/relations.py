# SPDX-License-Identifier: EUPL-1.2
"""What a person says about two measures that look alike."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Municipality, User
from leitziel.strategy.models import MeasureRelation, MeasureThread


class RelationError(ValueError):
    """This cannot be said; the message is fit for the screen."""


def relation_of(one: MeasureThread, two: MeasureThread) -> MeasureRelation | None:
    """What was said about two measures, whichever was named first."""
    return MeasureRelation.objects.filter(Q(first=one, second=two) | Q(first=two, second=one)).first()


@transaction.atomic
def judge(
    *,
    municipality: Municipality,
    actor: User | None,
    one: MeasureThread,
    two: MeasureThread,
    verdict: MeasureRelation.Verdict | None,
    note: str = "",
    version: int = 0,
) -> MeasureRelation | None:
    """Say "same", "joined" or "different" of two measures, or take it back (None: they are suggested again).

    `version` is the one the person saw, 0 for none. Raises ChangedMeanwhileError if somebody else said something
    meanwhile, RelationError for a measure and itself.
    """
    if one.pk == two.pk:
        raise RelationError(_("A measure cannot be compared with itself."))
    first, second = sorted(
        MeasureThread.objects.select_for_update().filter(pk__in=[one.pk, two.pk]), key=lambda t: t.pk
    )
    row = relation_of(first, second)
    if (row.version if row else 0) != version:
        raise ChangedMeanwhileError(row)
    before = (row.verdict, row.note) if row else (None, "")
    after = (str(verdict) if verdict else None, note.strip()[:500])
    if before == after or (row is None and verdict is None):
        return row
    target = row or MeasureRelation(municipality=municipality, first=first, second=second)
    names = {"measures": (None, f"{first.short_id} {second.short_id}")}
    changes = {"verdict": (before[0], after[0]), "note": (before[1], after[1]), **names}
    if verdict is None:
        log.record(
            actor=actor, verb="strategy.relation.removed", target=target, municipality=municipality, changes=changes
        )
        target.delete()
        return None
    target.verdict, target.note, target.by, target.at = verdict, after[1], actor, timezone.now()
    target.version = target.version + 1 if row else 1
    target.save()
    log.record(actor=actor, verb="strategy.relation.judged", target=target, municipality=municipality, changes=changes)
    return target
