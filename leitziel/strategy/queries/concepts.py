# SPDX-License-Identifier: EUPL-1.2
"""The register of concepts, and a concept in one of its editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from leitziel.core.access import Access
from leitziel.core.text import web_address
from leitziel.strategy.models import ActionField, Concept, Edition, Goal, Measure, Succession

from .fields import field_link
from .sources import Place, cited_by, paper_ref
from .values import EditionRef, Link, LongText, Paper, edition_ref, long_text
from .visibility import first_to_show, visible_editions


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A concept in the register. `edition` is the one that counts (None: nothing to see yet, or kept elsewhere)."""

    slug: str
    title: str
    summary: str
    external: bool
    address: str
    paper: Paper | None
    edition: EditionRef | None
    editions: tuple[EditionRef, ...]
    parts: tuple[ConceptEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldNode:
    """A field in the table of contents: its goals with how many measures each has, and its own fields."""

    link: Link
    guiding_idea: str
    goals: tuple[tuple[Link, int], ...]
    measures: int  # of the field and of all fields below it
    children: tuple[FieldNode, ...]


@dataclass(frozen=True, slots=True)
class ConceptPage:
    """A concept without its content: title, parts, before and after, who cites it."""

    id: int
    slug: str
    title: str
    summary: str
    external: bool
    address: str
    paper: Paper | None
    part_of: Link | None
    parts: tuple[ConceptEntry, ...]
    predecessors: tuple[tuple[Link, str], ...]
    successors: tuple[tuple[Link, str], ...]
    editions: tuple[EditionRef, ...]
    cited: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition: its facts and its table of contents."""

    id: int
    edition: EditionRef
    description: LongText
    paper: Paper | None
    decided_on: date | None
    decided_by: str
    as_of: date | None
    fields: tuple[FieldNode, ...]
    goals: tuple[tuple[Link, int], ...]  # under no field
    loose: int  # measures under no field and no goal
    counts: dict[str, int]  # fields: those at the top, as on the front page


def register(access: Access) -> list[ConceptEntry]:
    """All concepts this person may know of: with an edition to see, kept elsewhere, or (for insiders) empty ones.

    Umbrella concepts hold their parts. Two queries.
    """
    insider = access.may("strategy.view_drafts")
    editions = _editions_by_concept(access)
    rows = list(Concept.objects.select_related("council_paper").order_by("position", "title"))
    return _entries(rows, editions, insider)


def _editions_by_concept(access: Access, condition: Q | None = None) -> dict[int, list[Edition]]:
    found: dict[int, list[Edition]] = defaultdict(list)
    rows = visible_editions(access).filter(condition or Q()).select_related("concept").order_by("-label")
    for edition in rows.defer("description", "concept__summary"):
        found[edition.concept_id].append(edition)
    return found


def _entries(rows: Iterable[Concept], editions: dict[int, list[Edition]], insider: bool) -> list[ConceptEntry]:
    """Concepts as a tree, without those that this person may not know of."""
    children: dict[int | None, list[Concept]] = defaultdict(list)
    known = {c.pk for c in rows}
    for concept in rows:
        children[concept.part_of_id if concept.part_of_id in known else None].append(concept)

    def entry(concept: Concept) -> ConceptEntry | None:
        parts = tuple(e for e in map(entry, children[concept.pk]) if e)
        own = editions.get(concept.pk, [])
        if not (own or parts or concept.external or insider):
            return None
        first = first_to_show(own)
        return ConceptEntry(
            slug=concept.slug,
            title=concept.title,
            summary=concept.summary,
            external=concept.external,
            address=web_address(concept.address),
            paper=paper_ref(concept.council_paper),
            edition=edition_ref(first) if first else None,
            editions=tuple(edition_ref(e) for e in own),
            parts=parts,
        )

    return [e for e in map(entry, children[None]) if e]


def concept_page(access: Access, slug: str) -> tuple[ConceptPage, list[Edition]] | None:
    """A concept and all of its editions (also those this person may not see: the caller chooses and asks)."""
    concept = Concept.objects.filter(slug=slug).select_related("council_paper", "part_of").first()
    if concept is None:
        return None
    insider = access.may("strategy.view_drafts")
    everything = list(
        Edition.objects.filter(concept=concept)
        .select_related("concept", "council_paper__body", "council_paper__municipality")
        .order_by("-label")
    )
    visible = [e for e in everything if insider or e.published_at]
    parts = list(Concept.objects.filter(part_of=concept).select_related("council_paper").order_by("position", "title"))
    of_parts = _editions_by_concept(access, Q(concept__part_of=concept))
    before, after = _successions(concept, access)
    page = ConceptPage(
        id=concept.pk,
        slug=concept.slug,
        title=concept.title,
        summary=concept.summary,
        external=concept.external,
        address=web_address(concept.address),
        paper=paper_ref(concept.council_paper),
        part_of=Link(concept.part_of.slug, concept.part_of.title) if concept.part_of else None,
        parts=tuple(_entries(parts, of_parts, insider)),
        predecessors=before,
        successors=after,
        editions=tuple(edition_ref(e) for e in visible),
        cited=tuple(cited_by(access, Q(reference__concept=concept))),
    )
    return page, everything


def _successions(concept: Concept, access: Access) -> tuple[tuple[tuple[Link, str], ...], tuple[tuple[Link, str], ...]]:
    """Concepts before and after this one, with the note; without those this person may not know of."""
    rows = Succession.objects.filter(Q(predecessor=concept) | Q(successor=concept)).select_related(
        "predecessor", "successor"
    )
    rows = rows.annotate(
        shown_before=Count("predecessor__editions", filter=Q(predecessor__editions__published_at__isnull=False)),
        shown_after=Count("successor__editions", filter=Q(successor__editions__published_at__isnull=False)),
    )
    insider = access.may("strategy.view_drafts")
    before, after = [], []
    for row in rows.order_by("id"):
        if row.successor_id == concept.pk:
            if insider or row.predecessor.external or row.shown_before:
                before.append((Link(row.predecessor.slug, row.predecessor.title), row.note))
        elif insider or row.successor.external or row.shown_after:
            after.append((Link(row.successor.slug, row.successor.title), row.note))
    return tuple(before), tuple(after)


def edition_page(edition: Edition) -> EditionPage:
    """Facts and table of contents of an edition (concept and council paper at hand); four queries."""
    fields = list(ActionField.objects.filter(edition=edition).defer("description").order_by("position"))
    goals = list(
        Goal.objects.filter(edition=edition)
        .order_by("position")
        .values_list("id", "field_id", "thread__short_id", "number", "text")
    )
    rows = Measure.objects.filter(edition=edition).order_by().values_list("field_id", "goal_id")
    counted = rows.annotate(n=Count("id"))
    by_goal: dict[int | None, int] = defaultdict(int)
    by_field: dict[int | None, int] = defaultdict(int)
    loose = total = 0
    for field_id, goal_id, n in counted:
        by_goal[goal_id] += n
        by_field[field_id] += n
        total += n
        loose += n if field_id is None and goal_id is None else 0
    of_field: dict[int | None, list[tuple[Link, int]]] = defaultdict(list)
    for ident, field_id, short_id, number, text in goals:
        of_field[field_id].append((Link(short_id, text, number), by_goal[ident]))
    paper = edition.council_paper
    contents = _nodes(fields, of_field, by_field)
    return EditionPage(
        id=edition.pk,
        edition=edition_ref(edition),
        description=long_text(edition.description),
        paper=paper_ref(paper),
        decided_on=paper.decided_on if paper else None,
        decided_by=paper.body.name if paper and paper.body else "",
        as_of=edition.as_of,
        fields=contents,
        goals=tuple(of_field[None]),
        loose=loose,
        counts={"fields": len(contents), "goals": len(goals), "measures": total},
    )


def _nodes(
    fields: list[ActionField], goals: dict[int | None, list[tuple[Link, int]]], measures: dict[int | None, int]
) -> tuple[FieldNode, ...]:
    children: dict[int | None, list[ActionField]] = defaultdict(list)
    for field in fields:
        children[field.parent_id].append(field)

    def node(field: ActionField) -> FieldNode:
        below = tuple(node(child) for child in children[field.pk])
        own = measures[field.pk] + sum(child.measures for child in below)
        return FieldNode(field_link(field), field.guiding_idea, tuple(goals[field.pk]), own, below)

    return tuple(node(field) for field in children[None])
