# SPDX-License-Identifier: EUPL-1.2
"""Rounds with answers of any size, for tests and benchmarks.

with scope(municipality=m):
    rounds = build_rounds(m, [edition], number=3)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django_scopes import scope

from leitziel.core.models import Municipality
from leitziel.core.models.base import prepare
from leitziel.core.text import slug
from leitziel.strategy.models import Edition, Measure, ProgressReport, ReportingRound
from leitziel.strategy.standing import goes_on

FIRST_YEAR = 2025
TEXTS = [
    "Die Beratung wurde an drei Vormittagen in der Woche angeboten; 214 Menschen kamen.",
    "Mit den Trägern fanden zwei Treffen statt. Der Raum im Erdgeschoss ist gefunden und wird im Frühjahr umgebaut.",
    "Der Runde Tisch hat „Ankommen im Quartier“ als Schwerpunkt gewählt und einen Fahrplan vereinbart.",
    "",
]
MISSING = ["", "Die zweite Stelle ist noch nicht besetzt.", "Es fehlen Räume, die ohne Stufen erreichbar sind.", ""]
NEXT = ["Ausschreibung bis Ende März.", "", "Vorstellung im Sozialausschuss.", "Gespräch mit der Wohnungsgesellschaft."]
EVIDENCE = [("Jahresbericht des Trägers", ""), ("Vorlage 26/0815", "https://rat.pruefstadt.example/815"), ("", "")]


def build_round(
    municipality: Municipality,
    editions: Sequence[Edition],
    *,
    year: int,
    state: str = "closed",
    published: bool = True,
    answers: bool = True,
    plant: str = "",
    title: str = "",
    previous: ReportingRound | None = None,
    **values: Any,
) -> ReportingRound:
    """A round with the last day of `year` as reference date; most measures are reported on, in the ways they can be.

    `plant`: a word that every public text carries, and every internal note and name of a person in upper case.
    """
    title = title or f"Berichtsrunde {year}"
    moment = min(timezone.make_aware(dt.datetime(year + 1, 1, 20, 9, 30)), timezone.now() - dt.timedelta(hours=1))
    row = ReportingRound(
        municipality=municipality,
        title=f"{title} {plant}".strip(),
        slug=slug(title if str(year) in title else f"{title} {year}"),
        period_start=dt.date(year, 1, 1),
        reference_date=dt.date(year, 12, 31),
        deadline=dt.date(year + 1, 1, 31),
        state=state,
        opened_at=None if state == "draft" else moment,
        closed_at=moment if state == "closed" else None,
        published_at=moment if published and state == "closed" else None,
        previous=previous,
        **values,
    )
    row.save()
    row.editions.set(editions)
    if answers:
        build_reports(row, plant=plant)
    return row


def build_reports(row: ReportingRound, *, plant: str = "") -> list[ProgressReport]:
    """What the offices reported: the same in every run, and no two rounds alike."""
    turn = row.reference_date.year - FIRST_YEAR
    measures = Measure.objects.filter(edition__in=row.editions.all()).order_by("edition", "position")
    rows = []
    for place, measure in enumerate(measures.prefetch_related("responsibilities")):
        state = _state(measure.deadline_kind, place, turn)
        if state is None:
            continue
        kind = (place + turn) % 4
        evidence, address = EVIDENCE[(place + turn) % 3]
        lead = next((r for r in measure.responsibilities.all() if r.role == "lead"), None)
        text = TEXTS[kind] or ("Es hat stattgefunden." if state == "happened" else "")
        rows.append(
            ProgressReport(
                municipality=row.municipality,
                round=row,
                thread_id=measure.thread_id,
                organisation_id=lead.organisation_id if lead else None,
                state=state,
                text=f"{text} {plant}".strip(),
                missing=MISSING[kind],
                next_step=NEXT[kind],
                evidence=evidence,
                evidence_address=address,
                evidence_date=row.reference_date - dt.timedelta(days=30 + place % 200) if evidence else None,
                internal_note=f"NICHT WEITERGEBEN {plant.upper()}".strip(),
                channel="link",
                by_name=f"FRAU MUSTERHAUS {plant.upper()}".strip(),
                submitted_at=timezone.make_aware(dt.datetime(row.reference_date.year + 1, 1, 15, 10, 0)),
            )
        )
    for each in rows:
        prepare(each)
    return ProgressReport.objects.bulk_create(rows, batch_size=500)


WAYS = [  # what becomes of a measure with an end, round after round; None: nothing was reported
    ("not_started", "underway", "completed"),
    ("underway", "underway", "underway"),
    ("underway", "completed", None),
    ("not_started", "not_started", "paused"),
    ("underway", "dropped", None),
]
WAYS_ON = [("happened", "happened", "quiet"), ("quiet", "happened", "happened"), ("happened", "paused", "ended")]


def _state(deadline_kind: str, place: int, turn: int) -> str | None:
    """A measure's state in the round number `turn`; some are never heard of, some fall silent after the first."""
    if place % 11 == 10 or (place % 7 == 6 and turn > 0):
        return None
    ways: list[tuple[str | None, ...]] = [*WAYS_ON] if goes_on(deadline_kind) else [*WAYS]
    way = ways[place // 3 % len(ways)]
    return way[min(turn, len(way) - 1)]


def build_rounds(
    municipality: Municipality, editions: Sequence[Edition], *, number: int = 3, **values: Any
) -> list[ReportingRound]:
    """Rounds of consecutive years, the oldest first, each after the one before."""
    with scope(municipality=municipality):
        rows: list[ReportingRound] = []
        for turn in range(number):
            previous = rows[-1] if rows else None
            rows.append(build_round(municipality, editions, year=FIRST_YEAR + turn, previous=previous, **values))
        return rows
