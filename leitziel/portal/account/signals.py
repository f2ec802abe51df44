# SPDX-License-Identifier: EUPL-1.2
"""What the house does when somebody logs in, shows a second factor, or changes the password."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import authentication_step_completed, password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from leitziel.core.middleware import SECOND_FACTOR
from leitziel.core.models import User
from leitziel.core.sessions import end_sessions

from .middleware import begin

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def logged_in(request: HttpRequest, **_kwargs: Any) -> None:
    begin(request)


def step_completed(request: HttpRequest, method: str, **_kwargs: Any) -> None:
    """Remember in the session that a second factor was shown, or that the other server answers for one."""
    if method == "mfa" or (method == "socialaccount" and settings.OIDC_IS_SECOND_FACTOR):
        request.session[SECOND_FACTOR] = timezone.now().isoformat()


def factor_added(request: HttpRequest, authenticator: Authenticator, **_kwargs: Any) -> None:
    if authenticator.type in FACTORS:
        request.session[SECOND_FACTOR] = timezone.now().isoformat()


def factor_removed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    if not Authenticator.objects.filter(user=user, type__in=FACTORS).exists():
        request.session.pop(SECOND_FACTOR, None)


def other_sessions_end(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Whoever changes the password wants to be alone: all other sessions end."""
    end_sessions(user, but=request.session.session_key)


def connect() -> None:
    """Called once at start-up."""
    user_logged_in.connect(logged_in, dispatch_uid="leitziel.portal.logged_in")
    authentication_step_completed.connect(step_completed, dispatch_uid="leitziel.portal.step")
    authenticator_added.connect(factor_added, dispatch_uid="leitziel.portal.factor_added")
    authenticator_removed.connect(factor_removed, dispatch_uid="leitziel.portal.factor_removed")
    for signal in (password_changed, password_reset, password_set):
        signal.connect(other_sessions_end, dispatch_uid="leitziel.portal.other_sessions_end")
