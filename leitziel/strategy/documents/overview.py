# SPDX-License-Identifier: EUPL-1.2
"""The plan at a glance: each measure one square, told apart by its deadline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitziel.rendering.charts import Tile, TileCategory, TileGroup, TileRow, TilesTable, plan_tiles, tiles_table
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.models import ActionField, Edition, Goal, Measure
from leitziel.strategy.standing import Standing

from .standing_signs import categories as standing_categories
from .standing_signs import category

Address = Callable[..., str]  # address(name of the page, short id) -> address
_MARKS = {
    DeadlineKind.ONGOING: ("ring", 0),
    DeadlineKind.BY: ("flag", 1),
    DeadlineKind.PERIOD: ("bar", 2),
    DeadlineKind.RECURRING: ("dots", 3),
    DeadlineKind.UNKNOWN: ("question", 4),
    DeadlineKind.NONE: ("none", 5),
}
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Overview:
    """The picture in its two widths (without links for print in `plain`), and the table that says the same."""

    wide: str
    narrow: str
    table: TilesTable


def tile_rows(
    edition: Edition, address: Address | None, standings: Mapping[int, Standing] | None = None
) -> tuple[list[TileRow], list[TileCategory]]:
    """Fields, goals and measures of an edition as rows of squares; three queries. Squares are told apart by their
    deadline, or by `standings` (by id of the measure). Only kinds that occur."""
    goals: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for ident, field_id, number, text in (
        Goal.objects.filter(edition=edition).order_by("position").values_list("id", "field_id", "number", "text")
    ):
        goals[field_id].append((ident, f"{number} {text}".strip()))
    tiles: dict[tuple[int | None, int | None], list[Tile]] = defaultdict(list)
    kinds: set[str] = set()
    occurring: set[Standing] = set()
    goal_fields = {ident: field_id for field_id, rows in goals.items() for ident, _text in rows}
    rows = Measure.objects.filter(edition=edition).order_by("position")
    for ident, short_id, field_id, goal_id, number, title, text, kind in rows.values_list(
        "id", "thread__short_id", "field_id", "goal_id", "number", "title", "text", "deadline_kind"
    ):
        if standings is not None:
            found = standings.get(ident, Standing.NO_REPORT)
            occurring.add(found)
            kind = category(found.value, "").key  # noqa: PLW2901 - another kind to tell squares apart by
        kinds.add(kind)
        under = goal_fields.get(goal_id, field_id)
        name = _shortened(f"{number} {title or text}".strip())
        tiles[under, goal_id].append(Tile(name, kind, address("measure", short_id) if address else None))
    fields = list(ActionField.objects.filter(edition=edition).defer("description", "guiding_idea").order_by("position"))
    below = _below(fields, tiles)
    made = [
        TileRow(
            f"{field.number} {field.title}".strip(),
            _groups(goals[field.pk], tiles, field.pk),
            address("field", field.short_id) if address else None,
            below[field.pk],
        )
        for field in fields
    ]
    without = _groups(goals[None], tiles, None)
    if without:
        made.append(TileRow(_("Without a field of action"), without))
    if standings is not None:
        return made, standing_categories(occurring)
    categories = [TileCategory(kind.value, str(kind.label), *_MARKS[kind]) for kind in _MARKS if kind.value in kinds]
    return made, categories


def _below(fields: list[ActionField], tiles: dict[tuple[int | None, int | None], list[Tile]]) -> dict[int, int]:
    """How many measures stand in the fields below each field, however deep."""
    parents = {field.pk: field.parent_id for field in fields}
    found = dict.fromkeys(parents, 0)
    for (field, _goal), stand in tiles.items():
        above = parents.get(field) if field else None
        while above:
            found[above] += len(stand)
            above = parents.get(above)
    return found


def _groups(
    goals: list[tuple[int, str]], tiles: dict[tuple[int | None, int | None], list[Tile]], field: int | None
) -> tuple[TileGroup, ...]:
    groups = [TileGroup(text, tuple(tiles[field, ident])) for ident, text in goals]
    loose = tiles[field, None]
    return (*((TileGroup(None, tuple(loose)),) if loose else ()), *groups)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def overview(edition: Edition, address: Address, standings: Mapping[int, Standing] | None = None) -> Overview:
    """The plan at a glance for a page; the edition's concept at hand."""
    rows, categories = tile_rows(edition, address, standings)
    language = "en" if (get_language() or "de").startswith("en") else "de"
    title = _("The plan at a glance: %(concept)s %(label)s") % {
        "concept": edition.concept.title,
        "label": edition.label,
    }
    wide, narrow = (
        plan_tiles(rows, categories, title=title, prefix=prefix, narrow=prefix == "narrow", language=language)
        for prefix in ("wide", "narrow")
    )
    return Overview(wide, narrow, tiles_table(rows, categories, language=language))
