# SPDX-License-Identifier: EUPL-1.2
"""Keeping what the search looks into: texts of an edition's measures, and the words of published ones."""

from __future__ import annotations

from collections import defaultdict

from leitziel.core.models import Municipality
from leitziel.strategy.models import Edition, Measure, MeasureExample, SearchWord
from leitziel.strategy.searching import measure_search_text

SHORTEST, LONGEST = 4, 100


def refresh_search_texts(edition: Edition) -> int:
    """Derive the search text of every measure of an edition anew; returns how many differed."""
    examples: dict[int, list[str]] = defaultdict(list)
    for measure_id, name in MeasureExample.objects.filter(measure__edition=edition).values_list(
        "measure_id", "example__name"
    ):
        examples[measure_id].append(name)
    changed = []
    for measure in Measure.objects.filter(edition=edition).select_related("goal", "field"):
        fresh = measure_search_text(
            title=measure.title,
            text=measure.text,
            focus=measure.focus,
            examples=examples[measure.pk],
            goal=measure.goal.text if measure.goal else "",
            field=measure.field.title if measure.field else "",
            responsible=measure.responsible_text,
        )
        if fresh != measure.search_text:
            measure.search_text = fresh
            changed.append(measure)
    Measure.objects.bulk_update(changed, ["search_text"], batch_size=200)
    return len(changed)


def refresh_search_words(municipality: Municipality) -> int:
    """Fill the words of published measures anew; returns how many there are. Drafts leave no trace in them."""
    texts = Measure.objects.filter(edition__published_at__isnull=False).values_list("search_text", flat=True)
    words = {
        word
        for text in texts
        for line in text.split("\n")
        for word in line.partition("|")[0].split()
        if SHORTEST <= len(word) <= LONGEST
    }
    known = set(SearchWord.objects.values_list("word", flat=True))
    gone = sorted(known - words)
    for start in range(0, len(gone), 500):
        SearchWord.objects.filter(word__in=gone[start : start + 500]).delete()
    fresh = [SearchWord(municipality=municipality, word=word) for word in sorted(words - known)]
    SearchWord.objects.bulk_create(fresh, batch_size=1000)
    return len(words)
