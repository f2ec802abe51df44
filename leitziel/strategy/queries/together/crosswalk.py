# SPDX-License-Identifier: EUPL-1.2
"""The crosswalk: which fields of different concepts belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitziel.methods.alignment import Item, Reason, SimilarIndex
from leitziel.strategy.models import ActionField, Edition, FieldLink, Measure
from leitziel.strategy.queries.values import Link
from leitziel.strategy.queries.visibility import current_editions
from leitziel.strategy.together import REVERSED, Kind, field_key

from .editions import working_editions

SUGGESTED_FROM = 0.12  # fields are long texts about much: their scores are lower than those of measures


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of an edition with the measures in it (not those of its own fields)."""

    id: int
    short_id: str
    number: str
    title: str
    depth: int
    concept: int
    measures: tuple[Link, ...]

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """How a field stands to another: `kind` as read from the first of the two; or a suggestion with its reasons."""

    kind: Kind | None
    note: str
    version: int
    link: int | None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A field of another concept that a field belongs together with, as its page names it."""

    kind: Kind
    short_id: str
    name: str
    concept: str
    measures: int


def public_editions() -> list[Edition]:
    """Editions whose crosswalk everybody sees: the one that counts of each concept."""
    return list(current_editions().select_related("concept").order_by("concept__position", "concept__title"))


def fields_of(editions: Iterable[Edition], *, with_measures: bool = False) -> dict[int, list[FieldRow]]:
    """The fields of editions by concept, as the documents have them; one query, or two."""
    by_id = {edition.pk: edition for edition in editions}
    measures: dict[int, list[Link]] = defaultdict(list)
    if with_measures:
        columns = ("field_id", "thread__short_id", "number", "title", "text")
        rows = Measure.objects.filter(edition__in=list(by_id), field__isnull=False).order_by("edition", "position")
        for field, short_id, number, title, text in rows.values_list(*columns):
            measures[field].append(Link(short_id, title or text, number))
    found: dict[int, list[FieldRow]] = {edition.concept_id: [] for edition in by_id.values()}
    depths: dict[int | None, int] = {None: -1}
    fields = ActionField.objects.filter(edition__in=list(by_id)).order_by("edition", "position")
    for pk, edition, parent, short_id, number, title in fields.values_list(
        "pk", "edition_id", "parent_id", "short_id", "number", "title"
    ):
        depths[pk] = depths.get(parent, -1) + 1
        concept = by_id[edition].concept_id
        found[concept].append(FieldRow(pk, short_id, number, title, depths[pk], concept, tuple(measures[pk])))
    return found


@dataclass(frozen=True, slots=True)
class Resolved:
    """A link whose two fields are there: ids of the fields, left and right as it is stored."""

    left: int
    right: int
    link: FieldLink


def resolve(links: Iterable[FieldLink], fields: dict[int, list[FieldRow]]) -> tuple[list[Resolved], list[FieldLink]]:
    """Links with the fields they stand for now, and those of which a field is gone from an edition at hand.

    A side is the row itself while it is in the edition at hand (it may have been renamed), else the first field of the
    concept with the same title (a new edition). Links of concepts that are not at hand are left out.
    """
    rows = {field.id: field for own in fields.values() for field in own}
    by_key: dict[tuple[int, str], int] = {}
    for concept, own in fields.items():
        for field in own:
            by_key.setdefault((concept, field_key(field.title)), field.id)
    found, lost = [], []
    for link in links:
        if not fields.get(link.left_concept_id) or not fields.get(link.right_concept_id):
            continue
        left = link.left_field_id if link.left_field_id in rows else by_key.get((link.left_concept_id, link.left_key))
        right = (
            link.right_field_id if link.right_field_id in rows else by_key.get((link.right_concept_id, link.right_key))
        )
        if left is None or right is None:
            lost.append(link)
        else:
            found.append(Resolved(left, right, link))
    return found, lost


def lost_sides(links: Iterable[FieldLink], fields: dict[int, list[FieldRow]]) -> list[tuple[FieldLink, str]]:
    """(link, "left" or "right") for each side whose field is gone."""
    _found, lost = resolve(links, fields)
    rows = {field.id for own in fields.values() for field in own}
    keys = {(concept, field_key(field.title)) for concept, own in fields.items() for field in own}
    return [
        (link, side)
        for link in lost
        for side in ("left", "right")
        if getattr(link, f"{side}_field_id") not in rows
        and (getattr(link, f"{side}_concept_id"), getattr(link, f"{side}_key")) not in keys
    ]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows: the fields of one concept. Columns: those of another. Cells by (row, column), where there is something."""

    rows: tuple[FieldRow, ...]
    columns: tuple[FieldRow, ...]
    cells: dict[tuple[int, int], Cell]

    def linked(self) -> list[tuple[FieldRow, FieldRow, Cell]]:
        """What belongs together, in the order of the rows."""
        return [
            (row, column, cell)
            for row in self.rows
            for column in self.columns
            if (cell := self.cells.get((row.id, column.id))) and cell.kind
        ]


