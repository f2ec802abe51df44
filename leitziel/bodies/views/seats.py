# SPDX-License-Identifier: EUPL-1.2
"""Managing functions in a body, and who holds them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.bodies.actions import seats as actions
from leitziel.bodies.forms.bodies import (
    EditHolderForm,
    EditSeatForm,
    HolderForm,
    SeatForm,
    holder_initial,
    seat_initial,
)
from leitziel.bodies.models import Seat, SeatHolder
from leitziel.core.access import requires

from .common import READ_OR_SEND, WORK, address, attempt, body_trail, form_page, managed_body, save_or_remove


def _seat(request: HttpRequest, pk: int) -> Seat:
    """The function, if this person may manage its body; one that gives rights here is for planners."""
    seat = get_object_or_404(Seat.objects.select_related("body", "municipality"), pk=pk)
    request.access.require("bodies.create" if seat.keeps_office else WORK, seat.body)
    return seat


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def seat_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a function to a body."""
    body = managed_body(request, slug)
    form = SeatForm(
        request.POST or None,
        full=request.access.may("bodies.create"),
        initial={"position": (Seat.objects.filter(body=body).count() + 1) * 10},
    )
    if request.method == "POST" and form.is_valid():
        seat = attempt(form, lambda: actions.add_seat(body=body, actor=request.user, facts=form.facts()))
        if seat:
            messages.success(request, _("The function was added."))
            return redirect("body-settings", request.municipality.slug, body.slug)
    return form_page(
        request,
        form=form,
        title=_("Add a function"),
        preline=body.name,
        breadcrumb=body_trail(request, body, (_("Add a function"), None)),
        cancel=address(request, "body-settings", body.slug),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def seat_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a function, or remove one that nobody ever held."""
    seat = _seat(request, pk)
    back = address(request, "body-settings", seat.body.slug)
    full = request.access.may("bodies.create")
    form = EditSeatForm(request.POST or None, initial=seat_initial(seat), seat=seat, full=full)
    if save_or_remove(
        request,
        form,
        save=lambda version: actions.edit_seat(seat=seat, actor=request.user, version=version, facts=form.facts()),
        remove=lambda version: actions.remove_seat(seat=seat, actor=request.user, version=version),
        saved=_("The function was saved."),
        removed=_("The function was removed."),
    ):
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Edit the function"),
        preline=seat.body.name,
        breadcrumb=body_trail(request, seat.body, (seat.title, None)),
        cancel=back,
        remove=_("Remove the function"),
        remove_text=_("Only a function that nobody ever held can be removed."),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def holder_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person on a seat."""
    seat = _seat(request, pk)
    back = address(request, "body-settings", seat.body.slug)
    form = HolderForm(request.POST or None, seat=seat, initial={"begins": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        holder = attempt(form, lambda: actions.add_holder(seat=seat, actor=request.user, facts=form.facts()))
        if holder:
            messages.success(request, _("The member was added."))
            return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Add a member"),
        preline=f"{seat.body.name}: {seat}",
        breadcrumb=body_trail(request, seat.body, (_("Add a member"), None)),
        cancel=back,
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def holder_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a member: name, term, what is public; or remove one entered by mistake."""
    rows = SeatHolder.objects.select_related("seat__body", "municipality")
    holder = get_object_or_404(rows, pk=pk)
    seat = _seat(request, holder.seat_id)
    back = address(request, "body-settings", seat.body.slug)
    form = EditHolderForm(request.POST or None, initial=holder_initial(holder), seat=seat, holder=holder)
    if save_or_remove(
        request,
        form,
        save=lambda version: actions.edit_holder(
            holder=holder, actor=request.user, version=version, facts=form.facts()
        ),
        remove=lambda version: actions.remove_holder(holder=holder, actor=request.user, version=version),
        saved=_("The member was saved."),
        removed=_("The member was removed."),
    ):
        return redirect(back)
    return form_page(
        request,
        form=form,
        title=_("Edit the member"),
        preline=f"{seat.body.name}: {seat}",
        breadcrumb=body_trail(request, seat.body, (holder.name, None)),
        cancel=back,
        remove=_("Remove the member"),
        remove_text=_("Only if they were entered by mistake. A term that is over gets its last day instead."),
    )
