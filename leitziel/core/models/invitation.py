# SPDX-License-Identifier: EUPL-1.2
"""Invitations: how a person comes into a municipality."""

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import TenantModel
from .people import Membership


class Invitation(TenantModel):
    """Somebody is asked to join: the membership they get once they follow the link in the mail.

    `sending` counts the mails; a link opens the newest sending only, so that sending anew makes older mails worthless.
    """

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=14, choices=Membership.Role)
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    invited_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="invitations_sent")
    created_at = models.DateTimeField(_("invited"), auto_now_add=True)
    sending = models.PositiveSmallIntegerField(default=1)
    link_ends_at = models.DateTimeField(_("link valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "municipality",
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_open_once_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="invitation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["office", "provider"]) | ~models.Q(organisation=None),
                name="invitation_of_office_or_provider_has_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    @property
    def is_open(self) -> bool:
        """Can the link of the newest mail still be followed (its own end apart)?"""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_over(self) -> bool:
        """Has the link ended without anybody following it?"""
        return self.is_open and self.link_ends_at <= timezone.now()
