# SPDX-License-Identifier: EUPL-1.2
"""My measures: those in which an organisation of mine, or one below it, has a part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from leitziel.core.access import Access
from leitziel.methods.textsearch import fold
from leitziel.strategy.enums import DeadlineKind, ResponsibilityRole
from leitziel.strategy.models import Measure, MeasureComment, Responsibility
from leitziel.strategy.queries.values import deadline_words
from leitziel.strategy.queries.visibility import current_editions

from .editions import working_editions

SOON = 92  # days before a deadline from which on it is near


@dataclass(frozen=True, slots=True)
class Mine:
    """A measure of mine. `lead`: it is led by an organisation of mine (or only says who is involved)."""

    thread: int
    short_id: str
    label: str
    number: str
    heading: str
    concept: str
    concept_slug: str
    published: bool
    offices: tuple[str, ...]  # mine
    lead: bool
    deadline: str
    last_day: date | None
    ongoing: bool
    late: bool
    soon: bool
    comments: int  # open ones


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list: `part` is "lead", "partner" or ""; `time` is "late", "soon" or ""."""

    part: str = ""
    time: str = ""
    concept: str = ""
    comments: bool = False
    query: str = ""


def my_measures(access: Access, today: date) -> list[Mine]:
    """My measures in the editions that count, next deadline first; four queries at most.

    Insiders also meet drafts of concepts that have nothing public yet; providers meet published ones only.
    """
    if not access.organisations:
        return []
    insider = access.may("strategy.view_drafts")
    editions = working_editions() if insider else list(current_editions().select_related("concept"))
    by_id = {edition.pk: edition for edition in editions}
    parts: dict[int, list[tuple[str, str]]] = {}
    rows = Responsibility.objects.filter(organisation__in=access.organisations, measure__edition__in=list(by_id))
    for measure, role, name in rows.order_by("position").values_list("measure_id", "role", "organisation__name"):
        parts.setdefault(measure, []).append((role, name))
    columns = (
        "pk", "edition_id", "thread_id", "thread__short_id", "number", "title", "text",
        "deadline_text", "deadline_kind", "deadline_start", "deadline_end", "deadline_last_day",
    )  # fmt: skip
    measures = list(Measure.objects.filter(pk__in=list(parts)).order_by("edition", "position").values(*columns))
    talk = open_comments(access, [m["thread_id"] for m in measures])
    found = []
    for m in measures:
        edition, own, last = by_id[m["edition_id"]], parts[m["pk"]], m["deadline_last_day"]
        found.append(
            Mine(
                thread=m["thread_id"],
                short_id=m["thread__short_id"],
                label=edition.label,
                number=m["number"],
                heading=m["title"] or m["text"],
                concept=edition.concept.title,
                concept_slug=edition.concept.slug,
                published=edition.published_at is not None,
                offices=tuple(dict.fromkeys(name for _role, name in own)),
                lead=any(role != ResponsibilityRole.PARTNER for role, _name in own),
                deadline=deadline_words(m["deadline_text"], m["deadline_kind"], m["deadline_start"], m["deadline_end"]),
                last_day=last,
                ongoing=m["deadline_kind"] in {DeadlineKind.ONGOING, DeadlineKind.RECURRING},
                late=last is not None and last < today,
                soon=last is not None and 0 <= (last - today).days <= SOON,
                comments=talk.get(m["thread_id"], 0),
            )
        )
    return sorted(found, key=lambda m: (m.last_day is None, m.last_day or date.max))


def open_comments(access: Access, threads: Iterable[int]) -> dict[int, int]:
    """Comments that wait, by thread; empty for those who may not see any. One query, none without threads."""
    wanted = list(threads)
    if not wanted or not access.may("strategy.view_comments"):
        return {}
    rows = MeasureComment.objects.filter(thread__in=wanted, removed_at=None, resolved_at=None)
    return dict(rows.order_by().values_list("thread").annotate(n=Count("pk")))


def chosen(rows: Iterable[Mine], wanted: Wanted) -> list[Mine]:
    """The measures that a filter leaves, in their order."""
    needle = fold(wanted.query).strip()
    return [
        m
        for m in rows
        if (not wanted.part or m.lead == (wanted.part == "lead"))
        and (not wanted.time or (m.late if wanted.time == "late" else m.soon))
        and (not wanted.concept or m.concept_slug == wanted.concept)
        and (not wanted.comments or m.comments)
        and (not needle or needle in fold(f"{m.number} {m.heading}"))
    ]
