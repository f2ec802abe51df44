# SPDX-License-Identifier: EUPL-1.2
"""Views of logging in that differ from django-allauth's: status codes, the page of one's account, single sessions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import password_change as change_password
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from leitziel.core.access import requires
from leitziel.core.models import Membership
from leitziel.core.sessions import end_sessions
from leitziel.portal.queries import own_memberships

log = logging.getLogger(__name__)


class LoginView(AllauthLoginView):
    """Ask for e-mail address and password; a failed attempt answers 422, a blocked one 429."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        blocked = form.has_error("__all__", "too_many_login_attempts")
        response.status_code = 429 if blocked else 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.OIDC_SERVER:
            address = reverse("openid_connect_login", args=["oidc"])
            onward = self.get_next_url()
            context["oidc"] = {
                "name": settings.OIDC_NAME,
                "url": f"{address}?{urlencode({'next': onward})}" if onward else address,
            }
        return context


def at_other_server(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that asks the server of OpenID Connect: without an answer of it, a page says so (502)."""

    @wraps(view)
    def asking(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, ValueError) as problem:
            log.warning("the server of OpenID Connect did not answer: %s", type(problem).__name__)
            return render(request, "socialaccount/authentication_error.html", status=502)

    return asking


@never_cache
@require_safe
@requires("core.logged_in")
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: who one is, where one belongs, and how one logs in."""
    memberships = own_memberships(request.user)
    needed = any(m.role in settings.SECOND_FACTOR_ROLES for m in memberships) or (
        request.user.is_operator and "operator" in settings.SECOND_FACTOR_ROLES
    )
    context = {
        "memberships": memberships,
        "factor": is_mfa_enabled(request.user),
        "factor_needed": needed,
        "roles": Membership.Role,
        "breadcrumb": [(_("My account"), None)],
    }
    return render(request, "account/account.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.logged_in")
def password_change(request: HttpRequest) -> HttpResponse:
    """Change the password; who logs in at another server has none here, and gets none."""
    if not request.user.has_usable_password():
        messages.info(
            request, _("You log in at %(name)s; your password is changed there.") % {"name": settings.OIDC_NAME}
        )
        return redirect("account")
    return change_password(request)


@require_POST
@requires("core.logged_in")
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one other session of one's own."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        messages.info(request, _("This is the session you are using. Log out to end it."))
    else:
        session.end()
        messages.success(request, _("The session has ended."))
    return redirect("usersessions_list")


@require_POST
@requires("core.logged_in")
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    ended = end_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("%(n)s other sessions have ended.") % {"n": ended})
    return redirect("usersessions_list")
