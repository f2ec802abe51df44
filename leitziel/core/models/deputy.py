# SPDX-License-Identifier: EUPL-1.2
"""Deputies: who stands in for whom, and from when to when."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class Deputy(TenantModel):
    """`deputy` has the roles of `person` in this municipality for a time; never those that `person` has as a deputy."""

    person = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="stands_in")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to"))
    entered_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(person=models.F("deputy")), name="deputy_is_somebody_else"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="deputy_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} für {self.person}"

    def counts_on(self, day: dt.date) -> bool:
        """Does the deputy stand in on this day?"""
        return self.withdrawn_at is None and self.valid_from <= day <= self.valid_to
