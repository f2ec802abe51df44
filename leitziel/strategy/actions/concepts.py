# SPDX-License-Identifier: EUPL-1.2
"""Making and changing concepts: own, umbrella, external."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.bodies.actions import paper_by_number
from leitziel.bodies.models import CouncilPaper
from leitziel.core import log
from leitziel.core.changes import set_fields
from leitziel.core.conflicts import expect
from leitziel.core.models import Municipality, User
from leitziel.core.text import free_slug, slug
from leitziel.strategy.models import Concept, Succession


class ConceptError(ValueError):
    """The concept cannot be like this; the message is fit for the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFacts:
    """What a person says about a concept."""

    title: str
    summary: str = ""
    external: bool = False
    address: str = ""
    part_of: Concept | None = None
    position: int = 0
    paper_number: str = ""


@transaction.atomic
def create_concept(
    *, municipality: Municipality, actor: User | None, facts: ConceptFacts, predecessors: Iterable[Concept] = ()
) -> Concept:
    """Make a concept. Its address part is made of the title and stays when the title changes."""
    values = _values(municipality, facts, actor)
    concept = Concept(municipality=municipality, slug=free_concept_slug(facts.title), **values)
    concept.save()
    children = _set_predecessors(concept, predecessors)
    changes = {name: (None, _plain(value)) for name, value in values.items() if value}
    log.record(
        actor=actor,
        verb="strategy.concept.created",
        target=concept,
        municipality=municipality,
        changes=changes,
        children=children,
    )
    return concept


@transaction.atomic
def edit_concept(
    *, concept: Concept, actor: User | None, seen: str, facts: ConceptFacts, predecessors: Iterable[Concept]
) -> Concept:
    """Change a concept. `seen`: fingerprint of the concept as the person saw it.

    Raises ChangedMeanwhileError; ConceptError if it would become a part of itself or external with editions.
    """
    current = Concept.objects.select_for_update(of=("self",)).get(pk=concept.pk)
    expect(current, seen)
    _refuse_circle(current, facts.part_of)
    if facts.external and current.editions.exists():
        raise ConceptError(_("A concept with editions of its own cannot be kept elsewhere."))
    values = _values(current.municipality, facts, actor)
    changes = set_fields(current, values, _plain)
    children = _set_predecessors(current, predecessors)
    if changes or children:
        current.save()
        log.record(
            actor=actor,
            verb="strategy.concept.changed",
            target=current,
            municipality=current.municipality,
            changes=changes,
            children=children,
        )
    return current


def _values(municipality: Municipality, facts: ConceptFacts, actor: User | None) -> dict[str, Any]:
    """The concept's columns; a council paper named by a new number is made."""
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    number = values.pop("paper_number")
    return {**values, "council_paper": paper_by_number(municipality, number, actor)}


def _plain(value: Any) -> Any:
    if isinstance(value, Concept):
        return value.slug
    return value.number if isinstance(value, CouncilPaper) else value


def free_concept_slug(title: str) -> str:
    """An address part for a concept of this title that no other concept has. Needs the municipality's scope."""
    taken = set(Concept.objects.filter(slug__startswith=slug(title) or "konzept").values_list("slug", flat=True))
    return free_slug(title, "konzept", taken)


def _refuse_circle(concept: Concept, above: Concept | None) -> None:
    parents = dict(Concept.objects.order_by().values_list("id", "part_of_id"))
    current = above.pk if above else None
    while current is not None:
        if current == concept.pk:
            raise ConceptError(_("A concept cannot be a part of itself or of one of its parts."))
        current = parents.get(current)


def _set_predecessors(concept: Concept, wanted: Iterable[Concept]) -> list[dict[str, Any]]:
    """Bring the concept's predecessors to `wanted`; what was done, for the log."""
    wanted_by_id = {c.pk: c for c in wanted}
    if concept.pk in wanted_by_id:
        raise ConceptError(_("A concept cannot follow itself."))
    present = {s.predecessor_id: s for s in Succession.objects.filter(successor=concept).select_related("predecessor")}
    done: list[dict[str, Any]] = []
    for ident, succession in present.items():
        if ident not in wanted_by_id:
            done.append({"removed predecessor": succession.predecessor.slug})
            succession.delete()
    for ident, predecessor in wanted_by_id.items():
        if ident not in present:
            Succession(municipality=concept.municipality, predecessor=predecessor, successor=concept).save()
            done.append({"added predecessor": predecessor.slug})
    return done
