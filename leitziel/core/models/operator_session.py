# SPDX-License-Identifier: EUPL-1.2
"""Sessions of the operator: the only way for who runs the house into a municipality."""

from django.db import models
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import TenantModel

models.CharField.register_lookup(Length)  # for the constraint on the reason


class OperatorSession(TenantModel):
    """An operator works in a municipality, with a reason that its administration reads, until `ends_at` at most."""

    REASON_LENGTH = 10  # characters, at least
    HOURS = 4  # at most

    operator = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="operator_sessions")
    reason = models.CharField(_("reason"), max_length=500)
    started_at = models.DateTimeField(_("began"))
    ends_at = models.DateTimeField(_("ends at the latest"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("operator's session")
        verbose_name_plural = _("operator's sessions")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("started_at")), name="operator_session_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=models.Q(reason__length__gte=10), name="operator_session_has_reason"),
            models.UniqueConstraint(
                fields=["municipality", "operator"],
                condition=models.Q(ended_at=None),
                name="operator_session_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operator}: {self.reason}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None and self.ends_at > timezone.now()
