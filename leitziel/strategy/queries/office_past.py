# SPDX-License-Identifier: EUPL-1.2
"""What an office was called, what became of it, and where an old address leads, as far as a person may know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from leitziel.core.access import Access
from leitziel.core.models import Organisation, OrganisationName, OrganisationRedirect
from leitziel.strategy.models import Responsibility

from .offices import office_page
from .visibility import current_editions


@dataclass(frozen=True, slots=True)
class Other:
    """Another office by name; `slug` is empty where it has no page for this person."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Past:
    """`former`: (name, last day, note), the latest first."""

    former: tuple[tuple[str, dt.date, str], ...]
    ended_on: dt.date | None
    successor: Other | None
    predecessors: tuple[Other, ...]


def office_past(access: Access, pk: int) -> Past | None:
    """What there is to say of an office's past, None if nothing; at most four queries.

    A successor is named to everybody, for a person said so for the public; its page is linked only where it exists for
    this person. Predecessors are named only where they have a page.
    """
    row = Organisation.objects.select_related("successor").get(pk=pk)
    former = tuple(OrganisationName.objects.filter(organisation=pk).values_list("name", "until", "note"))
    before = list(Organisation.objects.filter(successor=pk))
    others = [*before, *([row.successor] if row.successor else [])]
    shown = {other.pk for other in others}
    if others and not access.may("strategy.view_drafts"):
        named = Responsibility.objects.filter(measure__edition__in=current_editions(), organisation__in=shown)
        shown = set(named.values_list("organisation_id", flat=True))

    def other(office: Organisation) -> Other:
        return Other(office.name, office.slug if office.pk in shown else "")

    if not (former or row.ended_on or shown.intersection(o.pk for o in before)):
        return None
    successor = other(row.successor) if row.successor else None
    return Past(former, row.ended_on, successor, tuple(other(o) for o in before if o.pk in shown))


def moved_to(access: Access, slug: str) -> str | None:
    """Where the address of a merged entry leads; None if there was none, or this person may not know of the office."""
    row = OrganisationRedirect.objects.select_related("organisation").filter(slug=slug).first()
    if row is None or office_page(access, row.organisation.slug) is None:
        return None
    return row.organisation.slug
