# SPDX-License-Identifier: EUPL-1.2
"""What hangs on organisations, over all rooms: counted by the models' foreign keys."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, Value
from django.db.models.functions import Cast

from leitziel.core import merging
from leitziel.core.models import Organisation

# An organisation's own rows: its names and place, no use of it.
OWN = frozenset(
    {
        "core.organisation.parent",
        "core.organisation.successor",
        "core.organisationalias.organisation",
        "core.organisationdistinction.first",
        "core.organisationdistinction.second",
        "core.organisationname.organisation",
        "core.organisationredirect.organisation",
    }
)


@dataclass(frozen=True, slots=True)
class Use:
    """How often something hangs on an organisation: `label` in words ("responsibilities")."""

    label: str
    count: int


def used_by() -> list[merging.Relation]:
    return [relation for relation in merging.relations(Organisation) if relation.key not in OWN]


def uses() -> dict[int, list[Use]]:
    """What hangs on each organisation of the municipality; one query, however many rooms there are."""
    relations = used_by()
    own = Organisation.objects.order_by().values("pk")
    parts = [
        relation.model._base_manager.filter(**{f"{relation.field.name}__in": own})
        .order_by()
        .values(owner=F(relation.field.attname))
        .annotate(number=Count("pk"), place=Cast(Value(place), IntegerField()))
        .values_list("owner", "number", "place")
        for place, relation in enumerate(relations)
    ]
    found: dict[int, list[Use]] = defaultdict(list)
    if parts:
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        for owner, number, place in sorted(rows, key=lambda row: (row[0], row[2])):
            found[owner].append(Use(relations[place].label, number))
    return found
