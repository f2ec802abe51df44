# SPDX-License-Identifier: EUPL-1.2
"""Managing meetings: facts, state, publication, invitation, attendance, minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leitziel.bodies.actions import BodiesError
from leitziel.bodies.actions import meetings as actions
from leitziel.bodies.actions.minutes import change_minutes_state, minutes_of, write_minutes
from leitziel.bodies.enums import MEETING_TRANSITIONS, MeetingState, MinutesState
from leitziel.bodies.forms import meetings as forms
from leitziel.bodies.invitation import invitation
from leitziel.bodies.models import AgendaItem, Meeting, Minutes, SeatHolder
from leitziel.bodies.models.seat import holding
from leitziel.bodies.queries.meetings import last_before
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError

from .common import READ_OR_SEND, address, attempt, body_trail, form_page, managed_body, managed_meeting, meeting_trail


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def meeting_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new meeting; place and duration come from the last one, and its standing items if wanted."""
    body = managed_body(request, slug)
    last = last_before(None, body.pk)
    initial = forms.meeting_initial(last) | {"title": "", "day": None, "note": ""} if last else {}
    form = forms.NewMeetingForm(request.POST or None, initial=initial, last=last)
    if request.method == "POST" and form.is_valid():
        meeting = attempt(
            form,
            lambda: actions.create_meeting(
                body=body,
                actor=request.user,
                facts=form.facts(),
                copy_from=last if form.cleaned_data.get("copy") else None,
            ),
        )
        if meeting:
            messages.success(request, _("The meeting was added. Nobody outside sees it until you publish it."))
            return redirect("meeting-settings", request.municipality.slug, body.slug, meeting.short_id)
    return form_page(
        request,
        form=form,
        title=_("Add a meeting"),
        preline=body.name,
        breadcrumb=body_trail(request, body, (_("Add a meeting"), None)),
        cancel=address(request, "body-settings", body.slug),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def meeting_settings(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """A meeting: its facts, its agenda, its state, and the ways to invitation, attendance and minutes."""
    meeting = managed_meeting(request, slug, short_id)
    form = forms.EditMeetingForm(request.POST or None, initial=forms.meeting_initial(meeting))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: actions.edit_meeting(meeting=meeting, actor=request.user, version=version, facts=form.facts()),
        )
        if changed:
            messages.success(request, _("The meeting was saved."))
            return _back(request, meeting)
    state = MeetingState(meeting.state)
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "form": form,
        "items": list(AgendaItem.objects.filter(meeting=meeting).select_related("paper")),
        "minutes": Minutes.objects.filter(meeting=meeting).first(),
        "steps": [(s.value, s.label) for s in MeetingState if s in MEETING_TRANSITIONS[state]],
        "may_invite": state in {MeetingState.PLANNED, MeetingState.INVITED},
        "breadcrumb": body_trail(request, meeting.body, (meeting.title, None)),
    }
    return render(request, "bodies/work/meeting.html", context)


