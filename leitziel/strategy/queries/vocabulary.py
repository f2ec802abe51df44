# SPDX-License-Identifier: EUPL-1.2
"""The municipality's words with how often published and other measures carry them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from leitziel.core.models import Term
from leitziel.core.text import folded
from leitziel.strategy.models import Measure


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list; `measures`: how many carry it (None where that cannot be, as for abbreviations)."""

    id: int
    label: str
    explanation: str
    measures: int | None


def word_lists() -> list[tuple[str, str, list[Word]]]:
    """(key, name, words in the order of the alphabet) of every list; three queries."""
    counts = {
        Term.Vocabulary.TARGET_GROUP: _counts(Measure.target_groups.through),
        Term.Vocabulary.OBJECTIVE: _counts(Measure.objectives.through),
    }
    found: dict[str, list[Word]] = {value: [] for value in Term.Vocabulary.values}
    for term in sorted(Term.objects.all(), key=lambda t: folded(t.label)):
        known = counts.get(Term.Vocabulary(term.vocabulary))
        measures = None if known is None else known.get(term.pk, 0)
        found[term.vocabulary].append(Word(term.pk, term.label, term.explanation, measures))
    return [(value, _names()[value], words) for value, words in found.items()]


def _names() -> dict[str, str]:
    return {
        Term.Vocabulary.TARGET_GROUP: _("Target groups"),
        Term.Vocabulary.OBJECTIVE: _("Cross-cutting objectives"),
        Term.Vocabulary.ABBREVIATION: _("Abbreviations"),
    }


def _counts(through: type) -> dict[int, int]:
    terms = Term.objects.values("pk")
    rows = through.objects.filter(term__in=terms).values_list("term_id").annotate(n=Count("id"))  # type: ignore[attr-defined]
    return dict(rows.order_by())


def abbreviations() -> list[Word]:
    """The abbreviations with their meaning, in the order of the alphabet."""
    rows = Term.objects.filter(vocabulary=Term.Vocabulary.ABBREVIATION).exclude(explanation="")
    return [Word(t.pk, t.label, t.explanation, None) for t in sorted(rows, key=lambda t: folded(t.label))]
