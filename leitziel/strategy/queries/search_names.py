# SPDX-License-Identifier: EUPL-1.2
"""Search over everything public that has a name: concepts, fields, goals, offices, papers, areas. One query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast

from leitziel.bodies.models import CouncilPaper
from leitziel.core.models import Organisation, PlanningArea
from leitziel.methods.textsearch import Segment, Term, highlight, rank, search_text
from leitziel.strategy.models import ActionField, Concept, Edition, Goal, Responsibility

from .visibility import current_editions, published

MOST = 8  # of each kind
KINDS = ("concept", "field", "goal", "office", "paper", "area")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found by its name: the name of its page, the address part, and the name with the words marked."""

    kind: str
    key: str
    number: str
    label: str
    marked: tuple[Segment, ...]


def public_papers() -> Any:
    """Council papers that something published names, or that a published or external concept is about."""
    of_concept = Concept.objects.filter(council_paper=OuterRef("pk")).filter(
        Q(external=True) | Exists(published().filter(concept=OuterRef("pk")))
    )
    return CouncilPaper.objects.filter(
        Exists(published().filter(references__council_papers=OuterRef("pk")))
        | Exists(Edition.objects.filter(council_paper=OuterRef("pk"), published_at__isnull=False))
        | Exists(of_concept)
    )


def search_names(terms: Sequence[Term]) -> list[tuple[str, list[Hit]]]:
    """What has all of the terms in its name, by kind, the best first."""
    if not terms:
        return []
    found: dict[str, list[tuple[float, Hit]]] = {kind: [] for kind in KINDS}
    for kind, key, number, label in _names():
        text = search_text(label, number)
        if all(term.matches(text) for term in terms):
            hit = Hit(kind, key, number, label, tuple(highlight(label, terms)))
            found[kind].append((-rank(text, terms, (2.0, 1.0)), hit))
    return [
        (kind, [hit for _score, hit in sorted(hits, key=lambda h: (h[0], h[1].label))[:MOST]])
        for kind, hits in found.items()
        if hits
    ]


def _names() -> Any:
    """Kind, address part, number and name of everything public; one UNION ALL."""
    text = TextField()
    current = current_editions()

    def part(kind: str, rows: Any, key: str, label: str, number: str = "") -> Any:
        numbered = Cast(number, text) if number else Value("", output_field=text)
        return rows.order_by().values_list(Value(kind, output_field=text), Cast(key, text), numbered, Cast(label, text))

    concepts = Concept.objects.filter(Q(external=True) | Exists(published().filter(concept=OuterRef("pk"))))
    named = Responsibility.objects.filter(organisation=OuterRef("pk"), measure__edition__in=current_editions())
    parts = [
        part("concept", concepts, "slug", "title"),
        part("field", ActionField.objects.filter(edition__in=current), "short_id", "title", "number"),
        part("goal", Goal.objects.filter(edition__in=current), "thread__short_id", "text", "number"),
        part("office", Organisation.objects.filter(Exists(named)), "slug", "name"),
        part("paper", public_papers(), "slug", "title", "number"),
        part("area", PlanningArea.objects.all(), "slug", "name"),
    ]
    return parts[0].union(*parts[1:], all=True)
