# SPDX-License-Identifier: EUPL-1.2
"""What of a measure is searched, in which order, and what each part weighs."""

from __future__ import annotations

from collections.abc import Iterable

from leitziel.methods.textsearch import search_text

# One weight for each line of a measure's search text, in the order of `measure_search_text`.
WEIGHTS = (5.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0)


def measure_search_text(
    *,
    title: str,
    text: str,
    focus: str,
    examples: Iterable[str],
    goal: str,
    field: str,
    responsible: str,
) -> str:
    """The derived text of a measure: `Measure.search_text`. Internal notes have no place in it."""
    return search_text(title, text, focus, " ; ".join(examples), goal, field, responsible)
