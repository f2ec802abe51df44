# SPDX-License-Identifier: EUPL-1.2
"""Offices, council papers, planning areas and words for the API: to the public they exist once something names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from leitziel.api.house import visitor
from leitziel.core.models import Organisation, Term
from leitziel.strategy.models import Measure
from leitziel.strategy.queries.areas import areas as all_areas
from leitziel.strategy.queries.offices import OfficeNode, office_tree
from leitziel.strategy.queries.papers import PaperEntry
from leitziel.strategy.queries.papers import papers as all_papers
from leitziel.strategy.queries.visibility import current_editions

from .parts import Json, Writer


def offices(writer: Writer) -> list[Json]:
    """Offices that a current measure names, and those above them; parents before their children. Three queries."""
    nodes = list(_flat(office_tree(visitor(writer.request)), None))
    kinds = dict(Organisation.objects.filter(pk__in=[n.id for n, _up in nodes]).order_by().values_list("pk", "kind"))
    return [
        {
            "id": node.link.key,
            "url": writer.url("office", node.link.key),
            "name": node.link.label,
            "kind": kinds[node.id],
            "parent": parent,
            "measures": node.all,
        }
        for node, parent in nodes
    ]


def _flat(nodes: Sequence[OfficeNode], parent: str | None) -> Iterator[tuple[OfficeNode, str | None]]:
    for node in nodes:
        yield node, parent
        yield from _flat(node.children, node.link.key)


def papers(writer: Writer) -> list[Json]:
    """Council papers that something published names; one query."""
    return [_paper(writer, entry) for entry in all_papers(visitor(writer.request))]


def paper(writer: Writer, slug: str) -> Json | None:
    """One of them, or None."""
    return next((found for found in papers(writer) if found["id"] == slug), None)


def _paper(writer: Writer, entry: PaperEntry) -> Json:
    return {
        "id": entry.slug,
        "url": writer.url("paper", entry.slug),
        "number": entry.number,
        "title": entry.title,
        "decided_on": entry.decided_on,
        "body": entry.body,
        "document": entry.link or None,
        "cited": entry.cited,
    }


def areas(writer: Writer) -> Json:
    """Planning areas as GeoJSON; two queries."""
    features = [
        {
            "type": "Feature",
            "id": area.slug,
            "geometry": area.geometry or None,
            "properties": {
                "key": area.key,
                "name": area.name,
                "url": writer.url("area", area.slug),
                "population": area.population,
                "population_on": area.population_on,
                "measures": len(area.measures),
            },
        }
        for area in all_areas()
    ]
    return {"type": "FeatureCollection", "features": features}


def terms(vocabulary: str | None) -> list[Json]:
    """Words that current measures carry, and the abbreviations that are explained; three queries."""
    used: set[int] = set()
    for through in (Measure.target_groups.through, Measure.objectives.through):
        rows: Any = through.objects.filter(measure__edition__in=current_editions())
        used.update(rows.order_by().values_list("term_id", flat=True).distinct())
    shown = [
        term
        for term in Term.objects.order_by("vocabulary", "key")
        if (term.pk in used or (term.vocabulary == Term.Vocabulary.ABBREVIATION and term.explanation))
        and vocabulary in {None, term.vocabulary}
    ]
    return [{"id": t.key, "vocabulary": t.vocabulary, "label": t.label, "explanation": t.explanation} for t in shown]
