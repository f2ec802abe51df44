# SPDX-License-Identifier: EUPL-1.2
"""What an organisation was called before, what became one with it, and with what it must not be mixed up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel
from .organisation import Organisation


class OrganisationName(TenantModel):
    """A former name of an organisation, and the last day it bore it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=200)
    until = models.DateField(_("until"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-until", "-id"]

    def __str__(self) -> str:
        return self.name


class OrganisationRedirect(TenantModel):
    """An entry that became one with another: its public address leads there now.

    `former_id` is the row it had: the log speaks of it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="redirects")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    former_id = models.PositiveBigIntegerField()
    merged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("merged organisation")
        verbose_name_plural = _("merged organisations")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="redirect_slug_unique")]

    def __str__(self) -> str:
        return self.name


class OrganisationDistinction(TenantModel):
    """Two organisations that look alike, and of which a person said: these are two. `first` has the lower id."""

    first = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("two organisations, not one")
        verbose_name_plural = _("two organisations, not one")
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="distinction_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="distinction_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}"
