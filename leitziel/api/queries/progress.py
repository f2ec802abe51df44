# SPDX-License-Identifier: EUPL-1.2
"""Published reporting rounds and what was reported in them. Neither internal notes nor who typed an answer, nor how it
came in, are read here at all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from leitziel.strategy.models import Edition, Measure, ProgressReport, ReportingRound
from leitziel.strategy.queries.progress.rounds import published_rounds
from leitziel.strategy.queries.visibility import published

from .parts import Json, Writer

_READ = (
    "thread", "round", "organisation", "state", "text", "missing", "next_step", "evidence", "evidence_address",
    "evidence_date",
)  # fmt: skip
_OF_OTHERS = (
    "round__slug", "round__title", "round__reference_date", "organisation__slug", "organisation__name",
    "thread__short_id",
)  # fmt: skip


def _public() -> QuerySet[ProgressReport]:
    rows = ProgressReport.objects.filter(round__published_at__isnull=False)
    return rows.select_related("round", "organisation", "thread").only(*_READ, *_OF_OTHERS)


def newest_reports(threads: Iterable[int]) -> dict[int, ProgressReport]:
    """Of each thread the report of the newest published round; one query, none without threads."""
    wanted = list(threads)
    rows = _public().filter(thread__in=wanted).order_by("round__reference_date", "round") if wanted else ()
    return {row.thread_id: row for row in rows}


def report(writer: Writer, row: ProgressReport) -> Json:
    office = row.organisation
    return {
        "round": {"id": row.round.slug, "title": row.round.title, "reference_date": row.round.reference_date},
        "state": row.state,
        "text": row.text,
        "missing": row.missing,
        "next_step": row.next_step,
        "evidence": row.evidence,
        "evidence_url": row.evidence_address or None,
        "evidence_date": row.evidence_date,
        "office": writer.ref("office", office.slug, office.name) if office else None,
    }


def rounds(writer: Writer, page: int, limit: int) -> Json:
    """Published rounds, the newest first; three queries."""
    editions = Prefetch("editions", queryset=published().select_related("concept"), to_attr="public")
    rows = published_rounds().prefetch_related(editions).order_by("-reference_date", "-pk")
    part, total = writer.part(rows, page, limit)
    return writer.many([_round(writer, row, row.public) for row in part], total, page, limit)


def _round(writer: Writer, row: ReportingRound, editions: Iterable[Edition]) -> Json:
    return {
        "id": row.slug,
        "title": row.title,
        "period_start": row.period_start,
        "reference_date": row.reference_date,
        "published_at": row.published_at,
        "editions": [writer.edition(edition) for edition in editions],
    }


def reports(writer: Writer, slug: str, page: int, limit: int) -> Json | None:
    """What was reported in a published round, in the order of the plans; None if there is no such round. Only of
    measures that stand in a published edition of it; three queries."""
    found = published_rounds().filter(slug=slug).first()
    if found is None:
        return None
    measures = {
        thread: (number, title or text)
        for thread, number, title, text in Measure.objects.filter(edition__in=published().filter(rounds=found))
        .order_by("edition__concept__position", "edition__concept_id", "position")
        .values_list("thread_id", "number", "title", "text")
    }
    rows = {row.thread_id: row for row in _public().filter(round=found)}
    part, total = writer.part([thread for thread in measures if thread in rows], page, limit)
    items = []
    for thread in part:
        number, heading = measures[thread]
        reference = writer.ref("measure", rows[thread].thread.short_id, heading, number)
        items.append({"measure": reference, **report(writer, rows[thread])})
    return writer.many(items, total, page, limit)
