# SPDX-License-Identifier: EUPL-1.2
"""Language versions: what there is, what is missing or outdated, and what a reader gets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from leitziel.core.languages import BY_CODE, Language
from leitziel.core.models import KeptLanguage
from leitziel.core.translations import State, state_of
from leitziel.strategy.models import ActionField, Edition, Goal, Measure, PlanText
from leitziel.strategy.queries.visibility import current_editions
from leitziel.strategy.together import PARTS, Thing, kind_of

from .editions import working_editions

KINDS = ("measure", "goal", "field")
_MODELS = {"measure": Measure, "goal": Goal, "field": ActionField}
_KEYS = {"measure": "thread__short_id", "goal": "thread__short_id", "field": "short_id"}


@dataclass(frozen=True, slots=True)
class Made:
    """A version, as far as its state needs it."""

    text: str
    source_digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with the state of each of its parts in one language. The worst state is that of the thing."""

    kind: str
    id: int
    short_id: str
    number: str
    heading: str
    concept: str
    concept_slug: str
    label: str
    published: bool
    states: tuple[tuple[str, State], ...]

    @property
    def state(self) -> State:
        found = {state for _name, state in self.states}
        if State.OUTDATED in found:
            return State.OUTDATED
        if found == {State.MISSING} or (State.MISSING in found and State.CURRENT not in found):
            return State.MISSING
        return State.MISSING if State.MISSING in found else State.CURRENT


@dataclass(frozen=True, slots=True)
class Overview:
    """A language with how many things are in which state."""

    language: Language
    counts: dict[str, int]
    total: int

    @property
    def share(self) -> float:
        return self.counts[State.CURRENT] / self.total if self.total else 0.0


def kept_languages() -> list[Language]:
    """The languages that the municipality keeps beside German, in the order of the list."""
    codes = set(KeptLanguage.objects.values_list("code", flat=True))
    return [language for code, language in BY_CODE.items() if code in codes]


@dataclass(slots=True)
class _Things:
    """Everything in the editions people work with, read once for all languages."""

    rows: list[tuple[str, dict[str, object], Edition]] = field(default_factory=list)


def _things(editions: Iterable[Edition]) -> _Things:
    """Three queries."""
    by_id, found = {e.pk: e for e in editions}, _Things()
    for kind in KINDS:
        columns = ("pk", "edition_id", _KEYS[kind], "number", *PARTS[kind])
        rows = _MODELS[kind].objects.filter(edition__in=list(by_id)).order_by("edition", "position")
        found.rows += [(kind, row, by_id[row["edition_id"]]) for row in rows.values(*columns)]
    return found


def _versions(language: str | None = None) -> dict[tuple[str, int, str, str], Made]:
    """(kind, id, part, language) -> version; one query."""
    rows = PlanText.objects.all() if language is None else PlanText.objects.filter(language=language)
    found = {}
    for measure, goal, own, name, code, text, digest in rows.values_list(
        "measure_id", "goal_id", "field_id", "name", "language", "text", "source_digest"
    ):
        kind, ident = ("measure", measure) if measure else ("goal", goal) if goal else ("field", own)
        found[kind, ident, name, code] = Made(text, digest)
    return found


def _entries(things: _Things, versions: dict[tuple[str, int, str, str], Made], language: str) -> list[Entry]:
    found = []
    for kind, row, edition in things.rows:
        ident = row["pk"]
        states = tuple(
            (name, state_of(str(row[name]), versions.get((kind, ident, name, language))))  # type: ignore[arg-type]
            for name in PARTS[kind]
            if row[name] or (kind, ident, name, language) in versions
        )
        if states:
            heading = row.get("title") or row.get("text") or ""
            found.append(
                Entry(
                    kind=kind,
                    id=int(str(ident)),
                    short_id=str(row[_KEYS[kind]]),
                    number=str(row["number"]),
                    heading=str(heading),
                    concept=edition.concept.title,
                    concept_slug=edition.concept.slug,
                    label=edition.label,
                    published=edition.published_at is not None,
                    states=states,
                )
            )
    return found


def entries(language: str) -> list[Entry]:
    """Every thing with its state in a language; five queries."""
    return _entries(_things(working_editions()), _versions(language), language)


