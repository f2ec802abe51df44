# SPDX-License-Identifier: EUPL-1.2
"""Meetings, who was there, and their minutes."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.enums import MeetingState, MinutesState, Presence
from leitziel.core.models import StoredFile, TenantModel

from .body import Body
from .seat import SeatHolder


class Meeting(TenantModel):
    """A Sitzung. Public once `published_at` is set, and then only its public items.

    `uid` and `sequence` are its identity in calendars: `sequence` grows with each change of time, place, name or
    state. `revised_at` is the last change of anything that a calendar shows.
    """

    State = MeetingState

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    short_id = models.CharField(max_length=12, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    note = models.TextField(_("public note"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short_id"], name="meeting_short_id_unique"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_known"),
        ]
        indexes = [models.Index(fields=["municipality", "starts"], name="meeting_by_start")]

    def __str__(self) -> str:
        return self.title


class Attendance(TenantModel):
    """Was a member there?"""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(_("presence"), max_length=7, choices=Presence)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["meeting", "holder"], name="attendance_once_a_meeting")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_presence_display()}"


class Minutes(TenantModel):
    """The Niederschrift of a meeting: what each item's text says, and the signed file. Public once approved."""

    State = MinutesState

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    state = models.CharField(_("state"), max_length=8, choices=MinutesState, default=MinutesState.DRAFT)
    opening = models.TextField(_("opening"), blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_public = models.BooleanField(_("the file is public"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(approved_on=None), name="minutes_approved_have_a_day"
            ),
            models.CheckConstraint(condition=Q(state__in=MinutesState.values), name="minutes_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_state_display()}"
