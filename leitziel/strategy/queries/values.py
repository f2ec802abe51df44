# SPDX-License-Identifier: EUPL-1.2
"""Plain values that pages are made of. What is not a field here cannot reach a page: this is the allow-list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from leitziel.methods.textsearch import Segment, Term, excerpt, highlight
from leitziel.strategy.enums import DeadlineKind, EditionState, MeasureKind
from leitziel.strategy.models import Edition, Measure


@dataclass(frozen=True, slots=True)
class EditionRef:
    """An edition as a link: of which concept, how far, and whether the public sees it."""

    id: int
    concept: str
    slug: str
    label: str
    state: str
    state_label: str
    published: bool
    valid_from: date | None
    valid_to: date | None
    corrected: datetime | None = None  # when its wording was last put right after it counted

    @property
    def state_kind(self) -> str:
        """Kind of the badge that shows the state."""
        kinds = {EditionState.ADOPTED: "success", EditionState.IN_COUNCIL: "info", EditionState.DRAFT: "warning"}
        return str(kinds.get(EditionState(self.state), "neutral"))


def edition_ref(edition: Edition) -> EditionRef:
    """Needs the edition's concept at hand (select_related)."""
    return EditionRef(
        id=edition.pk,
        concept=edition.concept.title,
        slug=edition.concept.slug,
        label=edition.label,
        state=edition.state,
        state_label=edition.get_state_display(),
        published=edition.published_at is not None,
        valid_from=edition.valid_from,
        valid_to=edition.valid_to,
        corrected=edition.corrected_at,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """Something to point to: its short id or address part, its number and its name."""

    key: str
    label: str
    number: str = ""

    @property
    def full(self) -> str:
        return f"{self.number} {self.label}".strip()


@dataclass(frozen=True, slots=True)
class LongText:
    """A text that may be pages long: the paragraphs it opens with, and the rest ("" where all of it is short)."""

    opening: str
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.opening)


_BREAK = re.compile(r"\n\s*\n")
_SHORT = 600  # characters that a page shows whole
_OPENING = 120  # a slogan or a line of names is no opening yet


def long_text(text: str) -> LongText:
    """Part a text that would push the plan out of sight; the opening ends with a paragraph, nothing is lost."""
    text = text.strip()
    if len(text) <= _SHORT:
        return LongText(text)
    end = 0
    while end < _OPENING:
        found = _BREAK.search(text, end)
        if found is None:
            return LongText(text)
        end = found.end()
    return LongText(text[:end].rstrip(), text[end:].lstrip())


@dataclass(frozen=True, slots=True)
class Paper:
    """A council paper as a link."""

    slug: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """A footnote: its text, the papers it names, and the concept or field it points to."""

    mark: str
    text: str
    papers: tuple[Paper, ...] = ()
    concept: Link | None = None
    field: Link | None = None


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure in a list."""

    short_id: str
    number: str
    heading: str
    responsible: str
    deadline: str
    field: Link | None
    goal: Link | None
    concept: str
    concept_slug: str
    edition_label: str
    lobbying: bool = False
    marked: tuple[Segment, ...] = ()  # the heading with the words searched for marked
    passage: tuple[Segment, ...] = ()  # where else they stand


def deadline_words(text: str, kind: str, start: str, end: str) -> str:
    """The deadline as a reader sees it: as printed, or said anew where it was only entered."""
    if text:
        return text
    if kind == DeadlineKind.BY and end:
        return _("by %(end)s") % {"end": end}
    if kind == DeadlineKind.PERIOD and (start or end):
        return "–".join(filter(None, (start, end)))
    return "" if kind in {DeadlineKind.NONE, DeadlineKind.UNKNOWN} else str(DeadlineKind(kind).label)


# Columns of a measure in a list; plain values, because a page of fifty with all of their owners as model objects
# would cost more than the whole rest of the page.
_COLUMNS = (
    "id",
    "thread__short_id",
    "number",
    "title",
    "text",
    "focus",
    "kind",
    "responsible_text",
    "deadline_text",
    "deadline_kind",
    "deadline_start",
    "deadline_end",
    "goal_id",
    "goal__thread__short_id",
    "goal__number",
    "goal__text",
    "field__short_id",
    "field__number",
    "field__title",
    "edition__label",
    "edition__concept__title",
    "edition__concept__slug",
)


def measure_lines(measures: QuerySet[Measure], terms: Sequence[Term] = ()) -> list[tuple[int, int | None, MeasureLine]]:
    """(id, id of the goal, line) of each measure in the order of the query, words searched for marked; one query."""
    return [(row[0], row[12], _line(row, terms)) for row in measures.values_list(*_COLUMNS)]


def _line(row: tuple[Any, ...], terms: Sequence[Term]) -> MeasureLine:
    _id, short_id, number, title, text, focus, kind, responsible, *deadline = row[:12]
    goal_id, goal_key, goal_number, goal, field_key, field_number, field, label, concept, concept_slug = row[12:]
    heading = title or text
    return MeasureLine(
        short_id=short_id,
        number=number,
        heading=heading,
        responsible=responsible,
        deadline=deadline_words(*deadline),
        field=Link(field_key, field, field_number) if field_key else None,
        goal=Link(goal_key, goal, goal_number) if goal_id else None,
        concept=concept,
        concept_slug=concept_slug,
        edition_label=label,
        lobbying=kind == MeasureKind.LOBBYING,
        marked=tuple(highlight(heading, terms)) if terms else (),
        passage=passage((text, focus) if title else (focus,), terms) if terms else (),
    )


def passage(texts: Sequence[str], terms: Sequence[Term]) -> tuple[Segment, ...]:
    """Of several texts the passage of the first that answers the query, words marked; empty if none does."""
    for text in texts:
        segments = excerpt(text, terms)
        if any(segment.hit for segment in segments):
            return tuple(segments)
    return ()
