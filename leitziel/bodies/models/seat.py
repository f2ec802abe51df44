# SPDX-License-Identifier: EUPL-1.2
"""Functions in a body, and who holds them when."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .body import Body


class Seat(TenantModel):
    """A function in a body: its group ("Ratsfraktionen"), its title, with a vote or only a voice, how many people.

    `leads`: the chair. `keeps_office`: the secretary's office (Geschäftsstelle); who holds it manages the body here.
    """

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    group = models.CharField(_("group"), max_length=120)
    title = models.CharField(_("function"), max_length=160)
    voting = models.BooleanField(_("has a vote"), default=True)
    leads = models.BooleanField(_("chairs the body"), default=False)
    keeps_office = models.BooleanField(_("keeps the office of the body"), default=False)
    count = models.PositiveSmallIntegerField(_("number of people"), default=1)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("function")
        verbose_name_plural = _("functions")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "group", "title"], name="seat_title_unique_in_group"),
            models.CheckConstraint(condition=Q(count__gte=1), name="seat_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.group})"


class SeatHolder(TenantModel):
    """A person on a seat for a time. The name is personal data: public only where `public` says so.

    A deputy is on the same seat as the person they stand in for. `ends` is the last day.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    name = models.CharField(_("name"), max_length=160)
    user = models.ForeignKey(
        "core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="seats", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="seat_holders"
    )
    deputy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies")
    begins = models.DateField(_("from"))
    ends = models.DateField(_("until"), null=True, blank=True)
    public = models.BooleanField(_("name is public"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="seat_holder_has_a_name"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("begins")), name="seat_term_ends_after_begin"
            ),
            models.CheckConstraint(
                condition=Q(deputy_of=None) | ~Q(deputy_of=F("id")), name="seat_holder_not_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.deputy_of and self.deputy_of.seat_id != self.seat_id:
            message = "a deputy sits on the seat of the person they stand in for"
            raise ValueError(message)
        super().save(*args, **kwargs)

    def holds_on(self, day: dt.date) -> bool:
        return self.begins <= day and (self.ends is None or day <= self.ends)


def holding(day: dt.date, prefix: str = "") -> Q:
    """Condition: the seat is held on this day."""
    return Q(**{f"{prefix}begins__lte": day}) & (Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gte": day}))
