# SPDX-License-Identifier: EUPL-1.2
"""Invitations: send, send again, withdraw; and the page that the link in the mail opens."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.actions import invitations as actions
from leitziel.core.actions.errors import PeopleError
from leitziel.core.forms.people import InvitationForm, JoinForm
from leitziel.core.limits import too_many
from leitziel.core.links import LinkError
from leitziel.core.models import Invitation, User
from leitziel.core.queries import people as queries

from .people import PAGE, trail


def site(request: HttpRequest) -> str:
    """Scheme and host under which the person sees the house, for links in mails."""
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
@requires("core.manage_people")
def invitations(request: HttpRequest) -> HttpResponse:
    """The invitations that are open, or all there were."""
    state = "alle" if request.GET.get("stand") == "alle" else "offen"
    page = Paginator(queries.invitations(state), PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "state": state, "breadcrumb": trail(request, (_("Invitations"), None))}
    return render(request, "core/people/invitations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by mail."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            actions.invite(
                municipality=request.municipality,
                actor=request.user,
                email=email,
                terms=form.terms(),
                site=site(request),
            )
        except PeopleError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": email})
            return redirect("invitations", request.municipality.slug)
    context = {
        "form": form,
        "title": _("Invite somebody"),
        "action": _("Send the invitation"),
        "back": reverse("people", args=[request.municipality.slug]),
        "breadcrumb": trail(request, (_("Invite somebody"), None)),
    }
    return render(request, "core/people/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation: what it says; sending it again; taking it back."""
    found = get_object_or_404(Invitation.objects.select_related("organisation", "invited_by", "accepted_by"), pk=pk)
    if request.method == "POST":
        try:
            if "again" in request.POST:
                actions.send_again(invitation=found, actor=request.user, site=site(request))
                messages.success(request, _("The invitation was sent once more; the link sent before is worthless."))
            elif "withdraw" in request.POST:
                actions.withdraw(invitation=found, actor=request.user)
                messages.success(request, _("The invitation was withdrawn."))
        except PeopleError as problem:
            messages.error(request, str(problem))
        return redirect("invitation-manage", request.municipality.slug, pk)
    address = reverse("invitations", args=[request.municipality.slug])
    context = {
        "invitation": found,
        "breadcrumb": trail(request, (_("Invitations"), address), (found.email, None)),
    }
    return render(request, "core/people/invitation.html", context)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.accept_invitation")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation opens: join with the account of the address, or make one."""
    if request.method == "POST" and (stopped := too_many(request, "invitation")):
        return stopped
    try:
        found = actions.read(municipality=request.municipality, token=token)
    except LinkError as problem:
        return render(request, "core/people/join_over.html", {"problem": str(problem)}, status=410)
    account = User.objects.filter(email__iexact=found.email).first()
    context = {"invitation": found, "account": account, "own": account is not None and account == request.user}
    if account is not None or request.user.is_authenticated:
        if request.method == "POST" and context["own"]:
            return _accept(request, found, account)
        return render(request, "core/people/join.html", context)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.accept_as_new(invitation=found, **form.cleaned_data)
        except PeopleError as problem:
            form.add_error(None, str(problem))
        except ValidationError as problem:
            form.add_error("password", problem)
        else:
            messages.success(request, _("Welcome. Your account is ready."))
            return perform_login(
                request, Login(user=made, redirect_url=reverse("work", args=[request.municipality.slug]))
            )
    return render(request, "core/people/join.html", {**context, "form": form}, status=422 if form.errors else 200)


def _accept(request: HttpRequest, found: Invitation, account: User) -> HttpResponse:
    try:
        actions.accept(invitation=found, user=account)
    except PeopleError as problem:
        return render(request, "core/people/join_over.html", {"problem": str(problem)}, status=410)
    messages.success(request, _("Welcome. You have your new role now."))
    return redirect("work", request.municipality.slug)
