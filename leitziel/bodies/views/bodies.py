# SPDX-License-Identifier: EUPL-1.2
"""Managing bodies, their functions and members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitziel.bodies.actions import BodiesError
from leitziel.bodies.actions import bodies as actions
from leitziel.bodies.enums import BODY_TRANSITIONS, BodyState
from leitziel.bodies.forms.bodies import EditBodyForm, NewBodyForm, StateForm, body_initial
from leitziel.bodies.models import Meeting, SeatHolder
from leitziel.bodies.queries.bodies import bodies as all_bodies
from leitziel.bodies.queries.bodies import grouped, seat_lines
from leitziel.bodies.rules import manages
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError

from .common import READ_OR_SEND, address, attempt, body_trail, form_page, managed_body, work_trail

RECENT = 10


@require_safe
@requires("bodies.manage")
def work(request: HttpRequest) -> HttpResponse:
    """The bodies this person manages."""
    groups = [
        (state, [line for line in lines if manages(request.access, line.body)])
        for state, lines in all_bodies(request.access).items()
    ]
    context = {
        "groups": [(state, lines) for state, lines in groups if lines],
        "may_create": request.access.may("bodies.create"),
        "breadcrumb": [(_("Manage bodies"), None)],
    }
    return render(request, "bodies/work/list.html", context)


@require_http_methods(READ_OR_SEND)
@requires("bodies.create")
def body_new(request: HttpRequest) -> HttpResponse:
    """Add a body."""
    form = NewBodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        body = attempt(
            form,
            lambda: actions.create_body(
                municipality=request.municipality,
                actor=request.user,
                facts=form.facts(),
                state=BodyState(form.cleaned_data["state"]),
                predecessors=form.cleaned_data.get("predecessors", ()),
            ),
        )
        if body:
            messages.success(request, _("The body was added."))
            return redirect("body-settings", request.municipality.slug, body.slug)
    return form_page(
        request,
        form=form,
        title=_("Add a body"),
        breadcrumb=work_trail(request, (_("Add a body"), None)),
        cancel=address(request, "bodies-work"),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def body_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said about a body, its functions and members, its meetings."""
    body = managed_body(request, slug)
    full = request.access.may("bodies.create")
    form = EditBodyForm(request.POST or None, initial=body_initial(body), body=body, full=full)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: actions.edit_body(
                body=body,
                actor=request.user,
                version=form.cleaned_data["version"],
                facts=form.facts(),
                predecessors=form.cleaned_data.get("predecessors"),
            ),
        )
        if changed:
            messages.success(request, _("The body was saved."))
            return redirect("body-settings", request.municipality.slug, body.slug)
    today = timezone.localdate()
    former = SeatHolder.objects.filter(seat__body=body).select_related("seat").order_by("seat__position", "begins")
    meetings = Meeting.objects.filter(body=body).order_by("-starts", "-id")
    context = {
        "body": body,
        "form": form,
        "groups": grouped(seat_lines(body, named=True)),
        "others": [row for row in former if not row.holds_on(today)],
        "meetings": list(meetings[:RECENT]),
        "steps": [(s.value, s.label) for s in BodyState if s in BODY_TRANSITIONS[BodyState(body.state)]],
        "state_form": StateForm(initial={"version": body.version}, auto_id="state_%s"),
        "breadcrumb": [*body_trail(request, body)[:-1], (body.name, None)],
    }
    return render(request, "bodies/work/body.html", context)


@require_POST
@requires("bodies.manage")
def body_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a body to its next state."""
    body = managed_body(request, slug)
    form = StateForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_body_state(
                body=body,
                actor=request.user,
                version=data["version"],
                state=BodyState(data["state"]),
                day=data["day"],
            )
        except (ChangedMeanwhileError, BodiesError) as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The state of the body was changed."))
    else:
        messages.error(request, _("This step is not possible from the state the body is in."))
    return redirect("body-settings", request.municipality.slug, body.slug)
