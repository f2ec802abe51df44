# SPDX-License-Identifier: EUPL-1.2
"""References of a plan: council papers, concepts and fields they point to, and where they are cited."""

from __future__ import annotations

from leitziel.bodies.models import CouncilPaper
from leitziel.bodies.models.paper import paper_slug
from leitziel.core.models import TenantModel
from leitziel.strategy.exchange.citations import KnownField, cited_title, target
from leitziel.strategy.exchange.contract import Node
from leitziel.strategy.exchange.staged.spans import first_position
from leitziel.strategy.models import ActionField, Citation, Concept, Reference

from .rows import PlanRows, create

PAPER_NUMBER = 40


def save_references(rows: PlanRows) -> int:
    """Write the references with their papers, targets and citations; returns how many there are."""
    nodes = rows.plan["references"]
    if not nodes:
        return 0
    concepts = list(Concept.objects.values_list("id", "title"))
    fields = _known_fields(rows)
    made: dict[str, Reference] = {}
    for position, node in enumerate(nodes, start=1):
        found = target(node["text"], concepts, fields)
        made[node["id"]] = Reference(
            municipality=rows.municipality,
            edition=rows.edition,
            position=position,
            mark=(node["mark"] or "")[:20],
            text=node["text"],
            notes=node.get("notes") or [],
            concept_id=found.concept,
            field_id=found.field,
        )
    create(Reference, made.values())
    _link_papers(rows, nodes, made)
    _save_citations(rows, nodes, made)
    return len(made)


def _known_fields(rows: PlanRows) -> list[KnownField]:
    """Fields of the latest edition of each concept (of this concept: the one before)."""
    found = ActionField.objects.exclude(edition=rows.edition).order_by("-edition__label", "position")
    latest: dict[int, int] = {}
    known = []
    for pk, edition, concept, number, title in found.values_list(
        "id", "edition_id", "edition__concept_id", "number", "title"
    ):
        if latest.setdefault(concept, edition) == edition:
            known.append(KnownField(pk, concept, number, title))
    return known


def _link_papers(rows: PlanRows, nodes: list[Node], made: dict[str, Reference]) -> None:
    numbers: dict[str, tuple[str, str]] = {}
    for node in nodes:
        for number in node["council_papers"]:
            title = cited_title(node["text"], node["council_papers"])
            slug = paper_slug(number)
            if slug and (slug not in numbers or (title and not numbers[slug][1])):
                numbers[slug] = (number[:PAPER_NUMBER], title)
    known = {paper.slug: paper for paper in CouncilPaper.objects.filter(slug__in=list(numbers))}
    fresh = {
        slug: CouncilPaper(municipality=rows.municipality, number=number, slug=slug, title=title)
        for slug, (number, title) in numbers.items()
        if slug not in known
    }
    create(CouncilPaper, fresh.values())
    papers = {**known, **fresh}
    through = Reference.council_papers.through
    links = {
        (made[node["id"]].pk, papers[paper_slug(number)].pk)
        for node in nodes
        for number in node["council_papers"]
        if paper_slug(number) in papers
    }
    through.objects.bulk_create(
        through(reference_id=reference, councilpaper_id=paper) for reference, paper in sorted(links)
    )


def _save_citations(rows: PlanRows, nodes: list[Node], made: dict[str, Reference]) -> None:
    by_mark: dict[str, list[Node]] = {}
    for node in nodes:
        if node["mark"]:
            by_mark.setdefault(node["mark"], []).append(node)
    citations: list[TenantModel] = []
    for name, found in (("field", rows.fields), ("goal", rows.goals), ("measure", rows.measures)):
        for node_id, row in found.items():
            node = rows.nodes[node_id]
            for mark in node.get("references") or []:
                cited = nearest(by_mark.get(mark["reference"], []), node)
                if cited is not None:
                    citations.append(
                        Citation(
                            municipality=rows.municipality,
                            reference=made[cited["id"]],
                            at=mark["at"][:80],
                            **{name: row},
                        )
                    )
    create(Citation, citations)


def nearest(candidates: list[Node], citing: Node) -> Node | None:
    """The reference that a mark means: where a mark was given more than once (a document that counts anew on
    each page), the first one printed behind the citing text, or else the last before it."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    at = first_position(citing) or 0
    behind = [node for node in candidates if (first_position(node) or 0) >= at]
    return behind[0] if behind else candidates[-1]