def _back(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return redirect("meeting-settings", request.municipality.slug, meeting.body.slug, meeting.short_id)


@require_POST
@requires("bodies.manage")
def meeting_state(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Take a meeting to its next state."""
    meeting = managed_meeting(request, slug, short_id)
    form = forms.MeetingStateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This step is not possible from the state the meeting is in."))
        return _back(request, meeting)
    data = form.cleaned_data
    try:
        actions.change_meeting_state(
            meeting=meeting, actor=request.user, version=data["version"], state=MeetingState(data["state"])
        )
    except (ChangedMeanwhileError, BodiesError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The state of the meeting was changed."))
    return _back(request, meeting)


@require_POST
@requires("bodies.manage")
def meeting_publication(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Show a meeting to everybody, or take it back."""
    meeting = managed_meeting(request, slug, short_id)
    form = forms.PublicationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed. Please use the button on the page."))
        return _back(request, meeting)
    publish = form.cleaned_data["publish"] == "yes"
    try:
        actions.set_meeting_publication(
            meeting=meeting, actor=request.user, version=form.cleaned_data["version"], publish=publish
        )
    except ChangedMeanwhileError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request,
            _("Everybody sees the meeting with its public items now.")
            if publish
            else _("Only members of the body see the meeting now."),
        )
    return _back(request, meeting)


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def meeting_invitation(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """The invitation as a text to copy, and to send to all members with an account."""
    meeting = managed_meeting(request, slug, short_id)
    page = request.build_absolute_uri(address(request, "meeting", slug, short_id))
    subject, text = invitation(meeting, page)
    initial = {"version": meeting.version, "subject": subject, "text": text}
    form = forms.InvitationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(form, lambda: actions.invite(meeting=meeting, actor=request.user, **data))
        if done:
            messages.success(
                request, _("The invitation is on its way to %(n)s members with an account.") % {"n": done[1]}
            )
            return _back(request, meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "people": actions.invited_people(meeting),
        "breadcrumb": meeting_trail(request, meeting, (_("Invitation"), None)),
    }
    return render(request, "bodies/work/invitation.html", context)


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def meeting_attendance(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Who was there."""
    meeting = managed_meeting(request, slug, short_id)
    day = timezone.localdate(meeting.starts)
    rows = SeatHolder.objects.filter(holding(day), seat__body=meeting.body_id)
    holders = list(rows.select_related("seat").order_by("seat__position", "name"))
    known = {f"member_{row.holder_id}": row.presence for row in meeting.attendances.all()}
    form = forms.AttendanceForm(request.POST or None, holders=holders, initial={"version": meeting.version} | known)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: actions.set_attendance(
                meeting=meeting, actor=request.user, version=version, presences=form.presences()
            ),
        )
        if done:
            messages.success(request, _("The attendance was saved."))
            return _back(request, meeting)
    return form_page(
        request,
        form=form,
        title=_("Attendance"),
        preline=f"{meeting.body.name}, {meeting.title}",
        lead="" if holders else _("Nobody holds a function in this body on the day of the meeting."),
        breadcrumb=meeting_trail(request, meeting, (_("Attendance"), None)),
        cancel=address(request, "meeting-settings", slug, short_id),
    )


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def meeting_minutes(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """The frame of the minutes, their file and their approval."""
    meeting = managed_meeting(request, slug, short_id)
    minutes = minutes_of(meeting)
    form = forms.MinutesForm(request.POST or None, request.FILES or None, initial=forms.minutes_initial(minutes))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data["file"]
        done = attempt(
            form,
            lambda: write_minutes(
                meeting=meeting,
                actor=request.user,
                version=data["version"],
                opening=data["opening"],
                file_public=data["file_public"],
                file=(upload.name, upload.read()) if upload else None,
            ),
        )
        if done:
            messages.success(request, _("The minutes were saved."))
            return redirect("meeting-minutes", request.municipality.slug, slug, short_id)
    context = {
        "form": form,
        "meeting": meeting,
        "body": meeting.body,
        "minutes": minutes,
        "items": list(AgendaItem.objects.filter(meeting=meeting)),
        "state_form": forms.MinutesStateForm(
            initial={"version": minutes.version if minutes else 0, "day": timezone.localdate()}, auto_id="state_%s"
        ),
        "breadcrumb": meeting_trail(request, meeting, (_("Minutes"), None)),
    }
    return render(request, "bodies/work/minutes.html", context)


@require_POST
@requires("bodies.manage")
def minutes_state(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Approve the minutes, or take the approval back."""
    meeting = managed_meeting(request, slug, short_id)
    minutes = get_object_or_404(Minutes.objects.select_related("municipality"), meeting=meeting)
    form = forms.MinutesStateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say on which day the minutes were approved."))
        return redirect("meeting-minutes", request.municipality.slug, slug, short_id)
    data = form.cleaned_data
    try:
        change_minutes_state(
            minutes=minutes,
            actor=request.user,
            version=data["version"],
            state=MinutesState(data["state"]),
            day=data["day"],
        )
    except (ChangedMeanwhileError, BodiesError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The state of the minutes was changed."))
    return redirect("meeting-minutes", request.municipality.slug, slug, short_id)
