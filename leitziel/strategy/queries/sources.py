# SPDX-License-Identifier: EUPL-1.2
"""Footnotes: what a part of a plan cites, and where a council paper, a concept or a field is cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from leitziel.bodies.models import CouncilPaper
from leitziel.core.access import Access
from leitziel.strategy.models import Citation, Reference

from .values import EditionRef, Link, Paper, Source, edition_ref
from .visibility import published, visible_editions

Mark = tuple[str, Source]  # the part a footnote hangs on ("text", "guiding_idea", a label), and the footnote


@dataclass(frozen=True, slots=True)
class Place:
    """A place that cites something: what kind of thing, a link to it, and its edition."""

    kind: str  # measure, goal, field
    link: Link
    edition: EditionRef
    text: str  # of the footnote


def papers_of(references: Iterable[int]) -> dict[int, tuple[Paper, ...]]:
    """Council papers that references name; one query."""
    through = Reference.council_papers.through.objects.filter(reference_id__in=list(references))
    found: dict[int, list[Paper]] = defaultdict(list)
    rows = through.order_by("councilpaper__number").values_list(
        "reference_id", "councilpaper__slug", "councilpaper__number", "councilpaper__title"
    )
    for reference, slug, number, title in rows:
        found[reference].append(Paper(slug, number, title))
    return {reference: tuple(papers) for reference, papers in found.items()}


def source(reference: Reference, papers: tuple[Paper, ...], access: Access, *, concept_published: bool) -> Source:
    """A footnote as a page shows it; a concept or field is linked only if this person may see it."""
    concept, field = reference.concept, reference.field
    if concept is not None and not (concept.external or concept_published or access.may("strategy.view_drafts")):
        concept = None
    if field is not None and not access.may("strategy.view_edition", field.edition):
        field = None
    return Source(
        mark=reference.mark,
        text=reference.text,
        papers=papers,
        concept=Link(concept.slug, concept.title) if concept else None,
        field=Link(field.short_id, field.title, field.number) if field else None,
    )


def cited_at(access: Access, condition: Q) -> dict[tuple[str, int], list[Mark]]:
    """What is cited at the places that meet `condition` (on Citation): two queries, however many there are.

    Keys are ("measure" | "goal" | "field", id); in the order of the document.
    """
    rows = list(
        Citation.objects.filter(condition)
        .annotate(concept_published=Exists(published().filter(concept=OuterRef("reference__concept"))))
        .select_related("reference__concept", "reference__field__edition")
        .order_by("reference__position", "id")
    )
    papers = papers_of({row.reference_id for row in rows})
    found: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for row in rows:
        named = papers.get(row.reference_id, ())
        shown = source(row.reference, named, access, concept_published=row.concept_published)
        for kind, target in (("measure", row.measure_id), ("goal", row.goal_id), ("field", row.field_id)):
            if target is not None:
                found[kind, target].append((row.at, shown))
    return found


def cited_by(access: Access, condition: Q) -> list[Place]:
    """The places that cite what meets `condition` (on Reference, as "reference__..."), in editions this person
    may see; one query."""
    rows = (
        Citation.objects.filter(condition, reference__edition__in=visible_editions(access))
        .select_related("reference__edition__concept", "measure__thread", "goal__thread", "field")
        .order_by("reference__edition__concept__title", "-reference__edition__label", "reference__position", "id")
    )
    seen: dict[tuple[str, str, int], Place] = {}
    for row in rows:
        place = _place(row)
        seen.setdefault((place.kind, place.link.key, place.edition.id), place)
    return list(seen.values())


def _place(row: Citation) -> Place:
    edition, text = edition_ref(row.reference.edition), row.reference.text
    if row.measure is not None:
        link = Link(row.measure.thread.short_id, row.measure.heading, row.measure.number)
        return Place("measure", link, edition, text)
    if row.goal is not None:
        return Place("goal", Link(row.goal.thread.short_id, row.goal.text, row.goal.number), edition, text)
    assert row.field is not None  # a database constraint says so
    return Place("field", Link(row.field.short_id, row.field.title, row.field.number), edition, text)


def paper_ref(paper: CouncilPaper | None) -> Paper | None:
    return Paper(paper.slug, paper.number, paper.title) if paper else None
