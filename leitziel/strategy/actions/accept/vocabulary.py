# SPDX-License-Identifier: EUPL-1.2
"""Target groups, cross-cutting objectives and areas that a measure names word for word.

Only what equals a term of the municipality is linked; what the document prints stays in `attributes` as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leitziel.core.models import PlanningArea, Term
from leitziel.core.text import name_key
from leitziel.strategy.models import Measure

from .rows import PlanRows

TARGET_GROUPS = frozenset({"zielgruppe", "zielgruppen"})
OBJECTIVES = frozenset({"querschnittsziel", "querschnittsziele", "querschnittsthema", "querschnittsthemen"})
AREAS = frozenset({"planungsraum", "planungsraeume", "sozialraum", "sozialraeume", "stadtteil", "stadtteile"})


def save_terms(rows: PlanRows) -> None:
    """Link the measures with the terms and areas they name; no query where no label asks for it."""
    labels = {name_key(label) for measure in rows.measures.values() for label in measure.attributes}
    if labels & TARGET_GROUPS:
        _link(rows, TARGET_GROUPS, _terms(Term.Vocabulary.TARGET_GROUP), "target_groups", "term_id")
    if labels & OBJECTIVES:
        _link(rows, OBJECTIVES, _terms(Term.Vocabulary.OBJECTIVE), "objectives", "term_id")
    if labels & AREAS:
        areas = {name_key(name): pk for pk, name in PlanningArea.objects.values_list("id", "name")}
        _link(rows, AREAS, areas, "areas", "planningarea_id")


def _terms(vocabulary: str) -> dict[str, int]:
    return {name_key(label): pk for pk, label in Term.objects.filter(vocabulary=vocabulary).values_list("id", "label")}


def _link(rows: PlanRows, labels: frozenset[str], known: Mapping[str, int], field: str, column: str) -> None:
    through = getattr(Measure, field).through
    through.objects.bulk_create(
        through(measure_id=measure.pk, **{column: pk})
        for measure in rows.measures.values()
        for pk in sorted(
            {
                known[key]
                for label, text in measure.attributes.items()
                if name_key(label) in labels
                for key in named(text)
                if key in known
            }
        )
    )


def named(text: str) -> set[str]:
    """Keys of the entries of a list in prose: the whole text, and its parts between commas, semicolons, bullets
    and line ends (a term may itself hold a comma, so both count)."""
    return {
        key for part in [text, *re.split(r"[;•·\n]", text), *re.split(r"[,;•·\n]", text)] if (key := name_key(part))
    }
