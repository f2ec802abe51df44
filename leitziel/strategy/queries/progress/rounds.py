# SPDX-License-Identifier: EUPL-1.2
"""Rounds: the list of them, one at a glance, and which one a reader meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case, CharField, Count, DateTimeField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from leitziel.core.models import Membership
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import OfficeLink, ReportingRound
from leitziel.strategy.standing import RollUp, Standing, roll_up

from .standings import Past, round_ref, standings
from .values import FieldRow, MeasureStand, Office, OfficeRow, Overview, RoundRef, Shape, Standings


def rounds() -> QuerySet[ReportingRound]:
    """All rounds, newest first, with the number of reports that came in; for insiders."""
    rows = ReportingRound.objects.annotate(answers=Count("reports")).prefetch_related("editions__concept")
    return rows.order_by("-reference_date", "-pk")


def published_rounds() -> QuerySet[ReportingRound]:
    """The rounds that everybody may read, newest first."""
    return ReportingRound.objects.filter(published_at__isnull=False)


def open_rounds() -> QuerySet[ReportingRound]:
    """The rounds that are answered now, the nearest deadline first."""
    return ReportingRound.objects.filter(state=RoundState.OPEN).order_by("deadline", "pk")


# Who can answer for the organisation they belong to, once logged in.
ANSWERING = (
    Membership.Role.OFFICE,
    Membership.Role.PROVIDER,
    Membership.Role.PLANNING,
    Membership.Role.ADMINISTRATION,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How an office is reached: its link in a round, and how many of its people can log in."""

    contact: str
    link_ends: datetime | None
    people: int


def reach(round_id: int, offices: Iterable[int], today: date) -> dict[int, Reach]:
    """How the offices of a round are reached; one query (two tables as one)."""
    ids = list(offices)
    current = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    members = Membership.objects.filter(current, role__in=ANSWERING, organisation__in=ids, user__is_active=True)
    none, text, day = Value(""), CharField(), DateTimeField()
    people = members.order_by().values("organisation").annotate(n=Count("user", distinct=True))
    rows = people.values_list("organisation", "n", Cast(none, text), Cast(Value(None), day))
    name = Case(When(contact_name="", then="contact_email"), default="contact_name", output_field=text)
    links = OfficeLink.objects.filter(round=round_id, organisation__in=ids).order_by()
    found = {office: Reach("", None, 0) for office in ids}
    for office, n, contact, ends in rows.union(
        links.values_list("organisation", Value(-1), Cast(name, text), "ends"), all=True
    ):
        known = found[office]
        found[office] = replace(known, people=n) if n >= 0 else replace(known, contact=contact, link_ends=ends)
    return found


def overview(current: ReportingRound, today: date, past: Past | None = None) -> Overview:
    """A round at a glance: five queries (four with `past` at hand), however many measures, offices and rounds."""
    found = standings(current, goals=False, past=past)
    by_office: dict[Office, list[MeasureStand]] = defaultdict(list)
    for measure in found.measures:
        for office in measure.answers:
            by_office[office].append(measure)
    reached = reach(current.pk, [office.id for office in by_office], today)
    return Overview(
        round=found.round,
        previous=found.previous,
        message=current.message,
        version=current.version,
        whole=roll_up(m.stand.standing for m in found.measures),
        offices=tuple(
            sorted(
                (_office(office, rows, reached[office.id]) for office, rows in by_office.items()),
                key=lambda row: (row.open == 0, -row.open, row.office.name),
            )
        ),
        nobody=tuple(m for m in found.measures if not m.answers and not m.stand.carried),
        silent=tuple(m for m in found.measures if m.stand.standing is Standing.SILENT),
        late=tuple(m for m in found.measures if m.stand.standing is Standing.LATE),
        plans=tuple((shape, *plan_rows(found, shape)) for shape in found.shapes),
        asked=sum(not m.stand.carried for m in found.measures),
        answered=sum(m.report is not None and not m.stand.carried for m in found.measures),
        measures=found.measures,
    )


def _office(office: Office, rows: list[MeasureStand], how: Reach) -> OfficeRow:
    asked = [m for m in rows if not m.stand.carried]
    return OfficeRow(
        office=office,
        asked=len(asked),
        answered=sum(m.report is not None for m in asked),
        late=sum(m.stand.standing is Standing.LATE for m in rows),
        contact=how.contact,
        link_ends=how.link_ends,
        people=how.people,
    )


def plan_rows(found: Standings, shape: Shape) -> tuple[RollUp, tuple[FieldRow, ...]]:
    """What stands where in a plan: as a whole, and field by field (each with all below it)."""
    measures = [m for m in found.measures if m.edition == shape.id]
    by_field: dict[int | None, list[Standing]] = defaultdict(list)
    for measure in measures:
        by_field[measure.field].append(measure.stand.standing)
    rows = []
    for field in shape.fields:
        below = found.below(shape, field)
        rolled = roll_up(s for pk in below for s in by_field.get(pk, ()))
        rows.append(FieldRow(field.link.key, field.link.full, field.depth, rolled))
    return roll_up(m.stand.standing for m in measures), tuple(rows)


def newest_round(*, insider: bool, edition: int | None = None) -> ReportingRound | None:
    """The round whose answers a reader meets: the newest that is published; for insiders the newest that was opened."""
    rows = ReportingRound.objects.exclude(state=RoundState.DRAFT) if insider else published_rounds()
    if edition is not None:
        rows = rows.filter(editions=edition)
    return rows.order_by("-reference_date", "-pk").first()


def refs(rows: Iterable[ReportingRound]) -> tuple[RoundRef, ...]:
    return tuple(round_ref(row) for row in rows)
