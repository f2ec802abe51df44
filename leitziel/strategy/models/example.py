# SPDX-License-Identifier: EUPL-1.2
"""Practice examples: single, reusable entries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .measure import Measure


class PracticeExample(TenantModel):
    """A Praxis-Beispiel. Two measures that name the same one share the entry; `key` is what they share."""

    name = models.CharField(_("name"), max_length=500)
    key = models.CharField(max_length=500, editable=False)

    class Meta:
        verbose_name = _("practice example")
        verbose_name_plural = _("practice examples")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="example_unique")]

    def __str__(self) -> str:
        return self.name


class MeasureExample(TenantModel):
    """A practice example of a measure, in its order."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="example_links")
    example = models.ForeignKey(PracticeExample, on_delete=models.PROTECT, related_name="measure_links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["measure", "position"]
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="measure_example_in_order")]
