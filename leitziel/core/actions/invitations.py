# SPDX-License-Identifier: EUPL-1.2
"""Invitations: ask somebody to join, ask again, take it back, and join."""

from __future__ import annotations

import datetime as dt
import re

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from leitziel.core import log, mail
from leitziel.core.links import LinkError, make_link, read_link
from leitziel.core.models import Invitation, Membership, Municipality, User
from leitziel.core.text import normalised

from .errors import PeopleError
from .memberships import Terms

PURPOSE = "core.invitation"
VALID = dt.timedelta(days=14)


@transaction.atomic
def invite(*, municipality: Municipality, actor: User | None, email: str, terms: Terms, site: str) -> Invitation:
    """Invite somebody by mail. `site`: scheme and host for the link.

    Says nothing of whether the address has an account already. Raises PeopleError when an invitation of this
    address is open, when one invites oneself, or for terms that cannot be.
    """
    terms.check(municipality)
    address = User.objects.normalize_email(normalised(email).strip())
    if actor is not None and actor.email.casefold() == address.casefold():
        raise PeopleError(_("You cannot invite yourself. Ask another person of the administration."))
    if Invitation.objects.filter(email__iexact=address, accepted_at=None, withdrawn_at=None).exists():
        raise PeopleError(_("An invitation of this address is open. Send it once more, or withdraw it."))
    invitation = Invitation(
        municipality=municipality,
        email=address,
        invited_by=actor,
        link_ends_at=timezone.now() + VALID,
        **terms.values(),
    )
    invitation.save()
    _send(invitation, site)
    log.record(
        actor=actor,
        verb="core.invitation.sent",
        target=invitation,
        municipality=municipality,
        changes={"email": (None, address), "role": (None, str(terms.role))},
        children=[{"organisation": str(terms.organisation)}] if terms.organisation else [],
    )
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, actor: User | None, site: str) -> Invitation:
    """Send an open invitation once more, with a new link; the link sent before opens nothing any longer."""
    current = _open(invitation)
    current.sending += 1
    current.link_ends_at = timezone.now() + VALID
    current.save()
    _send(current, site)
    log.record(
        actor=actor,
        verb="core.invitation.sent_again",
        target=current,
        municipality=current.municipality,
        changes={"sending": (current.sending - 1, current.sending)},
    )
    return current


@transaction.atomic
def withdraw(*, invitation: Invitation, actor: User | None) -> Invitation:
    """Take an open invitation back: its link opens nothing any longer."""
    current = _open(invitation)
    current.withdrawn_at = timezone.now()
    current.save()
    log.record(
        actor=actor,
        verb="core.invitation.withdrawn",
        target=current,
        municipality=current.municipality,
        changes={"withdrawn_at": (None, current.withdrawn_at.isoformat())},
    )
    return current


def read(*, municipality: Municipality, token: str) -> Invitation:
    """The open invitation that a link leads to. Raises LinkError when the link opens nothing (any longer)."""
    link = read_link(purpose=PURPOSE, municipality=municipality, token=token)
    found = Invitation.objects.select_related("organisation", "municipality").filter(pk=link.subject).first()
    if found is None or str(found.sending) != link.state:
        raise LinkError(_("A newer mail has taken the place of this link. Please use the link of the newest mail."))
    if found.accepted_at is not None:
        raise LinkError(_("This invitation has been accepted already. Please log in."))
    if found.withdrawn_at is not None:
        raise LinkError(_("This invitation was withdrawn. Please ask the administration of the municipality."))
    return found


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Join the municipality as somebody who has an account: only the person whose address was invited.

    Raises PeopleError when it is another person's invitation, or no longer open.
    """
    current = _open(invitation)
    if user.email.casefold() != current.email.casefold() or not user.is_active:
        raise PeopleError(_("This invitation is for somebody else. Log in with the address that was invited."))
    today = timezone.localdate()
    membership = Membership(
        municipality=current.municipality,
        user=user,
        role=current.role,
        organisation=current.organisation,
        valid_from=max(current.valid_from, today) if current.valid_to is None else current.valid_from,
        valid_to=current.valid_to,
    )
    membership.save()
    current.accepted_at, current.accepted_by = timezone.now(), user
    current.save()
    log.record(
        actor=user,
        verb="core.invitation.accepted",
        target=current,
        municipality=current.municipality,
        changes={"role": (None, current.role)},
        children=[{"person": user.name}],
    )
    return membership


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str, password: str | None) -> User:
    """Make an account for the invited address and join with it; `password` None: they log in elsewhere (OIDC).

    Raises PeopleError when the address has an account by now, ValidationError for a password that is too weak.
    """
    current = _open(invitation)
    if User.objects.filter(email__iexact=current.email).exists():
        raise PeopleError(_("There is an account for this address. Log in first, then open the link again."))
    shown = re.sub(r"\s+", " ", normalised(name)).strip()
    if not shown:
        raise PeopleError(_("Please say your name."))
    if password is not None:
        validate_password(password, User(email=current.email, name=shown))
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=current.email, name=shown[:120], password=password)
    except IntegrityError:
        raise PeopleError(_("There is an account for this address. Log in first, then open the link again.")) from None
    accept(invitation=current, user=user)
    return user


def open_invitations(email: str) -> list[Invitation]:
    """The invitations of an address that can still be accepted, in all municipalities; for the address's owner only."""
    with scopes_disabled():
        rows = Invitation.objects.filter(
            email__iexact=email, accepted_at=None, withdrawn_at=None, link_ends_at__gt=timezone.now()
        )
        return list(rows.select_related("municipality", "organisation").order_by("pk"))


def _open(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("municipality", "organisation")
    current = rows.get(pk=invitation.pk)
    if not current.is_open:
        raise PeopleError(_("This invitation is not open any longer. Load the page again."))
    return current


def _send(invitation: Invitation, site: str) -> None:
    municipality = invitation.municipality
    token = make_link(
        purpose=PURPOSE, municipality=municipality, subject=invitation.pk, valid=VALID, state=invitation.sending
    )
    address = site + reverse("invitation", args=[municipality.slug, token])
    text = _(
        "Hello,\n\n"
        "%(who)s has invited you to work with the social planning of %(municipality)s, in this role: %(role)s.\n\n"
        "Please open this link to accept. It can be used once, until %(end)s:\n\n%(address)s\n\n"
        "If you did not expect this mail, you need not do anything.\n"
    ) % {
        "who": invitation.invited_by.name if invitation.invited_by else municipality.name,
        "municipality": municipality.name,
        "role": invitation.get_role_display(),
        "end": date_format(timezone.localtime(invitation.link_ends_at), "DATETIME_FORMAT"),
        "address": address,
    }
    mail.enqueue(
        municipality=municipality,
        to=invitation.email,
        subject=_("Invitation: social planning of %(municipality)s") % {"municipality": municipality.name},
        text=text,
        key=f"invitation:{invitation.pk}:{invitation.sending}",
    )
