# SPDX-License-Identifier: EUPL-1.2
"""Logging in and out."""

from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from leitziel.core.access import requires
from leitziel.portal.forms import LoginForm
from leitziel.portal.queries import start_address

from .house import safe_next


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("portal.view")
def login(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail address and password; a failed attempt answers 422, a blocked one 429."""
    if request.user.is_authenticated:
        return redirect(safe_next(request, start_address(request.user)))
    form = LoginForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        start_session(request, form.person)
        return redirect(safe_next(request, start_address(form.person)))
    status = 200 if request.method != "POST" else 429 if form.blocked else 422
    return render(request, "portal/login.html", {"form": form, "next": safe_next(request, "")}, status=status)


@require_POST
@requires("portal.view")
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_session(request)
    return redirect("home")
