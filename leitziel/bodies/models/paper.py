# SPDX-License-Identifier: EUPL-1.2
"""Council papers."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.enums import Effect, PaperKind, PaperResult
from leitziel.core.models import TenantModel
from leitziel.core.text import name_key, web_address

from .body import Body


class CouncilPaper(TenantModel):
    """A Vorlage with its number ("21/1108-BV"); `slug` is the number as an address part."""

    number = models.CharField(_("number"), max_length=40)
    slug = models.SlugField(max_length=60, editable=False)
    title = models.CharField(_("title"), max_length=400, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    address = models.URLField(_("address"), max_length=400, blank=True)
    kind = models.CharField(_("kind"), max_length=11, choices=PaperKind, default=PaperKind.PROPOSAL)
    result = models.CharField(_("result"), max_length=9, choices=PaperResult, default=PaperResult.OPEN)

    class Meta:
        verbose_name = _("council paper")
        verbose_name_plural = _("council papers")
        ordering = ["-decided_on", "number"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="paper_number_unique")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = paper_slug(self.number)
        super().save(*args, **kwargs)

    @property
    def link(self) -> str:
        """The paper's own address, or the one the municipality's pattern gives; "" if there is neither."""
        if self.address or not self.municipality.paper_address:
            return web_address(self.address)
        return web_address(self.municipality.paper_address.replace("{number}", quote(self.number, safe="")))


class Deliberation(TenantModel):
    """A step of a paper's way through the bodies (Beratungsfolge); `item` is where it was on an agenda."""

    paper = models.ForeignKey(CouncilPaper, on_delete=models.CASCADE, related_name="deliberations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="deliberations")
    item = models.ForeignKey(
        "bodies.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="deliberations"
    )
    purpose = models.CharField(_("purpose"), max_length=11, choices=Effect)
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="deliberation_position_unique")]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.body_id}"


def paper_slug(number: str) -> str:
    """ "21/1108-BV" -> "21-1108-bv": equal for the spellings of one number."""
    return name_key(number).replace(" ", "-")[:60]
