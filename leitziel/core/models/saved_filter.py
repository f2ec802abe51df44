# SPDX-License-Identifier: EUPL-1.2
"""Filters that people keep."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class SavedFilter(TenantModel):
    """A filter of a list under a name: the query part of its address. It is the owner's own, or shared with the members
    of the municipality. At most one for each person and list is the default."""

    class List(models.TextChoices):
        MEASURES = "measures", _("measures")
        SIMILAR = "similar", _("similar measures")
        MINE = "mine", _("my measures")

    owner = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="saved_filters")
    list = models.CharField(_("list"), max_length=12, choices=List)
    name = models.CharField(_("name"), max_length=120)
    query = models.CharField(max_length=2000, blank=True)
    shared = models.BooleanField(_("shared with the municipality"), default=False)
    is_default = models.BooleanField(_("default"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "owner", "list", "name"], name="filter_name_unique"),
            models.UniqueConstraint(
                fields=["municipality", "owner", "list"],
                condition=models.Q(is_default=True),
                name="filter_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name
