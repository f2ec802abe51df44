# SPDX-License-Identifier: EUPL-1.2
"""Deputies: one's own, and those that the administration enters for somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leitziel.core.access import requires
from leitziel.core.actions import deputies as actions
from leitziel.core.actions.errors import PeopleError
from leitziel.core.forms.people import DeputyForm
from leitziel.core.models import Deputy, User
from leitziel.core.queries import people as queries

from .people import person_here, trail


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.own_deputies")
def own(request: HttpRequest) -> HttpResponse:
    """Who stands in for me, and for whom I stand in."""
    return _page(request, request.user, [(_("Deputies"), None)])


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_people")
def of_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands in for a person; the administration enters it for them."""
    person = person_here(pk)
    address = reverse("person", args=[request.municipality.slug, pk])
    return _page(request, person, trail(request, (person.name, address), (_("Deputies"), None)))


def _page(request: HttpRequest, person: User, breadcrumb: list[tuple[str, str | None]]) -> HttpResponse:
    request.access.require("core.enter_deputy", person)
    form = DeputyForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_deputy(
                municipality=request.municipality, actor=request.user, person=person, **form.cleaned_data
            )
        except PeopleError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The deputy was entered."))
            return redirect(request.path)
    today = timezone.localdate()
    context = {
        "form": form,
        "person": person,
        "own": person == request.user,
        "deputies": queries.deputies_of(person),
        "stands_in": queries.stands_in(person, today),
        "today": today,
        "breadcrumb": breadcrumb,
    }
    return render(request, "core/people/deputies.html", context, status=422 if form.errors else 200)


@require_POST
@requires("core.view_internal")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a deputy back: the person, the administration, or the deputy who cannot do it after all."""
    found = get_object_or_404(Deputy.objects.select_related("person", "deputy"), pk=pk)
    if found.deputy_id != request.user.pk and not request.access.may("core.enter_deputy", found.person):
        raise Http404
    actions.withdraw_deputy(deputy=found, actor=request.user)
    messages.success(request, _("The deputy was taken back."))
    if request.access.may("core.manage_people") and found.person_id != request.user.pk:
        return redirect("person-deputies", request.municipality.slug, found.person_id)
    return redirect("deputies", request.municipality.slug)
