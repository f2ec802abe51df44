# SPDX-License-Identifier: EUPL-1.2
"""Council papers and where they are cited. To the public a paper exists once something published names it: a plan, a
concept, or the agenda of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from leitziel.bodies.models import CouncilPaper
from leitziel.bodies.queries.visibility import deliberated_in_public
from leitziel.core.access import Access
from leitziel.strategy.models import Concept, Edition, Reference

from .sources import Place, cited_by, papers_of, source
from .values import EditionRef, Link, Source, edition_ref
from .visibility import published, visible_editions


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A council paper in the list."""

    slug: str
    number: str
    title: str
    decided_on: date | None
    body: str
    link: str
    cited: int  # footnotes that name it


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A council paper: its facts, what cites it, and the editions and concepts it is about."""

    id: int
    entry: PaperEntry
    places: tuple[Place, ...]
    editions: tuple[EditionRef, ...]
    concepts: tuple[Link, ...]


def _visible(access: Access) -> QuerySet[CouncilPaper]:
    """Papers this person may know of, each with the number of visible footnotes that name it."""
    editions = visible_editions(access)
    papers = CouncilPaper.objects.select_related("body", "municipality").annotate(
        cited=Count("references", filter=Q(references__edition__in=editions), distinct=True)
    )
    if access.may("strategy.view_drafts"):
        return papers
    of_edition = Edition.objects.filter(council_paper=OuterRef("pk"), published_at__isnull=False)
    of_concept = Concept.objects.filter(council_paper=OuterRef("pk")).filter(
        Q(external=True) | Exists(Edition.objects.filter(concept=OuterRef("pk"), published_at__isnull=False))
    )
    return papers.filter(Q(cited__gt=0) | Exists(of_edition) | Exists(of_concept) | deliberated_in_public())


def _entry(paper: CouncilPaper) -> PaperEntry:
    return PaperEntry(
        slug=paper.slug,
        number=paper.number,
        title=paper.title,
        decided_on=paper.decided_on,
        body=paper.body.name if paper.body else "",
        link=paper.link,
        cited=paper.cited,  # type: ignore[attr-defined]
    )


def papers(access: Access) -> list[PaperEntry]:
    """The papers this person may know of: the latest decision first, then by number; one query."""
    found = [_entry(paper) for paper in _visible(access).order_by("number")]
    return sorted(found, key=lambda p: p.decided_on or date.min, reverse=True)


def paper_page(access: Access, slug: str) -> PaperPage | None:
    """A paper with what cites it; four queries. None if there is none, or none this person may know of."""
    paper = _visible(access).filter(slug=slug).first()
    if paper is None:
        return None
    editions = visible_editions(access).filter(council_paper=paper).select_related("concept")
    concepts = Concept.objects.filter(council_paper=paper).filter(
        Q(external=True) | Exists(visible_editions(access).filter(concept=OuterRef("pk")))
    )
    return PaperPage(
        id=paper.pk,
        entry=_entry(paper),
        places=tuple(cited_by(access, Q(reference__council_papers=paper))),
        editions=tuple(edition_ref(e) for e in editions.order_by("concept__title", "-label")),
        concepts=tuple(Link(c.slug, c.title) for c in concepts.order_by("title")),
    )


def footnotes(access: Access, edition: Edition) -> list[Source]:
    """The footnotes of an edition in their order, with their papers; two queries."""
    rows = list(
        Reference.objects.filter(edition=edition)
        .annotate(concept_published=Exists(published().filter(concept=OuterRef("concept"))))
        .select_related("concept", "field__edition")
        .order_by("position")
    )
    named = papers_of(row.pk for row in rows)
    return [source(row, named.get(row.pk, ()), access, concept_published=row.concept_published) for row in rows]
