# SPDX-License-Identifier: EUPL-1.2
"""The list of measures as a visitor sees it, filtered and sorted: the same columns on every municipality's site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from leitziel.rendering.xlsx import Column, Sheet, Value
from leitziel.strategy.models import Measure, MeasureExample
from leitziel.strategy.queries.values import measure_lines

from .public import lines

Address = Callable[..., str]
_BATCH = 10_000  # ids in one query: below what either database takes
_LINKED = (("target_groups", "term__label"), ("objectives", "term__label"), ("areas", "planningarea__name"))


def listing_sheet(ids: Sequence[int], address: Address) -> Sheet:
    """The public measures `ids` (the caller has filtered them) in this order; six queries for each ten thousand."""
    rows: list[list[Value]] = []
    for start in range(0, len(ids), _BATCH):
        rows += _rows(ids[start : start + _BATCH], address)
    columns = (
        Column(_("Concept"), 28),
        Column(_("Edition"), 9),
        Column(_("Field of action"), 28),
        Column(_("Goal"), 40),
        Column(_("Number"), 9),
        Column(_("Title"), 36),
        Column(_("Measure"), 60),
        Column(_("Responsible"), 28),
        Column(_("Deadline"), 18),
        Column(_("Ends by"), 12),
        Column(_("Focus"), 36),
        Column(_("Practice examples"), 28),
        Column(_("Target groups"), 24),
        Column(_("Cross-cutting objectives"), 24),
        Column(_("Planning areas"), 20),
        Column(_("Address"), 40, wrap=False),
    )
    return Sheet(_("Measures"), columns, rows)


def _rows(ids: Sequence[int], address: Address) -> list[list[Value]]:
    linked: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, label in _LINKED:
        through = getattr(Measure, name).through.objects.filter(measure__in=ids).order_by(label, "id")
        for ident, text in through.values_list("measure_id", label):
            linked[name, ident].append(text)
    examples = MeasureExample.objects.filter(measure__in=ids).order_by("position")
    for ident, text in examples.values_list("measure_id", "example__name"):
        linked["examples", ident].append(text)
    wanted = Measure.objects.filter(pk__in=ids).order_by()
    shown = {ident: line for ident, _goal, line in measure_lines(wanted)}
    texts = {row[0]: row[1:] for row in wanted.values_list("id", "title", "text", "focus", "deadline_last_day")}
    found: list[list[Value]] = []
    for ident in ids:
        if ident not in shown:
            continue
        line, (title, text, focus, last_day) = shown[ident], texts[ident]
        found.append(
            [
                line.concept,
                line.edition_label,
                line.field.full if line.field else None,
                line.goal.full if line.goal else None,
                line.number or None,
                title or None,
                text or None,
                line.responsible or None,
                line.deadline or None,
                last_day,
                focus or None,
                *(lines(linked[name, ident]) for name in ("examples", "target_groups", "objectives", "areas")),
                address("measure", line.short_id),
            ]
        )
    return found
