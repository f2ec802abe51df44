# SPDX-License-Identifier: EUPL-1.2
"""Organisations that may be one: suggestions with reasons; a person decides."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitziel.core.models import Municipality, Organisation, OrganisationAlias, OrganisationDistinction, Term
from leitziel.methods.organisations import Pair, similar_pairs

from .usage import Use, uses


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may be one."""

    id: int
    name: str
    kind: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Suspects:
    """Two organisations that may be one: the one with less hanging on it stands first (it would be merged)."""

    duplicate: Side
    target: Side
    reason: str
    score: float


def suspects(municipality: Municipality) -> list[Suspects]:
    """Pairs that may be one, the surest first, without those that a person told apart; five queries.

    An organisation is never compared with one above or below it: a team may be called like its office.
    """
    records = {o.pk: o for o in Organisation.objects.all()}
    names = [(o.name, pk) for pk, o in records.items()]
    names += list(OrganisationAlias.objects.order_by("pk").values_list("name", "organisation_id"))
    terms = Term.objects.filter(vocabulary=Term.Vocabulary.ABBREVIATION).exclude(explanation="")
    apart = set(OrganisationDistinction.objects.values_list("first_id", "second_id"))
    pairs = similar_pairs(names, {t.label: t.explanation for t in terms}, [municipality.name])
    used = uses()

    def side(pk: int) -> Side:
        return Side(pk, records[pk].name, records[pk].get_kind_display(), tuple(used.get(pk, ())))

    found = []
    for pair in pairs:
        one, two = records[pair.first], records[pair.second]
        if (pair.first, pair.second) in apart or one.pk == two.parent_id or two.pk == one.parent_id:
            continue
        small, large = sorted((side(one.pk), side(two.pk)), key=lambda s: (sum(u.count for u in s.uses), -s.id))
        found.append(Suspects(small, large, _reason(pair), pair.score))
    return found


def _reason(pair: Pair) -> str:
    both = {"one": pair.first_name, "two": pair.second_name, "score": round(pair.score)}
    return {
        "same": _("The same name: “%(one)s” and “%(two)s”"),
        "abbreviation": _("The same name once abbreviations are written out: “%(one)s” and “%(two)s”"),
        "words": _("The same words in another order: “%(one)s” and “%(two)s”"),
        "core": _("The same name beside legal form and place: “%(one)s” and “%(two)s”"),
        "spelling": _("Almost the same spelling (%(score)s of 100): “%(one)s” and “%(two)s”"),
    }[pair.why] % both
