# SPDX-License-Identifier: EUPL-1.2
"""Organisations: one tree of offices, providers, partners and boards, each under all of its names."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.text import folded, name_key

from .base import TenantModel


class Organisation(TenantModel):
    """An office, a municipal enterprise, a provider, a partner or a board.

    `ended_on`: the day from which it is no more; `successor`: who goes on with its work. `version` counts the changes
    that people make to it (optimistic locking).
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("department (Dezernat)")
        OFFICE = "office", _("office (Fachdienst, Amt)")
        TEAM = "team", _("team")
        STAFF_UNIT = "staff_unit", _("staff unit")
        ENTERPRISE = "enterprise", _("municipal enterprise")
        PROVIDER = "provider", _("provider")
        PARTNER = "partner", _("partner")
        BOARD = "board", _("board")

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address part"), max_length=80)
    sort_key = models.CharField(max_length=250, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="organisation_slug_unique"),
            models.UniqueConstraint(fields=["municipality", "name"], name="organisation_name_unique"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="organisation_not_its_own_parent"),
            models.CheckConstraint(
                condition=models.Q(successor=None) | models.Q(ended_on__isnull=False),
                name="organisation_with_successor_has_ended",
            ),
            models.CheckConstraint(
                condition=~models.Q(successor=models.F("id")), name="organisation_not_its_own_successor"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = folded(self.name)[:250]
        super().save(*args, **kwargs)


class OrganisationAlias(TenantModel):
    """Another name of an organisation; `key` is what two names are compared by."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=250, editable=False)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="alias_names_one_organisation")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = name_key(self.name)[:250]
        super().save(*args, **kwargs)
