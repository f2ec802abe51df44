# SPDX-License-Identifier: EUPL-1.2
"""Which part of a plan a column holds: suggested by its name and its values, corrected by a person, kept."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from statistics import mean
from typing import Any

from leitziel.methods.plantext.errors import UnreadableDocumentError
from leitziel.methods.plantext.grammar.values import read_schedule
from leitziel.methods.plantext.grammar.values.parties import looks_like_office
from leitziel.methods.plantext.plan import ScheduleKind
from leitziel.methods.plantext.sheet.table import Sheet, column_letter
from leitziel.methods.plantext.vocabulary import Vocabulary

PARTS = (
    "field", "subfield", "guiding_idea", "goal", "number", "title", "text", "responsible", "partners", "deadline",
    "focus", "examples", "references", "attribute", "ignore",
)  # fmt: skip
"""What a column can hold. `attribute` keeps its values under the column's own name, `ignore` drops them."""

_SINGLE = ("subfield", "guiding_idea", "goal", "number", "title", "text", "focus", "examples", "field")
_CONCEPTS = {
    "field": "field", "guiding_idea": "guiding_idea", "goal": "goal", "measure": "title", "title": "title",
    "number": "number", "description": "text", "responsible": "responsible", "partners": "partners",
    "deadline": "deadline", "focus": "focus", "examples": "examples", "other": "attribute",
}  # fmt: skip
_SUBFIELD = re.compile(r"unter(?:hand|themen|feld)|teil(?:handlungs)?feld|unterthema|teilbereich", re.IGNORECASE)
_REFERENCES = re.compile(r"quelle|vorlage|beschluss(?:nr|nummer)?|fundstelle|verweis|bezugsdokument", re.IGNORECASE)
_NUMBER = re.compile(r"[A-ZÄÖÜ]{0,4}[ \-.]?\d{1,4}(?:[.\-/]\d{1,3})*[.)]?[a-z]?\Z")


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """What a column is taken to hold; `confidence` from 0 (a guess) to 1 (its name says so)."""

    column: str
    part: str
    confidence: float

    def to_dict(self) -> dict[str, Any]:
        return {"column": self.column, "part": self.part, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A part for each column of a sheet, in the order of the columns."""

    roles: tuple[ColumnRole, ...]

    def part_of(self, index: int) -> str:
        """The part that column `index` (from 0) holds."""
        return self.roles[index].part

    def columns_of(self, part: str) -> list[int]:
        """The columns (from 0) that hold a part."""
        return [i for i, role in enumerate(self.roles) if role.part == part]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, to be kept."""
        return {"roles": [role.to_dict() for role in self.roles]}

    @classmethod
    def from_dict(cls, kept: AnyMapping[str, Any]) -> Mapping:
        """A kept mapping; raises UnreadableDocumentError where it names a part that does not exist."""
        roles = []
        for item in kept.get("roles", ()):
            part = str(item.get("part"))
            if part not in PARTS:
                raise UnreadableDocumentError(
                    f"Die Spaltenzuordnung nennt für „{item.get('column')}“ die unbekannte Angabe „{part}“; möglich "
                    f"sind: {', '.join(PARTS)}."
                )
            roles.append(ColumnRole(str(item.get("column") or ""), part, float(item.get("confidence", 1.0))))
        return cls(tuple(roles))

    def fitted(self, sheet: Sheet) -> Mapping:
        """This mapping for the columns of another sheet: by their names, wherever they stand; new columns are
        attributes."""
        known = {role.column: role for role in self.roles if role.column}
        same = len(self.roles) == len(sheet.columns)
        roles = []
        for index, name in enumerate(sheet.columns):
            if name in known:
                roles.append(known[name])
            elif same and not name and not self.roles[index].column:
                roles.append(self.roles[index])
            else:
                roles.append(ColumnRole(name, "attribute" if name else "ignore", 0.0))
        return Mapping(tuple(roles))


def suggest_mapping(sheet: Sheet, vocabulary: Vocabulary | None = None) -> Mapping:
    """A part for each column: by the vocabulary where its name is known, by its values where not."""
    words = vocabulary or Vocabulary.default()
    roles = [_role(sheet, index, words) for index in range(len(sheet.columns))]
    roles = _one_each(roles)
    roles = _need_a_measure(sheet, roles)
    return Mapping(tuple(roles))


def _role(sheet: Sheet, index: int, words: Vocabulary) -> ColumnRole:
    name = sheet.columns[index]
    values = [row.values[index] for row in sheet.rows if row.values[index]]
    if not values:
        return ColumnRole(name, "ignore", 1.0)
    if _SUBFIELD.search(name):
        return ColumnRole(name, "subfield", 0.9)
    concepts = words.concepts(name)
    if concepts:
        part = _CONCEPTS.get(concepts[0], "attribute")
        return ColumnRole(name, part, 1.0 if len(concepts) == 1 else 0.8)
    for word in re.findall(r"[^\W\d_][\w\-]+", name):
        concepts = words.concepts(word)
        if concepts and concepts[0] != "other":
            return ColumnRole(name, _CONCEPTS.get(concepts[0], "attribute"), 0.6)
    if _REFERENCES.search(name):
        return ColumnRole(name, "references", 0.7)
    part, confidence = _by_values(values, named=bool(name))
    return ColumnRole(name or column_letter(index), part, confidence) if name else ColumnRole("", part, confidence)


def _by_values(values: list[str], *, named: bool) -> tuple[str, float]:
    sample = values[:200]
    if not named:
        if sum(bool(_NUMBER.match(v)) for v in sample) > 0.8 * len(sample):
            return "number", 0.5
        dated = [s for v in sample if (s := read_schedule(v)) is not None and s.kind is not ScheduleKind.UNKNOWN]
        if len(dated) > 0.8 * len(sample):
            return "deadline", 0.5
        if sum(looks_like_office(v) for v in sample) > 0.6 * len(sample):
            return "responsible", 0.4
        return "ignore", 0.3
    return "attribute", 0.5


def _one_each(roles: list[ColumnRole]) -> list[ColumnRole]:
    """Parts that a measure has once go to the column that fits best; a second name of the measure is its text."""
    kept = list(roles)
    for part in _SINGLE:
        holders = sorted((i for i, r in enumerate(kept) if r.part == part), key=lambda i: -kept[i].confidence)
        for index in holders[1:]:
            role = kept[index]
            free = part == "title" and not any(r.part == "text" for r in kept)
            kept[index] = ColumnRole(role.column, "text" if free else "attribute", role.confidence * 0.6)
    return kept


def _need_a_measure(sheet: Sheet, roles: list[ColumnRole]) -> list[ColumnRole]:
    """One column must be the measure: a lone title of whole sentences is its text; without any, the longest is."""
    lengths = [mean([len(r.values[i]) for r in sheet.rows if r.values[i]] or [0]) for i in range(len(sheet.columns))]
    titles, texts = ([i for i, r in enumerate(roles) if r.part == part] for part in ("title", "text"))
    if titles and not texts and lengths[titles[0]] > 80:
        roles[titles[0]] = ColumnRole(roles[titles[0]].column, "text", roles[titles[0]].confidence)
    elif not titles and not texts:
        open_ = [i for i, r in enumerate(roles) if r.part == "attribute"]
        if open_:
            best = max(open_, key=lambda i: lengths[i])
            roles[best] = ColumnRole(roles[best].column, "text", 0.3)
    return roles
