# SPDX-License-Identifier: EUPL-1.2
"""Managing the agenda: items, their order, minutes, exclusions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leitziel.bodies.actions import agenda as actions
from leitziel.bodies.enums import ExclusionBasis, ExclusionReason
from leitziel.bodies.forms import meetings as forms
from leitziel.bodies.models import Exclusion, Resolution, SeatHolder, Vote
from leitziel.bodies.models.seat import holding
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError

from .common import (
    READ_OR_SEND,
    WORK,
    address,
    attempt,
    form_page,
    item_trail,
    managed_item,
    managed_meeting,
    meeting_trail,
    save_or_remove,
)


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def item_new(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Put an item on the agenda."""
    meeting = managed_meeting(request, slug, short_id)
    form = forms.NewItemForm(request.POST or None, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        item = attempt(
            form,
            lambda: actions.add_item(meeting=meeting, actor=request.user, version=version, facts=form.facts()),
        )
        if item:
            messages.success(request, _("The item stands at the end of the agenda."))
            return redirect("meeting-settings", request.municipality.slug, slug, short_id)
    return form_page(
        request,
        form=form,
        title=_("Add an agenda item"),
        preline=f"{meeting.body.name}, {meeting.title}",
        breadcrumb=meeting_trail(request, meeting, (_("Add an agenda item"), None)),
        cancel=address(request, "meeting-settings", slug, short_id),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """An item: its facts, its minutes, its votes, who keeps out, and what was resolved."""
    found = managed_item(request, pk)
    form = forms.EditItemForm(request.POST or None, initial=forms.item_initial(found))
    if save_or_remove(
        request,
        form,
        save=lambda version: actions.edit_item(item=found, actor=request.user, version=version, facts=form.facts()),
        remove=lambda version: actions.remove_item(item=found, actor=request.user, version=version),
        saved=_("The item was saved."),
        removed=_("The item was taken off the agenda."),
    ):
        meeting = found.meeting
        return redirect("meeting-settings", request.municipality.slug, meeting.body.slug, meeting.short_id)
    context = {
        "item": found,
        "meeting": found.meeting,
        "body": found.meeting.body,
        "form": form,
        "minutes_form": forms.ItemMinutesForm(
            initial={"version": found.version, "minutes": found.minutes}, auto_id="minutes_%s"
        ),
        "votes": list(Vote.objects.filter(item=found)),
        "exclusions": list(Exclusion.objects.filter(item=found).select_related("holder__seat")),
        "resolutions": list(Resolution.objects.filter(item=found)),
        "breadcrumb": meeting_trail(request, found.meeting, (f"{found.number}. {found.title}"[:60], None)),
    }
    return render(request, "bodies/work/item.html", context)


@require_POST
@requires("bodies.manage")
def item_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the item's part of the minutes."""
    found = managed_item(request, pk)
    form = forms.ItemMinutesForm(request.POST)
    if form.is_valid():
        try:
            actions.write_minutes_of_item(item=found, actor=request.user, **form.cleaned_data)
        except ChangedMeanwhileError as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The minutes of the item were saved."))
            return redirect("agenda-item", request.municipality.slug, pk)
    return form_page(
        request,
        form=form,
        title=_("Minutes of this item"),
        preline=str(found),
        breadcrumb=item_trail(request, found, (_("Minutes"), None)),
        cancel=address(request, "agenda-item", pk),
    )


@require_POST
@requires("bodies.manage")
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an item within its agenda."""
    found = managed_item(request, pk)
    form = forms.MoveForm(request.POST)
    if form.is_valid():
        try:
            actions.move_item(item=found, actor=request.user, **form.cleaned_data)
        except ChangedMeanwhileError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("“%(title)s” was moved.") % {"title": found.title})
    else:
        messages.error(request, _("Nothing was changed. Please use the button on the page."))
    meeting = found.meeting
    return redirect("meeting-settings", request.municipality.slug, meeting.body.slug, meeting.short_id)


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def exclusion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member keeps out of an item, and why."""
    found = managed_item(request, pk)
    day = timezone.localdate(found.meeting.starts)
    members = SeatHolder.objects.filter(holding(day), seat__body=found.meeting.body_id).select_related("seat")
    form = forms.ExclusionForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: actions.exclude(
                item=found,
                actor=request.user,
                holder=data["holder"],
                reason=ExclusionReason(data["reason"]),
                basis=ExclusionBasis(data["basis"]),
                note=data["note"],
            ),
        )
        if done:
            messages.success(request, _("The exclusion was noted."))
            return redirect("agenda-item", request.municipality.slug, pk)
    return form_page(
        request,
        form=form,
        title=_("Note who keeps out"),
        preline=str(found),
        lead=_("The public learns how many members kept out and the group of the reason, never who."),
        breadcrumb=item_trail(request, found, (_("Exclusion"), None)),
        cancel=address(request, "agenda-item", pk),
    )


@require_POST
@requires("bodies.manage")
def exclusion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an exclusion noted by mistake."""
    row = get_object_or_404(Exclusion.objects.select_related("item__meeting__body"), pk=pk)
    request.access.require(WORK, row.item.meeting.body)
    actions.remove_exclusion(exclusion=row, actor=request.user)
    messages.success(request, _("The exclusion was taken back."))
    return redirect("agenda-item", request.municipality.slug, row.item_id)
