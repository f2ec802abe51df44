# SPDX-License-Identifier: EUPL-1.2
"""Memberships: give one, change it, end it, and let a person leave the municipality."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.changes import set_fields
from leitziel.core.conflicts import expect
from leitziel.core.models import Deputy, Membership, Municipality, Organisation, User
from leitziel.core.sessions import end_sessions

from .errors import PeopleError

ROLE_NEEDED = Membership.Role.ADMINISTRATION  # somebody has to have it
NEEDS_ORGANISATION = frozenset({Membership.Role.OFFICE, Membership.Role.PROVIDER})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a membership says: the role, where, and from when to when."""

    role: Membership.Role
    organisation: Organisation | None
    valid_from: dt.date
    valid_to: dt.date | None = None

    def check(self, municipality: Municipality) -> None:
        """Raise PeopleError for what cannot be: said before the database would."""
        if self.organisation is None and self.role in NEEDS_ORGANISATION:
            raise PeopleError(_("For this role please choose the organisation that the person belongs to."))
        if self.organisation is not None and self.organisation.municipality_id != municipality.pk:
            raise PeopleError(_("This organisation does not belong to the municipality."))
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PeopleError(_("The end lies before the beginning. Please check both dates."))

    def values(self) -> dict[str, Any]:
        return {
            "role": str(self.role),
            "organisation": self.organisation,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


@transaction.atomic
def give_membership(*, municipality: Municipality, actor: User | None, user: User, terms: Terms) -> Membership:
    """Give a person a role here. Raises PeopleError if they have just this role already, or give it to themselves."""
    terms.check(municipality)
    _not_for_oneself(municipality, actor, user)
    same = Membership.objects.filter(user=user, role=terms.role, organisation=terms.organisation)
    if same.filter(Q(valid_to=None) | Q(valid_to__gte=terms.valid_from)).exists():
        raise PeopleError(_("The person has this role already in this time."))
    made = Membership(municipality=municipality, user=user, **terms.values())
    made.save()
    log.record(
        actor=actor,
        verb="core.membership.given",
        target=made,
        municipality=municipality,
        changes={name: (None, _said(value)) for name, value in terms.values().items() if value is not None},
        children=[{"person": user.name}],
    )
    return made


@transaction.atomic
def change_membership(*, membership: Membership, actor: User | None, seen: str, terms: Terms) -> Membership:
    """Change role, organisation or time of a membership.

    `seen` is the fingerprint of what the person looked at. Raises ChangedMeanwhileError if it has changed since,
    PeopleError for what cannot be (the last administration, one's own rights).
    """
    current = _locked(membership)
    municipality = current.municipality
    expect(current, seen)
    terms.check(municipality)
    _not_for_oneself(municipality, actor, current.user)
    changes = set_fields(current, terms.values(), _said)
    if changes:
        current.save()
        if ROLE_NEEDED in {current.role, changes.get("role", ("",))[0]}:
            _keep_an_administration()
        _record_change(current, actor, "core.membership.changed", changes)
    return current


@transaction.atomic
def end_membership(*, membership: Membership, actor: User | None, seen: str | None = None) -> Membership:
    """End a membership at once. Raises PeopleError for the last administration of the municipality."""
    current = _locked(membership)
    if seen is not None:
        expect(current, seen)
    changes = _end(current)
    if changes:
        if current.role == ROLE_NEEDED:
            _keep_an_administration()
        _record_change(current, actor, "core.membership.ended", changes)
    return current


@transaction.atomic
def leave(*, municipality: Municipality, actor: User | None, user: User) -> int:
    """Let a person leave the municipality: every membership ends at once, nobody stands in for them nor they for
    others, and they are logged out everywhere. What they wrote stays. Returns how many memberships ended.

    Raises PeopleError when the municipality would be left without administration, or for oneself.
    """
    if actor is not None and actor.pk == user.pk:
        raise PeopleError(_("You cannot end your own access. Ask another person of the administration."))
    children: list[dict[str, Any]] = []
    ended, administered = 0, False
    for membership in (
        Membership.objects.select_for_update(of=("self",)).select_related("organisation").filter(user=user)
    ):
        said = str(membership.get_role_display())
        if changes := _end(membership):
            ended += 1
            administered = administered or membership.role == ROLE_NEEDED
            children.append({"membership": said, **{name: new for name, (_old, new) in changes.items()}})
    now = timezone.now()
    gone = Deputy.objects.filter(Q(person=user) | Q(deputy=user), withdrawn_at=None, valid_to__gte=timezone.localdate())
    withdrawn = gone.update(withdrawn_at=now)
    if administered:
        _keep_an_administration()
    if ended or withdrawn:
        log.record(
            actor=actor,
            verb="core.person.left",
            target=user,
            municipality=municipality,
            changes={"memberships": (ended, 0), "deputies": (withdrawn, 0)},
            children=[{"person": user.name}, *children],
        )
    end_sessions(user)
    return ended


def _locked(membership: Membership) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation", "municipality")
    return rows.get(pk=membership.pk)


def _end(membership: Membership) -> dict[str, tuple[Any, Any]]:
    """Set the end of a membership to yesterday, as today would still count; what changed, for the log."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if membership.valid_to is not None and membership.valid_to <= yesterday:
        return {}
    changes: dict[str, tuple[Any, Any]] = {"valid_to": (_said(membership.valid_to), str(yesterday))}
    membership.valid_to = yesterday
    if membership.valid_from > yesterday:
        changes["valid_from"] = (str(membership.valid_from), str(yesterday))
        membership.valid_from = yesterday
    membership.save()
    return changes


def _record_change(membership: Membership, actor: User | None, verb: str, changes: dict[str, tuple[Any, Any]]) -> None:
    log.record(
        actor=actor,
        verb=verb,
        target=membership,
        municipality=membership.municipality,
        changes=changes,
        children=[{"person": membership.user.name}],
    )


def administrations(day: dt.date) -> Any:
    """Memberships of people who administer the municipality in scope on this day, with accounts that are open."""
    rows = Membership.objects.filter(role=Membership.Role.ADMINISTRATION, valid_from__lte=day, user__is_active=True)
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def _keep_an_administration() -> None:
    """The municipality in scope is not left without administration by mistake."""
    if not administrations(timezone.localdate()).exists():
        raise PeopleError(
            _("Nobody would be left to administer the municipality. Give this role to somebody else first.")
        )


def _not_for_oneself(municipality: Municipality, actor: User | None, user: User) -> None:
    """Who is administration only for now (as a deputy, as an operator) makes no lasting rights for themselves."""
    if actor is None or actor.pk != user.pk:
        return
    if not administrations(timezone.localdate()).filter(user=actor, municipality=municipality).exists():
        raise PeopleError(_("You cannot give roles to yourself. Ask the administration of your municipality."))


def _said(value: Any) -> str | None:
    return None if value is None else str(value)
