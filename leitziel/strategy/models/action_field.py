# SPDX-License-Identifier: EUPL-1.2
"""Fields of action (Handlungsfelder), a tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .edition import Edition


class ActionField(TenantModel):
    """A Handlungsfeld of an edition. `position` orders all fields of the edition as the document has them
    (depth first), so that the whole tree comes in one query."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="fields")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField(_("position"))
    short_id = models.CharField(max_length=8)
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=500)
    guiding_idea = models.TextField(_("guiding idea"), blank=True)
    description = models.TextField(_("description"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("field of action")
        verbose_name_plural = _("fields of action")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short_id"], name="field_short_id_unique"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="field_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()
