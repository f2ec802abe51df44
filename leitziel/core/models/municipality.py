# SPDX-License-Identifier: EUPL-1.2
"""The tenant: a city, district or municipality."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.text import normalised


class Municipality(models.Model):
    """A Gebietskörperschaft. Its official key (AGS: 8 digits, 5 for a district) is its identity."""

    class Kind(models.TextChoices):
        CITY = "city", _("city")
        DISTRICT = "district", _("district")
        MUNICIPALITY = "municipality", _("municipality")

    ags = models.CharField(
        _("official key (AGS)"), max_length=8, unique=True, validators=[RegexValidator(r"^\d{5}(\d{3})?$")]
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address part"), unique=True)
    host_name = models.CharField(_("host name"), max_length=253, unique=True, null=True, blank=True)
    # "{number}" stands for the number of a council paper; an empty pattern means that papers have no address.
    paper_address = models.CharField(_("address of council papers"), max_length=300, blank=True)
    imprint = models.TextField(_("imprint"), blank=True)
    privacy = models.TextField(_("privacy statement"), blank=True)
    accessibility_contact = models.TextField(_("contact for accessibility"), blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            models.CheckConstraint(condition=models.Q(ags__regex=r"^\d{5}(\d{3})?$"), name="municipality_ags_digits"),
            models.CheckConstraint(
                condition=models.Q(paper_address="") | models.Q(paper_address__contains="{number}"),
                name="municipality_paper_address_has_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name = normalised(self.name)
        super().save(*args, **kwargs)
