# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions: for everybody, as far as both are public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.lineage.changes import changes_between
from leitziel.strategy.queries.lineage.editions import before
from leitziel.strategy.queries.lineage.values import ChangeKind, EditionChanges, EntryChange
from leitziel.strategy.views.common import address, found, require_view
from leitziel.strategy.views.concepts import concept_trail, find_concept

PAGE_SIZE = 60
ALL, CHANGED = "alle", ""


@dataclass(frozen=True, slots=True)
class Row:
    """A change with the field and the goal under whose heading it stands."""

    field: EntryChange | None
    goal: EntryChange | None
    change: EntryChange


@require_safe
@requires("strategy.view_public")
def edition_changes(request: HttpRequest, slug: str, label: str, old: str = "") -> HttpResponse:
    """What changed since the edition `old`, or since the one before; `?art=` shows one kind of change."""
    page, editions = find_concept(request, slug)
    new = found(next((e for e in editions if e.label == label), None))
    require_view(request, new)
    visible = [e for e in editions if request.access.may("strategy.view_edition", e)]  # type: ignore[attr-defined]
    earlier = _earlier(request, editions, visible, new, old)
    if isinstance(earlier, HttpResponse):
        return earlier
    context = {
        "concept": page,
        "edition": next(e for e in page.editions if e.label == label),
        "earlier": [e for e in page.editions if e.label < label],
        "breadcrumb": [*concept_trail(request, page, new, last=False), (_("What has changed"), None)],
    }
    if earlier is not None:
        context |= _changes(request, changes_between(request.access, earlier, new))  # type: ignore[attr-defined]
    return render(request, "strategy/lineage/changes.html", context)


def _earlier(
    request: HttpRequest, editions: list[Edition], visible: list[Edition], new: Edition, old: str
) -> Edition | HttpResponse | None:
    """The edition to compare with; a redirect where the two were named the other way round; None for the first."""
    if not old:
        return before(new, visible)
    earlier = found(next((e for e in editions if e.label == old), None))
    require_view(request, earlier)
    if earlier.label > new.label:
        return redirect(address(request, "edition-changes-since", new.concept.slug, earlier.label, new.label))
    return found(earlier if earlier.label < new.label else None)


def _changes(request: HttpRequest, changes: EditionChanges) -> dict[str, object]:
    wanted = request.GET.get("art", CHANGED)
    if wanted not in {ALL, *ChangeKind.values}:
        wanted = CHANGED
    rows = [row for row in rows_of(changes) if _is_wanted(row.change, wanted)]
    kinds = [c for c in changes.counts if c.fields or c.goals or c.measures]
    return {
        "changes": changes,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite")),
        "found": len(rows),
        "wanted": wanted,
        "kinds": [(c.kind, c.fields + c.goals + c.measures) for c in kinds],
        "of_measures": [c for c in changes.counts if c.measures],
        "changed": sum(change.changed for change in changes.entries()),
        "total": sum(1 for _change in changes.entries()),
    }


def rows_of(changes: EditionChanges) -> Iterator[Row]:
    """Every change in reading order."""
    for part in changes.fields:
        if part.field is not None:
            yield Row(part.field, None, part.field)
        for section in part.sections:
            if section.goal is not None:
                yield Row(part.field, section.goal, section.goal)
            for measure in section.measures:
                yield Row(part.field, section.goal, measure)


def _is_wanted(change: EntryChange, wanted: str) -> bool:
    if wanted == CHANGED:
        return change.changed
    return wanted == ALL or wanted in change.kinds
