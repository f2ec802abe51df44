# SPDX-License-Identifier: EUPL-1.2
"""The people of a municipality: list, person, roles, leaving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core import handover
from leitziel.core.access import requires
from leitziel.core.actions import memberships as actions
from leitziel.core.actions.errors import PeopleError
from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.forms.people import HandoverForm, MembershipForm, TermsForm
from leitziel.core.models import Membership, User
from leitziel.core.queries import people as queries
from leitziel.core.text import normalised

PAGE = 50
STATES = ("aktiv", "beendet", "alle")


def trail(request: HttpRequest, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """From the list of people down."""
    return [(_("People"), reverse("people", args=[request.municipality.slug])), *more]


def person_here(pk: int) -> User:
    """Somebody who has or had a membership in the municipality in scope; others do not exist here."""
    user = User.objects.filter(pk=pk).first()
    if user is None or not Membership.objects.filter(user=user).exists():
        raise Http404
    return user


@require_safe
@requires("core.manage_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role here, with filters."""
    query = request.GET
    organisation = query.get("organisation", "")
    state = query.get("stand", "")
    wanted = queries.Wanted(
        words=normalised(query.get("q", "")[:100]),
        role=query.get("rolle", "") if query.get("rolle") in Membership.Role.values else "",
        organisation=int(organisation) if organisation.isdecimal() and len(organisation) < 18 else None,
        state=state if state in STATES else queries.ACTIVE,
    )
    today = timezone.localdate()
    page = Paginator(queries.people(wanted, today), PAGE).get_page(query.get("seite"))
    context = {
        "page": page,
        "lines": queries.lines(list(page.object_list), today),
        "wanted": wanted,
        "roles": Membership.Role.choices,
        "organisations": queries.organisations_with_people(),
        "states": [("aktiv", _("with a role")), ("beendet", _("without a role any longer")), ("alle", _("all"))],
        "active": sum(map(bool, (wanted.words, wanted.role, wanted.organisation, wanted.state != queries.ACTIVE))),
        "open_invitations": queries.invitations("offen").count(),
        "breadcrumb": [(_("People"), None)],
    }
    return render(request, "core/people/list.html", context)


@require_safe
@requires("core.manage_people")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, deputies, and what can be done."""
    user = person_here(pk)
    today = timezone.localdate()
    rows = list(Membership.objects.filter(user=user).select_related("organisation").order_by("-valid_from", "pk"))
    context = {
        "person": user,
        "current": [m for m in rows if m.valid_to is None or m.valid_to >= today],
        "former": [m for m in rows if m.valid_to is not None and m.valid_to < today],
        "today": today,
        "deputies": [d for d in queries.deputies_of(user) if d.withdrawn_at is None and d.valid_to >= today],
        "stands_in": queries.stands_in(user, today),
        "may_enter_deputy": request.access.may("core.enter_deputy", user),
        "breadcrumb": trail(request, (user.name, None)),
    }
    return render(request, "core/people/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def role_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person one more role."""
    user = person_here(pk)
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_membership(
                municipality=request.municipality, actor=request.user, user=user, terms=form.terms()
            )
        except PeopleError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The role was given."))
            return redirect("person", request.municipality.slug, pk)
    return _form(request, form, user, _("Give a role"), _("Give the role"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a role, or end it at once."""
    membership = get_object_or_404(Membership.objects.select_related("user", "organisation"), pk=pk)
    initial = {
        "role": membership.role,
        "organisation": membership.organisation_id,
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
        "seen": fingerprint(membership),
    }
    form = MembershipForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            if "end" in request.POST:
                actions.end_membership(membership=membership, actor=request.user, seen=seen)
            else:
                actions.change_membership(membership=membership, actor=request.user, seen=seen, terms=form.terms())
        except (PeopleError, ChangedMeanwhileError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The role has ended.") if "end" in request.POST else _("The role was saved."))
            return redirect("person", request.municipality.slug, membership.user_id)
    return _form(request, form, membership.user, _("Change the role"), _("Save"), membership=membership)


def _form(request: HttpRequest, form: Any, user: User, title: str, action: str, **more: Any) -> HttpResponse:
    address = reverse("person", args=[request.municipality.slug, user.pk])
    context = {
        "form": form,
        "person": user,
        "title": title,
        "action": action,
        "back": address,
        "breadcrumb": trail(request, (user.name, address), (title, None)),
        **more,
    }
    return render(request, "core/people/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person leave the municipality, after having been told what that means."""
    user = person_here(pk)
    problem = ""
    if request.method == "POST":
        try:
            actions.leave(municipality=request.municipality, actor=request.user, user=user)
        except PeopleError as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("%(name)s has no access any longer.") % {"name": user.name})
            return redirect("person", request.municipality.slug, pk)
    address = reverse("person", args=[request.municipality.slug, pk])
    context = {
        "person": user,
        "problem": problem,
        "found": handover.preview(user),
        "back": address,
        "breadcrumb": trail(request, (user.name, address), (_("End the access"), None)),
    }
    return render(request, "core/people/leave.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a person's work over to somebody else, after having been shown what it is."""
    user = person_here(pk)
    found = handover.preview(user)
    form = HandoverForm(request.POST or None, person=user, found=found)
    address = reverse("person", args=[request.municipality.slug, pk])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            handover.hand_over(
                municipality=request.municipality,
                actor=request.user,
                person=user,
                to=data["to"],
                names=data["names"],
            )
        except PeopleError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The work was handed over to %(name)s.") % {"name": data["to"].name})
            return redirect(address)
    context = {
        "form": form,
        "person": user,
        "found": found,
        "back": address,
        "breadcrumb": trail(request, (user.name, address), (_("Hand over the work"), None)),
    }
    return render(request, "core/people/handover.html", context, status=422 if form.errors else 200)
