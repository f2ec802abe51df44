# SPDX-License-Identifier: EUPL-1.2
"""What changed in public: editions that were published, and public words of measures that were changed since.

Read from the log, and never more of it than a visitor could see by comparing the pages of two days: no person, no
internal field, nothing from before the publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from leitziel.core.access import Access
from leitziel.core.models import LogDetail
from leitziel.strategy.models import Concept, Edition, Measure
from leitziel.strategy.queries.progress.history import newest_changes
from leitziel.strategy.queries.progress.rounds import published_rounds
from leitziel.strategy.queries.visibility import current_editions, published

MOST = 50  # entries of a feed
LOOKED_AT = 500  # newest log entries about measures
PUBLIC_FIELDS = {
    "title": lambda: _("title"),
    "text": lambda: _("text"),
    "number": lambda: _("number"),
    "focus": lambda: _("focus"),
    "responsible_text": lambda: _("responsibility"),
    "responsibilities": lambda: _("responsibility"),
    "deadline_text": lambda: _("deadline"),
    "deadline_kind": lambda: _("deadline"),
    "deadline_start": lambda: _("deadline"),
    "deadline_end": lambda: _("deadline"),
    "every_months": lambda: _("deadline"),
    "goal": lambda: _("goal"),
    "field": lambda: _("field of action"),
    "target_groups": lambda: _("target groups"),
    "objectives": lambda: _("cross-cutting objectives"),
    "areas": lambda: _("planning areas"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened in public: `page` and `parts` name its page, `key` tells it from all others."""

    key: str
    at: dt.datetime
    title: str
    text: str
    page: str
    parts: tuple[str, ...]


def public_concepts() -> list[Concept]:
    """The concepts that have a published edition."""
    return list(Concept.objects.filter(pk__in=current_editions().values("concept")).order_by("position", "title"))


def changes(concept: Concept | None = None) -> list[Change]:
    """The newest public changes of the municipality (or of one concept); three queries."""
    editions = published().select_related("concept")
    if concept is not None:
        editions = editions.filter(concept=concept)
    rows = {edition.pk: edition for edition in editions}
    found = [*_editions(rows.values()), *_measures(rows)]
    return sorted(found, key=lambda change: (change.at, change.key), reverse=True)[:MOST]


def progress_changes() -> list[Change]:
    """Of each measure whose state in a published round is not the one reported before, what is reported now; five
    queries. The time is that of the publication: before it nobody could see it."""
    at = dict(published_rounds().values_list("slug", "published_at"))
    found = []
    for change in newest_changes(Access(AnonymousUser(), None), MOST):
        entry = change.entry
        said = _("before: %(before)s") % {"before": change.before} if change.before else ""
        parts = (f"{entry.round.title}: {entry.state_label}", said, entry.text)
        found.append(
            Change(
                key=f"progress/{change.short_id}/{entry.round.slug}",
                at=at[entry.round.slug],
                title=_("Progress: %(name)s") % {"name": f"{change.number} {change.heading}".strip()},
                text=". ".join(part for part in parts if part),
                page="measure",
                parts=(change.short_id,),
            )
        )
    return sorted(found, key=lambda change: (change.at, change.key), reverse=True)


def _editions(editions: Iterable[Edition]) -> list[Change]:
    return [
        Change(
            key=f"edition/{edition.concept.slug}/{edition.label}",
            at=edition.published_at,
            title=_("%(title)s %(label)s is published") % {"title": edition.concept.title, "label": edition.label},
            text=str(edition.get_state_display()),
            page="edition",
            parts=(edition.concept.slug, edition.label),
        )
        for edition in editions
        if edition.published_at
    ]


def _measures(editions: dict[int, Edition]) -> list[Change]:
    """Of each measure the newest change of what the public reads, if it came after the publication."""
    if not editions:
        return []
    first = min(edition.published_at for edition in editions.values() if edition.published_at)
    entries = LogDetail.objects.filter(entry__object_type="strategy.measure", entry__at__gt=first)
    newest: dict[int, tuple[dt.datetime, list[str]]] = {}
    rows = entries.order_by("-entry__sequence").values_list("entry__object_id", "entry__at", "payload")
    for ident, at, payload in rows[:LOOKED_AT]:
        names = list(dict.fromkeys(PUBLIC_FIELDS[n]() for n in payload.get("changes", {}) if n in PUBLIC_FIELDS))
        if names and ident.isdecimal():
            newest.setdefault(int(ident), (at, names))
    measures = Measure.objects.filter(pk__in=list(newest), edition__in=list(editions)).select_related("thread")
    found = []
    for measure in measures.defer("search_text", "notes"):
        at, names = newest[measure.pk]
        edition = editions[measure.edition_id]
        if edition.published_at and at > edition.published_at:
            found.append(_changed(measure, edition, at, names))
    return found


def _changed(measure: Measure, edition: Edition, at: dt.datetime, names: list[str]) -> Change:
    short_id = measure.thread.short_id
    return Change(
        key=f"measure/{short_id}/{edition.label}/{at:%Y%m%dT%H%M%S%f}",
        at=at,
        title=_("Measure changed: %(name)s") % {"name": f"{measure.number} {measure.heading}".strip()},
        text=_("%(title)s %(label)s. Changed: %(names)s.")
        % {"title": edition.concept.title, "label": edition.label, "names": ", ".join(names)},
        page="measure-edition",
        parts=(short_id, edition.label),
    )
