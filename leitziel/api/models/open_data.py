# SPDX-License-Identifier: EUPL-1.2
"""Under which terms a municipality gives its data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


class OpenData(TenantModel):
    """The licence of what is published, one row a municipality; without one nothing is promised."""

    class Licence(models.TextChoices):
        NONE = "", _("none named")
        DL_ZERO = "dl-zero-de/2.0", _("Data licence Germany – Zero – 2.0")
        DL_BY = "dl-by-de/2.0", _("Data licence Germany – attribution – 2.0")
        CC_ZERO = "CC0-1.0", _("Creative Commons Zero 1.0")
        CC_BY = "CC-BY-4.0", _("Creative Commons attribution 4.0")

    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    attribution = models.CharField(_("name the municipality as"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("terms of open data")
        verbose_name_plural = _("terms of open data")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="open_data_once")]

    def __str__(self) -> str:
        return self.get_licence_display()

    @property
    def address(self) -> str:
        """Where the licence can be read; "" where there is none."""
        return {
            self.Licence.DL_ZERO: "https://www.govdata.de/dl-de/zero-2-0",
            self.Licence.DL_BY: "https://www.govdata.de/dl-de/by-2-0",
            self.Licence.CC_ZERO: "https://creativecommons.org/publicdomain/zero/1.0/",
            self.Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
        }.get(self.Licence(self.licence), "")
