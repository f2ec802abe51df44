# SPDX-License-Identifier: EUPL-1.2
"""A person's own calendar of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


class CalendarLink(TenantModel):
    """Which of a person's signed calendar links holds: the one whose state is `number`; raising it ends the others.

    `ends` is None where the person has none at the moment.
    """

    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar link")
        verbose_name_plural = _("calendar links")
        constraints = [models.UniqueConstraint(fields=["municipality", "user"], name="calendar_link_one_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.number}"
