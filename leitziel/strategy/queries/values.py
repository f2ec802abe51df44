# SPDX-License-Identifier: EUPL-1.2
"""Plain values that pages are made of. What is not a field here cannot reach a page: this is the allow-list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from leitziel.methods.textsearch import Segment
from leitziel.strategy.enums import DeadlineKind, EditionState
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


def deadline_words(measure: Measure) -> str:
    """The deadline as a reader sees it: as printed, or said anew where it was only entered."""
    if measure.deadline_text:
        return measure.deadline_text
    kind = DeadlineKind(measure.deadline_kind)
    if kind is DeadlineKind.BY and measure.deadline_end:
        return _("by %(end)s") % {"end": measure.deadline_end}
    if kind is DeadlineKind.PERIOD and (measure.deadline_start or measure.deadline_end):
        return "–".join(filter(None, (measure.deadline_start, measure.deadline_end)))
    return "" if kind in {DeadlineKind.NONE, DeadlineKind.UNKNOWN} else str(kind.label)


def measure_line(measure: Measure, marked: tuple[Segment, ...] = (), passage: tuple[Segment, ...] = ()) -> MeasureLine:
    """Needs thread, field, goal (with its thread) and edition with concept at hand."""
    field, goal = measure.field, measure.goal
    return MeasureLine(
        short_id=measure.thread.short_id,
        number=measure.number,
        heading=measure.heading,
        responsible=measure.responsible_text,
        deadline=deadline_words(measure),
        field=Link(field.short_id, field.title, field.number) if field else None,
        goal=Link(goal.thread.short_id, goal.text, goal.number) if goal else None,
        concept=measure.edition.concept.title,
        concept_slug=measure.edition.concept.slug,
        edition_label=measure.edition.label,
        lobbying=measure.kind == "lobbying",
        marked=marked,
        passage=passage,
    )
