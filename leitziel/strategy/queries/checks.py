# SPDX-License-Identifier: EUPL-1.2
"""What planners should look at: editions that end, deadlines beyond the end, one source under two numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitziel.core.text import name_key
from leitziel.strategy.enums import EditionState
from leitziel.strategy.models import Edition, Measure, Reference

from .sources import papers_of
from .values import EditionRef, Link, Paper, edition_ref

MONTHS_BEFORE = 6
_PAPER_NUMBER = re.compile(r"\b\d{1,5}(?:-[A-Za-zÄÖÜäöü]+)?\s*/\s*\d{2,5}(?:-[A-Za-zÄÖÜäöü]+)*\b")
_LEAD_IN = re.compile(r"^\s*(?:vgl|siehe|s|s\.\s*a)\b\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at: `kind` of notice, what it says, and the measures it is about."""

    kind: str
    text: str
    measures: tuple[Link, ...] = ()


def months_later(day: date, months: int) -> date:
    """The same day some months later (the last of the month where there is no such day)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, 28)


def validity_check(edition: Edition, today: date) -> Check | None:
    """Has the edition ended, or will it within six months? Superseded editions may have ended."""
    end = edition.valid_to
    if end is None or edition.state == EditionState.SUPERSEDED:
        return None
    shown = formats.date_format(end, "DATE_FORMAT")
    if end < today:
        return Check("danger", _("The edition has ended on %(end)s. Is there a newer one?") % {"end": shown})
    if end < months_later(today, MONTHS_BEFORE):
        return Check("warning", _("The edition ends on %(end)s, in less than six months.") % {"end": shown})
    return None


def edition_checks(edition: Edition, today: date) -> list[Check]:
    """Everything to look at in an edition; three queries."""
    checks = [validity_check(edition, today), _beyond(edition), *_doubles(edition)]
    return [check for check in checks if check]


def _beyond(edition: Edition) -> Check | None:
    if edition.valid_to is None:
        return None
    rows = Measure.objects.filter(edition=edition, deadline_last_day__gt=edition.valid_to).order_by("position")
    found = tuple(
        Link(short_id, title or text, number)
        for short_id, number, title, text in rows.values_list("thread__short_id", "number", "title", "text")
    )
    if not found:
        return None
    text = ngettext(
        "The deadline of %(n)s measure lies after the end of the edition.",
        "The deadlines of %(n)s measures lie after the end of the edition.",
        len(found),
    )
    return Check("warning", text % {"n": len(found)}, found)


def _doubles(edition: Edition) -> Iterable[Check]:
    rows = list(Reference.objects.filter(edition=edition).order_by("position").values_list("id", "text"))
    return [
        Check(
            "warning",
            _("One source is cited under different numbers: “%(title)s” as %(numbers)s.")
            % {"title": title, "numbers": _(" and ").join(numbers)},
        )
        for title, numbers in same_source_other_number(rows, papers_of(ident for ident, _text in rows))
    ]


def same_source_other_number(
    rows: Iterable[tuple[int, str]], papers: dict[int, tuple[Paper, ...]]
) -> list[tuple[str, list[str]]]:
    """Footnotes (id, text) of one title that name different council papers: (title, numbers).

    The title is the text without paper numbers, lead-ins ("Vgl.") and punctuation; footnotes that name no paper,
    or several, say nothing about a number.
    """
    numbers: dict[str, dict[str, None]] = defaultdict(dict)
    titles: dict[str, str] = {}
    for ident, text in rows:
        named = papers.get(ident, ())
        if len(named) != 1:
            continue
        title = _LEAD_IN.sub("", _PAPER_NUMBER.sub("", text.replace(named[0].number, ""))).strip(" ,;:.–-()")
        key = name_key(title)
        if key:
            titles.setdefault(key, title)
            numbers[key][named[0].number] = None
    return [(titles[key], list(found)) for key, found in numbers.items() if len(found) > 1]


def ending_editions(today: date) -> list[tuple[EditionRef, Check]]:
    """Adopted editions that have ended or will within six months; one query."""
    rows = Edition.objects.filter(
        state=EditionState.ADOPTED, valid_to__lt=months_later(today, MONTHS_BEFORE)
    ).select_related("concept")
    found = [(edition_ref(e), validity_check(e, today)) for e in rows.order_by("valid_to")]
    return [(ref, check) for ref, check in found if check]
