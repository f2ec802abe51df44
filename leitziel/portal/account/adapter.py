# SPDX-License-Identifier: EUPL-1.2
"""What the house wants of django-allauth: closed doors, mail through the outbox, limits that lock nobody out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from leitziel.core import mail
from leitziel.core.actions.errors import PeopleError
from leitziel.core.actions.invitations import accept, accept_as_new, open_invitations
from leitziel.core.middleware import SECOND_FACTOR
from leitziel.core.models import User
from leitziel.portal.queries import own_memberships, start_address


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; mail waits in the outbox; failures count for an address and a sender together."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "E-mail address and password do not go together, or the account is not active. Please check both; "
            "by “Forgotten your password?” you can set a new one."
        ),
        "too_many_login_attempts": _("Too many failed attempts. Please wait 15 minutes and try again."),
        "invalid_password_reset": _("This link is not valid any longer. Please ask for a new one."),
        "incorrect_password": _("This is not your password. Please try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The work page; for who still lacks the second factor of a role, the page that says so."""
        wanted = {str(m.role) for m in own_memberships(request.user)} & settings.SECOND_FACTOR_ROLES  # type: ignore[arg-type]
        if wanted and SECOND_FACTOR not in request.session:
            return reverse("account")
        return start_address(request.user)  # type: ignore[arg-type]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail into the outbox: it is sent when the mail server answers, and waits while it does not."""
        known = {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        message = self.render_mail(template_prefix, email, known | context)
        mail.enqueue(municipality=None, to=email, subject=message.subject, text=message.body)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """A new password is for people who have one here: who logs in at another server gets no second way in."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Who knows an address only cannot lock its owner out: the sender belongs to what is counted."""
        return f"{credentials.get('email', '').casefold()}\n{self.get_client_ip(request)}"

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """The e-mail address is the name to log in with; there is no other."""


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Log-in at another server (OpenID Connect): for people who are invited or here already, by a verified address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the identity to the account of its verified address; make that account if somebody invited it."""
        if sociallogin.is_existing:
            return
        # some servers say it in words, and the word "false" is not false
        verified = [row.email for row in sociallogin.email_addresses if row.verified in (True, "true") and row.email]
        user = User.objects.filter(email__iexact=verified[0]).first() if verified else None
        if user is None and verified:
            user = self._invited(verified[0], sociallogin)
        if user is None:
            context = {"verified": bool(verified)}
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", context, status=403))
        if user.is_active:
            sociallogin.connect(request, user)
        else:
            raise ImmediateHttpResponse(render(request, "account/account_inactive.html", status=403))

    @staticmethod
    def _invited(email: str, sociallogin: Any) -> User | None:
        """The account made for the open invitations of the address: whoever owns it has shown so."""
        user = None
        data = sociallogin.account.get_provider_account().get_user_data() or {}
        name = str(data.get("name") or email.partition("@")[0])
        for invitation in open_invitations(email):
            with scope(municipality=invitation.municipality):
                try:
                    if user is None:
                        user = accept_as_new(invitation=invitation, name=name, password=None)
                    else:
                        accept(invitation=invitation, user=user)
                except PeopleError:  # accepted or withdrawn in the meantime
                    continue
        return user
