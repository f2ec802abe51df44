# SPDX-License-Identifier: EUPL-1.2
"""Background work that a person can watch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class Job(TenantModel):
    """Progress of a background task; the task itself runs in django-tasks and may be run again safely."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    share = models.FloatField(_("share done"), default=0.0)
    message = models.CharField(_("message"), max_length=500, blank=True)
    started_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(share__gte=0.0) & models.Q(share__lte=1.0), name="job_share_between_0_and_1"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"
