# SPDX-License-Identifier: EUPL-1.2
"""What the core room hands over with a person's work: roles, deputies, open invitations."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.core import handover
from leitziel.core.models import Deputy, Invitation, Membership, User

from .deputies import withdraw_deputy
from .memberships import Terms, end_membership, give_membership


def memberships(person: User) -> QuerySet[Membership]:
    """The roles a person has now or will have."""
    rows = Membership.objects.filter(user=person).select_related("organisation", "user", "municipality")
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())).order_by("pk")


def give_memberships(rows: list[Membership], _person: User, to: User, actor: User | None) -> None:
    """The other person gets each role from today on; the first one's ends."""
    today = timezone.localdate()
    for row in rows:
        same = Membership.objects.filter(user=to, role=row.role, organisation=row.organisation)
        if not same.filter(Q(valid_to=None) | Q(valid_to__gte=today)).exists():
            begin = max(row.valid_from, today)
            terms = Terms(Membership.Role(row.role), row.organisation, begin, row.valid_to)
            give_membership(municipality=row.municipality, actor=actor, user=to, terms=terms)
    for row in rows:
        end_membership(membership=row, actor=actor)


def deputies(person: User) -> QuerySet[Deputy]:
    """Where the person stands in for others, now or later."""
    rows = Deputy.objects.filter(deputy=person, withdrawn_at=None, valid_to__gte=timezone.localdate())
    return rows.select_related("person", "deputy", "municipality").order_by("pk")


def give_deputies(rows: list[Deputy], _person: User, to: User, actor: User | None) -> None:
    """The other person stands in for the rest of the time, unless it is they who are away."""
    for row in rows:
        withdraw_deputy(deputy=row, actor=actor)
        if row.person_id != to.pk:
            Deputy(
                municipality=row.municipality,
                person=row.person,
                deputy=to,
                valid_from=max(row.valid_from, timezone.localdate()),
                valid_to=row.valid_to,
                entered_by=actor,
            ).save()


def invitations(person: User) -> QuerySet[Invitation]:
    """Invitations that the person sent and nobody has accepted yet."""
    return Invitation.objects.filter(invited_by=person, accepted_at=None, withdrawn_at=None).order_by("pk")


def give_invitations(rows: list[Invitation], _person: User, to: User, _actor: Any) -> None:
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(invited_by=to)


handover.register("core.memberships", label=_("roles"), of=memberships, give=give_memberships, order=10)
handover.register("core.deputies", label=_("standing in for others"), of=deputies, give=give_deputies, order=20)
handover.register("core.invitations", label=_("open invitations"), of=invitations, give=give_invitations, order=30)
