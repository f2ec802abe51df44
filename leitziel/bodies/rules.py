# SPDX-License-Identifier: EUPL-1.2
"""Permissions of the bodies room. Two of them look at the thing itself: a member of a body sees what is non-public of
that body and no other, and who keeps its office manages that body and no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.models import Body, Meeting, SeatHolder
from leitziel.bodies.models.seat import holding
from leitziel.core.access import Access, Role, any_of, everybody, member, permission

PLANNERS = any_of(Role.ADMINISTRATION, Role.PLANNING)


@dataclass(frozen=True, slots=True)
class OwnSeats:
    """Ids of the bodies in which a person holds a seat today, and of those whose office they keep."""

    member: frozenset[int] = frozenset()
    office: frozenset[int] = frozenset()


NONE = OwnSeats()


def own_seats(access: Access) -> OwnSeats:
    """The person's seats of today: one query a request, and none for whoever is no member of the municipality."""
    if not access.roles:
        return NONE
    known: OwnSeats | None = getattr(access, "own_seats", None)
    if known is None:
        rows = list(
            SeatHolder.objects.with_scope(municipality=access.municipality)
            .filter(holding(timezone.localdate()), user=access.user)
            .values_list("seat__body_id", "seat__keeps_office")
        )
        known = OwnSeats(frozenset(body for body, _o in rows), frozenset(body for body, office in rows if office))
        access.own_seats = known  # type: ignore[attr-defined]
    return known


def sees_inside(access: Access, body: Body | None) -> bool:
    """Planners, and the members of the body; without a body, whoever is a member of any."""
    if PLANNERS(access, body):
        return True
    own = own_seats(access).member
    return bool(own) if body is None else body.pk in own


def manages(access: Access, body: Body | None) -> bool:
    """Planners, and who keeps the office of the body; without a body, whoever keeps any body's office."""
    if PLANNERS(access, body):
        return True
    own = own_seats(access).office
    return bool(own) if body is None else body.pk in own


def sees_meeting(access: Access, meeting: Any) -> bool:
    """A meeting is for everybody once it is published, and for those who see inside its body before."""
    if not isinstance(meeting, Meeting):
        return True
    return meeting.published_at is not None or sees_inside(access, meeting.body)


permission("bodies.view_public", everybody, _("Everybody may see this page."))
permission(
    "bodies.view_meeting",
    sees_meeting,
    _("This meeting is not public. Members of the body see it after they have logged in. Ask the office of the body."),
)
permission(
    "bodies.view_inside",
    sees_inside,
    _("Only members of the body see this. Ask the office of the body."),
)
permission(
    "bodies.manage",
    manages,
    _(
        "Only social planning, administration and the office of the body manage it. "
        "Ask the social planners of your municipality."
    ),
)
permission(
    "bodies.create",
    PLANNERS,
    _("Only social planning and administration add bodies and say who keeps their office. Ask them."),
)
permission(
    "bodies.own_calendar", member, _("Only members of the municipality have a calendar. Ask its administration.")
)
