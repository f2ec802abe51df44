# SPDX-License-Identifier: EUPL-1.2
"""Mail that waits to be sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutgoingMail(models.Model):
    """A message, written with the change that caused it and sent by the worker: nothing is lost while the mail
    server is down, and nothing is sent twice (`key` names the occasion; `message_id` stays the same in each try).

    Mail of the house itself (a new password) belongs to no municipality.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", pgettext_lazy("mail", "sent")
        FAILED = "failed", _("given up")

    municipality = models.ForeignKey("core.Municipality", on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=200, null=True, unique=True)
    recipient = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(_("next try"))
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(pgettext_lazy("mail", "sent"), null=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at=None)),
                name="mail_sent_has_time",
            )
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_due")]

    def __str__(self) -> str:
        return self.subject
