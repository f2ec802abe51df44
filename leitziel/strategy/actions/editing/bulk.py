# SPDX-License-Identifier: EUPL-1.2
"""Giving many measures the same thing at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from leitziel.core import undo
from leitziel.core.models import Organisation, UndoStep
from leitziel.strategy.models import Measure

from .measures import edit_measures
from .state import Measures
from .structure import Editing, move_measures
from .tree import Ref
from .values import EditError, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """What the measures get; what is empty stays as it is with each. Lists are added to, or with `replace` take the
    place of what was there. `office`: (organisation, part)."""

    office: tuple[int, str] | None = None
    target_groups: Sequence[int] = ()
    objectives: Sequence[int] = ()
    areas: Sequence[int] = ()
    replace: bool = False
    kind: str = ""
    deadline_text: str = ""
    holder: Ref | None = None


def give(
    who: Editing, *, measures: Sequence[int], versions: Mapping[int, int], gift: Gift
) -> tuple[int, UndoStep | None]:
    """Give measures of an edition what `gift` says, all or none, as one step; returns how many changed, and the step.

    `versions`: those that were seen. Raises what `edit_measures` and `move_measures` raise.
    """
    if not measures:
        raise EditError(_("Choose at least one measure."))
    label = _("%(n)s measures given the same") % {"n": len(measures)}
    with undo.step(actor=who.actor, municipality=who.edition.municipality, label=label, scope=who.edition) as step:
        rows = Measure.objects.filter(pk__in=measures, edition=who.edition)
        values = _values(Measures(rows), gift)
        changed = edit_measures(
            actor=who.actor,
            edition=who.edition,
            values=values,
            versions=versions,
            reason=who.reason,
            site=who.site,
            label=label,
            access=who.access,
        )
        moved = 0
        if gift.holder is not None:
            move_measures(who, measures=list(measures), holder=gift.holder)
            moved = len(measures)
    return max(len(changed), moved), step.saved


def _values(state: Measures, gift: Gift) -> dict[int, dict[str, Any]]:
    office = Organisation.objects.filter(pk=gift.office[0]).first() if gift.office else None
    found: dict[int, dict[str, Any]] = {}
    for pk, now in state.values.items():
        new: dict[str, Any] = {}
        for name in ("target_groups", "objectives", "areas"):
            chosen = tuple(getattr(gift, name))
            if chosen:
                new[name] = chosen if gift.replace else (*now[name], *chosen)
        if office is not None and gift.office is not None:
            new["responsibilities"] = _with(now["responsibilities"], office, gift.office[1])
        if gift.kind:
            new["kind"] = gift.kind
        if gift.deadline_text:
            new["deadline_text"] = gift.deadline_text
        found[pk] = new
    return found


def _with(parties: Sequence[Party], office: Organisation, role: str) -> tuple[Party, ...]:
    """The parties with this organisation in this part; where it stands already, its part is set."""
    if any(party.organisation == office.pk for party in parties):
        return tuple(Party(p.name, role, p.organisation) if p.organisation == office.pk else p for p in parties)
    return (*parties, Party(office.name, role, office.pk))
