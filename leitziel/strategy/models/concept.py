# SPDX-License-Identifier: EUPL-1.2
"""Concepts: the city's own and those kept elsewhere, in one register."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


class Concept(TenantModel):
    """A Konzept through all of its editions.

    An umbrella concept (Sammelkonzept) holds part concepts, which keep their own fields and editions. An
    external concept is kept elsewhere; only its title, paper and address are known here.
    """

    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address part"), max_length=80)
    external = models.BooleanField(_("kept elsewhere"), default=False)
    address = models.URLField(_("address"), max_length=400, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    position = models.PositiveIntegerField(_("position"), default=0)
    summary = models.TextField(_("in short"), blank=True)
    council_paper = models.ForeignKey(
        "bodies.CouncilPaper", on_delete=models.PROTECT, null=True, blank=True, related_name="concepts"
    )
    predecessors = models.ManyToManyField(
        "self",
        through="strategy.Succession",
        through_fields=("successor", "predecessor"),
        symmetrical=False,
        related_name="successors",
        blank=True,
    )

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="concept_slug_unique"),
            models.CheckConstraint(condition=~models.Q(part_of=models.F("id")), name="concept_not_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.title


class Succession(TenantModel):
    """One concept follows another, also across the borders of concepts."""

    predecessor = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="follows")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="succession_of_another_concept"
            ),
        ]
