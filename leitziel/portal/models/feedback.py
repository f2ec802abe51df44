# SPDX-License-Identifier: EUPL-1.2
"""Messages about barriers (BITV 2.0 asks for a way to send them)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


class Feedback(TenantModel):
    """A message from a visitor; `done_at` once somebody has dealt with it."""

    message = models.TextField(_("message"), max_length=4000)
    page = models.CharField(_("page"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.message[:80]
