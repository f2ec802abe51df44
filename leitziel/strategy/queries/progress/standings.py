# SPDX-License-Identifier: EUPL-1.2
"""Where every measure of a round stands; a constant number of queries, however many measures and rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from leitziel.strategy.enums import ProgressState, ReportChannel, ResponsibilityRole, RoundState
from leitziel.strategy.models import (
    ActionField,
    Edition,
    Goal,
    Measure,
    ProgressReport,
    ReportingRound,
    Responsibility,
)
from leitziel.strategy.queries.values import Link, deadline_words
from leitziel.strategy.standing import FINAL, Facts, goes_on, stand

from .values import Entry, FieldShape, GoalShape, Inside, MeasureStand, Office, RoundRef, Shape, Standings

_MEASURE = (
    "pk", "thread_id", "thread__short_id", "number", "title", "text", "edition_id", "field_id", "goal_id",
    "goal__field_id",
    "deadline_text", "deadline_kind", "deadline_start", "deadline_end", "deadline_last_day", "every_months",
)  # fmt: skip
_PARTY = tuple(
    f"responsibilities__{name}"
    for name in ("role", "name", "organisation_id", "organisation__name", "organisation__slug")
)
_REPORT = (
    "pk", "thread_id", "round_id", "state", "text", "missing", "next_step", "evidence", "evidence_address",
    "evidence_date", "organisation__name", "submitted_at", "version", "internal_note", "by__name", "by_name", "channel",
)  # fmt: skip

Past = list[Any]  # rows of the table between rounds and their editions, both at hand


def round_ref(row: ReportingRound) -> RoundRef:
    return RoundRef(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        period_start=row.period_start,
        reference_date=row.reference_date,
        deadline=row.deadline,
        state=row.state,
        state_label=row.get_state_display(),
        published=row.published_at is not None,
    )


def entry(row: dict[str, Any], of: RoundRef) -> Entry:
    """The public part of a report, out of the columns `_REPORT`."""
    return Entry(
        round=of,
        state=row["state"],
        state_label=_label(get_language(), row["state"]),
        text=row["text"],
        missing=row["missing"],
        next_step=row["next_step"],
        evidence=row["evidence"],
        evidence_address=row["evidence_address"],
        evidence_date=row["evidence_date"],
        office=row["organisation__name"] or "",
        submitted_at=row["submitted_at"],
    )


@cache
def _label(_language: str | None, state: str) -> str:
    """The word for a state; kept, because a round asks for it a thousand times."""
    return str(ProgressState(state).label)


@cache
def _channel_label(_language: str | None, channel: str) -> str:
    return str(ReportChannel(channel).label)


def inside(row: dict[str, Any]) -> Inside:
    return Inside(
        id=row["pk"],
        version=row["version"],
        internal_note=row["internal_note"],
        by=row["by__name"] or row["by_name"],
        channel=row["channel"],
        channel_label=_channel_label(get_language(), row["channel"]),
    )


def reports(condition: Q) -> list[dict[str, Any]]:
    """The reports that fulfil a condition as columns; one query."""
    return list(ProgressReport.objects.filter(condition).order_by("pk").values(*_REPORT))


@dataclass
class _Known:
    """What is read once for all measures of a round."""

    current: ReportingRound
    rounds: dict[int, RoundRef]  # this round and those before it, newest first
    editions: dict[int, Edition] = field(default_factory=dict)
    asked: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # round -> its editions
    reports: dict[int, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))  # thread -> round
    threads: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))  # edition -> its threads
    parties: dict[int, list[tuple[str, str, int | None, str, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def own(self) -> list[Edition]:
        """The editions of the round in the order of the register."""
        found = [self.editions[pk] for pk in self.asked[self.current.pk]]
        return sorted(found, key=lambda e: (e.concept.position, e.concept.title, e.label))


def standings(
    current: ReportingRound,
    *,
    organisations: Collection[int] | None = None,
    threads: Collection[int] | None = None,
    goals: bool = True,
    past: Past | None = None,
) -> Standings:
    """Every measure of the round, or those that one of `organisations` answers for, or those on `threads`.

    Five queries (rounds with their editions, fields, goals, measures with who is responsible, reports), four without
    `goals`, one more for a part of the round, one fewer with `past` at hand. Earlier rounds are those with an earlier reference
    date that were opened.
    """
    known = _rounds(current, past if past is not None else _past(current))
    rows = _measures(known, organisations, threads)
    shapes = _shapes(known.own, goals=goals)
    part = organisations is not None or threads is not None
    _read_reports(known, [row["thread_id"] for row in rows] if part else None)
    order = {shape.id: place for place, shape in enumerate(shapes)}
    rows.sort(key=lambda row: order[row["edition_id"]])
    previous = known.rounds.get(current.previous_id or 0) or next(iter(list(known.rounds.values())[1:]), None)
    return Standings(known.rounds[current.pk], previous, shapes, tuple(_measure(known, row) for row in rows))


def find_round(slug: str) -> tuple[ReportingRound, Past]:
    """A round with its past, for `standings`; one query. Raises DoesNotExist."""
    rows = _with_editions(Q(reportinground__slug=slug) | ~Q(reportinground__state=RoundState.DRAFT))
    current = next((row.reportinground for row in rows if row.reportinground.slug == slug), None)
    return current or ReportingRound.objects.get(slug=slug), rows


def _past(current: ReportingRound) -> Past:
    before = Q(reportinground__reference_date__lt=current.reference_date) & ~Q(reportinground__state=RoundState.DRAFT)
    return _with_editions(before | Q(reportinground=current))


def _with_editions(condition: Q) -> Past:
    # The table between the two knows no municipality: the rounds say which rows are ours.
    rows = ReportingRound.editions.through.objects.filter(condition, reportinground__in=ReportingRound.objects.all())
    return list(rows.select_related("reportinground", "edition__concept"))


def _rounds(current: ReportingRound, past: Past) -> _Known:
    known = _Known(current, {current.pk: round_ref(current)})
    earlier = sorted(past, key=lambda r: (r.reportinground.reference_date, r.reportinground_id), reverse=True)
    for row in earlier:
        if row.reportinground_id != current.pk and row.reportinground.reference_date >= current.reference_date:
            continue
        known.rounds.setdefault(row.reportinground_id, round_ref(row.reportinground))
        known.editions[row.edition_id] = row.edition
        known.asked[row.reportinground_id].add(row.edition_id)
    return known


def _shapes(editions: list[Edition], *, goals: bool) -> tuple[Shape, ...]:
    ids = [edition.pk for edition in editions]
    fields: dict[int, list[FieldShape]] = defaultdict(list)
    depths: dict[int, int] = {}
    columns = ("pk", "edition_id", "short_id", "number", "title", "parent_id", "guiding_idea")
    for pk, edition, short_id, number, title, parent, idea in (
        ActionField.objects.filter(edition__in=ids).order_by("position").values_list(*columns)
    ):
        depths[pk] = depths[parent] + 1 if parent else 0
        fields[edition].append(FieldShape(pk, Link(short_id, title, number), parent, depths[pk], idea))
    under: dict[int, list[GoalShape]] = defaultdict(list)
    columns = ("pk", "edition_id", "thread__short_id", "number", "text", "field_id")
    for pk, edition, short_id, number, text, above in (
        Goal.objects.filter(edition__in=ids).order_by("position").values_list(*columns) if goals else ()
    ):
        under[edition].append(GoalShape(pk, Link(short_id, text, number), above))
    return tuple(
        Shape(
            id=row.pk,
            concept=row.concept.title,
            concept_slug=row.concept.slug,
            label=row.label,
            published=row.published_at is not None,
            fields=tuple(fields[row.pk]),
            goals=tuple(under[row.pk]),
            state_label=str(row.get_state_display()),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in editions
    )


def _measures(
    known: _Known, organisations: Collection[int] | None, threads: Collection[int] | None
) -> list[dict[str, Any]]:
    """The measures wanted; on the way the threads of every edition that a round asked for."""
    own, every = known.asked[known.current.pk], list(known.editions)
    if organisations is None and threads is None:
        rows = _with_parties(known, Measure.objects.filter(edition__in=every))
        for row in rows:
            known.threads[row["edition_id"]].add(row["thread_id"])
        return [row for row in rows if row["edition_id"] in own]
    wanted = Measure.objects.filter(edition__in=own)
    if organisations is not None:
        wanted = wanted.filter(answered_by(organisations))
    if threads is not None:
        wanted = wanted.filter(thread__in=threads)
    rows = _with_parties(known, wanted)
    asked = Measure.objects.filter(edition__in=every, thread__in=[row["thread_id"] for row in rows])
    for edition, thread in asked.order_by().values_list("edition_id", "thread_id"):
        known.threads[edition].add(thread)
    return rows


def _with_parties(known: _Known, measures: QuerySet[Measure]) -> list[dict[str, Any]]:
    """The measures as columns, in their order; who is responsible for them goes to `known.parties`. One query: a measure
    with several parties comes several times."""
    found: dict[int, dict[str, Any]] = {}
    rows = measures.order_by("edition", "position", "pk", "responsibilities__position")
    for row in rows.values(*_MEASURE, *_PARTY):
        found.setdefault(row["pk"], row)
        if row[_PARTY[0]]:
            known.parties[row["pk"]].append(tuple(row[name] for name in _PARTY))
    return list(found.values())


def answered_by(organisations: Collection[int]) -> Q:
    """Measures that one of the organisations answers for: it leads them, or nobody leads and it is involved."""
    own = Responsibility.objects.filter(organisation__in=organisations)
    leads = Responsibility.objects.filter(role=ResponsibilityRole.LEAD)
    led = Q(pk__in=own.filter(role=ResponsibilityRole.LEAD).values("measure"))
    involved = Q(pk__in=own.filter(role=ResponsibilityRole.UNSPECIFIED).values("measure"))
    return led | (involved & ~Q(pk__in=leads.values("measure")))


def _read_reports(known: _Known, threads: list[int] | None) -> None:
    condition = Q(round__in=known.rounds)
    if threads is not None:
        condition &= Q(thread__in=threads)
    for row in reports(condition):
        known.reports[row["thread_id"]][row["round_id"]] = row


def _measure(known: _Known, row: dict[str, Any]) -> MeasureStand:
    found = known.reports.get(row["thread_id"], {})
    own = found.get(known.current.pk)
    earlier = [found[pk] for pk in list(known.rounds)[1:] if pk in found]
    silent = _silent(known, row["thread_id"], found)
    facts = Facts(
        state=own["state"] if own else None,
        earlier=earlier[0]["state"] if earlier else None,
        silent=silent,
        last_day=row["deadline_last_day"],
        every_months=row["every_months"],
        happened_on=_happened_on(known, found),
    )
    answers, unassigned, partners = _parties(known.parties.get(row["pk"], []))
    return MeasureStand(
        id=row["pk"],
        thread=row["thread_id"],
        short_id=row["thread__short_id"],
        number=row["number"],
        heading=row["title"] or row["text"],
        has_title=bool(row["title"]),
        text=row["text"],
        edition=row["edition_id"],
        field=row["goal__field_id"] if row["goal_id"] else row["field_id"],
        goal=row["goal_id"],
        answers=answers,
        unassigned=unassigned,
        partners=partners,
        deadline=deadline_words(row["deadline_text"], row["deadline_kind"], row["deadline_start"], row["deadline_end"]),
        last_day=row["deadline_last_day"],
        ongoing=goes_on(row["deadline_kind"]),
        every_months=row["every_months"],
        stand=stand(facts, known.current.reference_date),
        silent=silent,
        report=entry(own, known.rounds[known.current.pk]) if own else None,
        inside=inside(own) if own else None,
        before=entry(earlier[0], known.rounds[earlier[0]["round_id"]]) if earlier else None,
    )


def _silent(known: _Known, thread: int, found: dict[int, dict[str, Any]]) -> int:
    """Rounds in a row, newest first, that asked for the measure and got no answer; a final state ends the asking."""
    count = 0
    for pk in known.rounds:
        if pk in found:
            break
        if any(thread in known.threads[edition] for edition in known.asked[pk]):
            count += 1
    ended = next((found[pk]["state"] for pk in known.rounds if pk in found), None)
    return 0 if ended in FINAL else count


def _happened_on(known: _Known, found: dict[int, dict[str, Any]]) -> date | None:
    """The newest day on which something took place: the evidence's, or the reference date of the round."""
    for pk, ref in known.rounds.items():
        if pk in found and found[pk]["state"] == ProgressState.HAPPENED:
            return found[pk]["evidence_date"] or ref.reference_date
    return None


def _parties(
    rows: list[tuple[str, str, int | None, str, str]],
) -> tuple[tuple[Office, ...], tuple[str, ...], tuple[str, ...]]:
    leads = [row for row in rows if row[0] == ResponsibilityRole.LEAD]
    asked = leads or [row for row in rows if row[0] == ResponsibilityRole.UNSPECIFIED]
    return (
        tuple({pk: Office(pk, office, slug) for _role, _name, pk, office, slug in asked if pk}.values()),
        tuple(name for _role, name, pk, _office, _slug in asked if not pk),
        tuple(office or name for role, name, _pk, office, _slug in rows if role == ResponsibilityRole.PARTNER),
    )
