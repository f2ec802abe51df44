# SPDX-License-Identifier: EUPL-1.2
"""The operator's session: begin and end it; and the list that the administration reads."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leitziel.core.access import requires
from leitziel.core.actions import operators as actions
from leitziel.core.actions.errors import PeopleError
from leitziel.core.forms.people import OperatorForm
from leitziel.core.models import OperatorSession
from leitziel.core.queries import people as queries

from .people import PAGE, trail


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.operate")
def operator(request: HttpRequest) -> HttpResponse:
    """Begin to work in this municipality, with a reason; or end it."""
    session = request.access.operator_session
    form = OperatorForm(request.POST or None) if session is None else None
    if request.method == "POST" and session is not None and "end" in request.POST:
        actions.end_session(session=session, actor=request.user)
        messages.success(request, _("Your session has ended."))
        return redirect("operator", request.municipality.slug)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.begin_session(municipality=request.municipality, operator=request.user, **form.cleaned_data)
        except PeopleError as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("work", request.municipality.slug)
    context = {"form": form, "session": session, "breadcrumb": [(_("Operation"), None)]}
    return render(request, "core/people/operator.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@requires("core.view_operator_sessions")
def sessions(request: HttpRequest) -> HttpResponse:
    """When operators worked in this municipality, and why."""
    page = Paginator(queries.operator_sessions(), PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "breadcrumb": trail(request, (_("Sessions of the operator"), None))}
    return render(request, "core/people/operator_sessions.html", context)


@require_POST
@requires("core.view_operator_sessions")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an operator's session: the municipality decides who works in it."""
    found = get_object_or_404(OperatorSession, pk=pk)
    actions.end_session(session=found, actor=request.user)
    messages.success(request, _("The session has ended."))
    return redirect("operator-sessions", request.municipality.slug)
