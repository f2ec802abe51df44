# SPDX-License-Identifier: EUPL-1.2
"""Forms about meetings, agendas and minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.actions.agenda import ItemFacts
from leitziel.bodies.actions.meetings import MeetingFacts
from leitziel.bodies.enums import ExclusionBasis, ExclusionReason, MeetingState, MinutesState, Presence
from leitziel.bodies.models import AgendaItem, Meeting, Minutes, SeatHolder

from .common import DateField, Line, TimeField, Versioned, lines


class MeetingForm(forms.Form):
    """Name, time and place of a meeting; times are those of the municipality's clock."""

    title = Line(label=_("Name"), help_text=_("For example: 14th meeting."), max_length=200)
    day = DateField(label=_("Day"))
    start = TimeField(label=_("Begin"))
    end = TimeField(label=_("End"), help_text=_("As planned."))
    place = Line(label=_("Place"), max_length=300, required=False)
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Public, for example about access without steps or the live stream."),
        widget=lines(3),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", _("The meeting ends before it starts."))
        return data

    def facts(self) -> MeetingFacts:
        data = self.cleaned_data
        return MeetingFacts(
            title=data["title"],
            starts=timezone.make_aware(dt.datetime.combine(data["day"], data["start"])),
            ends=timezone.make_aware(dt.datetime.combine(data["day"], data["end"])),
            place=data["place"],
            note=data["note"],
        )


class NewMeetingForm(MeetingForm):
    """A new meeting, with what comes again in each meeting."""

    copy = forms.BooleanField(label=_("Take the standing items of the last meeting"), required=False, initial=True)

    def __init__(self, *args: Any, last: Meeting | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["copy"]
        else:
            self.fields["copy"].help_text = str(last)


class EditMeetingForm(Versioned, MeetingForm):
    """A meeting as it is."""


def meeting_initial(meeting: Meeting) -> dict[str, Any]:
    starts, ends = timezone.localtime(meeting.starts), timezone.localtime(meeting.ends)
    return {
        "version": meeting.version,
        "title": meeting.title,
        "day": starts.date(),
        "start": starts.time(),
        "end": ends.time(),
        "place": meeting.place,
        "note": meeting.note,
    }


class MeetingStateForm(Versioned):
    state = forms.ChoiceField(choices=MeetingState.choices)


class PublicationForm(Versioned):
    publish = forms.ChoiceField(choices=[("yes", ""), ("no", "")])


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = Line(label=_("Title"), max_length=300)
    public = forms.BooleanField(
        label=_("The item is public"),
        help_text=_("Without a tick only members of the body see it."),
        required=False,
        initial=True,
    )
    text = forms.CharField(label=_("Explanation"), widget=lines(4), required=False)
    paper = Line(
        label=_("Council paper"),
        help_text=_("Its number, for example 24/0312-BV. A number nobody used yet makes a new paper."),
        max_length=40,
        required=False,
    )
    standing = forms.BooleanField(label=_("comes again in each meeting"), required=False)

    def facts(self) -> ItemFacts:
        return ItemFacts(**{name: self.cleaned_data[name] for name in ("title", "public", "text", "paper", "standing")})


class NewItemForm(Versioned, ItemForm):
    """A new item; `version` is the meeting's."""


class EditItemForm(Versioned, ItemForm):
    """An item as it is."""


def item_initial(item: AgendaItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in ("title", "public", "text", "standing", "version")}
    return values | {"paper": item.paper.number if item.paper else ""}


class MoveForm(Versioned):
    """`version` is the meeting's."""

    step = forms.ChoiceField(choices=[(step, step) for step in ("up", "down", "first", "last")])


class ItemMinutesForm(Versioned):
    minutes = forms.CharField(
        label=_("Minutes of this item"),
        help_text=_("Public once the minutes are approved, if the item is public."),
        widget=lines(8),
        required=False,
    )


class MinutesForm(Versioned):
    """The frame of the minutes: how the meeting was opened, and the signed file."""

    opening = forms.CharField(
        label=_("Opening"),
        help_text=_("Who opened the meeting, whether it was convened in time and has a quorum."),
        widget=lines(5),
        required=False,
    )
    file = forms.FileField(label=_("Signed minutes (PDF)"), required=False)
    file_public = forms.BooleanField(
        label=_("The file is public"),
        help_text=_("Tick only if the file holds nothing of the non-public part."),
        required=False,
    )


def minutes_initial(minutes: Minutes | None) -> dict[str, Any]:
    if minutes is None:
        return {"version": 0}
    return {"version": minutes.version, "opening": minutes.opening, "file_public": minutes.file_public}


class MinutesStateForm(Versioned):
    state = forms.ChoiceField(choices=MinutesState.choices)
    day = DateField(label=_("Approved on"), required=False)


class InvitationForm(Versioned):
    """The invitation as it will be sent."""

    subject = Line(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=lines(18))


class AttendanceForm(Versioned):
    """One choice for each member."""

    def __init__(self, *args: Any, holders: Iterable[SeatHolder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = []
        for holder in holders:
            self._ids.append(holder.pk)
            self.fields[f"member_{holder.pk}"] = forms.ChoiceField(
                label=f"{holder.name}, {holder.seat.title}",
                choices=[("", _("not stated")), *Presence.choices],
                required=False,
            )

    def presences(self) -> dict[int, Presence | None]:
        chosen = {pk: self.cleaned_data[f"member_{pk}"] for pk in self._ids}
        return {pk: Presence(value) if value else None for pk, value in chosen.items()}


class ExclusionForm(forms.Form):
    """Who keeps out of an item, and why."""

    holder = forms.ModelChoiceField(label=_("Member"), queryset=SeatHolder.objects.none())
    reason = forms.ChoiceField(label=_("Reason"), choices=ExclusionReason.choices, widget=forms.RadioSelect)
    basis = forms.ChoiceField(label=_("Legal basis"), choices=ExclusionBasis.choices)
    note = forms.CharField(
        label=_("Internal note"),
        help_text=_("Never public. Needed for another reason."),
        widget=lines(3),
        required=False,
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = members