def matrix(
    fields: dict[int, list[FieldRow]], links: Sequence[FieldLink], one: int, two: int, *, suggest: bool
) -> Matrix:
    """The crosswalk of two concepts out of what was read; with `suggest` also fields that look alike."""
    rows, columns = fields.get(one, []), fields.get(two, [])
    cells: dict[tuple[int, int], Cell] = {}
    for found in resolve(links, fields)[0]:
        link = found.link
        if {link.left_concept_id, link.right_concept_id} != {one, two}:
            continue
        turned = link.left_concept_id != one
        place = (found.right, found.left) if turned else (found.left, found.right)
        kind = Kind(link.kind)
        cells[place] = Cell(REVERSED[kind] if turned else kind, link.note, link.version, link.pk)
    if suggest:
        for pair, (row, column) in _suggestions(rows, columns):
            cells.setdefault((row, column), Cell(None, "", 0, None, pair.score, pair.reasons))
    return Matrix(tuple(rows), tuple(columns), cells)


def _suggestions(rows: Sequence[FieldRow], columns: Sequence[FieldRow]):  # noqa: ANN202 - pairs with their places
    """Fields that look alike by their titles and measures; for each row the best two columns at most."""
    items = [
        Item(key=f.id, group=str(side), title=f.title, text="\n".join(m.label for m in f.measures))
        for side, own in ((0, rows), (1, columns))
        for f in own
    ]
    here, taken = {f.id for f in rows}, defaultdict[int, int](int)
    for pair in SimilarIndex(items).pairs(minimum=SUGGESTED_FROM):
        row, column = (pair.first, pair.second) if pair.first in here else (pair.second, pair.first)
        if taken[row] < 2 and taken[-column] < 2:
            taken[row] += 1
            taken[-column] += 1
            yield pair, (row, column)


def links() -> list[FieldLink]:
    return list(FieldLink.objects.select_related("left_concept", "right_concept").order_by("pk"))


def counterparts(field: int, edition: Edition | None, *, insider: bool) -> list[Counterpart]:
    """What a field belongs together with; nothing for a field of an edition that does not count (any more).

    One query where nothing is linked in the municipality, four otherwise.
    """
    said = links()
    if not said or edition is None:
        return []
    editions = working_editions() if insider else public_editions()
    if not any(e.pk == edition.pk for e in editions):
        return []
    titles = {e.concept_id: e.concept.title for e in editions}
    fields = fields_of(editions, with_measures=True)
    rows = {f.id: f for own in fields.values() for f in own}
    found = []
    for r in resolve(said, fields)[0]:
        if field not in {r.left, r.right}:
            continue
        other = rows[r.right if field == r.left else r.left]
        kind = Kind(r.link.kind) if field == r.left else REVERSED[Kind(r.link.kind)]
        found.append(Counterpart(kind, other.short_id, other.name, titles[other.concept], len(other.measures)))
    return sorted(found, key=lambda c: (c.concept, c.name))
