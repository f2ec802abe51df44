# SPDX-License-Identifier: EUPL-1.2
"""Reads of the portal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scopes_disabled

from leitziel.core.models import Membership, Municipality, User
from leitziel.portal.models import Feedback
from leitziel.strategy.enums import ImportState
from leitziel.strategy.models import Concept, Edition, Measure, PlanImport
from leitziel.strategy.queries.visibility import current_editions

FEW = 5  # entries of a short list on the front page


def municipalities() -> list[Municipality]:
    """All municipalities of this installation by name."""
    return list(Municipality.objects.order_by("name"))


def only_municipality(request: HttpRequest) -> Municipality | None:
    """The municipality that the host name stands for, or the only one there is."""
    host = request.get_host().rsplit(":", 1)[0]
    found = Municipality.objects.filter(host_name=host).first()
    if found:
        return found
    few = list(Municipality.objects.all()[:2])
    return few[0] if len(few) == 1 else None


def own_memberships(user: User) -> list[Membership]:
    """A person's own memberships that count today, in all municipalities."""
    today = timezone.localdate()
    with scopes_disabled():  # across municipalities, but only the person's own memberships
        rows = Membership.objects.filter(user=user, valid_from__lte=today)
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        return list(rows.select_related("municipality", "organisation").order_by("id"))


def start_address(user: User) -> str:
    """Where a person begins after logging in: the work page of their first municipality; an operator's account page."""
    found = own_memberships(user)
    if found:
        return reverse("work", args=[found[0].municipality.slug])
    return reverse("account") if user.is_operator else reverse("home")


@dataclass(frozen=True, slots=True)
class PublishedConcept:
    """A concept on the front page: the edition that counts for the public, and what it holds."""

    concept: Concept
    edition: Edition
    fields: int
    goals: int
    measures: int


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page of a municipality shows: concepts, their sums, the newest editions, the next deadlines."""

    concepts: list[PublishedConcept]
    fields: int
    goals: int
    measures: int
    newest: list[Edition]
    next_deadlines: list[Measure]


def front(today: dt.date) -> Front:
    """The published facts of the municipality in scope; five queries, however much there is."""
    editions = list(current_editions().select_related("concept").order_by("concept__position", "concept__title"))
    ids = [edition.pk for edition in editions]
    fields = _counts(ids, "fields", Q(fields__parent=None))
    goals = _counts(ids, "goals")
    measures = _counts(ids, "measures")
    concepts = [
        PublishedConcept(e.concept, e, fields.get(e.pk, 0), goals.get(e.pk, 0), measures.get(e.pk, 0)) for e in editions
    ]
    upcoming = Measure.objects.filter(edition__in=ids, deadline_last_day__gte=today).select_related("thread", "field")
    return Front(
        concepts=concepts,
        fields=sum(fields.values()),
        goals=sum(goals.values()),
        measures=sum(measures.values()),
        newest=sorted(editions, key=lambda e: e.published_at, reverse=True)[:FEW],
        next_deadlines=list(upcoming.order_by("deadline_last_day", "edition_id", "position")[:FEW]),
    )


def _counts(ids: list[int], relation: str, condition: Q | None = None) -> dict[int, int]:
    rows = Edition.objects.filter(pk__in=ids).annotate(n=Count(relation, filter=condition))
    return dict(rows.order_by().values_list("pk", "n"))


def open_feedback() -> QuerySet[Feedback]:
    """Messages about barriers that nobody has dealt with yet, newest first."""
    return Feedback.objects.filter(done_at=None)


def waiting_imports() -> list[PlanImport]:
    """The newest imports that are being read, wait for review, or could not be read."""
    waiting = PlanImport.objects.filter(state__in=[ImportState.READING, ImportState.REVIEW, ImportState.FAILED])
    return list(waiting.defer("plan", "organisations").select_related("created_by").order_by("-created_at")[:FEW])


def unpublished_editions() -> list[Edition]:
    """The newest editions that only members of the municipality see."""
    return list(Edition.objects.filter(published_at=None).select_related("concept").order_by("-created_at")[:FEW])
