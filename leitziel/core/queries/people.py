# SPDX-License-Identifier: EUPL-1.2
"""Reads about the people of a municipality; each a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from leitziel.core.models import Deputy, Invitation, Membership, OperatorSession, Organisation, User

ACTIVE, ENDED = "aktiv", "beendet"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list of people is asked for; empty values ask for everything."""

    words: str = ""
    role: str = ""
    organisation: int | None = None
    state: str = ACTIVE


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list, with the memberships that count (or counted) and who stands in today."""

    user: User
    memberships: list[Membership]
    active: bool
    deputies: list[User]


def current(day: dt.date) -> Q:
    """Memberships that count on a day or will begin later."""
    return Q(valid_to=None) | Q(valid_to__gte=day)


def people(wanted: Wanted, today: dt.date) -> QuerySet[User]:
    """Everybody who has (or had) a membership in the municipality in scope and answers what is wanted, by name."""
    theirs = Membership.objects.filter(user=OuterRef("pk"))
    now = theirs.filter(current(today))
    asked = now if wanted.state == ACTIVE else theirs
    if wanted.role:
        asked = asked.filter(role=wanted.role)
    if wanted.organisation is not None:
        asked = asked.filter(organisation=wanted.organisation)
    found = User.objects.filter(Exists(asked))
    if wanted.state == ACTIVE:
        found = found.filter(is_active=True)
    elif wanted.state == ENDED:
        found = found.filter(~Exists(now) | Q(is_active=False))
    for word in wanted.words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.order_by(Lower("name"), "pk")


def lines(users: Sequence[User], today: dt.date) -> list[PersonLine]:
    """The memberships and deputies of these people: two queries, however many they are."""
    rows = Membership.objects.filter(user__in=users).select_related("organisation").order_by("role", "pk")
    memberships: dict[int, list[Membership]] = {}
    for row in rows:
        memberships.setdefault(row.user_id, []).append(row)
    standing: dict[int, list[User]] = {}
    stands_in = Deputy.objects.filter(
        person__in=users, withdrawn_at=None, valid_from__lte=today, valid_to__gte=today
    ).select_related("deputy")
    for row in stands_in:
        standing.setdefault(row.person_id, []).append(row.deputy)
    result = []
    for user in users:
        own = memberships.get(user.pk, [])
        now = [m for m in own if m.valid_to is None or m.valid_to >= today]
        result.append(PersonLine(user, now or own, bool(now) and user.is_active, standing.get(user.pk, [])))
    return result


def members(today: dt.date) -> QuerySet[User]:
    """The people who have a membership now or later, for lists to choose from."""
    now = Membership.objects.filter(current(today), user=OuterRef("pk"))
    return User.objects.filter(Exists(now), is_active=True).order_by(Lower("name"), "pk")


def invitations(state: str) -> QuerySet[Invitation]:
    """Invitations, the newest first: those that are open, or (any other state) all."""
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(accepted_at=None, withdrawn_at=None) if state == "offen" else rows


def organisations_with_people() -> QuerySet[Organisation]:
    """Organisations that somebody belongs to, for the filter."""
    return Organisation.objects.filter(Exists(Membership.objects.filter(organisation=OuterRef("pk"))))


def deputies_of(person: User) -> QuerySet[Deputy]:
    """Who stands (or stood) in for a person, the newest first."""
    return Deputy.objects.filter(person=person).select_related("deputy", "entered_by")


def stands_in(person: User, today: dt.date) -> QuerySet[Deputy]:
    """For whom a person stands in, now or later."""
    rows = Deputy.objects.filter(deputy=person, withdrawn_at=None, valid_to__gte=today)
    return rows.select_related("person").order_by("valid_from")


def operator_sessions() -> QuerySet[OperatorSession]:
    """All sessions of operators in the municipality in scope, the newest first."""
    return OperatorSession.objects.select_related("operator")