def overviews() -> list[Overview]:
    """Each kept language with its counts; six queries, however many languages."""
    languages = kept_languages()
    things, versions, found = _things(working_editions()), _versions(), []
    for language in languages:
        states = Counter(e.state for e in _entries(things, versions, language.code))
        found.append(Overview(language, {s.value: states[s] for s in State}, states.total()))
    return found


def thing_of(kind: str, pk: int) -> Thing | None:
    """A measure, goal or field with its edition, concept and (where it has one) thread at hand."""
    if kind not in _MODELS:
        return None
    rows: QuerySet[Thing] = _MODELS[kind].objects.select_related("edition__concept", "municipality")
    if kind != "field":
        rows = rows.select_related("edition__concept", "municipality", "thread")
    return rows.filter(pk=pk).first()


def versions_of(thing: Thing, language: str) -> dict[str, PlanText]:
    """The parts of a thing in a language."""
    rows = PlanText.objects.filter(**{kind_of(thing): thing}, language=language).select_related("updated_by")
    return {row.name: row for row in rows}


def languages_of(kind: str, ident: int) -> list[Language]:
    """The kept languages that a thing has a text in; one query."""
    kept = Q(language__in=KeptLanguage.objects.order_by().values("code"))
    rows = PlanText.objects.filter(kept, **{f"{kind}_id": ident}).exclude(text="")
    codes = set(rows.order_by().values_list("language", flat=True))
    return [language for code, language in BY_CODE.items() if code in codes]


def readable_languages() -> list[Language]:
    """The kept languages in which something published can be read; one query."""
    editions = current_editions().order_by().values("pk")
    there = Q(measure__edition__in=editions) | Q(goal__edition__in=editions) | Q(field__edition__in=editions)
    rows = PlanText.objects.filter(there, language__in=KeptLanguage.objects.order_by().values("code"))
    codes = set(rows.exclude(text="").order_by().values_list("language", flat=True).distinct())
    return [language for code, language in BY_CODE.items() if code in codes]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a thing as a reader of a language gets it: the version, or German where there is none."""

    name: str
    text: str
    translated: bool
    outdated: bool


def read_in(thing: Thing, language: str) -> list[Part]:
    """The parts of a thing in a language. What has no version stays German; what the source no longer has is left out."""
    versions, found = versions_of(thing, language), []
    for name in PARTS[kind_of(thing)]:
        source, row = getattr(thing, name), versions.get(name)
        if not source.strip():
            continue
        state = state_of(source, row)
        if state == State.MISSING:
            found.append(Part(name, source, translated=False, outdated=False))
        else:
            assert row is not None
            found.append(Part(name, row.text, translated=True, outdated=state == State.OUTDATED))
    return found


@dataclass(frozen=True, slots=True)
class Readable:
    """A thing that can be read in a language, for the public list of that language."""

    kind: str
    short_id: str
    heading: str
    concept: str
    translated: bool  # the heading is


def readable_in(language: str) -> list[Readable]:
    """Everything published that has a text in a language, plan by plan; two queries."""
    editions = {e.pk: e for e in current_editions().select_related("concept")}
    rows = (
        PlanText.objects.filter(language=language)
        .exclude(text="")
        .filter(
            Q(measure__edition__in=list(editions))
            | Q(goal__edition__in=list(editions))
            | Q(field__edition__in=list(editions))
        )
    )
    rows = rows.select_related("measure__thread", "goal__thread", "field")
    found: dict[tuple[str, int], dict[str, PlanText]] = {}
    for row in rows:
        kind = "field" if row.field_id else "goal" if row.goal_id else "measure"
        found.setdefault((kind, getattr(row, f"{kind}_id")), {})[row.name] = row
    shown = []
    for (kind, _ident), parts in found.items():
        thing: Thing = getattr(next(iter(parts.values())), kind)
        first = next(name for name in PARTS[kind] if getattr(thing, name))
        heading = parts[first].text if first in parts else getattr(thing, first)
        edition = editions[thing.edition_id]
        short_id = thing.short_id if isinstance(thing, ActionField) else thing.thread.short_id
        place = (edition.concept.position, edition.concept.title, KINDS[::-1].index(kind), thing.position)
        shown.append((place, Readable(kind, short_id, heading, edition.concept.title, first in parts)))
    return [entry for _place, entry in sorted(shown, key=lambda item: item[0])]
