# SPDX-License-Identifier: EUPL-1.2
"""Planning areas with their shape."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class PlanningArea(TenantModel):
    """A Planungsraum. `geometry` is a GeoJSON Polygon or MultiPolygon in WGS84 (RFC 7946)."""

    key = models.CharField(_("key"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address part"), max_length=80)
    population = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)
    population_on = models.DateField(_("inhabitants as of"), null=True, blank=True)
    geometry = models.JSONField(_("shape"))

    class Meta:
        verbose_name = _("planning area")
        verbose_name_plural = _("planning areas")
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="area_key_unique"),
            models.UniqueConstraint(fields=["municipality", "slug"], name="area_slug_unique"),
            models.CheckConstraint(
                condition=models.Q(population=None) | ~models.Q(population_on=None), name="area_population_has_date"
            ),
        ]

    def __str__(self) -> str:
        return self.name
