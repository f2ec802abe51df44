# SPDX-License-Identifier: EUPL-1.2
"""Accounts as who runs the installation handles them, on the command line: made, closed, operators."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from leitziel.core import log
from leitziel.core.links import make_link
from leitziel.core.models import Membership, Municipality, Organisation, User
from leitziel.core.sessions import end_sessions
from leitziel.core.text import normalised

from .errors import PeopleError
from .invitations import PURPOSE, VALID, invite
from .memberships import Terms, give_membership


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str | None,
    slug: str | None,
    role: str,
    organisation: str | None,
    site: str,
    password: str | None,
    today: dt.date,
) -> str:
    """Make an account with a password, or invite its owner to a municipality; says what was done, in German.

    An account that exists is given the role. Raises PeopleError or ValidationError; nothing is changed then.
    """
    validate_email(email)
    municipality = _municipality(slug) if slug else None
    user = User.objects.filter(email__iexact=email).first()
    if user is None and password is None:
        if municipality is None:
            raise PeopleError("Eine Einladung braucht --municipality; ein Konto ohne Kommune braucht --password-stdin.")
        with scope(municipality=municipality):
            terms = Terms(Membership.Role(role), _organisation(organisation), today)
            made = invite(municipality=municipality, actor=None, email=email, terms=terms, site=site.rstrip("/"))
        token = make_link(purpose=PURPOSE, municipality=municipality, subject=made.pk, valid=VALID, state=made.sending)
        address = site.rstrip("/") + reverse("invitation", args=[municipality.slug, token])
        return f"Einladung an {made.email} geschrieben. Der Link gilt 14 Tage und einmal:\n{address}"
    if user is None:
        if not name:
            raise PeopleError("Ein neues Konto braucht --name.")
        validate_password(password or "", User(email=email, name=name))
        user = User.objects.create_user(email=email.strip(), name=normalised(name).strip(), password=password)
    elif password is not None:
        raise PeopleError("Für diese Adresse gibt es ein Konto; ein Passwort wird hier nicht geändert.")
    if municipality is None:
        return f"Konto für {user.name} <{user.email}> angelegt."
    with scope(municipality=municipality):
        terms = Terms(Membership.Role(role), _organisation(organisation), today)
        membership = give_membership(municipality=municipality, actor=None, user=user, terms=terms)
    return f"{user.name} <{user.email}>: {membership.get_role_display()} in {municipality.name}."


@transaction.atomic
def set_active(*, email: str, active: bool) -> User:
    """Close an account everywhere (all sessions end at once), or open it again; on the log of each municipality."""
    user = _user(email)
    if user.is_active != active:
        user.is_active = active
        user.save()
        _record(user, "core.person.reopened" if active else "core.person.closed", "is_active", active)
    if not active:
        end_sessions(user)
    return user


@transaction.atomic
def set_operator(*, email: str, operator: bool) -> User:
    """Say whether a person runs this installation. Sessions that run end when somebody no longer does."""
    user = _user(email)
    if user.is_operator != operator:
        user.is_operator = operator
        user.save()
        _record(user, "core.person.operator_changed", "is_operator", operator)
        end_sessions(user)
    return user


def _record(user: User, verb: str, field: str, value: bool) -> None:
    with scopes_disabled():
        here = Municipality.objects.filter(pk__in=Membership.objects.filter(user=user).values("municipality"))
        found = list(here.order_by("pk"))
    for municipality in found:
        with scope(municipality=municipality):
            log.record(
                actor=None,
                verb=verb,
                target=user,
                municipality=municipality,
                changes={field: (not value, value)},
                children=[{"person": user.name}],
            )


def _user(email: str) -> User:
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise PeopleError(f"Es gibt kein Konto {email!r}.")
    return user


def _municipality(slug: str) -> Municipality:
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        raise PeopleError(f"Es gibt keine Kommune {slug!r}.")
    return found


def _organisation(name: str | None) -> Organisation | None:
    if not name:
        return None
    found = Organisation.objects.filter(name=normalised(name)).first()
    if found is None:
        raise PeopleError(f"Es gibt keine Organisation {name!r}.")
    return found
