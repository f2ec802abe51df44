# SPDX-License-Identifier: EUPL-1.2
"""Councils, committees and advisory boards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


class Body(TenantModel):
    """A Gremium: who deliberates or decides."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        COMMITTEE = "committee", _("committee")
        ADVISORY_BOARD = "advisory_board", _("advisory board")
        STEERING_GROUP = "steering_group", _("steering group")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="body_name_unique")]

    def __str__(self) -> str:
        return self.name
